//! Metadata in the tags of a page: `meta`, `title`, `link`, `time`, and marked-up dates and names.

use super::text_utils::collapse_whitespace;
use super::tree::{Id, Tree};

/// Most values of each kind.
const MAX_VALUES: usize = 400;

/// The longest value; longer ones are ignored.
const MAX_VALUE: usize = 2000;

/// Metadata values in document order.
#[derive(Debug, Default)]
pub(super) struct RawMetadata {
    /// The names of `meta` tags in lower case, and their values.
    meta: Vec<(String, String)>,
    pub(super) title: Option<String>,
    pub(super) canonical: Option<String>,
    /// Values of `time` elements and marked-up publication dates.
    pub(super) times: Vec<String>,
    /// Marked-up authors.
    pub(super) authors: Vec<String>,
    pub(super) headings: Vec<String>,
}

impl RawMetadata {
    /// Collects the metadata of `tree`.
    pub(super) fn of(tree: &Tree) -> Self {
        let mut raw = RawMetadata::default();
        tree.root().into_iter().flat_map(|root| tree.descendants(root)).for_each(|id| raw.visit(tree, id));
        raw
    }

    /// The values of the first of these names that has any.
    pub(super) fn values_of_first<'f>(&'f self, names: &'f [&str]) -> Vec<&'f str> {
        let found = names.iter().find(|name| self.meta.iter().any(|(key, _)| key == *name));
        found.map(|name| self.values_of_all(std::slice::from_ref(name)).collect()).unwrap_or_default()
    }

    /// The values of all these names, in this order.
    pub(super) fn values_of_all<'f>(&'f self, names: &'f [&str]) -> impl Iterator<Item = &'f str> {
        names
            .iter()
            .flat_map(|name| self.meta.iter().filter(move |(key, _)| key == name))
            .map(|(_, value)| value.as_str())
    }

    fn visit(&mut self, tree: &Tree, id: Id) {
        match tree.name(id) {
            "" => {}
            "meta" => self.visit_meta(tree, id),
            "title" if self.title.is_none() => self.title = non_empty(&tree.all_text(id)),
            "link" if has_token(tree, id, "rel", "canonical") && self.canonical.is_none() => {
                self.canonical = tree.attribute(id, "href").and_then(non_empty);
            }
            "h1" => push_text(&mut self.headings, tree, id),
            "time" => match tree.attribute(id, "datetime").and_then(non_empty) {
                Some(time) => push(&mut self.times, time),
                None => push_text(&mut self.times, tree, id),
            },
            _ if tree.attributes(id).is_empty() => {}
            _ if has_token(tree, id, "itemprop", "datePublished") => {
                let stated = tree.attribute(id, "datetime").or(tree.attribute(id, "content"));
                match stated.and_then(non_empty) {
                    Some(time) => self.times.insert(0, time),
                    None => push_text(&mut self.times, tree, id),
                }
            }
            _ if has_token(tree, id, "itemprop", "author") || has_token(tree, id, "rel", "author") => {
                push(&mut self.authors, author_name(tree, id).unwrap_or_default());
            }
            _ => {}
        }
    }

    fn visit_meta(&mut self, tree: &Tree, id: Id) {
        let names = ["property", "name", "itemprop"].map(|name| tree.attribute(id, name));
        let Some(value) = tree.attribute(id, "content").and_then(non_empty) else { return };
        for name in names.into_iter().flatten().filter(|name| name.len() < 100) {
            push(&mut self.meta, (name.to_ascii_lowercase(), value.clone()));
        }
    }
}

/// Whether `word` is one of the words of an attribute.
fn has_token(tree: &Tree, id: Id, name: &str, word: &str) -> bool {
    let mut words = tree.attribute(id, name).unwrap_or_default().split_ascii_whitespace();
    words.any(|part| part.eq_ignore_ascii_case(word))
}

fn push<T>(all: &mut Vec<T>, one: T) {
    if all.len() < MAX_VALUES {
        all.push(one);
    }
}

fn push_text(all: &mut Vec<String>, tree: &Tree, id: Id) {
    if all.len() < MAX_VALUES {
        all.extend(short_text(tree, id));
    }
}

/// The marked-up name inside an author element, otherwise its text.
fn author_name(tree: &Tree, id: Id) -> Option<String> {
    let named = tree.descendants(id).find(|inner| tree.attribute(*inner, "itemprop") == Some("name"));
    let content = named.and_then(|name| tree.attribute(name, "content"));
    content.and_then(non_empty).or_else(|| short_text(tree, named.unwrap_or(id)))
}

/// The text of an element, unless it is too long.
fn short_text(tree: &Tree, id: Id) -> Option<String> {
    let mut text = String::new();
    for part in tree.descendants(id).filter_map(|inner| tree.text(inner)) {
        text.push_str(part);
        if text.len() > MAX_VALUE {
            return None;
        }
    }
    non_empty(&text)
}

fn non_empty(value: &str) -> Option<String> {
    let value = if value.len() <= MAX_VALUE * 4 { collapse_whitespace(value) } else { String::new() };
    (!value.is_empty() && value.len() <= MAX_VALUE).then_some(value)
}
