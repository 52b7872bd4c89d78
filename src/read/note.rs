//! What reading has to say that is no error: told once a file, and kept until somebody asks.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

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
    /// Entries of a feed that do not hold their article.
    #[error("{summaries} of {entries} entries hold only a summary")]
    OnlySummaries {
        /// Entries with a summary and nothing else.
        summaries: usize,
        /// All entries.
        entries: usize,
    },
    /// Entries of a feed without a single word.
    #[error("{empty} of {entries} entries hold no text and are left out")]
    NoText {
        /// Entries without text.
        empty: usize,
        /// All entries.
        entries: usize,
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

/// Where notes are left while articles are read. Copies share what is left.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    notes: Arc<Mutex<Vec<Note>>>,
    skipped: Arc<Mutex<BTreeMap<String, usize>>>,
}

impl Notes {
    pub(super) fn leave(&self, name: &str, remark: Remark) {
        let note = Note { name: name.to_owned(), remark };
        locked(&self.notes).push(note);
    }

    /// What was left since the last time, sorted: files may be understood in any order.
    pub fn take(&self) -> Vec<Note> {
        let mut notes = std::mem::take(&mut *locked(&self.notes));
        notes.sort();
        notes
    }

    /// A file of a folder holds no articles, as far as its extension tells.
    pub(super) fn skip(&self, extension: &str) {
        *locked(&self.skipped).entry(extension.to_uppercase()).or_default() += 1;
    }

    /// How many files were skipped so, by extension: ("PDF", 2).
    pub fn skipped(&self) -> Vec<(String, usize)> {
        locked(&self.skipped).iter().map(|(extension, count)| (extension.clone(), *count)).collect()
    }
}

fn locked<T>(shelf: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    shelf.lock().unwrap_or_else(PoisonError::into_inner)
}
