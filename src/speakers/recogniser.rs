//! Which capitalised words are names, and what sort of thing bears them: a learned chain over stretches of capitals.
//!
//! The chain is the tagger's own (see [`crate::tag::Sums`]) with three sorts of names in place of its three roles:
//! persons, bodies, places. Only stretches of capitalised words are looked at, with the small words that may stand
//! inside a name ("of", "the", "van"): a fifth of a text. The weights are learned from articles in which another
//! program marked the names, see `seeds/model/CARD.md`.
//!
//! Promises spans in order that do not overlap, each within one sentence's stretch. Leaves out what a name refers to.

use std::ops::Range;

use super::name_evidence::NameEvidence;
use crate::lexicon::List;
use crate::model::{Layer, ModelError, Row, Seal};
use crate::tag::{LABELS, Label, ReadySteps, viterbi};
use crate::text::Document;

/// What bears a name, as far as the words and their neighbours tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A human being.
    Person,
    /// A body.
    Organisation,
    /// A place.
    Place,
}

impl Sort {
    /// All sorts, in the order of their labels.
    pub const ALL: [Sort; 3] = [Sort::Person, Sort::Organisation, Sort::Place];

    /// The number of the label of a name's first word, and of a later word.
    pub const fn label(self, first: bool) -> usize {
        1 + 2 * self as usize + if first { 0 } else { 1 }
    }

    fn of(label: Label) -> Option<Sort> {
        label.index().checked_sub(1).map(|index| Sort::ALL[index / 2])
    }
}

/// Weights that find names.
#[derive(Clone, Debug)]
pub struct Recogniser {
    layer: Layer,
    steps: ReadySteps,
}

/// The form of the file in `seeds/model`: how many rows, each a key, seven weights and a scale; then the steps.
const SEAL: Seal = Seal { kind: *b"NAME", version: 1 };

impl Recogniser {
    /// The weights in `layer`.
    pub fn new(layer: Layer) -> Self {
        Self { steps: ReadySteps::new(&layer.steps), layer }
    }

    /// The weights that the library ships.
    ///
    /// # Errors
    ///
    /// When they are damaged or of another version.
    pub fn shipped() -> Result<Self, ModelError> {
        Self::from_bytes(include_bytes!("../../seeds/model/names.bin"))
    }

    /// The weights in the bytes of a file.
    ///
    /// # Errors
    ///
    /// When the file is foreign, damaged or of another version.
    pub fn from_bytes(file: &[u8]) -> Result<Self, ModelError> {
        let truncated = || ModelError::Truncated { what: "names" };
        let (count, rest) = SEAL.open(file)?.split_first_chunk::<4>().ok_or_else(truncated)?;
        let (rows, steps) = rest.split_at_checked(u32::from_le_bytes(*count) as usize * ROW).ok_or_else(truncated)?;
        let numbers: Vec<f32> = steps.as_chunks::<4>().0.iter().map(|&number| f32::from_le_bytes(number)).collect();
        if numbers.len() != LABELS * LABELS {
            return Err(truncated());
        }
        let steps = std::array::from_fn(|from| std::array::from_fn(|to| numbers[from * LABELS + to]));
        Ok(Self::new(Layer::new(&rows.as_chunks::<ROW>().0.iter().map(unpack).collect::<Vec<_>>(), steps)))
    }

    /// The bytes of a file with these weights.
    pub fn to_bytes(&self) -> Vec<u8> {
        let rows = self.layer.entries();
        let mut bytes = Vec::from((rows.len() as u32).to_le_bytes());
        for (key, row) in rows {
            bytes.extend(key.to_le_bytes());
            bytes.extend(row.weights.map(i8::cast_unsigned));
            bytes.push(row.scale);
        }
        bytes.extend(self.layer.steps.iter().flatten().flat_map(|step| step.to_le_bytes()));
        SEAL.close(&bytes)
    }

