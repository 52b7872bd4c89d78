//! What part a name or a pronoun plays in its sentence: subject, object, possessor and so on.
//!
//! Without a parser, the words around it tell: a linear classifier, learned from parsed text (`train`). ONE list of
//! features for training and for use.

use std::ops::Range;

use super::grammar::{Grammar, can_be};
use crate::model::{Layer, ModelError, Row, Scores, WordClass, Words};
use crate::tag::mix;
use crate::text::Document;

/// The part that somebody plays in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Subject of the main clause.
    Subject,
    /// Subject of a clause within another one.
    Subordinate,
    /// Object of a verb.
    Object,
    /// Behind a preposition, with a verb: "spoke to Lee".
    Oblique,
    /// Behind a preposition, with a noun: "the mother of Lee".
    OfNoun,
    /// Owner: "Lee’s", "his".
    Possessive,
    /// Anything else: in a list, before a noun, alone.
    Other,
}

impl Part {
    /// All parts, in the order of their weights.
    pub const ALL: [Part; 7] =
        [Part::Subject, Part::Subordinate, Part::Object, Part::Oblique, Part::OfNoun, Part::Possessive, Part::Other];

    /// Whether it is the subject of any clause.
    pub fn is_subject(self) -> bool {
        matches!(self, Part::Subject | Part::Subordinate)
    }
}

/// The weights of the classifier.
#[derive(Clone, Debug)]
pub struct Parts(Layer);

impl Default for Parts {
    fn default() -> Self {
        Parts::new(&[])
    }
}

/// The bytes of one row: key, seven weights, scale.
const ROW: usize = 12;

impl Parts {
    /// The classifier with `rows` by key.
    pub fn new(rows: &[(u32, Row)]) -> Parts {
        // The parts of mentions make no chain: no steps between them.
        Parts(Layer::new(rows, Default::default()))
    }

    /// The likeliest part for a mention with these features.
    pub fn of(&self, features: &[u64]) -> Part {
        let mut scores = Scores::default();
        self.0.add(features, &mut scores);
        let best = (1..scores.len()).fold(0, |best, other| if scores[other] > scores[best] { other } else { best });
        Part::ALL[best]
    }

    /// The rows as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let entries = self.0.entries();
        let row = |(key, row): (u32, Row)| {
            let weights = row.weights.map(i8::cast_unsigned);
            key.to_le_bytes().into_iter().chain(weights).chain([row.scale]).collect::<Vec<u8>>()
        };
        let count = (entries.len() as u32).to_le_bytes();
        count.into_iter().chain(entries.into_iter().flat_map(row)).collect()
    }

    /// The classifier at the beginning of `bytes`, and what follows it.
    ///
    /// # Errors
    ///
    /// When rows are missing.
    pub fn from_bytes(bytes: &[u8]) -> Result<(Parts, &[u8]), ModelError> {
        let cut = ModelError::Truncated { what: "parts of the sentence" };
        let (count, rest) = bytes.split_first_chunk().ok_or(cut.clone())?;
        let length = (u32::from_le_bytes(*count) as usize).checked_mul(ROW).ok_or(cut.clone())?;
        let (rows, rest) = rest.split_at_checked(length).ok_or(cut)?;
        let row = |row: &[u8]| {
            let key = u32::from_le_bytes([row[0], row[1], row[2], row[3]]);
            let weights = std::array::from_fn(|label| row[4 + label].cast_signed());
            (key, Row { weights, scale: row[ROW - 1] })
        };
        Ok((Parts::new(&rows.chunks_exact(ROW).map(row).collect::<Vec<_>>()), rest))
    }
}

/// The words around a mention, as features need them.
struct Around<'a> {
    document: &'a Document<'a>,
    grammar: &'a Grammar,
    sentence: Range<usize>,
}

/// One word beside a mention: a number for the word itself, and its class.
#[derive(Clone, Copy, Default)]
struct Beside {
    word: u64,
    class: WordClass,
}

impl Around<'_> {
    /// The word of token `index`; the edge of the sentence is a word of its own.
    fn beside(&self, index: Option<usize>) -> Beside {
        let Some(index) = index.filter(|index| self.sentence.contains(index)) else { return Beside::default() };
        let (word, class) = self.grammar.beside(self.document, index, self.sentence.start);
        Beside { word, class }
    }
}

/// The features of the mention at `tokens` (a name with its titles, or a pronoun), in a document that is asked this once.
pub fn part_features(document: &Document, words: &Words, tokens: &Range<usize>) -> Vec<u64> {
    features_of(document, &Grammar::new(document, words), tokens)
}

