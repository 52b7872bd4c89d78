//! What is known of a whole index, for answers from a part of it: the statistics that rank hits, who has several names,
//! and where the lists of speakers and topics stand among the documents.
//!
//! It is exported last, so that an export that broke off has none.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::corrections::Correction;
use super::super::merged_speakers::MergedSpeaker;

/// One description; there are several, so that no document grows with the index.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Description {
    /// People with several keys.
    Merged(Vec<MergedSpeaker>),
    /// What the user decided on names.
    People(Vec<Correction>),
    /// The last one.
    Facts(Facts),
}

/// How many rows a description has at most.
pub(crate) const ROWS: usize = 1000;

/// The numbers of an index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Facts {
    /// Version of the stored record.
    pub record_version: u32,
    /// Version of the words.
    pub analyzer_version: u32,
    /// Number of quotes.
    pub quotes: u64,
    /// Documents of the index, deleted ones included: what BM25 counts.
    pub documents: u64,
    /// Without deleted ones.
    pub alive: u64,
    /// Words of each field that ranks.
    pub tokens: BTreeMap<String, u64>,
    /// The rows of speakers.
    pub speakers: SeqRange,
    /// The rows of topics.
    pub topics: SeqRange,
    /// How many descriptions there are besides this one.
    pub others: u64,
}

impl Facts {
    /// Whether this program reads the records, and cuts words as they were.
    #[cfg(feature = "remote")]
    pub(crate) fn is_of_this_version(&self) -> bool {
        use super::super::analyzer::ANALYZER_VERSION;
        use crate::quote::RECORD_VERSION;

        (self.record_version, self.analyzer_version) == (RECORD_VERSION, ANALYZER_VERSION)
    }
}

/// Documents that follow one another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SeqRange {
    /// Number of the first.
    pub first: u64,
    /// How many there are.
    pub count: u64,
}
