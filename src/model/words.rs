//! What is known of words before any article is read: clusters of words used alike, and dictionary classes.
//!
//! Clusters come from GloVe vectors (Pennington, Socher, Manning 2014), classes from WordNet's lexicographer files
//! (Miller 1995). They carry what was learned about frequent words over to words that never occurred in training.

use std::sync::Arc;

use once_cell::sync::OnceCell;

use super::error::ModelError;
use super::sealed::Seal;
use super::table::Table;
use crate::text::TableId;

/// The file, part of the program: for each word its key, then the parts of its class, ten bytes in all. Its origin is told in
/// `seeds/model/CARD.md`.
static BYTES: &[u8] = include_bytes!("../../seeds/model/words.bin");

/// Its form.
const SEAL: Seal = Seal { kind: *b"WORD", version: 1 };

static WORDS: OnceCell<Words> = OnceCell::new();

/// What is known of one word; all zero for an unknown one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordClass {
    /// Fine cluster, counted from 1.
    pub fine: u16,
    /// Coarse cluster, counted from 1.
    pub coarse: u8,
    /// Class of its most frequent sense as a verb (communication, cognition, ...), counted from 1.
    pub verb: u8,
    /// Class of its most frequent sense as a noun (person, group, ...), counted from 1.
    pub noun: u8,
    /// Whether one of its first three senses is: 1 a verb of communication, 2 a verb of cognition, 4 a person, 8 a group,
    /// 16 a noun of communication.
    pub senses: u8,
}

/// Looks words up by the number of their small-letter form. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Words {
    table: Arc<Table<WordClass>>,
    /// Whose classes these are, for those who keep them.
    pub owner: TableId,
}

impl Words {
    /// The list that comes with the program, decoded at the first call.
    ///
    /// # Errors
    /// Only when the program was built around a broken file.
    pub fn shipped() -> Result<Words, ModelError> {
        WORDS.get_or_try_init(|| Words::from_bytes(BYTES)).cloned()
    }

    /// The list in the bytes of a file.
    ///
    /// # Errors
    /// When the file is foreign, damaged or of another version.
    pub fn from_bytes(file: &[u8]) -> Result<Words, ModelError> {
        let (rows, rest) = SEAL.open(file)?.as_chunks::<10>();
        let entry = |&[a, b, c, d, low, high, coarse, verb, noun, senses]: &[u8; 10]| {
            let fine = u16::from_le_bytes([low, high]);
            (u32::from_le_bytes([a, b, c, d]), WordClass { fine, coarse, verb, noun, senses })
        };
        let entries: Vec<_> = rows.iter().map(entry).collect();
        if rest.is_empty() { Ok(Words::new(&entries)) } else { Err(ModelError::Truncated { what: "word classes" }) }
    }

    /// The bytes of a file with this list; the same list gives the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (key, WordClass { fine, coarse, verb, noun, senses }) in self.entries() {
            bytes.extend(key.to_le_bytes());
            bytes.extend(fine.to_le_bytes());
            bytes.extend([coarse, verb, noun, senses]);
        }
        SEAL.close(&bytes)
    }

    /// The list of `entries`; a number that occurs twice keeps its first class.
    pub fn new(entries: &[(u32, WordClass)]) -> Words {
        Words { table: Arc::new(Table::new(entries)), owner: TableId::default() }
    }

    /// The class of the word with number `lower`.
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
        let bytes = Words::new(&[(11, class)]).to_bytes();
        let read = Words::from_bytes(&bytes).unwrap();
        assert_eq!((read.get(11 << 32), read.to_bytes()), (class, bytes));
        assert!(Words::from_bytes(&SEAL.close(&[7; 11])).is_err());
        assert!(!Words::shipped().unwrap().entries().is_empty());
    }
}
