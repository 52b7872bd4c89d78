//! The words that have a vector, and how a token is looked up among them.

use rustc_hash::FxHashMap;

use crate::tag::hash_bytes;
use crate::text::TableId;

/// Words in the order of their rows. Row 0 stands for all others.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    words: Vec<Box<str>>,
    /// By the number of the word ([`hash_bytes`]): two words that share all 64 bits are one.
    rows: FxHashMap<u64, u32>,
    /// Whose rows these are, for those who keep them.
    pub owner: TableId,
}

impl Vocabulary {
    /// The row of words that are not in the vocabulary.
    pub const UNKNOWN: u32 = 0;

    /// The vocabulary of `words`, from row 1 on. Of a word that is given twice, the first row counts.
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut vocabulary = Self { words: vec!["".into()], ..Self::default() };
        for word in words {
            let row = vocabulary.words.len() as u32;
            vocabulary.words.push(word.into());
            vocabulary.rows.entry(hash_bytes(word.as_bytes())).or_insert(row);
        }
        vocabulary
    }

    /// How many rows there are, that of unknown words among them.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The words in the order of their rows, from row 1 on.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().skip(1).map(|word| &**word)
    }

    /// The row of exactly this key.
    pub fn get(&self, key: &str) -> Option<u32> {
        self.rows.get(&hash_bytes(key.as_bytes())).copied()
    }

    /// The row of a token: in small letters with plain marks; failing that, of the part behind its last hyphen, or of
    /// any number. `key` is scratch space.
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

/// Writes the form under which `word` is looked up.
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
