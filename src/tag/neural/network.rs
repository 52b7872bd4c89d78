//! The network, ready to score documents.
//!
//! A long document is read in windows that overlap, so that memory stays bounded.

use std::ops::Range;

use super::format::{Shape, Stored, Table};
use super::input::{TokenInput, read_inputs};
use super::layer::{Direction, INPUT_ONE, Matrix, STATE_ONE, Scratch, cut, whole};
use super::vocabulary::Vocabulary;
use crate::model::ModelError;
use crate::tag::LABELS;
use crate::text::Document;

/// Tokens scored in one run. Longer documents are cut into windows.
const WINDOW: usize = 1024;

/// Tokens read before and after a window, so that its edges know their neighbours.
const OVERLAP: usize = 64;

/// A trained network. It can be shared between threads.
#[derive(Clone, Debug)]
pub struct Network {
    shape: Shape,
    vocabulary: Vocabulary,
    vectors: Vec<i16>,
    known: Vec<i16>,
    endings: Vec<i16>,
    features: Vec<i16>,
    layers: Vec<[Direction; 2]>,
    output: Matrix,
    output_bias: [f32; LABELS],
    transitions: [[f32; LABELS]; LABELS],
}

impl Network {
    /// Reads the weights that training has written.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        Stored::from_bytes(bytes).map(|stored| Self::new(&stored))
    }

    fn new(stored: &Stored) -> Self {
        let layer = |(number, both): (usize, &[_; 2])| {
            let one = if number == 0 { INPUT_ONE } else { STATE_ONE };
            [Direction::new(&both[0], one), Direction::new(&both[1], one)]
        };
        Self {
            shape: stored.shape,
            vocabulary: Vocabulary::new(stored.words.iter().map(String::as_str)),
            vectors: whole_table(&stored.vectors),
            known: whole_table(&stored.known),
            endings: whole_table(&stored.endings),
            features: whole_table(&stored.features),
            layers: stored.layers.iter().enumerate().map(layer).collect(),
            output: Matrix::new(&stored.output, STATE_ONE),
            output_bias: std::array::from_fn(|label| stored.output_bias[label]),
            transitions: std::array::from_fn(|from| std::array::from_fn(|to| stored.transitions[from * LABELS + to])),
        }
    }

    /// The score of a label (second index) behind another (first index), on the scale of [`Network::score`].
    pub fn transitions(&self) -> &[[f32; LABELS]; LABELS] {
        &self.transitions
    }

    /// Writes one row of label scores for each token of `document` into `out`, in place of what it held.
    ///
    /// The scores are those of a chain: together with [`Network::transitions`] their sums are logarithms of weights
    /// of label sequences.
    pub fn score(&self, document: &Document, out: &mut Vec<[f32; LABELS]>) {
        out.clear();
        out.reserve(document.tokens.len());
        let inputs = read_inputs(document);
        let mut work = Work::default();
        let mut start = 0;
        while start < inputs.len() {
            let end = (start + WINDOW).min(inputs.len());
            let from = start.saturating_sub(OVERLAP);
            let to = (end + OVERLAP).min(inputs.len());
            self.embed(document, &inputs, from..to, &mut work);
            for layer in &self.layers {
                work.run(layer);
            }
            let width = 2 * self.shape.hidden;
            out.extend(
                work.x[(start - from) * width..(end - from) * width].chunks_exact(width).map(|row| self.row(row)),
            );
            start = end;
        }
    }

    fn row(&self, hidden: &[i16]) -> [f32; LABELS] {
        let mut scores = self.output_bias;
        self.output.add_product(hidden, &mut scores);
        scores
    }

    fn embed(&self, document: &Document, inputs: &[TokenInput], range: Range<usize>, work: &mut Work) {
        let Shape { vector, known, ending, feature, known_words, .. } = self.shape;
        work.x.clear();
        for index in range {
            let word = self.vocabulary.row(document.word(index), &mut work.key) as usize;
            work.x.extend_from_slice(&self.vectors[word * vector..(word + 1) * vector]);
            let word = if word < known_words { word } else { 0 };
            work.x.extend_from_slice(&self.known[word * known..(word + 1) * known]);
            let row = usize::from(inputs[index].ending);
            work.x.extend_from_slice(&self.endings[row * ending..(row + 1) * ending]);
            let first = work.x.len();
            work.x.resize(first + feature, 0);
            for row in inputs[index].features {
                let values = &self.features[usize::from(row) * feature..][..feature];
                work.x[first..].iter_mut().zip(values).for_each(|(sum, value)| *sum = cut(sum.saturating_add(*value)));
            }
        }
    }
}

