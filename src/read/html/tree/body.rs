//! Tree construction in the head and body of a page.

use std::borrow::Cow;

use super::super::names::{Name, Role};
use super::grower::{Grower, Mark, Mode, Open, Start};
use super::node::{Attribute, Id};

/// How often a block is moved out of a link that is closed across it.
const MOST_BLOCKS: usize = 8;

impl<'h> Grower<'h> {
    pub(super) fn add_to_head(&mut self, start: Start<'h, impl Iterator<Item = Attribute<'h>>>) -> Id {
        let id = self.tree.new_element(start.name, start.attributes);
        self.tree.append(self.head, id);
        id
    }

    pub(super) fn start_in_head(&mut self, start: Start<'h, impl Iterator<Item = Attribute<'h>>>) {
        match start.name.role {
            Role::Html | Role::Head => {}
            Role::Meta => drop(self.add_to_head(start)),
            Role::Body => {
                self.mode = Mode::Body;
                self.push_new(start);
            }
            _ => {
                self.begin_body();
                self.start_in_body(start);
            }
        }
    }

    pub(super) fn start_in_body(&mut self, start: Start<'h, impl Iterator<Item = Attribute<'h>>>) {
        match start.name.role {
            Role::Meta | Role::Bare => drop(self.add_new(start)),
            Role::Block | Role::Paragraph => self.open_block(start),
            Role::Pre => {
                self.open_block(start);
                self.skips_line_end = true;
            }
            Role::Heading => self.open_heading(start),
            Role::Form => self.open_form(start),
            Role::Item => self.open_item(start, Role::Item),
            Role::Term => self.open_item(start, Role::Term),
            Role::Button => self.open_button(start),
            Role::Link => self.open_link(start),
            Role::Object => {
                self.open_inline(start);
                self.links.push(Mark::Wall);
            }
            Role::Table => {
                if !self.is_old {
                    self.close_paragraph();
                }
                self.push_new(start);
                self.mode = Mode::Table;
            }
            Role::Void => {
                self.reopen_links();
                self.add_new(start);
            }
            Role::Rule => {
                self.close_paragraph();
                self.add_new(start);
            }
            Role::Choice => {
                if self.current().name.text == "option" {
                    self.truncate(self.open.len() - 1);
                }
                self.open_inline(start);
            }
            Role::RubyBase | Role::RubyText => self.open_ruby(start),
            Role::Formatting | Role::Other => self.open_inline(start),
            Role::Html | Role::Head | Role::Body | Role::Verbatim | Role::Dropped | Role::Frame => {}
            Role::Caption | Role::Columns | Role::Column | Role::Rows | Role::Row | Role::Cell => {}
        }
    }

    fn open_inline(&mut self, start: Start<'h, impl Iterator<Item = Attribute<'h>>>) {
        self.reopen_links();
        self.push_new(start);
    }

    fn open_block(&mut self, start: Start<'h, impl Iterator<Item = Attribute<'h>>>) {
        self.close_paragraph();
        self.push_new(start);
    }

    fn open_heading(&mut self, start: Start<'h, impl Iterator<Item = Attribute<'h>>>) {
        self.close_paragraph();
        if self.current().name.role == Role::Heading {
            self.truncate(self.open.len() - 1);
        }
        self.push_new(start);
    }

    fn open_form(&mut self, start: Start<'h, impl Iterator<Item = Attribute<'h>>>) {
        if self.form.is_none() {
            self.close_paragraph();
            self.form = Some(self.push_new(start));
        }
    }

    /// A list item closes the previous one, unless another block starts between them.
    fn open_item(&mut self, start: Start<'h, impl Iterator<Item = Attribute<'h>>>, role: Role) {
        let is_passed = |open: &Open| {
            !open.name.role.is_special()
                || open.name.role == Role::Paragraph
                || matches!(open.name.text, "address" | "div")
        };
        let stop = self.open.iter().rposition(|open| open.name.role == role || !is_passed(open));
        if let Some(at) = stop.filter(|at| self.open[*at].name.role == role) {
            self.truncate(at);
        }
        self.open_block(start);
    }

    fn open_button(&mut self, start: Start<'h, impl Iterator<Item = Attribute<'h>>>) {
        if let Some(at) = self.in_scope(|open| open.name.role == Role::Button) {
            self.truncate(at);
        }
        self.open_inline(start);
    }

