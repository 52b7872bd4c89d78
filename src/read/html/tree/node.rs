//! Nodes and their links. Names, values and texts borrow from the page where possible.

use std::borrow::Cow;
use std::num::NonZeroU32;

use super::super::names::{Name, Role};

/// A node id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in super::super) struct Id(NonZeroU32);

impl Id {
    fn new(at: usize) -> Self {
        Self(NonZeroU32::new(u32::try_from(at + 1).expect("fewer nodes than bytes")).expect("more than none"))
    }

    /// The index in creation order.
    pub(in super::super) fn at(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// An attribute with a static name.
pub(in super::super) type Attribute<'h> = (&'static str, Cow<'h, str>);

#[derive(Debug)]
enum What<'h> {
    Element(Name<'h>, (u32, u32)),
    Text(Cow<'h, str>),
}

#[derive(Debug)]
struct Node<'h> {
    what: What<'h>,
    parent: Option<Id>,
    first: Option<Id>,
    last: Option<Id>,
    previous: Option<Id>,
    next: Option<Id>,
}

/// All nodes of a page.
#[derive(Debug, Default)]
pub(in super::super) struct Tree<'h> {
    nodes: Vec<Node<'h>>,
    attributes: Vec<Attribute<'h>>,
}

impl<'h> Tree<'h> {
    /// An empty tree with room for about this many nodes.
    pub(super) fn with_capacity(nodes: usize) -> Self {
        Self { nodes: Vec::with_capacity(nodes), attributes: Vec::with_capacity(nodes) }
    }

    fn add(&mut self, what: What<'h>) -> Id {
        let id = Id::new(self.nodes.len());
        self.nodes.push(Node { what, parent: None, first: None, last: None, previous: None, next: None });
        id
    }

    /// A new detached element.
    pub(super) fn new_element(&mut self, name: Name<'h>, attributes: impl Iterator<Item = Attribute<'h>>) -> Id {
        let from = self.attributes.len();
        self.attributes.extend(attributes);
        self.add(What::Element(name, (from as u32, self.attributes.len() as u32)))
    }

    /// A detached copy of an element, with the same name and attributes.
    pub(super) fn new_like(&mut self, id: Id) -> Id {
        let What::Element(name, range) = self.nodes[id.at()].what else { unreachable!("only elements are doubled") };
        self.add(What::Element(name, range))
    }

    /// The `html` element.
    pub(in super::super) fn root(&self) -> Option<Id> {
        (!self.nodes.is_empty()).then(|| Id::new(0))
    }

    /// The number of nodes, including detached ones.
    pub(in super::super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The name of an element; empty for a text node.
    pub(in super::super) fn name(&self, id: Id) -> &'h str {
        match &self.nodes[id.at()].what {
            What::Element(name, _) => name.text,
            What::Text(_) => "",
        }
    }

    /// The kind of an element; `None` for a text node.
    pub(in super::super) fn role(&self, id: Id) -> Option<Role> {
        match &self.nodes[id.at()].what {
            What::Element(name, _) => Some(name.role),
            What::Text(_) => None,
        }
    }

    pub(in super::super) fn attributes(&self, id: Id) -> &[Attribute<'h>] {
        match self.nodes[id.at()].what {
            What::Element(_, (from, to)) => &self.attributes[from as usize..to as usize],
            What::Text(_) => &[],
        }
    }

    pub(in super::super) fn attribute(&self, id: Id, name: &str) -> Option<&str> {
        self.attributes(id).iter().find(|(found, _)| *found == name).map(|(_, value)| &**value)
    }

    /// The text of a text node.
    pub(in super::super) fn text(&self, id: Id) -> Option<&str> {
        match &self.nodes[id.at()].what {
            What::Element(..) => None,
            What::Text(text) => Some(text),
        }
    }

    pub(in super::super) fn parent(&self, id: Id) -> Option<Id> {
        self.nodes[id.at()].parent
    }

    pub(in super::super) fn first_child(&self, id: Id) -> Option<Id> {
        self.nodes[id.at()].first
    }

    pub(in super::super) fn next_sibling(&self, id: Id) -> Option<Id> {
        self.nodes[id.at()].next
    }

    pub(in super::super) fn previous_sibling(&self, id: Id) -> Option<Id> {
        self.nodes[id.at()].previous
    }

    #[cfg(test)]
    pub(in super::super) fn children(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.first_child(id), |child| self.next_sibling(*child))
    }

