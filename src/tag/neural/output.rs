//! From hidden states to scores of labels.

use super::format::{GATES, ROWS, Table};
use super::lanes::{Gates, LANES, Quad, Sums, Width, side_by_side};
use super::layer::STATE_ONE;
use crate::tag::LABELS;

/// The last layer: one product for each label.
#[derive(Clone, Debug)]
pub(super) struct Output {
    /// The labels stand as the first gates of sixteen cells do; all other rows are nought.
    weights: Gates,
    /// Quads of hidden states.
    width: usize,
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
            width: wide.width.div_ceil(4),
            scales: std::array::from_fn(|label| table.scales[label] * (1.0 / STATE_ONE)),
            bias: std::array::from_fn(|label| bias[label]),
        }
    }

    /// Adds to `out` the scores of the labels of each token with these hidden states.
    #[inline(always)]
    pub(super) fn scores<W: Width>(&self, lanes: W, states: &[Quad], out: &mut Vec<[f32; LABELS]>) {
        let first = out.len();
        let mut sums = <[Sums; LANES]>::default();
        for rows in side_by_side(states, self.width) {
            self.weights.product(lanes, 0, rows, &mut sums);
            for sums in &sums {
                let mut scores = self.bias;
                for label in 0..LABELS {
                    scores[label] += sums[0][label] as f32 * self.scales[label];
                }
                out.push(scores);
            }
        }
        out.truncate(first + states.len() / self.width);
    }
}
