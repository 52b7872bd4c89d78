//! The words that have a vector, and how tokens are looked up.

use rustc_hash::FxHashMap;

use crate::tag::hash_bytes;
use crate::text::TableId;

/// Words in the order of their rows. Row 0 is for all other words.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    words: Vec<Box<str>>,
    /// By the hash of the word ([`hash_bytes`]).
    rows: FxHashMap<u64, u32>,
    /// Identifies this vocabulary in caches.
    pub owner: TableId,
}

impl Vocabulary {
    /// The row of unknown words.
    pub const UNKNOWN: u32 = 0;

    /// The vocabulary of `words`, from row 1 on. The first row of a repeated word counts.
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut vocabulary = Self { words: vec!["".into()], ..Self::default() };
        for word in words {
            let row = vocabulary.words.len() as u32;
            vocabulary.words.push(word.into());
            vocabulary.rows.entry(hash_bytes(word.as_bytes())).or_insert(row);
        }
        vocabulary
    }

    /// The number of rows, including the one for unknown words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The words in the order of their rows, from row 1 on.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().skip(1).map(|word| &**word)
    }

    /// The row of exactly this key.
    pub fn get(&self, key: &str) -> Option<u32> {
        self.rows.get(&hash_bytes(key.as_bytes())).copied()
    }

    /// The row of a token: in lower case with plain marks; otherwise that of the part after its last hyphen, or that of
    /// any number. `key` is a buffer.
    pub fn row(&self, word: &str, key: &mut String) -> u32 {
        write_key(word, key);
        if let Some(row) = self.get(key) {
            return row;
        }
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            return self.get("1,000").unwrap_or(Self::UNKNOWN);
        }
        key.rsplit_once('-').and_then(|(_, part)| self.get(part)).unwrap_or(Self::UNKNOWN)
    }
}

/// Writes the form in which `word` is looked up.
pub fn write_key(word: &str, key: &mut String) {
    key.clear();
    match word {
        "“" | "„" | "«" => key.push_str("``"),
        "”" | "»" => key.push_str("''"),
        "—" | "–" => key.push_str("--"),
        "…" => key.push_str("..."),
        _ => {
            for c in word.chars() {
                match c {
                    '’' | '‘' => key.push('\''),
                    _ => key.extend(c.to_lowercase()),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_however_it_is_written() {
        let vocabulary = Vocabulary::new(["said", "'s", "``", "chairman", "1,000"]);
        let mut key = String::new();
        let mut row = |word: &str| vocabulary.row(word, &mut key);
        assert_eq!(row("Said"), 1);
        assert_eq!(row("’s"), 2);
        assert_eq!(row("“"), 3);
        assert_eq!(row("Vice-Chairman"), 4);
        assert_eq!(row("4,711"), 5);
        assert_eq!(row("unheard"), Vocabulary::UNKNOWN);
    }
}
