//! The versions that must agree between a program and an index.

use serde::{Deserialize, Serialize};

use super::analyzer::ANALYZER_VERSION;
use super::schema::SCHEMA_VERSION;
use crate::quote::RECORD_VERSION;

/// The versions that an index was written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Versions {
    record: u32,
    analyzer: u32,
    schema: u32,
}

impl Versions {
    /// The versions that this program reads and writes.
    pub(super) const CURRENT: Self =
        Self { record: RECORD_VERSION, analyzer: ANALYZER_VERSION, schema: SCHEMA_VERSION };

    /// Which of them differ from those of this program, in words.
    pub(super) fn difference(&self) -> String {
        let pairs = [
            ("record format", self.record, Self::CURRENT.record),
            ("word format", self.analyzer, Self::CURRENT.analyzer),
            ("index format", self.schema, Self::CURRENT.schema),
        ];
        let differ = pairs.iter().filter(|(_, theirs, ours)| theirs != ours);
        differ
            .map(|(what, theirs, ours)| format!("{what} {theirs}, this version needs {ours}"))
            .collect::<Vec<_>>()
            .join("; ")
    }
}
