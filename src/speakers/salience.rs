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

#[cfg(test)]
mod tests {
    use super::super::ranking::marked::{CAST, names_in};
    use super::*;

    /// The scores of Ann Lee and Bob Ray after all names of the text.
    fn scores(text: &str) -> [f32; 2] {
        let document = Document::new(text);
        let names = names_in(&document, &CAST);
        let mut last = Salience::new(0);
        for (index, name) in names.iter().enumerate() {
            last.record(usize::from(document.word(name.tokens.start) == "Bob"), &document, &names, index);
        }
        [0, 1].map(|entity| last.score(entity, &[], names.len()))
    }

    #[test]
    fn subjects_recent_and_frequent_names_are_salient() {
        for (text, first) in [
            ("Ann Lee met Bob Ray.", true),
            ("Ann Lee’s dog met Bob Ray, and Bob Ray left.", false),
            ("Bob Ray left. Ann Lee came.", true),
            ("Ann Lee came. Ann Lee waited. Ann Lee left. Bob Ray came.", true),
        ] {
            let [ann, bob] = scores(text);
            assert_eq!(ann > bob, first, "{text} {ann} {bob}");
        }
    }

    #[test]
    fn who_is_named_only_later_comes_last() {
        let document = Document::new("Ann Lee left.");
        let names = names_in(&document, &CAST);
        let mut last = Salience::new(2);
        assert!(last.is_new(0) && last.is_new(9));
        last.record(0, &document, &names, 0);
        assert!(!last.is_new(0) && last.is_new(1));
        let (soon, late) = (last.score(1, &[3], 1), last.score(1, &[40], 1));
        assert!(late < soon && soon < -2.0, "{late} {soon}");
    }

    #[test]
    fn the_first_person_of_a_sentence_is_its_subject() {
        let subjects = |text: &str| {
            let document = Document::new(text);
            let names = names_in(&document, &CAST);
            (0..names.len()).filter(|&index| is_subject(&document, &names, index)).collect::<Vec<_>>()
        };
        assert_eq!(subjects("Ann Lee met Bob Ray. Bob Ray left."), [0, 2]);
        assert_eq!(subjects("Ann Lee’s aunt met Bob Ray."), Vec::<usize>::new());
        assert_eq!(subjects("In Leeds, Ann Lee waited."), [0, 1], "a place before it does not count");
    }
}
