//! Nodes and their links. Names, values and texts borrow from the page where possible.

use std::borrow::Cow;
use std::num::NonZeroU32;

use super::super::elements::{ElementKind, ElementName};

/// A node id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in super::super) struct Id(NonZeroU32);

impl Id {
    fn new(at: usize) -> Self {
        Self(NonZeroU32::new(u32::try_from(at + 1).expect("fewer nodes than bytes")).expect("more than none"))
    }

    /// The index in creation order.
    pub(in super::super) fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// An attribute with a static name.
pub(in super::super) type Attribute<'h> = (&'static str, Cow<'h, str>);

#[derive(Debug)]
enum NodeData<'h> {
    Element(ElementName<'h>, (u32, u32)),
    Text(Cow<'h, str>),
}

#[derive(Debug)]
struct Node<'h> {
    data: NodeData<'h>,
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

    fn add(&mut self, data: NodeData<'h>) -> Id {
        let id = Id::new(self.nodes.len());
        self.nodes.push(Node { data, parent: None, first: None, last: None, previous: None, next: None });
        id
    }

    /// A new detached element.
    pub(super) fn new_element(&mut self, name: ElementName<'h>, attributes: impl Iterator<Item = Attribute<'h>>) -> Id {
        let from = self.attributes.len();
        self.attributes.extend(attributes);
        self.add(NodeData::Element(name, (from as u32, self.attributes.len() as u32)))
    }

    /// A detached copy of an element, with the same name and attributes.
    pub(super) fn new_like(&mut self, id: Id) -> Id {
        let NodeData::Element(name, range) = self.nodes[id.index()].data else {
            unreachable!("only elements are doubled")
        };
        self.add(NodeData::Element(name, range))
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
        match &self.nodes[id.index()].data {
            NodeData::Element(name, _) => name.text,
            NodeData::Text(_) => "",
        }
    }

    /// The kind of an element; `None` for a text node.
    pub(in super::super) fn kind(&self, id: Id) -> Option<ElementKind> {
        match &self.nodes[id.index()].data {
            NodeData::Element(name, _) => Some(name.kind),
            NodeData::Text(_) => None,
        }
    }

    pub(in super::super) fn attributes(&self, id: Id) -> &[Attribute<'h>] {
        match self.nodes[id.index()].data {
            NodeData::Element(_, (from, to)) => &self.attributes[from as usize..to as usize],
            NodeData::Text(_) => &[],
        }
    }

    pub(in super::super) fn attribute(&self, id: Id, name: &str) -> Option<&str> {
        self.attributes(id).iter().find(|(found, _)| *found == name).map(|(_, value)| &**value)
    }

    /// The text of a text node.
    pub(in super::super) fn text(&self, id: Id) -> Option<&str> {
        match &self.nodes[id.index()].data {
            NodeData::Element(..) => None,
            NodeData::Text(text) => Some(text),
        }
    }

    pub(in super::super) fn parent(&self, id: Id) -> Option<Id> {
        self.nodes[id.index()].parent
    }

    pub(in super::super) fn first_child(&self, id: Id) -> Option<Id> {
        self.nodes[id.index()].first
    }

    pub(in super::super) fn next_sibling(&self, id: Id) -> Option<Id> {
        self.nodes[id.index()].next
    }

    pub(in super::super) fn previous_sibling(&self, id: Id) -> Option<Id> {
        self.nodes[id.index()].previous
    }

    #[cfg(test)]
    pub(in super::super) fn children(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.first_child(id), |child| self.next_sibling(*child))
    }

    /// All descendants in document order.
    pub(in super::super) fn descendants(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.first_child(id), move |at| {
            self.first_child(*at).or_else(|| self.next_after(*at, id))
        })
    }

    /// The node after all descendants of `at`, within `root`.
    fn next_after(&self, at: Id, root: Id) -> Option<Id> {
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
        self.root().and_then(|root| self.descendants(root).find(|id| self.name(*id) == name))
    }

    /// The concatenated text of all descendants.
    pub(in super::super) fn all_text(&self, id: Id) -> String {
        self.descendants(id).filter_map(|id| self.text(id)).collect()
    }

    /// Appends a detached node to `parent`.
    pub(super) fn append(&mut self, parent: Id, child: Id) {
        let last = self.nodes[parent.index()].last.replace(child);
        match last {
            Some(last) => self.nodes[last.index()].next = Some(child),
            None => self.nodes[parent.index()].first = Some(child),
        }
        let node = &mut self.nodes[child.index()];
        (node.parent, node.previous, node.next) = (Some(parent), last, None);
    }

    /// Inserts a detached node before `sibling`.
    pub(super) fn insert_before(&mut self, sibling: Id, child: Id) {
        let (parent, previous) = (self.parent(sibling), self.previous_sibling(sibling));
        self.nodes[sibling.index()].previous = Some(child);
        match (previous, parent) {
            (Some(previous), _) => self.nodes[previous.index()].next = Some(child),
            (None, Some(parent)) => self.nodes[parent.index()].first = Some(child),
            (None, None) => {}
        }
        let node = &mut self.nodes[child.index()];
        (node.parent, node.previous, node.next) = (parent, previous, Some(sibling));
    }

    /// Detaches a node with its descendants.
    pub(in super::super) fn detach(&mut self, id: Id) {
        let node = &mut self.nodes[id.index()];
        let (parent, previous, next) = (node.parent.take(), node.previous.take(), node.next.take());
        match (previous, parent) {
            (Some(previous), _) => self.nodes[previous.index()].next = next,
            (None, Some(parent)) => self.nodes[parent.index()].first = next,
            (None, None) => {}
        }
        match (next, parent) {
            (Some(next), _) => self.nodes[next.index()].previous = previous,
            (None, Some(parent)) => self.nodes[parent.index()].last = previous,
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
            None => self.nodes[parent.index()].last,
        };
        if let Some(NodeData::Text(there)) = there.map(|id| &mut self.nodes[id.index()].data) {
            there.to_mut().push_str(&text);
            return;
        }
        let id = self.add(NodeData::Text(text));
        match before {
            Some(sibling) => self.insert_before(sibling, id),
            None => self.append(parent, id),
        }
    }

    /// Renames an element.
    pub(in super::super) fn rename(&mut self, id: Id, name: &'static str) {
        if let NodeData::Element(_, attributes) = self.nodes[id.index()].data {
            self.nodes[id.index()].data = NodeData::Element(ElementName::of(name), attributes);
        }
    }

    /// Keeps only the attributes for which `is_kept` is true.
    pub(in super::super) fn retain_attributes(&mut self, id: Id, is_kept: impl Fn(&str) -> bool) {
        let NodeData::Element(name, (from, to)) = self.nodes[id.index()].data else { return };
        // Elements may share their attributes, so the kept ones are copied.
        let kept: Vec<_> =
            self.attributes[from as usize..to as usize].iter().filter(|(name, _)| is_kept(name)).cloned().collect();
        let id_from = self.attributes.len() as u32;
        self.attributes.extend(kept);
        self.nodes[id.index()].data = NodeData::Element(name, (id_from, self.attributes.len() as u32));
    }
}
