//! Finds the main text of a page with `dom_smoothie` (Readability).

use dom_query::{Document, Element, NodeData, NodeId};
use dom_smoothie::{Article, Config, ParsePolicy, Readability, ReadabilityError, TextMode};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, ns};

use super::blocks::{Block, blocks_of_node};
use super::tree::{Id, Tree};

/// The most elements of a page; the largest real pages have some ten thousand.
const MAX_ELEMENTS: usize = 1_000_000;

/// The blocks of the main text of a page with this headline; empty when there is no main text.
pub(super) fn main_text(tree: &Tree, title: Option<&str>) -> Vec<Block> {
    if tree.len() > MAX_ELEMENTS {
        return Vec::new();
    }
    let strict = run_readability(tree, title, |readability| readability.parse_with_policy(ParsePolicy::Strict));
    // Retries leniently when little is found, as `dom_smoothie` itself does at twice the cost.
    match strict {
        Some((blocks, length)) if length >= Config::default().char_threshold => blocks,
        _ => run_readability(tree, title, Readability::parse).map(|(blocks, _)| blocks).unwrap_or_default(),
    }
}

/// The blocks of the main text, and its length in characters.
fn run_readability(
    tree: &Tree,
    title: Option<&str>,
    parse: impl FnOnce(&mut Readability) -> Result<Article, ReadabilityError>,
) -> Option<(Vec<Block>, usize)> {
    let config = Config { disable_json_ld: true, keep_classes: true, text_mode: TextMode::Raw, ..Config::default() };
    let mut readability = Readability::with_document(document(tree, title), None, Some(config)).ok()?;
    parse(&mut readability).ok()?;
    let found = readability.doc.select_single("#readability-page-1");
    found.nodes().first().map(|main| (blocks_of_node(main), main.normalized_char_count()))
}

/// Converts the page for `dom_smoothie`. The head is reduced to the headline, which helps to find the text below it.
fn document(tree: &Tree, title: Option<&str>) -> Document {
    let document = Document::default();
    let root = add(&document, document.root().id, "html");
    let head = add(&document, root, "head");
    if let Some(title) = title {
        add_text(&document, add(&document, head, "title"), title);
    }
    if let Some(body) = tree.find("body") {
        let copy = add_element(&document, root, tree, body);
        let mut open = vec![(body, copy)];
        for id in tree.descendants(body) {
            let parent = tree.parent(id);
            while open.pop_if(|(id, _)| Some(*id) != parent).is_some() {}
            let Some((_, below)) = open.last().copied() else { break };
            match tree.text(id) {
                Some(text) => add_text(&document, below, text),
                None => open.push((id, add_element(&document, below, tree, id))),
            }
        }
    }
    document
}

fn add(document: &Document, parent: NodeId, name: &str) -> NodeId {
    append_node(document, parent, NodeData::Element(Element::new(qualified_name(name), Vec::new(), None, false)))
}

fn add_element(document: &Document, parent: NodeId, tree: &Tree, id: Id) -> NodeId {
    let attribute = |(name, value): &(&'static str, std::borrow::Cow<str>)| Attribute {
        name: QualName::new(None, ns!(), LocalName::from(*name)),
        value: StrTendril::from_slice(value),
    };
    let attributes = tree.attributes(id).iter().map(attribute).collect();
    append_node(
        document,
        parent,
        NodeData::Element(Element::new(qualified_name(tree.name(id)), attributes, None, false)),
    )
}

fn add_text(document: &Document, parent: NodeId, text: &str) {
    append_node(document, parent, NodeData::Text { contents: StrTendril::from_slice(text) });
}

fn append_node(document: &Document, parent: NodeId, data: NodeData) -> NodeId {
    let id = document.tree.create_node(data);
    document.tree.append_child_of(&parent, &id);
    id
}

fn qualified_name(name: &str) -> QualName {
    QualName::new(None, ns!(html), LocalName::from(name))
}
