//! The network, ready to score documents.

use super::format::{NetworkError, Shape, Stored, Table};
use super::input::{TokenInput, read_inputs};
use super::layer::{Direction, INPUT_ONE, Matrix, STATE_ONE, Scratch, whole};
use super::vocabulary::Vocabulary;
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
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NetworkError> {
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
            out.extend(work.x[(start - from) * width..(end - from) * width].chunks_exact(width).map(|row| self.row(row)));
            start = end;
        }
    }

    fn row(&self, hidden: &[i16]) -> [f32; LABELS] {
        let mut scores = self.output_bias;
        self.output.add_product(hidden, &mut scores);
        scores
    }

    fn embed(&self, document: &Document, inputs: &[TokenInput], range: std::ops::Range<usize>, work: &mut Work) {
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
                work.x[first..].iter_mut().zip(values).for_each(|(sum, value)| *sum = sum.saturating_add(*value));
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