/// The features of the mention at `tokens` (a name with its titles, or a pronoun).
pub(super) fn features_of(document: &Document, grammar: &Grammar, tokens: &Range<usize>) -> Vec<u64> {
    let sentence = document.sentences.get(document.sentence_of(tokens.start)).cloned().unwrap_or(0..0);
    let around = Around { document, grammar, sentence };
    let own = match document.lower(tokens.start) {
        "he" | "she" => 1,
        "him" => 2,
        "his" => 3,
        "her" => 4,
        "himself" | "herself" | "hers" => 5,
        _ => 0,
    };
    let mut features = Features { found: Vec::with_capacity(56), own };
    near_words(&mut features, &around, tokens);
    clause(&mut features, &around, tokens);
    features.found
}

/// The words right before and behind.
fn near_words(features: &mut Features, around: &Around, tokens: &Range<usize>) {
    let before: [Beside; 3] = std::array::from_fn(|back| around.beside(tokens.start.checked_sub(back + 1)));
    let behind: [Beside; 3] = std::array::from_fn(|ahead| around.beside(Some(tokens.end + ahead)));
    for (place, beside) in before.iter().chain(&behind).enumerate() {
        let place = place as u64 * 4;
        features.add(place, beside.word);
        features.add(place + 1, u64::from(beside.class.fine));
        features.add(place + 2, u64::from(beside.class.coarse));
        features.add(place + 3, u64::from(beside.class.verb) * 64 + u64::from(beside.class.noun));
    }
    let pairs = [(before[0], behind[0]), (behind[0], behind[1]), (before[1], before[0]), (behind[1], behind[2])];
    for (place, (one, other)) in pairs.into_iter().enumerate() {
        let place = 32 + place as u64 * 2;
        features.add(place, mix(one.word, other.word));
        features.add(place + 1, u64::from(one.class.fine) * 1024 + u64::from(other.class.fine));
    }
    features.add(40, mix(mix(before[1].word, before[0].word), behind[0].word));
}

/// What the clause looks like farther off.
fn clause(features: &mut Features, around: &Around, tokens: &Range<usize>) {
    let start = around.sentence.start;
    let from = tokens.start.saturating_sub(30).max(start);
    let back = |what: u8| (from..tokens.start).rev().find(|&index| around.grammar.can_be(what, index));
    let until = (tokens.end + 12).min(around.sentence.end);
    let ahead = |what: u8| (tokens.end..until).find(|&index| around.grammar.can_be(what, index));
    let far = |index: Option<usize>| index.map_or(15, |index| bucket(tokens.start - index));
    let verb = back(can_be::VERB);
    let comma = back(can_be::BREAK);
    let subordinator = back(can_be::SUBORDINATOR);
    let preposition = back(can_be::PREPOSITION);
    let joint = back(can_be::CONJUNCTION);
    let next_verb = ahead(can_be::VERB);
    let next_comma = ahead(can_be::BREAK);
    let word = |index: Option<usize>| index.map_or(0, |index| around.beside(Some(index)).word);
    let order = |one: Option<usize>, other: Option<usize>| u64::from(one > other);
    let next = |index: Option<usize>| index.map_or(15, |index| bucket(index - tokens.end));
    features.add(41, bucket(tokens.start - start));
    features.add(42, far(verb));
    features.add(43, far(comma) * 16 + next(next_comma));
    features.add(44, mix(word(subordinator), far(subordinator).min(4) * 2 + order(verb, subordinator)));
    features.add(45, mix(word(preposition), far(preposition) * 4 + order(comma, preposition)));
    features.add(46, next(next_verb) * 2 + order(next_comma, next_verb));
    features.add(47, u64::from(verb.is_some()) * 16 + order(comma, verb) * 8 + order(subordinator, verb) * 4);
    features.add(48, u64::from(verb.is_some()) * 16 + order(comma, verb) * 8 + next(next_verb).min(7));
    features.add(49, word(next_verb));
    features.add(50, word(verb));
    features.add(51, far(joint) * 4 + order(joint, verb) * 2 + order(joint, comma));
    features.add(52, mix(word(Some(start)), bucket(tokens.start - start).min(3)));
    features.add(53, 0);
}

fn bucket(distance: usize) -> u64 {
    match distance {
        0..=4 => distance as u64,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        _ => 9,
    }
}

/// Collects features; each comes once for all mentions and once for those of the same word.
struct Features {
    found: Vec<u64>,
    own: u64,
}

impl Features {
    fn add(&mut self, template: u64, value: u64) {
        self.found.push(mix(mix(0x9a27, template * 8 + self.own), value));
    }
}
