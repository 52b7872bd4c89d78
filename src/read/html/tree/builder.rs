//! The tree builder: the stack of open elements, and where the next node is inserted.

use std::borrow::Cow;

use super::super::elements::{ElementKind, ElementName};
use super::node::{Attribute, Id, Tree};

/// The insertion mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InsertionMode {
    Head,
    Body,
    Table,
    Caption,
    ColumnGroup,
    RowGroup,
    Row,
    Cell,
}

/// An open element.
#[derive(Clone, Copy, Debug)]
pub(super) struct OpenElement<'h> {
    pub(super) id: Id,
    pub(super) name: ElementName<'h>,
}

/// An entry in the list of active formatting elements, which here are only links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ActiveFormatting {
    Link(Id),
    Marker,
}

/// A start tag.
pub(super) struct StartTag<'h, A> {
    pub(super) name: ElementName<'h>,
    pub(super) attributes: A,
}

/// Builds a tree, tag by tag.
pub(in super::super) struct TreeBuilder<'h> {
    pub(super) tree: Tree<'h>,
    pub(super) open: Vec<OpenElement<'h>>,
    pub(super) mode: InsertionMode,
    pub(super) links: Vec<ActiveFormatting>,
    pub(super) form: Option<Id>,
    pub(super) head: Id,
    /// The number of open paragraphs.
    paragraphs: usize,
    /// Whether content of a table outside its cells is moved before the table.
    pub(super) foster_parenting: bool,
    /// Whether tables do not end a paragraph, as in old pages.
    pub(super) quirks_mode: bool,
    /// Whether a newline after `<pre>` is ignored.
    pub(super) ignore_next_newline: bool,
}

impl<'h> TreeBuilder<'h> {
    /// A builder for a page of about this many bytes, with the root and the head.
    pub(in super::super) fn new(bytes: usize) -> Self {
        let mut tree = Tree::with_capacity(bytes / 64 + 16);
        let name = ElementName::of("html");
        let root = tree.new_element(name, std::iter::empty());
        let head = tree.new_element(ElementName::of("head"), std::iter::empty());
        tree.append(root, head);
        Self {
            tree,
            open: vec![OpenElement { id: root, name }],
            mode: InsertionMode::Head,
            links: Vec::new(),
            form: None,
            head,
            paragraphs: 0,
            foster_parenting: false,
            quirks_mode: true,
            ignore_next_newline: false,
        }
    }

    /// Handles the document type, as written between `<!` and `>`.
    pub(in super::super) fn doctype(&mut self, written: &str) {
        let small = written.to_ascii_lowercase();
        let is_html_2 = ["html//en", "dtd html 2", "dtd html 3"].iter().any(|old| small.contains(old));
        let is_loose = small.contains("dtd html 4") && !small.contains(".dtd") && !small.contains("html 4.01//en");
        let named = small.strip_prefix("doctype").unwrap_or_default().trim_start();
        self.quirks_mode = !named.starts_with("html") || is_html_2 || is_loose;
    }