/// Room for one window.
#[derive(Default)]
struct Work {
    key: String,
    x: Vec<i16>,
    next: Vec<i16>,
    scratch: Scratch,
}

impl Work {
    /// Replaces the rows of `x` by the hidden states of `layer`.
    fn run(&mut self, [ahead, back]: &[Direction; 2]) {
        let size = ahead.size();
        self.next.clear();
        self.next.resize(self.x.len() / ahead.width() * 2 * size, 0);
        ahead.run(&self.x, false, &mut self.next, 0, &mut self.scratch);
        back.run(&self.x, true, &mut self.next, size, &mut self.scratch);
        std::mem::swap(&mut self.x, &mut self.next);
    }
}

fn whole_table(table: &Table) -> Vec<i16> {
    table.rows().flat_map(|(scale, row)| row.iter().map(move |&value| whole(f32::from(value) * scale))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::neural::format::StoredDirection;
    use crate::tag::neural::input::{ENDING_ROWS, FEATURE_ROWS};

    /// A network of the smallest size with weights that look like noise.
    fn example() -> Stored {
        let mut state = 7u32;
        let mut noise = move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 24) as f32 - 0.5
        };
        let shape =
            Shape { words: 3, vector: 8, known_words: 2, known: 8, ending: 8, feature: 8, hidden: 32, layers: 2 };
        let mut numbers = |count: usize| (0..count).map(|_| noise()).collect::<Vec<f32>>();
        let mut table = |rows: usize, width: usize| Table::round(&numbers(rows * width), width);
        let mut direction = |width: usize| StoredDirection {
            input: table(128, width),
            recurrent: table(128, 32),
            bias: vec![0.1; 128],
        };
        let layers = vec![[direction(32), direction(32)], [direction(64), direction(64)]];
        Stored {
            shape,
            words: vec!["said".into(), "ann".into()],
            vectors: table(3, 8),
            known: table(2, 8),
            endings: table(ENDING_ROWS, 8),
            features: table(FEATURE_ROWS, 8),
            layers,
            output: table(LABELS, 64),
            output_bias: vec![0.0; LABELS],
            transitions: vec![0.0; LABELS * LABELS],
        }
    }

    fn scores(network: &Network, text: &str) -> Vec<[f32; LABELS]> {
        let mut out = vec![[9.0; LABELS]];
        network.score(&Document::new(text), &mut out);
        out
    }

    #[test]
    fn weights_survive_the_way_through_bytes() {
        let stored = example();
        assert_eq!(Stored::from_bytes(&stored.to_bytes()).unwrap(), stored);
    }

    #[test]
    fn what_is_no_network_is_an_error() {
        let bytes = example().to_bytes();
        let error = |bytes: &[u8]| Network::from_bytes(bytes).map(|_| ()).unwrap_err();
        assert_eq!(error(b"quotes"), ModelError::Foreign);
        assert_eq!(error(&bytes[..bytes.len() - 1]), ModelError::Checksum);
        assert_eq!(error(&bytes[..10]), ModelError::Foreign);
        let mut changed = bytes.clone();
        changed[8] = 99;
        assert_eq!(error(&changed), ModelError::Version { found: 99, known: 1 });
        let mut changed = bytes;
        *changed.last_mut().unwrap() ^= 1;
        assert_eq!(error(&changed), ModelError::Checksum);
    }

    #[test]
    fn every_token_is_scored_whatever_the_length() {
        let network = Network::new(&example());
        let text = "“Rain,” said Ann Lee.\n".repeat(700);
        let rows = scores(&network, &text);
        assert_eq!(rows.len(), Document::new(&text).tokens.len());
        assert!(rows.iter().flatten().all(|score| score.is_finite()));
        assert!(scores(&network, "").is_empty());
    }

    #[test]
    fn both_directions_reach_the_scores() {
        let network = Network::new(&example());
        let rows = scores(&network, "Ann said it .");
        assert_ne!(rows[1], scores(&network, "Bob said it .")[1]);
        assert_ne!(rows[1], scores(&network, "Ann said all .")[1]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_scored(text in "[\\PC\n\"“”‘’'«»`. ]{0,100}") {
            let network = Network::new(&example());
            assert_eq!(scores(&network, &text).len(), Document::new(&text).tokens.len());
        }
    }
}
