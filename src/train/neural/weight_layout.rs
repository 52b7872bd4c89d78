//! The layout of a network's weights during training: all in one vector, so that one optimiser handles them all.

use std::ops::Range;

use crate::tag::LABELS;
use crate::tag::neural::format::{GATES, Shape};
use crate::tag::neural::token_features::{ENDING_ROWS, FEATURE_ROWS};

/// The positions of the weights of one direction of one layer.
#[derive(Clone, Debug)]
pub struct DirectionLayout {
    /// Inputs by gates.
    pub input: Range<usize>,
    /// Hidden states by gates.
    pub recurrent: Range<usize>,
    /// Biases of the gates.
    pub bias: Range<usize>,
}

/// The positions of all weights.
#[derive(Clone, Debug)]
pub struct WeightLayout {
    /// Learned word vectors.
    pub learned: Range<usize>,
    /// Ending vectors.
    pub endings: Range<usize>,
    /// Feature vectors.
    pub features: Range<usize>,
    /// The vector added to the features of articles with other guidelines than the program's own.
    pub foreign: Range<usize>,
    /// Both directions of each layer.
    pub layers: Vec<[DirectionLayout; 2]>,
    /// Labels by hidden states of both directions.
    pub output: Range<usize>,
    /// Biases of the labels.
    pub output_bias: Range<usize>,
    /// Transition scores.
    pub transitions: Range<usize>,
    /// The number of weights.
    pub len: usize,
}

impl WeightLayout {
    /// The layout of a network of `shape`.
    pub fn new(shape: &Shape) -> Self {
        let mut len = 0;
        let mut place = |size: usize| {
            len += size;
            len - size..len
        };
        let learned = place(shape.learned_words * shape.learned);
        let endings = place(ENDING_ROWS * shape.ending);
        let features = place(FEATURE_ROWS * shape.feature);
        let foreign = place(shape.feature);
        let gates = GATES * shape.hidden;
        let layers = (0..shape.layers)
            .map(|layer| {
                std::array::from_fn(|_| DirectionLayout {
                    input: place(shape.input_of(layer) * gates),
                    recurrent: place(shape.hidden * gates),
                    bias: place(gates),
                })
            })
            .collect();
        let output = place(LABELS * 2 * shape.hidden);
        let output_bias = place(LABELS);
        let transitions = place(LABELS * LABELS);
        Self { learned, endings, features, foreign, layers, output, output_bias, transitions, len }
    }
}
