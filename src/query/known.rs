//! Somebody whom the index knows, with all sightings that are taken to be the same.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::sightings::{Sighting, Texts};
use crate::index::fold;
use crate::quote::SpeakerKind;

/// One person or body, as far as the index can tell.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Known {
    /// Stable id; a part that is not the largest of its name has its field behind a point.
    pub id: Option<String>,
    /// The field that tells it from others of the same name.
    pub field: Option<&'static str>,
    /// What the index keeps it under; several when spellings were joined, the one that gives the name first.
    pub keys: Vec<String>,
    /// The sightings under the first key.
    pub sightings: Vec<Sighting>,
    /// Those under the others.
    pub joined: Vec<Sighting>,
}

impl Known {
    /// Somebody under the key of the index; behind a `~` stands a name that is no identity.
    pub(super) fn new(key: &str, sightings: Vec<Sighting>) -> Self {
        let id = (!key.starts_with('~')).then(|| key.to_owned());
        Self { id, field: None, keys: vec![key.to_owned()], sightings, joined: Vec::new() }
    }

    /// All sightings.
    pub(super) fn all(&self) -> impl Iterator<Item = &Sighting> {
        self.sightings.iter().chain(&self.joined)
    }

    /// Number of quotes.
    pub(super) fn quotes(&self) -> usize {
        self.all().map(|sighting| sighting.quotes).sum()
    }

    /// Whether `id` means this one of several with the same name.
    pub(super) fn is_called(&self, id: &str) -> bool {
        let with_field = |field: &str| id.strip_suffix(field)?.strip_suffix('.').map(|base| base == self.keys[0]);
        self.field.and_then(with_field) == Some(true)
    }

    /// Whether the user lists them.
    pub(super) fn is_listed(&self) -> bool {
        self.sightings.iter().any(|sighting| sighting.listed)
    }

    /// Whether it is a human being.
    pub(super) fn is_person(&self, texts: &Texts) -> bool {
        self.sightings.iter().any(|sighting| texts.text(sighting.kind) == SpeakerKind::Person.name())
    }

    /// The name with most words of those under the first key; of several the most frequent. What the user lists comes first.
    pub(super) fn shown_name(&self, texts: &Texts) -> String {
        let listed = self.sightings.iter().any(|sighting| sighting.listed);
        let mut names: BTreeMap<&str, usize> = BTreeMap::new();
        for sighting in self.sightings.iter().filter(|sighting| sighting.listed == listed) {
            *names.entry(texts.text(sighting.name)).or_default() += sighting.quotes;
        }
        let words = |name: &str| fold(name).split(' ').count();
        let best = names.iter().max_by_key(|(name, quotes)| (words(name), **quotes, Reverse(**name)));
        best.map(|(name, _)| (*name).to_owned()).unwrap_or_default()
    }
}
