//! The lines between two `---` or two `+++` above a text: title, date, authors, publisher, url.
//!
//! Only a block that is nothing but `key: value` lines (`key = value` between `+++`), lists, tables' names and comments
//! counts; otherwise the dashes belong to the text. Keys have the names that fields of records have; others are passed over.

use super::fields::{Field, known};

/// Most lines such a block can have; a rule of dashes further down closes nothing.
const LONGEST: usize = 64;

/// What the block begins and ends with, and what stands between a key and its value.
const FENCES: [(&str, char); 2] = [("---", ':'), ("+++", '=')];

/// What stands above a text.
#[derive(Debug, Default, PartialEq)]
pub(super) struct FrontMatter {
    pub(super) title: Option<String>,
    pub(super) date: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) url: Option<String>,
}

impl FrontMatter {
    /// Front matter and text; without front matter, the content as it is.
    pub(super) fn detach(mut content: String) -> (Self, String) {
        match Self::parse(&content) {
            Some((front, end)) => (front, content.split_off(end)),
            None => (Self::default(), content),
        }
    }

    /// The block and the byte behind it.
    fn parse(content: &str) -> Option<(Self, usize)> {
        let mut lines = content.split_inclusive('\n');
        let first = lines.next()?;
        let (fence, sign) = FENCES.into_iter().find(|(fence, _)| first.trim_end() == *fence)?;
        let mut end = first.len();
        let (mut front, mut key) = (Self::default(), String::new());
        for line in lines.take(LONGEST) {
            end += line.len();
            let line = line.trim();
            if line == fence {
                return Some((front, end));
            }
            if let Some(item) = line.strip_prefix("- ") {
                front.set(&key, item);
            } else if !(line.is_empty() || line.starts_with('#') || is_table(line, sign)) {
                let (name, value) = line.split_once(sign).filter(|(name, _)| is_key(name.trim()))?;
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
        let place = match known(key) {
            Some((Field::Authors, _)) => return self.authors.extend(list(value)),
            Some((Field::Title, rank)) => (&mut self.title, rank),
            Some((Field::Date, rank)) => (&mut self.date, rank),
            Some((Field::Publisher, rank)) => (&mut self.publisher, rank),
            Some((Field::Url, rank)) => (&mut self.url, rank),
            _ => return,
        };
        match place {
            // The best name of a field wins over others that came before.
            (place, 0) => *place = Some(value.to_owned()),
            (place, _) => _ = place.get_or_insert_with(|| value.to_owned()),
        }
    }
}

/// `[params]`, between the keys of TOML.
fn is_table(line: &str, sign: char) -> bool {
    sign == '=' && line.starts_with('[') && line.ends_with(']')
}

/// A word that can name a field: no sentence before a colon.
fn is_key(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

/// `[a, "b"]`, or one name.
fn list(value: &str) -> Vec<String> {
    let names = match value.strip_prefix('[').and_then(|value| value.strip_suffix(']')) {
        Some(names) => names.split(',').collect(),
        None => vec![value],
    };
    names.into_iter().map(|name| unquoted(name.trim()).to_owned()).filter(|name| !name.is_empty()).collect()
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
        let (front, text) = FrontMatter::detach(content.to_owned());
        assert_eq!(front.title.as_deref(), Some("A: b"));
        assert_eq!(front.date.as_deref(), Some("2024-05-12"));
        assert_eq!(front.authors, ["Ann", "Bo"]);
        assert_eq!(text, "\nText.");
        let (front, _) = FrontMatter::detach("---\nauthors: ['Ann', Bo]\n---\n".to_owned());
        assert_eq!(front.authors, ["Ann", "Bo"]);
        let toml =
            "+++\nheadline = 'A = b'\ndate = 2024-05-12\nauthors = [\"Ann\", \"Bo\"]\n[extra]\nx = 1\n+++\nText.";
        let (front, text) = FrontMatter::detach(toml.to_owned());
        assert_eq!((front.title.as_deref(), front.date.as_deref()), (Some("A = b"), Some("2024-05-12")));
        assert_eq!((front.authors.len(), text.as_str()), (2, "Text."));
        let (front, _) = FrontMatter::detach("---\nlink: b\nurl: a\nheadline: t\n---\n".to_owned());
        assert_eq!((front.url.as_deref(), front.title.as_deref()), (Some("a"), Some("t")));
    }

    #[test]
    fn dashes_above_a_text_are_no_front_matter() {
        for content in ["---\nHe said: no.\n---\n", "---\ntitle: x\n", "--- \nA sentence.\n---", "----\na: b\n---\n"] {
            assert_eq!(FrontMatter::detach(content.to_owned()), (FrontMatter::default(), content.to_owned()));
        }
    }
}
