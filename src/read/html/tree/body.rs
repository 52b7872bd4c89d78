//! Tree construction in the head and body of a page.

use std::borrow::Cow;

use super::super::elements::{ElementKind, ElementName};
use super::builder::{ActiveFormatting, InsertionMode, OpenElement, StartTag, TreeBuilder};
use super::node::{Attribute, Id};

/// How often a block is moved out of a link that is closed across it.
const MAX_BLOCKS: usize = 8;

impl<'h> TreeBuilder<'h> {
    pub(super) fn add_to_head(&mut self, start: StartTag<'h, impl Iterator<Item = Attribute<'h>>>) -> Id {
        let id = self.tree.new_element(start.name, start.attributes);
        self.tree.append(self.head, id);
        id
    }

    pub(super) fn start_in_head(&mut self, start: StartTag<'h, impl Iterator<Item = Attribute<'h>>>) {
        match start.name.kind {
            ElementKind::Html | ElementKind::Head => {}
            ElementKind::Meta => drop(self.add_to_head(start)),
            ElementKind::Body => {
                self.mode = InsertionMode::Body;
                self.open_new(start);
            }
            _ => {
                self.begin_body();
                self.start_in_body(start);
            }
        }
    }

    pub(super) fn start_in_body(&mut self, start: StartTag<'h, impl Iterator<Item = Attribute<'h>>>) {
        match start.name.kind {
            ElementKind::Meta | ElementKind::Bare => drop(self.insert_new(start)),
            ElementKind::Block | ElementKind::Paragraph => self.open_block(start),
            ElementKind::Pre => {
                self.open_block(start);
                self.ignore_next_newline = true;
            }
            ElementKind::Heading => self.open_heading(start),
            ElementKind::Form => self.open_form(start),
            ElementKind::ListItem => self.open_item(start, ElementKind::ListItem),
            ElementKind::Term => self.open_item(start, ElementKind::Term),
            ElementKind::Button => self.open_button(start),
            ElementKind::Link => self.open_link(start),
            ElementKind::Object => {
                self.open_inline(start);
                self.links.push(ActiveFormatting::Marker);
            }
            ElementKind::Table => {
                if !self.quirks_mode {
                    self.close_paragraph();
                }
                self.open_new(start);
                self.mode = InsertionMode::Table;
            }
            ElementKind::Void => {
                self.reconstruct_links();
                self.insert_new(start);
            }
            ElementKind::Rule => {
                self.close_paragraph();
                self.insert_new(start);
            }
            ElementKind::Choice => {
                if self.current().name.text == "option" {
                    self.truncate(self.open.len() - 1);
                }
                self.open_inline(start);
            }
            ElementKind::RubyBase | ElementKind::RubyText => self.open_ruby(start),
            ElementKind::Formatting | ElementKind::Other => self.open_inline(start),
            ElementKind::Html
            | ElementKind::Head
            | ElementKind::Body
            | ElementKind::RawText
            | ElementKind::Dropped
            | ElementKind::Frame => {}
            ElementKind::Caption
            | ElementKind::ColumnGroup
            | ElementKind::Column
            | ElementKind::RowGroup
            | ElementKind::Row
            | ElementKind::Cell => {}
        }
    }

    fn open_inline(&mut self, start: StartTag<'h, impl Iterator<Item = Attribute<'h>>>) {
        self.reconstruct_links();
        self.open_new(start);
    }

    fn open_block(&mut self, start: StartTag<'h, impl Iterator<Item = Attribute<'h>>>) {
        self.close_paragraph();
        self.open_new(start);
    }

    fn open_heading(&mut self, start: StartTag<'h, impl Iterator<Item = Attribute<'h>>>) {
        self.close_paragraph();
        if self.current().name.kind == ElementKind::Heading {
            self.truncate(self.open.len() - 1);
        }
        self.open_new(start);
    }

    fn open_form(&mut self, start: StartTag<'h, impl Iterator<Item = Attribute<'h>>>) {
        if self.form.is_none() {
            self.close_paragraph();
            self.form = Some(self.open_new(start));
        }
    }

    /// A list item closes the previous one, unless another block starts between them.
    fn open_item(&mut self, start: StartTag<'h, impl Iterator<Item = Attribute<'h>>>, kind: ElementKind) {
        let is_passed = |open: &OpenElement| {
            !open.name.kind.is_special()
                || open.name.kind == ElementKind::Paragraph
                || matches!(open.name.text, "address" | "div")
        };
        let stop = self.open.iter().rposition(|open| open.name.kind == kind || !is_passed(open));
        if let Some(at) = stop.filter(|at| self.open[*at].name.kind == kind) {
            self.truncate(at);
        }
        self.open_block(start);
    }

    fn open_button(&mut self, start: StartTag<'h, impl Iterator<Item = Attribute<'h>>>) {
        if let Some(at) = self.in_scope(|open| open.name.kind == ElementKind::Button) {
            self.truncate(at);
        }
        self.open_inline(start);
    }

