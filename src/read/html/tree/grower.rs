//! The tree in the making: which elements are open, and where the next one hangs.

use std::borrow::Cow;

use super::super::names::{Name, Role};
use super::node::{Attribute, Id, Tree};

/// Where on the page the next tag stands.
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

/// An element that is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open<'h> {
    pub(super) id: Id,
    pub(super) name: Name<'h>,
}

/// A link that is open, or the beginning of a part that links outside are not open in.
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

/// Grows a tree, tag by tag.
pub(in super::super) struct Grower<'h> {
    pub(super) tree: Tree<'h>,
    pub(super) open: Vec<Open<'h>>,
    pub(super) mode: Mode,
    pub(super) links: Vec<Mark>,
    pub(super) form: Option<Id>,
    pub(super) head: Id,
    /// How many of the open elements are paragraphs.
    paragraphs: usize,
    /// What stands in a table and in none of its cells goes before it.
    pub(super) fosters: bool,
    /// A page so old that its tables do not end a paragraph.
    pub(super) is_old: bool,
    /// The line end right behind `<pre>` is none.
    pub(super) skips_line_end: bool,
}

impl<'h> Grower<'h> {
    /// Nothing but the root and the head of a page of about so many bytes.
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

    /// The document type, as written between `<!` and `>`.
    pub(in super::super) fn doctype(&mut self, written: &str) {
        let small = written.to_ascii_lowercase();
        let is_html_2 = ["html//en", "dtd html 2", "dtd html 3"].iter().any(|old| small.contains(old));
        let is_loose = small.contains("dtd html 4") && !small.contains(".dtd") && !small.contains("html 4.01//en");
        let named = small.strip_prefix("doctype").unwrap_or_default().trim_start();
        self.is_old = !named.starts_with("html") || is_html_2 || is_loose;
    }

    /// The tree, grown.
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

    /// Where the next node hangs: below an element, at its end or before one of its children.
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

    /// A new element that has no content.
    pub(super) fn add_new(&mut self, start: Start<'h, impl Iterator<Item = Attribute<'h>>>) -> Id {
        let id = self.tree.new_element(start.name, start.attributes);
        self.hang(id, self.current());
        id
    }

    /// A new element that is open.
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

    /// Closes all elements from `length` on.
    pub(super) fn truncate(&mut self, length: usize) {
        let closed = self.open[length..].iter().filter(|open| open.name.role == Role::Paragraph).count();
        self.paragraphs -= closed;
        self.open.truncate(length);
    }

    /// Takes one element out of those that are open.
    pub(super) fn forget(&mut self, at: usize) {
        self.paragraphs -= usize::from(self.open[at].name.role == Role::Paragraph);
        self.open.remove(at);
    }

    /// The innermost open element that is such, within the nearest wall.
    pub(super) fn in_scope(&self, is: impl Fn(&Open<'h>) -> bool) -> Option<usize> {
        self.find_within(is, Role::is_wall)
    }

    /// The same within the nearest table.
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

    /// Closes what needs no end tag, but for elements called `but`.
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

    /// Closes the paragraph that is open.
    pub(super) fn close_paragraph(&mut self) {
        if let Some(at) = self.open_paragraph() {
            self.truncate(at);
        }
    }

    /// Forgets links up to the beginning of the part that ends.
    pub(super) fn leave_wall(&mut self) {
        while let Some(mark) = self.links.pop() {
            if mark == Mark::Wall {
                break;
            }
        }
    }

    /// The link that is open, or would be if a parser had not closed a block around it.
    pub(super) fn link(&self) -> Option<Id> {
        match self.links.last() {
            Some(Mark::Link(id)) => Some(*id),
            _ => None,
        }
    }

    /// Opens links again that were never closed.
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
