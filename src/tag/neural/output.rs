//! The output layer: from hidden states to label scores.

use super::format::{CELLS, GATES, QuantisedMatrix};
use super::lstm::STATE_ONE;
use super::simd_matmul::{Accumulators, GateMatrix, Quad, SEQUENCES, SimdLevel, batches};
use crate::tag::LABELS;

/// The output layer.
#[derive(Clone, Debug)]
pub(super) struct OutputLayer {
    /// The labels are stored like the first gates of sixteen cells; all other rows are zero.
    weights: GateMatrix,
    /// Quads in a row of hidden states.
    width: usize,
    scales: [f32; LABELS],
    bias: [f32; LABELS],
}

impl OutputLayer {
    /// The layer of `table` and `bias`.
    pub(super) fn new(table: &QuantisedMatrix, bias: &[f32]) -> Self {
        let rows = CELLS * GATES;
        let mut wide = QuantisedMatrix { width: table.width, scales: vec![1.0; rows], values: table.values.clone() };
        wide.values.resize(rows * table.width, 0);
        Self {
            weights: GateMatrix::new(&wide, 0, wide.width),
            width: wide.width.div_ceil(4),
            scales: std::array::from_fn(|label| table.scales[label] * (1.0 / STATE_ONE)),
            bias: std::array::from_fn(|label| bias[label]),
        }
    }

    /// Appends the label scores of each token with these hidden states to `out`.
    #[inline(always)]
    pub(super) fn scores<W: SimdLevel>(&self, simd: W, states: &[Quad], out: &mut Vec<[f32; LABELS]>) {
        let first = out.len();
        let mut sums = <[Accumulators; SEQUENCES]>::default();
        for rows in batches(states, self.width) {
            self.weights.product(simd, 0, rows, &mut sums);
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
