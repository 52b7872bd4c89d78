//! From hidden states to scores of labels.

use super::format::Table;
use super::lanes::NOUGHT;
use crate::tag::LABELS;

/// How many products are summed side by side: in this shape the compiler multiplies pairs (`pmaddwd`).
const STEP: usize = 16;

/// The last layer: one product for each label.
#[derive(Clone, Debug)]
pub(super) struct Output {
    width: usize,
    weights: Vec<i16>,
    scales: Vec<f32>,
    bias: [f32; LABELS],
}

impl Output {
    /// The layer of `table` and `bias`, for states in which `one` stands for one.
    pub(super) fn new(table: &Table, one: f32, bias: &[f32]) -> Self {
        Self {
            width: table.width,
            weights: table.values.iter().map(|&value| i16::from(value)).collect(),
            scales: table.scales.iter().map(|scale| scale / one).collect(),
            bias: std::array::from_fn(|label| bias[label]),
        }
    }

    /// The scores of the labels of a token with these hidden states.
    #[inline(always)]
    pub(super) fn scores(&self, states: &[u8]) -> [f32; LABELS] {
        let mut scores = self.bias;
        let states = states.as_chunks::<STEP>().0;
        for ((weights, scale), score) in self.weights.chunks_exact(self.width).zip(&self.scales).zip(&mut scores) {
            *score += product(weights.as_chunks::<STEP>().0, states) as f32 * scale;
        }
        scores
    }
}

#[inline(always)]
fn product(weights: &[[i16; STEP]], states: &[[u8; STEP]]) -> i32 {
    let mut sums = [0; STEP];
    for (weights, states) in weights.iter().zip(states) {
        for lane in 0..STEP {
            sums[lane] += i32::from(weights[lane]) * i32::from(i16::from(states[lane]) - i16::from(NOUGHT));
        }
    }
    sums.iter().sum()
}
