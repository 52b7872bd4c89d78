//! Who stands out at a place of the text: named lately, often, and as the subject.

use super::name::{Bearer, Name};
use crate::text::Document;

/// How many names of a sentence are looked at.
const MOST_NAMES: usize = 32;

/// Who was named how lately, and whether as the subject: for bare surnames that two people bear.
pub(super) struct Salience {
    /// By entity: the sentence of its last name, whether that was the subject, and how many names it had.
    seen: Vec<(usize, bool, u32)>,
    sentence: usize,
}

impl Salience {
    pub fn new(entities: usize) -> Self {
        Self { seen: vec![(0, false, 0); entities], sentence: 0 }
    }

    pub fn note(&mut self, entity: usize, document: &Document, names: &[Name], index: usize) {
        if self.seen.len() <= entity {
            self.seen.resize(entity + 1, (0, false, 0));
        }
        self.sentence = document.sentence_of(names[index].tokens.start);
        self.seen[entity] = (self.sentence, is_subject(document, names, index), self.seen[entity].2 + 1);
    }

    /// Whether `candidate` was not named so far.
    pub fn is_new(&self, candidate: usize) -> bool {
        self.seen.get(candidate).is_none_or(|seen| seen.2 == 0)
    }

    /// How much speaks for `candidate` at name `index`.
    pub fn weigh(&self, candidate: usize, mentions: &[usize], index: usize) -> f32 {
        let (sentence, subject, count) = self.seen.get(candidate).copied().unwrap_or_default();
        if count == 0 {
            // Named in full only further on.
            let ahead = mentions.first().map_or(0, |&first| first.saturating_sub(index));
            return -2.0 - (ahead as f32).min(50.0) / 50.0;
        }
        let distance = (self.sentence - sentence.min(self.sentence)) as f32;
        (count as f32).ln() * 0.5 + if subject { 0.8 } else { 0.0 } - distance.min(10.0) * 0.15
    }
}

/// Whether the name is likely the subject of its sentence: the first person's in it, and no possessive.
pub(super) fn is_subject(document: &Document, names: &[Name], index: usize) -> bool {
    let name = &names[index];
    let sentence = document.sentence_of(name.tokens.start);
    let mut before = names[..index].iter().rev().take(MOST_NAMES);
    let first = before
        .find(|name| name.bearer == Bearer::Person || document.sentence_of(name.tokens.start) != sentence)
        .is_none_or(|name| document.sentence_of(name.tokens.start) != sentence);
    first && !matches!(document.word(name.tokens.end), "’s" | "'s" | "’" | "'")
}
