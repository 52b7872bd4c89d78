//! Salience: which entity was named last, most often, and as the subject.

use super::entity_type::EntityType;
use super::name::Name;
use crate::text::Document;

/// Maximum number of names before a name that are searched for its subject.
const MAX_NAMES: usize = 32;

/// Tracks mentions of entities, for bare surnames that two people share.
pub(super) struct Salience {
    /// By entity: the sentence of its last mention, whether that was the subject, and the number of mentions.
    seen: Vec<(usize, bool, u32)>,
    sentence: usize,
}

impl Salience {
    pub fn new(entities: usize) -> Self {
        Self { seen: vec![(0, false, 0); entities], sentence: 0 }
    }

    pub fn record(&mut self, entity: usize, document: &Document, names: &[Name], index: usize) {
        if self.seen.len() <= entity {
            self.seen.resize(entity + 1, (0, false, 0));
        }
        self.sentence = document.sentence_of(names[index].tokens.start);
        self.seen[entity] = (self.sentence, is_subject(document, names, index), self.seen[entity].2 + 1);
    }

    /// Whether `candidate` was not mentioned so far.
    pub fn is_new(&self, candidate: usize) -> bool {
        self.seen.get(candidate).is_none_or(|seen| seen.2 == 0)
    }

    /// The salience of `candidate` at name `index`.
    pub fn score(&self, candidate: usize, mentions: &[usize], index: usize) -> f32 {
        let (sentence, subject, count) = self.seen.get(candidate).copied().unwrap_or_default();
        if count == 0 {
            // Named in full only later.
            let ahead = mentions.first().map_or(0, |&first| first.saturating_sub(index));
            return -2.0 - (ahead as f32).min(50.0) / 50.0;
        }
        let distance = (self.sentence - sentence.min(self.sentence)) as f32;
        (count as f32).ln() * 0.5 + if subject { 0.8 } else { 0.0 } - distance.min(10.0) * 0.15
    }
}

/// Whether the name is likely the subject of its sentence: the first person in it, and not possessive.
pub(super) fn is_subject(document: &Document, names: &[Name], index: usize) -> bool {
    let name = &names[index];
    let sentence = document.sentence_of(name.tokens.start);
    let mut before = names[..index].iter().rev().take(MAX_NAMES);
    let first = before
        .find(|name| name.entity_type == EntityType::Person || document.sentence_of(name.tokens.start) != sentence)
        .is_none_or(|name| document.sentence_of(name.tokens.start) != sentence);
    first && !matches!(document.word(name.tokens.end), "’s" | "'s" | "’" | "'")
}