    /// The names in `stretches` of `document`, in order.
    pub fn names(&self, document: &Document, stretches: &[Range<usize>]) -> Vec<(Sort, Range<usize>)> {
        let evidence = NameEvidence::new(document, stretches);
        let stretches = || stretches.iter().filter(|stretch| !is_beginning(document, stretch));
        let tokens: Vec<(&Range<usize>, usize)> =
            stretches().flat_map(|stretch| stretch.clone().map(move |token| (stretch, token))).collect();
        let mut scores = vec![[0.0; LABELS]; tokens.len()];
        self.layer.add_each(&mut scores, 0..tokens.len(), |at, out| {
            let (stretch, token) = tokens[at];
            evidence.features(document, stretch, token, out);
        });
        let mut names = Vec::new();
        let mut rest = scores.as_slice();
        for stretch in stretches() {
            let (scores, later) = rest.split_at(stretch.len());
            rest = later;
            let labels = viterbi(scores, &self.steps);
            let placed =
                |(sort, span): (Sort, Range<usize>)| (sort, span.start + stretch.start..span.end + stretch.start);
            names.extend(spans(&labels).map(placed));
        }
        names
    }
}

/// Whether a stretch is the first word of a sentence, and one that hardly ever is a name: "The", "But", "He".
fn is_beginning(document: &Document, stretch: &Range<usize>) -> bool {
    let begins = || document.sentences[document.sentence_of(stretch.start)].start == stretch.start;
    let plain = || {
        let lists = document.lists(stretch.start);
        lists.has(List::FunctionWords) && !lists.has(List::GivenNames) && !lists.has(List::Calendar)
    };
    stretch.len() == 1 && begins() && plain()
}

const ROW: usize = 12;

fn unpack(&[a, b, c, d, ref rest @ .., scale]: &[u8; ROW]) -> (u32, Row) {
    let mut weights = [0; LABELS];
    for (weight, &byte) in weights.iter_mut().zip(rest) {
        *weight = byte.cast_signed();
    }
    (u32::from_le_bytes([a, b, c, d]), Row { weights, scale })
}

/// The names that `labels` tell of, as ranges of their indices.
fn spans(labels: &[Label]) -> impl Iterator<Item = (Sort, Range<usize>)> + '_ {
    let starts = |&index: &usize| labels[index].is_begin();
    (0..labels.len()).filter(starts).filter_map(|start| {
        let goes_on = |index: &usize| labels[*index].index() == labels[start].index() + 1;
        let end = start + 1 + (start + 1..labels.len()).take_while(goes_on).count();
        Sort::of(labels[start]).map(|sort| (sort, start..end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_word_at_the_head_of_a_sentence_is_not_looked_at() {
        let is = |text: &str, stretch| is_beginning(&Document::new(text), &stretch);
        assert!(is("The mayor left. But he came back.", 0..1));
        assert!(is("The mayor left. But he came back.", 4..5));
        for (text, stretch) in [
            ("The Hague waits.", 0..2),
            ("May is far away.", 0..1),
            ("Boats are far away.", 0..1),
            ("He said The ferry had left.", 2..3),
        ] {
            assert!(!is(text, stretch), "{text}");
        }
    }

    #[test]
    fn a_file_is_read_as_it_was_written() {
        let row = Row { weights: [1, -2, 3, -4, 5, -6, 7], scale: 9 };
        let recogniser = Recogniser::new(Layer::new(&[(5, row), (77, row)], [[0.25; LABELS]; LABELS]));
        let file = recogniser.to_bytes();
        let again = Recogniser::from_bytes(&file).unwrap();
        assert_eq!(again.layer.entries(), recogniser.layer.entries());
        assert_eq!(again.to_bytes(), file);
        assert!(Recogniser::from_bytes(&SEAL.close(&[9; 40])).is_err());
        assert!(Recogniser::shipped().is_ok());
    }
}
