//! One speaker across articles: all occurrences that are taken to be the same person or organisation.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::speaker_occurrences::{SpeakerOccurrence, StringTable};
use crate::index::fold;
use crate::quote::SpeakerKind;

/// One person or organisation, as far as the index can tell.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SpeakerIdentity {
    /// Stable id. Of several people of one name, all but the most quoted have their occupation after a point.
    pub id: Option<String>,
    /// The occupation that distinguishes it from others of the same name.
    pub field: Option<&'static str>,
    /// The keys in the index: several when spellings were merged, the one that gives the name first.
    pub keys: Vec<String>,
    /// The occurrences under the first key.
    pub occurrences: Vec<SpeakerOccurrence>,
    /// The occurrences under the other keys.
    pub merged: Vec<SpeakerOccurrence>,
    /// The name that the user gave.
    pub given_name: Option<String>,
}

impl SpeakerIdentity {
    /// The speaker with a key of the index. A key with `~` is a name that identifies nobody.
    pub(super) fn new(key: &str, occurrences: Vec<SpeakerOccurrence>) -> Self {
        let id = (!key.starts_with('~')).then(|| key.to_owned());
        Self { id, field: None, keys: vec![key.to_owned()], occurrences, merged: Vec::new(), given_name: None }
    }

    /// All occurrences.
    pub(super) fn all(&self) -> impl Iterator<Item = &SpeakerOccurrence> {
        self.occurrences.iter().chain(&self.merged)
    }

    /// Number of quotes.
    pub(super) fn quotes(&self) -> usize {
        self.all().map(|occurrence| occurrence.quotes).sum()
    }

    /// Whether `id` means this one of several people of the same name.
    pub(super) fn is_meant_by(&self, id: &str) -> bool {
        let with_field = |field: &str| id.strip_suffix(field)?.strip_suffix('.').map(|base| base == self.keys[0]);
        self.field.and_then(with_field) == Some(true)
    }

    /// Whether `key` is one of its keys.
    pub(super) fn has_key(&self, key: &str) -> bool {
        self.keys.iter().any(|own| own == key)
    }

    /// Whether the user's table lists the speaker.
    pub(super) fn is_listed(&self) -> bool {
        self.occurrences.iter().any(|occurrence| occurrence.listed)
    }

    /// Whether it is a person.
    pub(super) fn is_person(&self, texts: &StringTable) -> bool {
        self.occurrences.iter().any(|occurrence| texts.text(occurrence.kind) == SpeakerKind::Person.name())
    }

    /// The name under the first key with most words; of several the most frequent. Listed names come first.
    pub(super) fn shown_name(&self, texts: &StringTable) -> String {
        if let Some(given) = &self.given_name {
            return given.clone();
        }
        let listed = self.occurrences.iter().any(|occurrence| occurrence.listed);
        let mut names: BTreeMap<&str, usize> = BTreeMap::new();
        for occurrence in self.occurrences.iter().filter(|occurrence| occurrence.listed == listed) {
            *names.entry(texts.text(occurrence.name)).or_default() += occurrence.quotes;
        }
        let words = |name: &str| fold(name).split(' ').count();
        let best = names.iter().max_by_key(|(name, quotes)| (words(name), **quotes, Reverse(**name)));
        best.map(|(name, _)| (*name).to_owned()).unwrap_or_default()
    }
}
