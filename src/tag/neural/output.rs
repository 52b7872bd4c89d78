//! From hidden states to scores of labels.

use super::format::{GATES, ROWS, Table};
use super::lanes::{Gates, Width};
use super::layer::Rows;
use crate::tag::LABELS;

/// The last layer: one product for each label.
#[derive(Clone, Debug)]
pub(super) struct Output {
    /// The labels stand as the first gates of sixteen cells do; all other rows are nought.
    weights: Gates,
    scales: [f32; LABELS],
    bias: [f32; LABELS],
}

impl Output {
    /// The layer of `table` and `bias`.
    pub(super) fn new(table: &Table, bias: &[f32]) -> Self {
        let rows = ROWS * GATES;
        let mut wide = Table { width: table.width, scales: vec![1.0; rows], values: table.values.clone() };
        wide.values.resize(rows * table.width, 0);
        Self {
            weights: Gates::new(&wide, 0, wide.width),
            scales: std::array::from_fn(|label| table.scales[label]),
            bias: std::array::from_fn(|label| bias[label]),
        }
    }

    /// Adds to `out` the scores of the labels of each token with these hidden states.
    #[inline(always)]
    pub(super) fn scores<W: Width>(&self, lanes: W, states: &Rows, out: &mut Vec<[f32; LABELS]>) {
        let first = out.len();
        for block in 0..states.blocks() {
            let (numbers, scales) = states.block(block);
            let sums = self.weights.product(lanes, 0, numbers);
            for (sums, one) in sums.iter().zip(scales) {
                let mut scores = self.bias;
                for label in 0..LABELS {
                    scores[label] += sums[0][label] as f32 * (self.scales[label] * one);
                }
                out.push(scores);
            }
        }
        out.truncate(first + states.len());
    }
}
