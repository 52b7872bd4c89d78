//! What a run of `index` or `rebuild` did, as plain values.

use std::collections::BTreeMap;

use crate::language::LanguageCode;
use crate::query::Stats;

/// What a run did, and what the index holds now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IndexReport {
    /// A dry run: nothing was changed, and this is what would be done.
    pub dry_run: bool,
    /// Number of files that were opened and read.
    pub read: usize,
    /// Number of files that were skipped because they have not changed.
    pub skipped: usize,
    /// Number of articles that were not in the index before.
    pub new: usize,
    /// Number of articles whose text or metadata has changed.
    pub changed: usize,
    /// Number of duplicates: articles that are in another file as well.
    pub same: usize,
    /// Number of articles that were already in the index.
    pub unchanged: usize,
    /// Number of articles that left the index because their file no longer has them.
    pub pruned: usize,
    /// Number of articles that their file no longer has, and that are still in the index.
    pub kept: usize,
    /// Number of new articles with the id of another article. Both are in the index.
    pub clashes: usize,
    /// Number of articles that left the index because their publisher canceled them.
    pub canceled: usize,
    /// Number of articles that were left out because they had been removed before.
    pub removed: usize,
    /// Number of files and lines that could not be read.
    pub failed: usize,
    /// The first of what could not be read, in words. Not printed: each is reported when it happens.
    pub unreadable: Vec<Unreadable>,
    /// Number of quotes in new and changed articles.
    pub quotes: usize,
    /// Number of new and changed articles in each language without a module; only their quotations in marks were found.
    pub other_languages: BTreeMap<LanguageCode, usize>,
    /// Duration of the run.
    pub seconds: f32,
    /// What the index holds now.
    pub index: Stats,
    /// Whether the run refused to prune articles whose files are gone (0 or 1). Not printed.
    pub not_pruned: usize,
    /// The inputs, as they were named. Not printed as JSON.
    pub named: Vec<String>,
    /// What was skipped because it is no article or has no text.
    pub left_out: Vec<SkipSummary>,
    /// Whether each skipped thing has already been listed. Not printed as JSON.
    pub listed: bool,
}

impl IndexReport {
    /// Whether the index was changed, or something could not be read.
    pub fn tells_anything(&self) -> bool {
        self.new + self.changed + self.same + self.pruned + self.failed > 0
    }
}

/// An input that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The file, as it was named.
    pub name: String,
    /// What is wrong with it.
    pub problem: String,
}

/// Inputs of one sort that were skipped.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SkipSummary {
    /// `files`, `entries`, `summaries`, `texts` or `dates`.
    pub what: &'static str,
    /// Number of them.
    pub count: usize,
    /// Number of each kind: "image", 2.
    pub kinds: BTreeMap<String, usize>,
}
