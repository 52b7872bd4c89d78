//! Forward and backward pass of one LSTM direction over a batch of sequences.
//!
//! The rows of a batch are in time order: first the first tokens of all sequences, then the second ones. The sequences
//! are sorted by descending length, so the sequences of a step are the first ones of the step before. Gates are in the
//! order of [`GATES`]: forget, output, candidate.

use std::ops::Range;

use super::matrix::{Panels, transposed};
use crate::model::{Kernel, dispatch_simd};
use crate::tag::neural::activation::{cubic_tanh, cubic_tanh_slope, hard_sigmoid, hard_sigmoid_slope};
use crate::tag::neural::format::GATES;

/// The rows of the steps of a batch.
#[derive(Clone, Debug)]
pub struct BatchSteps {
    /// The first row of each step, and the total number of rows.
    pub offsets: Vec<usize>,
    /// For each row, the corresponding row when every sequence is reversed.
    pub reverse: Vec<usize>,
}

impl BatchSteps {
    /// The steps of sequences with `lengths`, in descending order.
    pub fn new(lengths: &[usize]) -> Self {
        let longest = lengths.first().copied().unwrap_or(0);
        let mut offsets = vec![0];
        for step in 0..longest {
            let running = lengths.partition_point(|&length| length > step);
            offsets.push(offsets[step] + running);
        }
        let mut reverse = vec![0; offsets[longest]];
        for (lane, &length) in lengths.iter().enumerate() {
            for step in 0..length {
                reverse[offsets[step] + lane] = offsets[length - 1 - step] + lane;
            }
        }
        Self { offsets, reverse }
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.reverse.len()
    }

    fn ranges(&self) -> impl DoubleEndedIterator<Item = (usize, usize)> {
        self.offsets.windows(2).map(|pair| (pair[0], pair[1]))
    }

    /// `matrix` with the rows of reversed sequences.
    pub fn reversed(&self, matrix: &[f32], columns: usize) -> Vec<f32> {
        let mut out = Vec::with_capacity(matrix.len());
        for &row in &self.reverse {
            out.extend_from_slice(&matrix[row * columns..(row + 1) * columns]);
        }
        out
    }
}

/// Weights of one direction.
#[derive(Clone, Copy, Debug)]
pub struct Weights<'a> {
    /// Inputs by gates.
    pub input: &'a [f32],
    /// Hidden states by gates.
    pub recurrent: &'a [f32],
    /// Biases of the gates.
    pub bias: &'a [f32],
}

/// Their gradients.
#[derive(Debug)]
pub struct Gradients {
    /// Inputs by gates.
    pub input: Vec<f32>,
    /// Hidden states by gates.
    pub recurrent: Vec<f32>,
    /// Biases of the gates.
    pub bias: Vec<f32>,
}

/// Values of the forward pass that the backward pass needs.
#[derive(Debug)]
pub struct Trace {
    gates: Vec<f32>,
    cells: Vec<f32>,
    /// Derivatives of the candidates' activation.
    slopes: Vec<f32>,
    /// The hidden states, one row per token.
    pub hidden: Vec<f32>,
}

impl Weights<'_> {
    fn size(&self) -> usize {
        self.bias.len() / GATES
    }

    /// The forward pass over `x`, one row per token.
    pub fn forward(&self, steps: &BatchSteps, x: &[f32]) -> Trace {
        let size = self.size();
        let rows = steps.rows();
        let mut gates = self.bias.repeat(rows);
        Panels::new(self.input, GATES * size).add_product(x, &mut gates);
        let recurrent = Panels::new(self.recurrent, GATES * size);
        let mut trace = Trace {
            gates,
            cells: vec![0.0; rows * size],
            slopes: vec![0.0; rows * size],
            hidden: vec![0.0; rows * size],
        };
        let mut before = 0;
        for (first, end) in steps.ranges() {
            if first > 0 {
                let states = &trace.hidden[before * size..(before + end - first) * size];
                recurrent.add_product(states, &mut trace.gates[first * GATES * size..end * GATES * size]);
            }
            let before_first = (first > 0).then_some(before);
            dispatch_simd(Forward { trace: &mut trace, rows: first..end, before: before_first, size });
            before = first;
        }
        trace
    }

    /// The backward pass: from the gradient of the hidden states to those of the weights and of `x`; the latter is
    /// added to `dx`.
    pub fn backward(&self, steps: &BatchSteps, x: &[f32], trace: &Trace, dhidden: &[f32], dx: &mut [f32]) -> Gradients {
        let size = self.size();
        let rows = steps.rows();
        let recurrent = Panels::new(&transposed(self.recurrent, GATES * size), size);
        let mut dgates = vec![0.0; rows * GATES * size];
        let mut dh = dhidden.to_vec();
        let mut dc = vec![0.0; rows * size];
        let mut previous = vec![0.0; rows * size];
        let ranges: Vec<_> = steps.ranges().collect();
        for (number, &(first, end)) in ranges.iter().enumerate().rev() {
            let before = number.checked_sub(1).map(|number| ranges[number].0);
            dispatch_simd(Backward {
                trace,
                rows: first..end,
                before,
                size,
                dh: &dh,
                dc: &mut dc,
                dgates: &mut dgates,
            });
            if let Some(before) = before {
                previous[first * size..end * size]
                    .copy_from_slice(&trace.hidden[before * size..(before + end - first) * size]);
            }
            if let Some(before) = before {
                let target = &mut dh[before * size..(before + end - first) * size];
                recurrent.add_product(&dgates[first * GATES * size..end * GATES * size], target);
            }
        }
        self.gradients(x, &previous, &dgates, dx)
    }

    fn gradients(&self, x: &[f32], previous: &[f32], dgates: &[f32], dx: &mut [f32]) -> Gradients {
        let size = self.size();
        let width = self.input.len() / (GATES * size);
        let mut gradients = Gradients {
            input: vec![0.0; self.input.len()],
            recurrent: vec![0.0; self.recurrent.len()],
            bias: vec![0.0; self.bias.len()],
        };
        let right = Panels::new(dgates, GATES * size);
        right.add_product(&transposed(x, width), &mut gradients.input);
        right.add_product(&transposed(previous, size), &mut gradients.recurrent);
        for row in dgates.chunks_exact(GATES * size) {
            for (sum, value) in gradients.bias.iter_mut().zip(row) {
                *sum += value;
            }
        }
        Panels::new(&transposed(self.input, GATES * size), width).add_product(dgates, dx);
        gradients
    }
}

