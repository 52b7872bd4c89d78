//! Warnings of reading: some are reported at once for each file, the others are counted and reported at the end.
//!
//! Nothing is skipped silently: everything that is left out or not understood is counted by category. The individual
//! warnings are kept until they are requested.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use thiserror::Error;

/// A warning about an input that was read nevertheless.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Error)]
#[error("{name}: {remark}")]
pub struct Note {
    /// The file or stream, as the user named it.
    pub name: String,
    /// The warning.
    pub remark: Remark,
}

/// What a warning is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Error)]
#[non_exhaustive]
pub enum Remark {
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
    #[error("{entry} left out, {why}")]
    LeftOut {
        /// Its name.
        entry: String,
        /// The reason, as in "1 not published".
        why: &'static str,
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
    UnknownDay {
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

impl Remark {
    /// The category and kind under which the warning is counted; `None` when it is reported at once.
    fn counted(&self) -> Option<(Passed, String)> {
        match self {
            Remark::OnlySummaries { .. } | Remark::MostLeftOut { .. } => None,
            Remark::Skipped { kind } => Some((Passed::Files, kind.clone())),
            Remark::LeftOut { why, .. } => Some((Passed::Entries, (*why).to_owned())),
            Remark::Summary { .. } => Some((Passed::Words, "summary".to_owned())),
            Remark::NoText { .. } => Some((Passed::Texts, "empty".to_owned())),
            Remark::UnknownDay { .. } => Some((Passed::Dates, "not understood".to_owned())),
        }
    }
}

/// Categories of counted warnings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Passed {
    /// Skipped files.
    Files,
    /// Entries that are not articles or were withdrawn.
    Entries,
    /// Articles that are only summaries.
    Words,
    /// Articles without text.
    Texts,
    /// Dates that cannot be parsed.
    Dates,
}

/// The number of warnings by category and kind: (`WarningCategory::Files`, "image") three times.
pub type PassedOver = BTreeMap<(Passed, String), usize>;

/// The most individual warnings that are kept; further ones are only counted.
const MOST: usize = 100_000;

/// Collects warnings while articles are read. Clones share the same log.
#[derive(Clone, Debug, Default)]
pub struct Notes(Arc<Mutex<Shelf>>);

#[derive(Debug, Default)]
struct Shelf {
    /// Warnings to report at once.
    notes: Vec<Note>,
    /// Counted warnings: the numbers, and the individual warnings.
    counts: PassedOver,
    each: Vec<Note>,
}

impl Notes {
    pub(super) fn leave(&self, name: &str, remark: Remark) {
        let (counted, note) = (remark.counted(), Note { name: name.to_owned(), remark });
        let mut shelf = self.locked();
        let Some(kind) = counted else { return shelf.notes.push(note) };
        *shelf.counts.entry(kind).or_default() += 1;
        if shelf.each.len() < MOST {
            shelf.each.push(note);
        }
    }

    /// Takes the warnings to report at once since the last call, sorted, since files may be parsed in any order.
    pub fn take(&self) -> Vec<Note> {
        sorted(std::mem::take(&mut self.locked().notes))
    }

    /// Takes the individual counted warnings since the last call, sorted.
    pub fn take_each(&self) -> Vec<Note> {
        sorted(std::mem::take(&mut self.locked().each))
    }

    /// Takes the numbers of counted warnings since the last call.
    pub fn take_passed_over(&self) -> PassedOver {
        std::mem::take(&mut self.locked().counts)
    }

    fn locked(&self) -> MutexGuard<'_, Shelf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn sorted(mut notes: Vec<Note>) -> Vec<Note> {
    notes.sort();
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_passed_over_is_counted_by_kind_and_named_on_demand() {
        let notes = Notes::default();
        let image = |name: &str| notes.leave(name, Remark::Skipped { kind: "image".into() });
        image("b.jpg");
        notes.clone().leave("f", Remark::OnlySummaries { summaries: 1, entries: 2 });
        image("a.jpg");
        assert_eq!(notes.take().len(), 1);
        let each: Vec<String> = notes.take_each().iter().map(ToString::to_string).collect();
        assert_eq!(each, ["a.jpg: skipped, image", "b.jpg: skipped, image"]);
        assert_eq!(notes.take_passed_over(), BTreeMap::from([((Passed::Files, "image".to_owned()), 2)]));
        assert!(notes.take_passed_over().is_empty());
    }
}