    /// The finished tree.
    pub(in super::super) fn finish(mut self) -> Tree<'h> {
        self.begin_body();
        self.tree
    }

    pub(super) fn begin_body(&mut self) {
        if self.mode == InsertionMode::Head {
            self.mode = InsertionMode::Body;
            self.open_new(StartTag { name: ElementName::of("body"), attributes: std::iter::empty() });
        }
    }

    pub(super) fn current(&self) -> OpenElement<'h> {
        *self.open.last().expect("the root stays open")
    }

    /// Where the next node is inserted: a parent, and the child before which it goes, if any.
    pub(super) fn insertion_point(&self, target: OpenElement<'h>) -> (Id, Option<Id>) {
        if !(self.foster_parenting && target.name.kind.is_table_structure()) {
            return (target.id, None);
        }
        let Some(table) = self.open.iter().rposition(|open| open.name.kind == ElementKind::Table) else {
            return (self.open[0].id, None);
        };
        match self.tree.parent(self.open[table].id) {
            Some(parent) => (parent, Some(self.open[table].id)),
            None => (self.open[table - 1].id, None),
        }
    }

    pub(super) fn insert(&mut self, id: Id, target: OpenElement<'h>) {
        match self.insertion_point(target) {
            (_, Some(before)) => self.tree.insert_before(before, id),
            (parent, None) => self.tree.append(parent, id),
        }
    }

    /// Inserts an element without opening it.
    pub(super) fn insert_new(&mut self, start: StartTag<'h, impl Iterator<Item = Attribute<'h>>>) -> Id {
        let id = self.tree.new_element(start.name, start.attributes);
        self.insert(id, self.current());
        id
    }

    /// Inserts and opens an element.
    pub(super) fn open_new(&mut self, start: StartTag<'h, impl Iterator<Item = Attribute<'h>>>) -> Id {
        let name = start.name;
        let id = self.insert_new(start);
        self.push(OpenElement { id, name });
        id
    }

    pub(super) fn push(&mut self, open: OpenElement<'h>) {
        self.paragraphs += usize::from(open.name.kind == ElementKind::Paragraph);
        self.open.push(open);
    }

    /// Closes all elements from index `length` on.
    pub(super) fn truncate(&mut self, length: usize) {
        let closed = self.open[length..].iter().filter(|open| open.name.kind == ElementKind::Paragraph).count();
        self.paragraphs -= closed;
        self.open.truncate(length);
    }

    /// Removes one element from the stack.
    pub(super) fn remove_open(&mut self, at: usize) {
        self.paragraphs -= usize::from(self.open[at].name.kind == ElementKind::Paragraph);
        self.open.remove(at);
    }

    /// The innermost open element that satisfies `is`, up to the nearest scope boundary.
    pub(super) fn in_scope(&self, is: impl Fn(&OpenElement<'h>) -> bool) -> Option<usize> {
        self.find_within(is, ElementKind::limits_scope)
    }

    /// The same up to the nearest table.
    pub(super) fn in_table_scope(&self, is: impl Fn(&OpenElement<'h>) -> bool) -> Option<usize> {
        self.find_within(is, |kind| matches!(kind, ElementKind::Html | ElementKind::Table))
    }

    fn find_within(
        &self,
        is: impl Fn(&OpenElement<'h>) -> bool,
        limits_scope: impl Fn(ElementKind) -> bool,
    ) -> Option<usize> {
        for (at, open) in self.open.iter().enumerate().rev() {
            if is(open) {
                return Some(at);
            }
            if limits_scope(open.name.kind) {
                return None;
            }
        }
        None
    }

    /// Closes elements with optional end tags, except elements named `except`.
    pub(super) fn close_implied_end_tags(&mut self, except: Option<ElementName>) {
        let stays = |open: &OpenElement| {
            !open.name.kind.has_optional_end_tag() || except.is_some_and(|except| except.is(open.name))
        };
        let length = self.open.iter().rposition(stays).map_or(1, |at| at + 1);
        self.truncate(length);
    }

    pub(super) fn open_paragraph(&self) -> Option<usize> {
        if self.paragraphs == 0 {
            return None;
        }
        let limits_scope = |kind: ElementKind| kind.limits_scope() || kind == ElementKind::Button;
        self.find_within(|open| open.name.kind == ElementKind::Paragraph, limits_scope)
    }

    /// Closes the open paragraph.
    pub(super) fn close_paragraph(&mut self) {
        if let Some(at) = self.open_paragraph() {
            self.truncate(at);
        }
    }

    /// Clears the list of active links up to the last marker.
    pub(super) fn clear_to_marker(&mut self) {
        while let Some(mark) = self.links.pop() {
            if mark == ActiveFormatting::Marker {
                break;
            }
        }
    }

    /// The active link, which may have to be reopened.
    pub(super) fn active_link(&self) -> Option<Id> {
        match self.links.last() {
            Some(ActiveFormatting::Link(id)) => Some(*id),
            _ => None,
        }
    }

    /// Reopens active links that were closed implicitly.
    pub(super) fn reconstruct_links(&mut self) {
        let is_open = |link: &Id| self.open.iter().rev().any(|open| open.id == *link);
        let stop = self.links.iter().rposition(|mark| match mark {
            ActiveFormatting::Link(link) => is_open(link),
            ActiveFormatting::Marker => true,
        });
        for at in stop.map_or(0, |stop| stop + 1)..self.links.len() {
            let ActiveFormatting::Link(link) = self.links[at] else { break };
            let again = self.tree.new_like(link);
            self.insert(again, self.current());
            self.push(OpenElement { id: again, name: ElementName::of("a") });
            self.links[at] = ActiveFormatting::Link(again);
        }
    }

    pub(super) fn add_text(&mut self, text: Cow<'h, str>) {
        let (parent, before) = self.insertion_point(self.current());
        self.tree.add_text(parent, before, text);
    }
}