    fn open_link(&mut self, start: StartTag<'h, impl Iterator<Item = Attribute<'h>>>) {
        if let Some(link) = self.active_link() {
            self.close_link();
            self.links.retain(|mark| *mark != ActiveFormatting::Link(link));
            if let Some(at) = self.open.iter().rposition(|open| open.id == link) {
                self.remove_open(at);
            }
        }
        let id = self.open_new(start);
        self.links.push(ActiveFormatting::Link(id));
    }

    fn open_ruby(&mut self, start: StartTag<'h, impl Iterator<Item = Attribute<'h>>>) {
        if self.in_scope(|open| open.name.text == "ruby").is_some() {
            let except = Some(ElementName::of("rtc")).filter(|_| start.name.kind == ElementKind::RubyText);
            self.close_implied_end_tags(except);
        }
        self.open_new(start);
    }

    pub(super) fn end_in_body(&mut self, name: ElementName<'h>) {
        match name.kind {
            ElementKind::Block | ElementKind::Pre | ElementKind::Button => self.close_block(|open| open.name.is(name)),
            ElementKind::Heading => self.close_block(|open| open.name.kind == ElementKind::Heading),
            ElementKind::Paragraph => {
                if self.open_paragraph().is_none() {
                    self.open_new(StartTag { name, attributes: std::iter::empty() });
                }
                self.close_paragraph();
            }
            ElementKind::ListItem => self.close_item(name),
            ElementKind::Term => self.close_block(|open| open.name.is(name)),
            ElementKind::Form => self.close_form(),
            ElementKind::Link => self.close_link(),
            ElementKind::Object if self.in_scope(|open| open.name.is(name)).is_some() => {
                self.close_block(|open| open.name.is(name));
                self.clear_to_marker();
            }
            ElementKind::Void if name.text == "br" => {
                self.reconstruct_links();
                self.insert_new(StartTag { name, attributes: std::iter::empty() });
            }
            ElementKind::Formatting
            | ElementKind::Choice
            | ElementKind::RubyBase
            | ElementKind::RubyText
            | ElementKind::Other => self.close_inline(name),
            _ => {}
        }
    }

    fn close_block(&mut self, is: impl Fn(&OpenElement<'h>) -> bool) {
        if let Some(at) = self.in_scope(is) {
            self.truncate(at);
        }
    }

    fn close_item(&mut self, name: ElementName<'h>) {
        let at = self.in_scope(|open| open.name.is(name) || matches!(open.name.text, "ol" | "ul"));
        if let Some(at) = at.filter(|at| self.open[*at].name.is(name)) {
            self.truncate(at);
        }
    }

    fn close_form(&mut self) {
        let Some(form) = self.form.take() else { return };
        let Some(at) = self.in_scope(|open| open.id == form) else { return };
        self.close_implied_end_tags(None);
        self.remove_open(at);
    }

    fn close_inline(&mut self, name: ElementName<'h>) {
        let stop = self.open.iter().rposition(|open| open.name.is(name) || open.name.kind.is_special());
        if let Some(at) = stop.filter(|at| self.open[*at].name.is(name)) {
            self.truncate(at);
        }
    }

    /// Closes the link; a link that is closed inside a block that started within it is split in two.
    fn close_link(&mut self) {
        for _ in 0..MAX_BLOCKS {
            let current = self.current();
            let Some(link) = self.active_link() else { return self.close_inline(ElementName::of("a")) };
            if current.name.kind == ElementKind::Link && current.id != link {
                return self.truncate(self.open.len() - 1);
            }
            let Some(at) = self.open.iter().rposition(|open| open.id == link) else {
                self.links.pop();
                return;
            };
            if self.in_scope(|open| open.id == link).is_none() {
                return;
            }
            let Some(block) = (at + 1..self.open.len()).find(|at| self.open[*at].name.kind.is_special()) else {
                self.truncate(at);
                self.links.pop();
                return;
            };
            self.split_link(at, block);
        }
    }

    fn split_link(&mut self, at: usize, block: usize) {
        let (link, outer, inner) = (self.open[at], self.open[at - 1], self.open[block]);
        for between in (at + 1..block).rev() {
            self.remove_open(between);
        }
        self.tree.detach(inner.id);
        let foster_parenting = std::mem::replace(&mut self.foster_parenting, true);
        self.insert(inner.id, outer);
        self.foster_parenting = foster_parenting;
        let again = self.tree.new_like(link.id);
        self.tree.move_children(inner.id, again);
        self.tree.append(inner.id, again);
        self.links.pop();
        self.links.push(ActiveFormatting::Link(again));
        self.open.remove(at);
        self.open.insert(at + 1, OpenElement { id: again, name: link.name });
    }

    pub(super) fn text_in_body(&mut self, text: Cow<'h, str>) {
        self.reconstruct_links();
        self.add_text(text);
    }
}
