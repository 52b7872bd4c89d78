//! What reading has to say that is no error: some of it told once a file, the rest counted and told at the end.
//!
//! Promises that nothing is passed over without a word: what is left out, and what of an article is not understood, is
//! counted by kind, however much it is; each of them by name is kept until somebody asks.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use thiserror::Error;

/// Something worth knowing about one input that was read all the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Error)]
#[error("{name}: {remark}")]
pub struct Note {
    /// The file or stream, as the user named it.
    pub name: String,
    /// What there is to know.
    pub remark: Remark,
}

/// What is worth knowing of an input.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Error)]
#[non_exhaustive]
pub enum Remark {
    /// Entries of a feed or list that do not hold their article.
    #[error("{summaries} of {entries} entries hold only a summary")]
    OnlySummaries {
        /// Entries with a summary and nothing else.
        summaries: usize,
        /// All entries.
        entries: usize,
    },
    /// A file that holds no articles, as far as its name or its first bytes tell.
    #[error("skipped, {kind}")]
    Skipped {
        /// What it is, of one: "image".
        kind: String,
    },
    /// An entry, record or item of a file that is no article, or none any more.
    #[error("{entry} left out, {why}")]
    LeftOut {
        /// Which.
        entry: String,
        /// Why, as in "1 not published".
        why: &'static str,
    },
    /// An article of which there is only a summary.
    #[error("{article} is only a summary")]
    Summary {
        /// Its id.
        article: String,
    },
    /// An article without a single word.
    #[error("{article} holds no text")]
    NoText {
        /// Its id.
        article: String,
    },
    /// A stated date that says no day.
    #[error("the date of {article} is not understood: {written:?}")]
    UnknownDay {
        /// The id of the article.
        article: String,
        /// The date as it stands there, or its beginning.
        written: String,
    },
    /// A web page of which most was taken for no part of its article.
    #[error("{left_out} of {paragraphs} paragraphs of its <article> are left out")]
    MostLeftOut {
        /// Paragraphs that were left out.
        left_out: usize,
        /// All paragraphs in the element.
        paragraphs: usize,
    },
}

impl Remark {
    /// What it is counted as, and its kind within that; none when it is told at once.
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

/// What of an input can be passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Passed {
    /// Whole files, since they are no articles.
    Files,
    /// Entries of a file, since they are no articles or none any more.
    Entries,
    /// The words of an article, of which there is only a summary.
    Words,
    /// The text of an article, since there is none.
    Texts,
    /// The date of an article, since it says no day.
    Dates,
}

/// How much was passed over, by kind: (`Passed::Files`, "image") three times.
pub type PassedOver = BTreeMap<(Passed, String), usize>;

/// Most notes that wait to be told one by one; they are counted all the same.
const MOST: usize = 100_000;

/// Where notes are left while articles are read. Copies share what is left.
#[derive(Clone, Debug, Default)]
pub struct Notes(Arc<Mutex<Shelf>>);

#[derive(Debug, Default)]
struct Shelf {
    /// Told at once.
    notes: Vec<Note>,
    /// Counted, and each of them.
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

    /// What was left to be told since the last time, sorted: files may be understood in any order.
    pub fn take(&self) -> Vec<Note> {
        sorted(std::mem::take(&mut self.locked().notes))
    }

    /// Each thing that was passed over since the last time, sorted.
    pub fn take_each(&self) -> Vec<Note> {
        sorted(std::mem::take(&mut self.locked().each))
    }

    /// How much was passed over since the last time this was asked.
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
