//! What stands in a page's tags beside its text: `meta`, `title`, `link`, `time`, and marked-up dates and names.

use dom_query::{Document, Element, NodeData, NodeRef};

use super::words::folded;

/// Most of each that is kept.
const MOST: usize = 400;

/// The longest value that can mean something; longer ones are passed over.
const LONGEST: usize = 2000;

/// Facts in the order of the page.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Names, in small letters, and values of `meta`.
    meta: Vec<(String, String)>,
    pub(super) title: Option<String>,
    pub(super) canonical: Option<String>,
    /// `time` and what is marked as the date of publication.
    pub(super) times: Vec<String>,
    /// What is marked as the author.
    pub(super) authors: Vec<String>,
    pub(super) headings: Vec<String>,
}

impl Facts {
    /// The facts in `document`.
    pub(super) fn of(document: &Document) -> Self {
        let mut facts = Facts::default();
        for node in document.root().descendants_it() {
            let Some(element) = node.element_ref() else { continue };
            facts.see(&node, &element);
        }
        facts
    }

    /// The values of the first of these names that has any.
    pub(super) fn all<'f>(&'f self, names: &'f [&str]) -> Vec<&'f str> {
        let found = names.iter().find(|name| self.meta.iter().any(|(key, _)| key == *name));
        found.map(|name| self.each(std::slice::from_ref(name)).collect()).unwrap_or_default()
    }

    /// The values of all these names, in their order.
    pub(super) fn each<'f>(&'f self, names: &'f [&str]) -> impl Iterator<Item = &'f str> {
        names
            .iter()
            .flat_map(|name| self.meta.iter().filter(move |(key, _)| key == name))
            .map(|(_, value)| value.as_str())
    }

    fn see(&mut self, node: &NodeRef, element: &Element) {
        let attribute =
            |name: &str| element.attrs.iter().find(|found| &*found.name.local == name).map(|found| &*found.value);
        let local: &str = &element.name.local;
        let says = |name: &str, word: &str| {
            attribute(name)
                .is_some_and(|value| value.split_ascii_whitespace().any(|part| part.eq_ignore_ascii_case(word)))
        };
        match local {
            "meta" => {
                let names = [attribute("property"), attribute("name"), attribute("itemprop")];
                let Some(value) = attribute("content").and_then(value) else { return };
                for name in names.into_iter().flatten().filter(|name| name.len() < 100) {
                    push(&mut self.meta, (name.to_ascii_lowercase(), value.clone()));
                }
            }
            "title" if self.title.is_none() => self.title = value(&node.text()),
            "link" if says("rel", "canonical") && self.canonical.is_none() => {
                self.canonical = attribute("href").and_then(value);
            }
            "h1" => push_text(&mut self.headings, node),
            "time" => match attribute("datetime").and_then(value) {
                Some(time) => push(&mut self.times, time),
                None => push_text(&mut self.times, node),
            },
            _ if says("itemprop", "datePublished") => {
                match attribute("datetime").or(attribute("content")).and_then(value) {
                    Some(time) => self.times.insert(0, time),
                    None => push_text(&mut self.times, node),
                }
            }
            _ if says("itemprop", "author") || says("rel", "author") => {
                push(&mut self.authors, name_within(node).unwrap_or_default());
            }
            _ => {}
        }
    }
}

fn push<T>(all: &mut Vec<T>, one: T) {
    if all.len() < MOST {
        all.push(one);
    }
}

fn push_text(all: &mut Vec<String>, node: &NodeRef) {
    if all.len() < MOST {
        all.extend(short_text(node));
    }
}

/// The marked name within an author's box, else its text.
fn name_within(node: &NodeRef) -> Option<String> {
    let named = node.descendants_it().find(|inner| inner.attr("itemprop").is_some_and(|value| &*value == "name"));
    let content = named.as_ref().and_then(|name| name.attr("content"));
    content.and_then(|content| value(&content)).or_else(|| short_text(named.as_ref().unwrap_or(node)))
}

/// The text of a node that has only a few words.
fn short_text(node: &NodeRef) -> Option<String> {
    let mut text = String::new();
    for inner in node.descendants_it() {
        inner.query(|inner| {
            if let NodeData::Text { contents } = &inner.data {
                text.push_str(contents);
            }
        });
        if text.len() > LONGEST {
            return None;
        }
    }
    value(&text)
}

fn value(value: &str) -> Option<String> {
    let value = if value.len() <= LONGEST * 4 { folded(value) } else { String::new() };
    (!value.is_empty() && value.len() <= LONGEST).then_some(value)
}
