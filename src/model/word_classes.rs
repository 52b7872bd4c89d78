//! Classes of words known in advance: clusters of similar words, and dictionary classes.
//!
//! Clusters come from GloVe vectors (Pennington, Socher, Manning 2014), classes from WordNet's lexicographer files
//! (Miller 1995). They generalise from frequent words to words that never occurred in training.

use std::sync::Arc;

use once_cell::sync::OnceCell;

use super::error::ModelError;
use super::hash_table::Table;
use super::header::ModelHeader;

/// The bundled file: for each word its key and its classes, ten bytes in all. `seeds/model/CARD.md` describes its
/// origin.
static BYTES: &[u8] = include_bytes!("../../seeds/model/words.bin");

/// Its header.
const HEADER: ModelHeader = ModelHeader { kind: *b"WORD", version: 1 };

static WORDS: OnceCell<WordClasses> = OnceCell::new();

/// The classes of one word; all zero for an unknown one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordClass {
    /// Fine cluster, counted from 1; 0 for none.
    pub fine: u16,
    /// Coarse cluster, counted from 1; 0 for none.
    pub coarse: u8,
    /// Class of its most frequent sense as a verb (communication, cognition, ...), counted from 1.
    pub verb: u8,
    /// Class of its most frequent sense as a noun (person, group, ...), counted from 1.
    pub noun: u8,
    /// Bits for its first three senses: 1 a verb of communication, 2 a verb of cognition, 4 a person, 8 a group, 16 a
    /// noun of communication.
    pub senses: u8,
}

/// Classes by the hash of the lower-case word. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct WordClasses {
    table: Arc<Table<WordClass>>,
}

impl WordClasses {
    /// The bundled list, decoded at the first call.
    ///
    /// # Errors
    /// Only if the program was built with a broken file.
    pub fn shipped() -> Result<WordClasses, ModelError> {
        WORDS.get_or_try_init(|| WordClasses::from_bytes(BYTES)).cloned()
    }

    /// Reads the list from the bytes of a file.
    ///
    /// # Errors
    /// If the file is foreign, damaged or of another version.
    pub fn from_bytes(file: &[u8]) -> Result<WordClasses, ModelError> {
        let (rows, rest) = HEADER.decode(file)?.as_chunks::<10>();
        let entry = |&[a, b, c, d, low, high, coarse, verb, noun, senses]: &[u8; 10]| {
            let fine = u16::from_le_bytes([low, high]);
            (u32::from_le_bytes([a, b, c, d]), WordClass { fine, coarse, verb, noun, senses })
        };
        let entries: Vec<_> = rows.iter().map(entry).collect();
        if rest.is_empty() {
            Ok(WordClasses::new(&entries))
        } else {
            Err(ModelError::Truncated { what: "word classes" })
        }
    }

    /// The bytes of a file with this list. Equal lists give equal bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (key, WordClass { fine, coarse, verb, noun, senses }) in self.entries() {
            bytes.extend(key.to_le_bytes());
            bytes.extend(fine.to_le_bytes());
            bytes.extend([coarse, verb, noun, senses]);
        }
        HEADER.encode(&bytes)
    }

    /// The list of `entries`. The first class of a repeated key wins.
    pub fn new(entries: &[(u32, WordClass)]) -> WordClasses {
        WordClasses { table: Arc::new(Table::new(entries)) }
    }

    /// The classes of the word with the hash `lower`.
    pub fn get(&self, lower: u64) -> WordClass {
        self.table.get(lower).copied().unwrap_or_default()
    }

    /// All entries in order of their keys.
    pub fn entries(&self) -> Vec<(u32, WordClass)> {
        self.table.entries()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let class = WordClass { fine: 513, coarse: 2, verb: 3, noun: 4, senses: 5 };
        let bytes = WordClasses::new(&[(11, class)]).to_bytes();
        let read = WordClasses::from_bytes(&bytes).unwrap();
        assert_eq!((read.get(11 << 32), read.to_bytes()), (class, bytes));
        assert!(WordClasses::from_bytes(&HEADER.encode(&[7; 11])).is_err());
        assert!(!WordClasses::shipped().unwrap().entries().is_empty());
    }
}