    fn open_link(&mut self, start: Start<'h, impl Iterator<Item = Attribute<'h>>>) {
        if let Some(link) = self.link() {
            self.close_link();
            self.links.retain(|mark| *mark != Mark::Link(link));
            if let Some(at) = self.open.iter().rposition(|open| open.id == link) {
                self.forget(at);
            }
        }
        let id = self.push_new(start);
        self.links.push(Mark::Link(id));
    }

    fn open_ruby(&mut self, start: Start<'h, impl Iterator<Item = Attribute<'h>>>) {
        if self.in_scope(|open| open.name.text == "ruby").is_some() {
            let but = Some(Name::of("rtc")).filter(|_| start.name.role == Role::RubyText);
            self.close_implied(but);
        }
        self.push_new(start);
    }

    pub(super) fn end_in_body(&mut self, name: Name<'h>) {
        match name.role {
            Role::Block | Role::Pre | Role::Button => self.close_block(|open| open.name.is(name)),
            Role::Heading => self.close_block(|open| open.name.role == Role::Heading),
            Role::Paragraph => {
                if self.open_paragraph().is_none() {
                    self.push_new(Start { name, attributes: std::iter::empty() });
                }
                self.close_paragraph();
            }
            Role::Item => self.close_item(name),
            Role::Term => self.close_block(|open| open.name.is(name)),
            Role::Form => self.close_form(),
            Role::Link => self.close_link(),
            Role::Object if self.in_scope(|open| open.name.is(name)).is_some() => {
                self.close_block(|open| open.name.is(name));
                self.leave_wall();
            }
            Role::Void if name.text == "br" => {
                self.reopen_links();
                self.add_new(Start { name, attributes: std::iter::empty() });
            }
            Role::Formatting | Role::Choice | Role::RubyBase | Role::RubyText | Role::Other => self.close_inline(name),
            _ => {}
        }
    }

    fn close_block(&mut self, is: impl Fn(&Open<'h>) -> bool) {
        if let Some(at) = self.in_scope(is) {
            self.truncate(at);
        }
    }

    fn close_item(&mut self, name: Name<'h>) {
        let at = self.in_scope(|open| open.name.is(name) || matches!(open.name.text, "ol" | "ul"));
        if let Some(at) = at.filter(|at| self.open[*at].name.is(name)) {
            self.truncate(at);
        }
    }

    fn close_form(&mut self) {
        let Some(form) = self.form.take() else { return };
        let Some(at) = self.in_scope(|open| open.id == form) else { return };
        self.close_implied(None);
        self.forget(at);
    }

    fn close_inline(&mut self, name: Name<'h>) {
        let stop = self.open.iter().rposition(|open| open.name.is(name) || open.name.role.is_special());
        if let Some(at) = stop.filter(|at| self.open[*at].name.is(name)) {
            self.truncate(at);
        }
    }

    /// Closes the link; a link that is closed inside a block that started within it is split in two.
    fn close_link(&mut self) {
        for _ in 0..MOST_BLOCKS {
            let current = self.current();
            let Some(link) = self.link() else { return self.close_inline(Name::of("a")) };
            if current.name.role == Role::Link && current.id != link {
                return self.truncate(self.open.len() - 1);
            }
            let Some(at) = self.open.iter().rposition(|open| open.id == link) else {
                self.links.pop();
                return;
            };
            if self.in_scope(|open| open.id == link).is_none() {
                return;
            }
            let Some(block) = (at + 1..self.open.len()).find(|at| self.open[*at].name.role.is_special()) else {
                self.truncate(at);
                self.links.pop();
                return;
            };
            self.part_link(at, block);
        }
    }

    fn part_link(&mut self, at: usize, block: usize) {
        let (link, outer, inner) = (self.open[at], self.open[at - 1], self.open[block]);
        for between in (at + 1..block).rev() {
            self.forget(between);
        }
        self.tree.detach(inner.id);
        let fosters = std::mem::replace(&mut self.fosters, true);
        self.hang(inner.id, outer);
        self.fosters = fosters;
        let again = self.tree.new_like(link.id);
        self.tree.move_children(inner.id, again);
        self.tree.append(inner.id, again);
        self.links.pop();
        self.links.push(Mark::Link(again));
        self.open.remove(at);
        self.open.insert(at + 1, Open { id: again, name: link.name });
    }

    pub(super) fn text_in_body(&mut self, text: Cow<'h, str>) {
        self.reopen_links();
        self.add_text(text);
    }
}