    /// All descendants in document order.
    pub(in super::super) fn below(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.first_child(id), move |at| self.first_child(*at).or_else(|| self.behind(*at, id)))
    }

    /// The node after all descendants of `at`, within `root`.
    fn behind(&self, at: Id, root: Id) -> Option<Id> {
        let mut at = at;
        while at != root {
            if let Some(next) = self.next_sibling(at) {
                return Some(next);
            }
            at = self.parent(at)?;
        }
        None
    }

    /// The first element with this name below the root.
    pub(in super::super) fn find(&self, name: &str) -> Option<Id> {
        self.root().and_then(|root| self.below(root).find(|id| self.name(*id) == name))
    }

    /// The concatenated text of all descendants.
    pub(in super::super) fn all_text(&self, id: Id) -> String {
        self.below(id).filter_map(|id| self.text(id)).collect()
    }

    /// Appends a detached node to `parent`.
    pub(super) fn append(&mut self, parent: Id, child: Id) {
        let last = self.nodes[parent.at()].last.replace(child);
        match last {
            Some(last) => self.nodes[last.at()].next = Some(child),
            None => self.nodes[parent.at()].first = Some(child),
        }
        let node = &mut self.nodes[child.at()];
        (node.parent, node.previous, node.next) = (Some(parent), last, None);
    }

    /// Inserts a detached node before `sibling`.
    pub(super) fn insert_before(&mut self, sibling: Id, child: Id) {
        let (parent, previous) = (self.parent(sibling), self.previous_sibling(sibling));
        self.nodes[sibling.at()].previous = Some(child);
        match (previous, parent) {
            (Some(previous), _) => self.nodes[previous.at()].next = Some(child),
            (None, Some(parent)) => self.nodes[parent.at()].first = Some(child),
            (None, None) => {}
        }
        let node = &mut self.nodes[child.at()];
        (node.parent, node.previous, node.next) = (parent, previous, Some(sibling));
    }

    /// Detaches a node with its descendants.
    pub(in super::super) fn detach(&mut self, id: Id) {
        let node = &mut self.nodes[id.at()];
        let (parent, previous, next) = (node.parent.take(), node.previous.take(), node.next.take());
        match (previous, parent) {
            (Some(previous), _) => self.nodes[previous.at()].next = next,
            (None, Some(parent)) => self.nodes[parent.at()].first = next,
            (None, None) => {}
        }
        match (next, parent) {
            (Some(next), _) => self.nodes[next.at()].previous = previous,
            (None, Some(parent)) => self.nodes[parent.at()].last = previous,
            (None, None) => {}
        }
    }

    /// Moves all children of `from` to `to`.
    pub(super) fn move_children(&mut self, from: Id, to: Id) {
        while let Some(child) = self.first_child(from) {
            self.detach(child);
            self.append(to, child);
        }
    }

    /// Adds text to `parent`, at the end or before a child; extends an adjacent text node.
    pub(super) fn add_text(&mut self, parent: Id, before: Option<Id>, text: Cow<'h, str>) {
        let there = match before {
            Some(sibling) => self.previous_sibling(sibling),
            None => self.nodes[parent.at()].last,
        };
        if let Some(What::Text(there)) = there.map(|id| &mut self.nodes[id.at()].what) {
            there.to_mut().push_str(&text);
            return;
        }
        let id = self.add(What::Text(text));
        match before {
            Some(sibling) => self.insert_before(sibling, id),
            None => self.append(parent, id),
        }
    }

    /// Renames an element.
    pub(in super::super) fn rename(&mut self, id: Id, name: &'static str) {
        if let What::Element(_, attributes) = self.nodes[id.at()].what {
            self.nodes[id.at()].what = What::Element(Name::of(name), attributes);
        }
    }

    /// Keeps only the attributes for which `is_kept` is true.
    pub(in super::super) fn keep(&mut self, id: Id, is_kept: impl Fn(&str) -> bool) {
        let What::Element(name, (from, to)) = self.nodes[id.at()].what else { return };
        // Elements may share their attributes, so the kept ones are copied.
        let kept: Vec<_> =
            self.attributes[from as usize..to as usize].iter().filter(|(name, _)| is_kept(name)).cloned().collect();
        let id_from = self.attributes.len() as u32;
        self.attributes.extend(kept);
        self.nodes[id.at()].what = What::Element(name, (id_from, self.attributes.len() as u32));
    }
}
