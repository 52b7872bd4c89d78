//! What is known of words before any article is read: clusters of words used alike, and dictionary classes.
//!
//! Clusters come from GloVe vectors (Pennington, Socher, Manning 2014), classes from WordNet's lexicographer files
//! (Miller 1995). They carry what was learned about frequent words over to words that never occurred in training.

use std::sync::Arc;

use super::table::Table;
use crate::text::Owner;

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
    pub owner: Owner,
}

impl Words {
    /// The list of `entries`; a number that occurs twice keeps its first class.
    pub fn new(entries: &[(u32, WordClass)]) -> Words {
        Words { table: Arc::new(Table::new(entries)), owner: Owner::default() }
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
