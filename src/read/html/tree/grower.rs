//! The tree builder: the stack of open elements, and where the next node is inserted.

use std::borrow::Cow;

use super::super::names::{Name, Role};
use super::node::{Attribute, Id, Tree};

/// The insertion mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Head,
    Body,
    Table,
    Caption,
    Columns,
    Rows,
    Row,
    Cell,
}

/// An open element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open<'h> {
    pub(super) id: Id,
    pub(super) name: Name<'h>,
}

/// An entry in the list of active formatting elements, which here are only links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Link(Id),
    Wall,
}

/// A start tag.
pub(super) struct Start<'h, A> {
    pub(super) name: Name<'h>,
    pub(super) attributes: A,
}

/// Builds a tree, tag by tag.
pub(in super::super) struct Grower<'h> {
    pub(super) tree: Tree<'h>,
    pub(super) open: Vec<Open<'h>>,
    pub(super) mode: Mode,
    pub(super) links: Vec<Mark>,
    pub(super) form: Option<Id>,
    pub(super) head: Id,
    /// The number of open paragraphs.
    paragraphs: usize,
    /// Whether content of a table outside its cells is moved before the table.
    pub(super) fosters: bool,
    /// Whether tables do not end a paragraph, as in old pages.
    pub(super) is_old: bool,
    /// Whether a newline after `<pre>` is ignored.
    pub(super) skips_line_end: bool,
}

impl<'h> Grower<'h> {
    /// A builder for a page of about this many bytes, with the root and the head.
    pub(in super::super) fn new(bytes: usize) -> Self {
        let mut tree = Tree::with_capacity(bytes / 64 + 16);
        let name = Name::of("html");
        let root = tree.new_element(name, std::iter::empty());
        let head = tree.new_element(Name::of("head"), std::iter::empty());
        tree.append(root, head);
        Self {
            tree,
            open: vec![Open { id: root, name }],
            mode: Mode::Head,
            links: Vec::new(),
            form: None,
            head,
            paragraphs: 0,
            fosters: false,
            is_old: true,
            skips_line_end: false,
        }
    }

    /// Handles the document type, as written between `<!` and `>`.
    pub(in super::super) fn doctype(&mut self, written: &str) {
        let small = written.to_ascii_lowercase();
        let is_html_2 = ["html//en", "dtd html 2", "dtd html 3"].iter().any(|old| small.contains(old));
        let is_loose = small.contains("dtd html 4") && !small.contains(".dtd") && !small.contains("html 4.01//en");
        let named = small.strip_prefix("doctype").unwrap_or_default().trim_start();
        self.is_old = !named.starts_with("html") || is_html_2 || is_loose;
    }

