//! Recognises names and their types: a learned linear chain over spans of capitalised words.
//!
//! The model is the same conditional random field as the tagger's (see [`crate::tag::ForwardBackward`]), with the types
//! person, organisation and place instead of the three roles. It reads only spans of capitalised words and the
//! lower-case words that may be inside a name ("of", "the", "van"): a fifth of a text. The weights are learned from
//! articles in which another program marked the names, see `seeds/model/CARD.md`.
//!
//! Guarantees ordered, non-overlapping spans, each within one capitalised span. Coreference is out of scope.

use std::ops::Range;

use super::entity_type::EntityType;
use super::name_features::NameFeatures;
use crate::lexicon::List;
use crate::model::{CrfWeights, FeatureWeights, ModelError, ModelHeader};
use crate::tag::{LABELS, Label, PreparedTransitions, viterbi};
use crate::text::Document;

impl EntityType {
    /// The index of the label of a name's first word or of a later word. Only for recognised types.
    pub const fn label(self, first: bool) -> usize {
        1 + 2 * self as usize + if first { 0 } else { 1 }
    }

    fn of(label: Label) -> Option<EntityType> {
        label.index().checked_sub(1).map(|index| EntityType::RECOGNISED[index / 2])
    }
}

/// The weights of the recogniser.
#[derive(Clone, Debug)]
pub struct Recogniser {
    weights: CrfWeights,
    transitions: PreparedTransitions,
}

/// The format of the file in `seeds/model`: the number of rows, each a key, seven weights and a scale; then the
/// transitions.
const HEADER: ModelHeader = ModelHeader { kind: *b"NAME", version: 1 };

impl Recogniser {
    /// A recogniser with these `weights`.
    pub fn new(weights: CrfWeights) -> Self {
        Self { transitions: PreparedTransitions::new(&weights.transitions), weights }
    }

    /// The bundled weights.
    ///
    /// # Errors
    ///
    /// If they are damaged or of another version.
    pub fn shipped() -> Result<Self, ModelError> {
        Self::from_bytes(include_bytes!("../../seeds/model/names.bin"))
    }

    /// Reads weights from the bytes of a file.
    ///
    /// # Errors
    ///
    /// If the file is foreign, damaged or of another version.
    pub fn from_bytes(file: &[u8]) -> Result<Self, ModelError> {
        let truncated = || ModelError::Truncated { what: "names" };
        let (count, rest) = HEADER.decode(file)?.split_first_chunk::<4>().ok_or_else(truncated)?;
        let (rows, transitions) =
            rest.split_at_checked(u32::from_le_bytes(*count) as usize * ROW_BYTES).ok_or_else(truncated)?;
        let numbers: Vec<f32> =
            transitions.as_chunks::<4>().0.iter().map(|&number| f32::from_le_bytes(number)).collect();
        if numbers.len() != LABELS * LABELS {
            return Err(truncated());
        }
        let transitions = std::array::from_fn(|from| std::array::from_fn(|to| numbers[from * LABELS + to]));
        Ok(Self::new(CrfWeights::new(
            &rows.as_chunks::<ROW_BYTES>().0.iter().map(unpack).collect::<Vec<_>>(),
            transitions,
        )))
    }

    /// The bytes of a file with these weights.
    pub fn to_bytes(&self) -> Vec<u8> {
        let rows = self.weights.entries();
        let mut bytes = Vec::from((rows.len() as u32).to_le_bytes());
        for (key, row) in rows {
            bytes.extend(key.to_le_bytes());
            bytes.extend(row.weights.map(i8::cast_unsigned));
            bytes.push(row.scale);
        }
        bytes.extend(self.weights.transitions.iter().flatten().flat_map(|transition| transition.to_le_bytes()));
        HEADER.encode(&bytes)
    }

    /// The names in the `spans` of `document`, in order.
    pub fn names(&self, document: &Document, spans: &[Range<usize>]) -> Vec<(EntityType, Range<usize>)> {
        let features = NameFeatures::new(document, spans);
        let spans = || spans.iter().filter(|span| !is_sentence_initial_function_word(document, span));
        let tokens: Vec<(&Range<usize>, usize)> =
            spans().flat_map(|span| span.clone().map(move |token| (span, token))).collect();
        let mut scores = vec![[0.0; LABELS]; tokens.len()];
        self.weights.add_weights(&mut scores, 0..tokens.len(), |at, out| {
            let (span, token) = tokens[at];
            features.features(document, span, token, out);
        });
        let mut names = Vec::new();
        let mut rest = scores.as_slice();
        for span in spans() {
            let (scores, later) = rest.split_at(span.len());
            rest = later;
            let labels = viterbi(scores, &self.transitions);
            let placed = |(entity_type, name): (EntityType, Range<usize>)| {
                (entity_type, name.start + span.start..name.end + span.start)
            };
            names.extend(labelled_names(&labels).map(placed));
        }
        names
    }
}

/// Whether a span is the first word of a sentence and hardly ever a name: "The", "But", "He".
fn is_sentence_initial_function_word(document: &Document, span: &Range<usize>) -> bool {
    let begins = || document.sentences[document.sentence_of(span.start)].start == span.start;
    let plain = || {
        let lists = document.lists(span.start);
        lists.has(List::FunctionWords) && !lists.has(List::GivenNames) && !lists.has(List::Calendar)
    };
    span.len() == 1 && begins() && plain()
}

const ROW_BYTES: usize = 12;

fn unpack(&[a, b, c, d, ref rest @ .., scale]: &[u8; ROW_BYTES]) -> (u32, FeatureWeights) {
    let mut weights = [0; LABELS];
    for (weight, &byte) in weights.iter_mut().zip(rest) {
        *weight = byte.cast_signed();
    }
    (u32::from_le_bytes([a, b, c, d]), FeatureWeights { weights, scale })
}

/// The names in `labels`, as ranges of indices.
fn labelled_names(labels: &[Label]) -> impl Iterator<Item = (EntityType, Range<usize>)> + '_ {
    let starts = |&index: &usize| labels[index].is_begin();
    (0..labels.len()).filter(starts).filter_map(|start| {
        let goes_on = |index: &usize| labels[*index].index() == labels[start].index() + 1;
        let end = start + 1 + (start + 1..labels.len()).take_while(goes_on).count();
        EntityType::of(labels[start]).map(|entity_type| (entity_type, start..end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_word_at_the_beginning_of_a_sentence_is_skipped() {
        let is = |text: &str, span| is_sentence_initial_function_word(&Document::new(text), &span);
        assert!(is("The mayor left. But he came back.", 0..1));
        assert!(is("The mayor left. But he came back.", 4..5));
        for (text, span) in [
            ("The Hague waits.", 0..2),
            ("May is far away.", 0..1),
            ("Boats are far away.", 0..1),
            ("He said The ferry had left.", 2..3),
        ] {
            assert!(!is(text, span), "{text}");
        }
    }

    #[test]
    fn a_file_is_read_as_it_was_written() {
        let row = FeatureWeights { weights: [1, -2, 3, -4, 5, -6, 7], scale: 9 };
        let recogniser = Recogniser::new(CrfWeights::new(&[(5, row), (77, row)], [[0.25; LABELS]; LABELS]));
        let file = recogniser.to_bytes();
        let again = Recogniser::from_bytes(&file).unwrap();
        assert_eq!(again.weights.entries(), recogniser.weights.entries());
        assert_eq!(again.to_bytes(), file);
        assert!(Recogniser::from_bytes(&HEADER.encode(&[9; 40])).is_err());
        assert!(Recogniser::shipped().is_ok());
    }
}
