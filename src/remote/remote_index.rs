//! An index that another engine holds: opened, known to be whole and of this version, ready to be asked.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use super::client::RemoteSettings;
use super::engine::{Engine, Wanted};
use super::error::RemoteError;
use crate::index::{Correction, Description, DocumentKind, EXCHANGE_VERSION, Facts, MergedSpeaker};
use crate::query::{of_kind, term};

/// The most descriptions: a thousand people with several names each.
const MOST_DESCRIPTIONS: usize = 10_000;

/// An index that Quickwit, Elasticsearch or OpenSearch holds.
pub(crate) struct RemoteIndex {
    pub(super) engine: Engine,
    pub(super) facts: Facts,
    /// People with several keys.
    pub(super) merged: Vec<MergedSpeaker>,
    /// What the user decided on names.
    pub(super) people: Vec<Correction>,
    /// The most quotes that are fetched for one question.
    pub(super) most: usize,
    notes: Mutex<BTreeSet<String>>,
}

impl RemoteIndex {
    /// Reads what describes the index, and checks that all of it is there.
    pub(crate) fn open(settings: &RemoteSettings) -> Result<Self, RemoteError> {
        let engine = Engine::new(settings)?;
        let mut index = Self {
            engine,
            facts: Facts::default(),
            merged: Vec::new(),
            people: Vec::new(),
            most: settings.most,
            notes: Mutex::default(),
        };
        let last = index.describe()?;
        index.check_whole(last.saturating_add(1))?;
        Ok(index)
    }

    /// What the answers leave out, in sentences.
    pub(crate) fn notes(&self) -> Vec<String> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    pub(super) fn note(&self, text: String) {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).insert(text);
    }

    /// Reads the descriptions, and returns the number of the last document.
    fn describe(&mut self) -> Result<u64, RemoteError> {
        let index = || self.engine.index().to_owned();
        let wanted = Wanted::all(of_kind(DocumentKind::Index, Vec::new()), MOST_DESCRIPTIONS);
        let found = match self.engine.fetch(&wanted) {
            // An engine that knows its fields refuses to look for one that it does not have.
            Err(RemoteError::Refused { status: 400, .. }) => return Err(RemoteError::Foreign(index())),
            found => found?.0,
        };
        if found.is_empty() {
            let are_ours = match self.documents_there() {
                Err(RemoteError::Refused { .. } | RemoteError::NoAnswer { .. }) => false,
                there => there? > 0,
            };
            return Err(if are_ours { RemoteError::Unfinished(index()) } else { RemoteError::Foreign(index()) });
        }
        let mut facts = Vec::new();
        for document in &found {
            match document.quotedex_schema {
                0 => return Err(RemoteError::Foreign(index())),
                EXCHANGE_VERSION => {}
                _ => return Err(RemoteError::Version(index())),
            }
            match serde_json::from_str(&document.record).map_err(|_| self.engine.damaged())? {
                Description::Merged(rows) => self.merged.extend(rows),
                Description::People(rows) => self.people.extend(rows),
                Description::Facts(one) => facts.push((document.seq, one)),
            }
        }
        match facts.as_slice() {
            [] => Err(RemoteError::Unfinished(self.engine.index().to_owned())),
            [(last, one)] if found.len() as u64 == one.others + 1 => {
                self.facts = one.clone();
                Ok(*last)
            }
            // Two exports, or a part of one.
            several => {
                let exported = several.iter().map(|(last, _)| last.saturating_add(1)).max().unwrap_or(0);
                let found = self.documents_there()?;
                Err(RemoteError::Incomplete { index: self.engine.index().to_owned(), found, exported })
            }
        }
    }

    /// That all documents are there and of this version: engines may refuse some of many.
    fn check_whole(&self, exported: u64) -> Result<(), RemoteError> {
        if !self.facts.is_of_this_version() {
            return Err(RemoteError::Version(self.engine.index().to_owned()));
        }
        let found = self.documents_there()?;
        if found != exported {
            return Err(RemoteError::Incomplete { index: self.engine.index().to_owned(), found, exported });
        }
        Ok(())
    }

    fn documents_there(&self) -> Result<u64, RemoteError> {
        Ok(self.engine.counts(&[ours()])?.first().copied().unwrap_or(0))
    }
}

fn ours() -> serde_json::Value {
    term(crate::index::field::quotedex_schema, &EXCHANGE_VERSION.to_string())
}
