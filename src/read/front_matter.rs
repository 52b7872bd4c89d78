//! Front matter: metadata between two `---` (YAML) or two `+++` (TOML) lines above a text.
//!
//! The block may only contain `key: value` lines (`key = value` between `+++`), lists, table names and comments;
//! otherwise the dashes belong to the text. Keys are the field names of records; other keys are ignored.

use super::byline::names_in_byline;
use super::fields::{Field, field_named};

/// Most lines in a block; dashes further down do not close it.
const MAX_LINES: usize = 64;

/// The delimiter lines and the key-value separator.
const FENCES: [(&str, char); 2] = [("---", ':'), ("+++", '=')];

/// Front matter.
#[derive(Debug, Default, PartialEq)]
pub(super) struct FrontMatter {
    pub(super) title: Option<String>,
    pub(super) date: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) url: Option<String>,
}

impl FrontMatter {
    /// Splits off the front matter; without one, the content is returned unchanged.
    pub(super) fn split_off(mut content: String) -> (Self, String) {
        match Self::parse(&content) {
            Some((front, end)) => (front, content.split_off(end)),
            None => (Self::default(), content),
        }
    }

    /// Parses the block and returns its length.
    fn parse(content: &str) -> Option<(Self, usize)> {
        let mut lines = content.split_inclusive('\n');
        let first = lines.next()?;
        let (fence, separator) = FENCES.into_iter().find(|(fence, _)| first.trim_end() == *fence)?;
        let mut end = first.len();
        let (mut front, mut key) = (Self::default(), String::new());
        for line in lines.take(MAX_LINES) {
            end += line.len();
            let line = line.trim();
            if line == fence {
                return Some((front, end));
            }
            if let Some(item) = line.strip_prefix("- ") {
                front.set(&key, item);
            } else if !(line.is_empty() || line.starts_with('#') || is_table(line, separator)) {
                let (name, value) = line.split_once(separator).filter(|(name, _)| is_key(name.trim()))?;
                key = name.trim().to_ascii_lowercase();
                front.set(&key, value);
            }
        }
        None
    }

    fn set(&mut self, key: &str, value: &str) {
        let value = unquoted(value.trim());
        if value.is_empty() {
            return;
        }
        let slot = match field_named(key) {
            Some((Field::Authors, _)) => return self.authors.extend(list(value)),
            Some((Field::Title, rank)) => (&mut self.title, rank),
            Some((Field::Date, rank)) => (&mut self.date, rank),
            Some((Field::Publisher, rank)) => (&mut self.publisher, rank),
            Some((Field::Url, rank)) => (&mut self.url, rank),
            _ => return,
        };
        match slot {
            // The best name of a field overrides earlier ones.
            (slot, 0) => *slot = Some(value.to_owned()),
            (slot, _) => _ = slot.get_or_insert_with(|| value.to_owned()),
        }
    }
}

/// `[params]`, a table name in TOML.
fn is_table(line: &str, separator: char) -> bool {
    separator == '=' && line.starts_with('[') && line.ends_with(']')
}

/// Whether the word can be a key; a sentence before a colon cannot.
fn is_key(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

/// `[a, "b"]`, or a single name.
fn list(value: &str) -> Vec<String> {
    let names = match value.strip_prefix('[').and_then(|value| value.strip_suffix(']')) {
        Some(names) => names.split(',').collect(),
        None => vec![value],
    };
    names.into_iter().flat_map(|name| names_in_byline(unquoted(name.trim()))).collect()
}

fn unquoted(value: &str) -> &str {
    let within = |mark| value.strip_prefix(mark).and_then(|value: &str| value.strip_suffix(mark));
    within('"').or_else(|| within('\'')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_are_read_and_the_text_is_left() {
        let content = "---\r\ntitle: \"A: b\"\ndate: 2024-05-12\nauthors:\n  - Ann\n  - Bo\ntags: [x]\n---\n\nText.";
        let (front, text) = FrontMatter::split_off(content.to_owned());
        assert_eq!(front.title.as_deref(), Some("A: b"));
        assert_eq!(front.date.as_deref(), Some("2024-05-12"));
        assert_eq!(front.authors, ["Ann", "Bo"]);
        assert_eq!(text, "\nText.");
        let (front, _) = FrontMatter::split_off("---\nauthors: ['Ann', Bo]\n---\n".to_owned());
        assert_eq!(front.authors, ["Ann", "Bo"]);
        let toml =
            "+++\nheadline = 'A = b'\ndate = 2024-05-12\nauthors = [\"Ann\", \"Bo\"]\n[extra]\nx = 1\n+++\nText.";
        let (front, text) = FrontMatter::split_off(toml.to_owned());
        assert_eq!((front.title.as_deref(), front.date.as_deref()), (Some("A = b"), Some("2024-05-12")));
        assert_eq!((front.authors.len(), text.as_str()), (2, "Text."));
        let (front, _) = FrontMatter::split_off("---\nlink: b\nurl: a\nheadline: t\n---\n".to_owned());
        assert_eq!((front.url.as_deref(), front.title.as_deref()), (Some("a"), Some("t")));
    }

    #[test]
    fn dashes_above_a_text_are_no_front_matter() {
        for content in ["---\nHe said: no.\n---\n", "---\ntitle: x\n", "--- \nA sentence.\n---", "----\na: b\n---\n"] {
            assert_eq!(FrontMatter::split_off(content.to_owned()), (FrontMatter::default(), content.to_owned()));
        }
    }
}
