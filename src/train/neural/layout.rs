//! Where the weights of a network lie while it is trained: all in one row, so that one optimiser serves them all.

use std::ops::Range;

use crate::tag::LABELS;
use crate::tag::neural::format::{GATES, Shape};
use crate::tag::neural::input::{ENDING_ROWS, FEATURE_ROWS};

/// Where the weights of one direction of one layer lie.
#[derive(Clone, Debug)]
pub struct Place {
    /// Input by gates.
    pub input: Range<usize>,
    /// Hidden state by gates.
    pub recurrent: Range<usize>,
    /// Gates.
    pub bias: Range<usize>,
}

/// Where everything lies in the row of weights.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Vectors learned for words.
    pub known: Range<usize>,
    /// Vectors of endings.
    pub endings: Range<usize>,
    /// Vectors of features.
    pub features: Range<usize>,
    /// What is added to those of articles annotated by other guidelines than the program's own.
    pub foreign: Range<usize>,
    /// Both directions of each layer.
    pub layers: Vec<[Place; 2]>,
    /// Labels by hidden states of both directions.
    pub output: Range<usize>,
    /// Labels.
    pub output_bias: Range<usize>,
    /// Labels by labels.
    pub transitions: Range<usize>,
    /// How many weights there are.
    pub len: usize,
}

impl Layout {
    /// The layout of a network of `shape`.
    pub fn new(shape: &Shape) -> Self {
        let mut len = 0;
        let mut place = |size: usize| {
            len += size;
            len - size..len
        };
        let known = place(shape.known_words * shape.known);
        let endings = place(ENDING_ROWS * shape.ending);
        let features = place(FEATURE_ROWS * shape.feature);
        let foreign = place(shape.feature);
        let gates = GATES * shape.hidden;
        let layers = (0..shape.layers)
            .map(|layer| {
                std::array::from_fn(|_| Place {
                    input: place(shape.input_of(layer) * gates),
                    recurrent: place(shape.hidden * gates),
                    bias: place(gates),
                })
            })
            .collect();
        let output = place(LABELS * 2 * shape.hidden);
        let output_bias = place(LABELS);
        let transitions = place(LABELS * LABELS);
        Self { known, endings, features, foreign, layers, output, output_bias, transitions, len }
    }
}
