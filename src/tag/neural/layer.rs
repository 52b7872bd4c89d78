//! One direction of long short-term memory in whole numbers.
//!
//! Weights are signed bytes and states are rounded to sixteen bits; products are summed in 32 bits, which cannot
//! overflow: a weight is at most 128, a state at most 8192, and a row has at most 1024 of them. Whole-number sums do
//! not depend on their order, so the compiler may use whatever lanes a machine has.

use super::curve::{sigmoid, tanh};
use super::format::{STEP, StoredDirection, Table};

/// What one is as a hidden state in whole numbers.
pub(super) const STATE_ONE: f32 = 8192.0;

/// What one is as an input in whole numbers.
pub(super) const INPUT_ONE: f32 = 1024.0;

/// Largest input: beyond it, inputs are cut.
const INPUT_LIMIT: i16 = 8191;

/// An input in whole numbers.
pub(super) fn whole(value: f32) -> i16 {
    cut((value * INPUT_ONE).round() as i16)
}

/// The nearest number that inputs may have.
pub(super) fn cut(input: i16) -> i16 {
    input.clamp(-INPUT_LIMIT, INPUT_LIMIT)
}

/// A matrix ready for products.
#[derive(Clone, Debug)]
pub(super) struct Matrix {
    width: usize,
    weights: Vec<i16>,
    scales: Vec<f32>,
}

impl Matrix {
    /// The matrix of `table`, for inputs in which `one` stands for one.
    pub(super) fn new(table: &Table, one: f32) -> Self {
        Self {
            width: table.width,
            weights: table.values.iter().map(|&value| i16::from(value)).collect(),
            scales: table.scales.iter().map(|scale| scale / one).collect(),
        }
    }

    /// Adds the product with `state` to `sums`, one for each row.
    pub(super) fn add_product(&self, state: &[i16], sums: &mut [f32]) {
        let state = state.as_chunks::<STEP>().0;
        for ((weights, scale), sum) in self.weights.chunks_exact(self.width).zip(&self.scales).zip(sums) {
            *sum += product(weights.as_chunks::<STEP>().0, state) as f32 * scale;
        }
    }
}

#[inline(always)]
fn product(weights: &[[i16; STEP]], state: &[[i16; STEP]]) -> i32 {
    let mut sums = [0; STEP];
    for (weights, state) in weights.iter().zip(state) {
        for lane in 0..STEP {
            sums[lane] += i32::from(weights[lane]) * i32::from(state[lane]);
        }
    }
    sums.iter().sum()
}

/// One direction.
#[derive(Clone, Debug)]
pub(super) struct Direction {
    input: Matrix,
    recurrent: Matrix,
    bias: Vec<f32>,
}

/// What a direction needs while it runs.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    gates: Vec<f32>,
    cell: Vec<f32>,
    state: Vec<i16>,
}

impl Direction {
    pub(super) fn new(stored: &StoredDirection, one: f32) -> Self {
        Self {
            input: Matrix::new(&stored.input, one),
            recurrent: Matrix::new(&stored.recurrent, STATE_ONE),
            bias: stored.bias.clone(),
        }
    }

    /// Size of the hidden state.
    pub(super) fn size(&self) -> usize {
        self.bias.len() / 4
    }

    /// Size of the input.
    pub(super) fn width(&self) -> usize {
        self.input.width
    }

    /// Runs over the rows of `x`, backwards if asked, and writes the hidden states into `out`, whose rows hold both
    /// directions, from `column` on.
    pub(super) fn run(&self, x: &[i16], backwards: bool, out: &mut [i16], column: usize, scratch: &mut Scratch) {
        let size = self.size();
        let rows = x.len() / self.input.width;
        scratch.cell.clear();
        scratch.cell.resize(size, 0.0);
        scratch.state.clear();
        scratch.state.resize(size, 0);
        for step in 0..rows {
            let row = if backwards { rows - 1 - step } else { step };
            scratch.gates.clear();
            scratch.gates.extend_from_slice(&self.bias);
            self.input.add_product(&x[row * self.input.width..(row + 1) * self.input.width], &mut scratch.gates);
            self.recurrent.add_product(&scratch.state, &mut scratch.gates);
            advance(scratch);
            out[row * 2 * size + column..][..size].copy_from_slice(&scratch.state);
        }
    }
}

/// From the sums of the gates to the next cell and state.
fn advance(scratch: &mut Scratch) {
    let size = scratch.cell.len();
    let (smooth, candidate) = scratch.gates.split_at_mut(3 * size);
    smooth.iter_mut().for_each(|gate| *gate = sigmoid(*gate));
    candidate.iter_mut().for_each(|gate| *gate = tanh(*gate));
    let (enter, rest) = smooth.split_at(size);
    let (keep, leave) = rest.split_at(size);
    let gates = enter.iter().zip(keep).zip(leave.iter().zip(candidate));
    for ((cell, state), ((enter, keep), (leave, candidate))) in
        scratch.cell.iter_mut().zip(&mut scratch.state).zip(gates)
    {
        *cell = keep * *cell + enter * *candidate;
        *state = (leave * tanh(*cell) * STATE_ONE) as i16;
    }
}
