//! Warnings of reading: some are reported at once for each file, the others are counted and reported at the end.
//!
//! Nothing is skipped silently: everything that is left out or not understood is counted by category. The individual
//! warnings are kept until they are requested.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use thiserror::Error;

/// A warning about an input that was read nevertheless.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Error)]
#[error("{name}: {warning}")]
pub struct ReadWarning {
    /// The file or stream, as the user named it.
    pub name: String,
    /// The warning.
    pub warning: Warning,
}

/// What a warning is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Error)]
#[non_exhaustive]
pub enum Warning {
    /// Entries of a feed or list that contain only a summary.
    #[error("{summaries} of {entries} entries hold only a summary")]
    OnlySummaries {
        /// Entries with a summary and no text.
        summaries: usize,
        /// All entries.
        entries: usize,
    },
    /// A skipped file, which contains no articles according to its name or its first bytes.
    #[error("skipped, {kind}")]
    Skipped {
        /// The kind of file, in the singular: "image".
        kind: String,
    },
    /// An entry, record or item that is not an article or was withdrawn.
    #[error("{entry} left out, {reason}")]
    LeftOut {
        /// Its name.
        entry: String,
        /// The reason, as in "1 not published".
        reason: &'static str,
    },
    /// An article that is only a summary.
    #[error("{article} is only a summary")]
    Summary {
        /// Its id.
        article: String,
    },
    /// An article without text.
    #[error("{article} holds no text")]
    NoText {
        /// Its id.
        article: String,
    },
    /// A date that cannot be parsed.
    #[error("the date of {article} is not understood: {written:?}")]
    UnknownDate {
        /// The id of the article.
        article: String,
        /// The date as written, possibly shortened.
        written: String,
    },
    /// A web page of which most of the `article` element was left out.
    #[error("{left_out} of {paragraphs} paragraphs of its <article> are left out")]
    MostLeftOut {
        /// Paragraphs that were left out.
        left_out: usize,
        /// All paragraphs in the element.
        paragraphs: usize,
    },
}

impl Warning {
    /// The category and kind under which the warning is counted; `None` when it is reported at once.
    fn category(&self) -> Option<(WarningCategory, String)> {
        match self {
            Warning::OnlySummaries { .. } | Warning::MostLeftOut { .. } => None,
            Warning::Skipped { kind } => Some((WarningCategory::Files, kind.clone())),
            Warning::LeftOut { reason, .. } => Some((WarningCategory::Entries, (*reason).to_owned())),
            Warning::Summary { .. } => Some((WarningCategory::Summaries, "summary".to_owned())),
            Warning::NoText { .. } => Some((WarningCategory::Texts, "empty".to_owned())),
            Warning::UnknownDate { .. } => Some((WarningCategory::Dates, "not understood".to_owned())),
        }
    }
}

/// Categories of counted warnings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WarningCategory {
    /// Skipped files.
    Files,
    /// Entries that are not articles or were withdrawn.
    Entries,
    /// Articles that are only summaries.
    Summaries,
    /// Articles without text.
    Texts,
    /// Dates that cannot be parsed.
    Dates,
}

/// The number of warnings by category and kind: (`WarningCategory::Files`, "image") three times.
pub type WarningCounts = BTreeMap<(WarningCategory, String), usize>;

/// The most individual warnings that are kept; further ones are only counted.
const MAX_WARNINGS: usize = 100_000;

/// Collects warnings while articles are read. Clones share the same log.
#[derive(Clone, Debug, Default)]
pub struct WarningLog(Arc<Mutex<LogState>>);

#[derive(Debug, Default)]
struct LogState {
    /// Warnings to report at once.
    immediate: Vec<ReadWarning>,
    /// Counted warnings: the numbers, and the individual warnings.
    counts: WarningCounts,
    counted: Vec<ReadWarning>,
    /// Ids of articles that their publisher canceled.
    canceled: Vec<String>,
}

impl WarningLog {
    pub(super) fn add(&self, name: &str, warning: Warning) {
        let (category, warning) = (warning.category(), ReadWarning { name: name.to_owned(), warning });
        let mut state = self.locked();
        let Some(category) = category else { return state.immediate.push(warning) };
        *state.counts.entry(category).or_default() += 1;
        if state.counted.len() < MAX_WARNINGS {
            state.counted.push(warning);
        }
    }

    /// Notes that the publisher of an article canceled it. Only an id that is unique in the world says which article
    /// that is: an IRI.
    pub(super) fn add_canceled(&self, id: &str) {
        if id.contains(':') {
            self.locked().canceled.push(id.to_owned());
        }
    }

    /// Takes the ids of articles that their publisher canceled, since the last call.
    pub fn take_canceled(&self) -> Vec<String> {
        std::mem::take(&mut self.locked().canceled)
    }

    /// Takes the warnings to report at once since the last call, sorted, since files may be parsed in any order.
    pub fn take(&self) -> Vec<ReadWarning> {
        sorted(std::mem::take(&mut self.locked().immediate))
    }

    /// Takes the individual counted warnings since the last call, sorted.
    pub fn take_counted(&self) -> Vec<ReadWarning> {
        sorted(std::mem::take(&mut self.locked().counted))
    }

    /// Takes the numbers of counted warnings since the last call.
    pub fn take_counts(&self) -> WarningCounts {
        std::mem::take(&mut self.locked().counts)
    }

    fn locked(&self) -> MutexGuard<'_, LogState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn sorted(mut warnings: Vec<ReadWarning>) -> Vec<ReadWarning> {
    warnings.sort();
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_passed_over_is_counted_by_kind_and_named_on_demand() {
        let warnings = WarningLog::default();
        let image = |name: &str| warnings.add(name, Warning::Skipped { kind: "image".into() });
        image("b.jpg");
        warnings.clone().add("f", Warning::OnlySummaries { summaries: 1, entries: 2 });
        image("a.jpg");
        assert_eq!(warnings.take().len(), 1);
        let counted: Vec<String> = warnings.take_counted().iter().map(ToString::to_string).collect();
        assert_eq!(counted, ["a.jpg: skipped, image", "b.jpg: skipped, image"]);
        assert_eq!(warnings.take_counts(), BTreeMap::from([((WarningCategory::Files, "image".to_owned()), 2)]));
        assert!(warnings.take_counts().is_empty());
    }
}
