//! The statistics of a whole index: how many documents there are, and how many of them have a word. A part of an index
//! in memory ranks by them (see `ranking`).

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

#[cfg(feature = "remote")]
use super::exchange::Facts;
use super::schema::name;

/// The statistics of a whole index.
#[derive(Clone, Debug, Default)]
pub(crate) struct Statistics {
    /// All documents, with those that are deleted.
    pub documents: u64,
    /// Without these.
    pub alive: u64,
    /// Words of each field that ranks, by the name of the field.
    pub tokens: BTreeMap<String, u64>,
    /// Documents with a word, by the name of the field and the word.
    pub frequencies: FxHashMap<(&'static str, String), u64>,
}

impl Statistics {
    /// The fields that rank.
    pub(crate) const RANKING: [&'static str; 3] = [name::text, name::stem, name::speaker];

    /// Those of an exported index, without frequencies.
    #[cfg(feature = "remote")]
    pub(crate) fn of(facts: &Facts) -> Self {
        Self {
            documents: facts.documents,
            alive: facts.alive,
            tokens: facts.tokens.clone(),
            frequencies: FxHashMap::default(),
        }
    }
}