    /// The finished tree.
    pub(in super::super) fn finish(mut self) -> Tree<'h> {
        self.begin_body();
        self.tree
    }

    pub(super) fn begin_body(&mut self) {
        if self.mode == Mode::Head {
            self.mode = Mode::Body;
            self.push_new(Start { name: Name::of("body"), attributes: std::iter::empty() });
        }
    }

    pub(super) fn current(&self) -> Open<'h> {
        *self.open.last().expect("the root stays open")
    }

    /// Where the next node is inserted: a parent, and the child before which it goes, if any.
    pub(super) fn place(&self, target: Open<'h>) -> (Id, Option<Id>) {
        if !(self.fosters && target.name.role.is_of_table()) {
            return (target.id, None);
        }
        let Some(table) = self.open.iter().rposition(|open| open.name.role == Role::Table) else {
            return (self.open[0].id, None);
        };
        match self.tree.parent(self.open[table].id) {
            Some(parent) => (parent, Some(self.open[table].id)),
            None => (self.open[table - 1].id, None),
        }
    }

    pub(super) fn hang(&mut self, id: Id, target: Open<'h>) {
        match self.place(target) {
            (_, Some(before)) => self.tree.insert_before(before, id),
            (parent, None) => self.tree.append(parent, id),
        }
    }

    /// Inserts an element without opening it.
    pub(super) fn add_new(&mut self, start: Start<'h, impl Iterator<Item = Attribute<'h>>>) -> Id {
        let id = self.tree.new_element(start.name, start.attributes);
        self.hang(id, self.current());
        id
    }

    /// Inserts and opens an element.
    pub(super) fn push_new(&mut self, start: Start<'h, impl Iterator<Item = Attribute<'h>>>) -> Id {
        let name = start.name;
        let id = self.add_new(start);
        self.push(Open { id, name });
        id
    }

    pub(super) fn push(&mut self, open: Open<'h>) {
        self.paragraphs += usize::from(open.name.role == Role::Paragraph);
        self.open.push(open);
    }

    /// Closes all elements from index `length` on.
    pub(super) fn truncate(&mut self, length: usize) {
        let closed = self.open[length..].iter().filter(|open| open.name.role == Role::Paragraph).count();
        self.paragraphs -= closed;
        self.open.truncate(length);
    }

    /// Removes one element from the stack.
    pub(super) fn forget(&mut self, at: usize) {
        self.paragraphs -= usize::from(self.open[at].name.role == Role::Paragraph);
        self.open.remove(at);
    }

    /// The innermost open element that satisfies `is`, up to the nearest scope boundary.
    pub(super) fn in_scope(&self, is: impl Fn(&Open<'h>) -> bool) -> Option<usize> {
        self.find_within(is, Role::is_wall)
    }

    /// The same up to the nearest table.
    pub(super) fn in_table_scope(&self, is: impl Fn(&Open<'h>) -> bool) -> Option<usize> {
        self.find_within(is, |role| matches!(role, Role::Html | Role::Table))
    }

    fn find_within(&self, is: impl Fn(&Open<'h>) -> bool, is_wall: impl Fn(Role) -> bool) -> Option<usize> {
        for (at, open) in self.open.iter().enumerate().rev() {
            if is(open) {
                return Some(at);
            }
            if is_wall(open.name.role) {
                return None;
            }
        }
        None
    }

    /// Closes elements with optional end tags, except elements named `except`.
    pub(super) fn close_implied(&mut self, but: Option<Name>) {
        let stays = |open: &Open| !open.name.role.ends_by_itself() || but.is_some_and(|but| but.is(open.name));
        let length = self.open.iter().rposition(stays).map_or(1, |at| at + 1);
        self.truncate(length);
    }

    pub(super) fn open_paragraph(&self) -> Option<usize> {
        if self.paragraphs == 0 {
            return None;
        }
        let is_wall = |role: Role| role.is_wall() || role == Role::Button;
        self.find_within(|open| open.name.role == Role::Paragraph, is_wall)
    }

    /// Closes the open paragraph.
    pub(super) fn close_paragraph(&mut self) {
        if let Some(at) = self.open_paragraph() {
            self.truncate(at);
        }
    }

    /// Clears the list of active links up to the last marker.
    pub(super) fn leave_wall(&mut self) {
        while let Some(mark) = self.links.pop() {
            if mark == Mark::Wall {
                break;
            }
        }
    }

    /// The active link, which may have to be reopened.
    pub(super) fn link(&self) -> Option<Id> {
        match self.links.last() {
            Some(Mark::Link(id)) => Some(*id),
            _ => None,
        }
    }

    /// Reopens active links that were closed implicitly.
    pub(super) fn reopen_links(&mut self) {
        let is_open = |link: &Id| self.open.iter().rev().any(|open| open.id == *link);
        let stop = self.links.iter().rposition(|mark| match mark {
            Mark::Link(link) => is_open(link),
            Mark::Wall => true,
        });
        for at in stop.map_or(0, |stop| stop + 1)..self.links.len() {
            let Mark::Link(link) = self.links[at] else { break };
            let again = self.tree.new_like(link);
            self.hang(again, self.current());
            self.push(Open { id: again, name: Name::of("a") });
            self.links[at] = Mark::Link(again);
        }
    }

    pub(super) fn add_text(&mut self, text: Cow<'h, str>) {
        let (parent, before) = self.place(self.current());
        self.tree.add_text(parent, before, text);
    }
}