/// The forward pass of `rows` as a SIMD kernel. `before` is the first row of the step before.
struct Forward<'a> {
    trace: &'a mut Trace,
    rows: Range<usize>,
    before: Option<usize>,
    size: usize,
}

impl Kernel for Forward<'_> {
    #[inline(always)]
    fn run(self) {
        let first = self.rows.start;
        for row in self.rows {
            self.trace.step(row, self.before.map(|before| before + row - first), self.size);
        }
    }
}

/// The backward pass of `rows` as a SIMD kernel.
struct Backward<'a> {
    trace: &'a Trace,
    rows: Range<usize>,
    before: Option<usize>,
    size: usize,
    dh: &'a [f32],
    dc: &'a mut [f32],
    dgates: &'a mut [f32],
}

impl Kernel for Backward<'_> {
    #[inline(always)]
    fn run(self) {
        let first = self.rows.start;
        for row in self.rows {
            let from = self.before.map(|before| before + row - first);
            self.trace.step_back(row, from, self.size, self.dh, self.dc, self.dgates);
        }
    }
}

impl Trace {
    /// Computes gates, cell and hidden state from the sums at `row`.
    #[inline(always)]
    fn step(&mut self, row: usize, from: Option<usize>, size: usize) {
        let gates = &mut self.gates[row * GATES * size..(row + 1) * GATES * size];
        let (gates_only, candidate) = gates.split_at_mut(2 * size);
        gates_only.iter_mut().for_each(|gate| *gate = hard_sigmoid(*gate));
        for (slope, candidate) in self.slopes[row * size..(row + 1) * size].iter_mut().zip(candidate.iter_mut()) {
            *slope = cubic_tanh_slope(*candidate);
            *candidate = cubic_tanh(*candidate);
        }
        let (done, cells) = self.cells.split_at_mut(row * size);
        let before = from.map(|from| &done[from * size..(from + 1) * size]);
        for j in 0..size {
            let before = before.map_or(0.0, |before| before[j]);
            cells[j] = gates_only[j].mul_add(before - candidate[j], candidate[j]);
            self.hidden[row * size + j] = gates_only[size + j] * cubic_tanh(cells[j]);
        }
    }

    /// The gradients of the sums at `row` and of the previous cell.
    #[inline(always)]
    fn step_back(&self, row: usize, from: Option<usize>, size: usize, dh: &[f32], dc: &mut [f32], dgates: &mut [f32]) {
        let gates = &self.gates[row * GATES * size..(row + 1) * GATES * size];
        let out = &mut dgates[row * GATES * size..(row + 1) * GATES * size];
        for j in 0..size {
            let (forget, output, candidate) = (gates[j], gates[size + j], gates[2 * size + j]);
            let (cell, dh) = (self.cells[row * size + j], dh[row * size + j]);
            let dcell = dc[row * size + j] + dh * output * cubic_tanh_slope(cell);
            let before = from.map_or(0.0, |from| self.cells[from * size + j]);
            out[j] = dcell * (before - candidate) * hard_sigmoid_slope(forget);
            out[size + j] = dh * cubic_tanh(cell) * hard_sigmoid_slope(output);
            out[2 * size + j] = dcell * (1.0 - forget) * self.slopes[row * size + j];
            if let Some(from) = from {
                dc[from * size + j] = dcell * forget;
            }
        }
    }
}
