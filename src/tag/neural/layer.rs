//! One layer of long short-term memory in whole numbers, both directions.
//!
//! Weights are signed bytes and states are rounded to sixteen bits; products are summed in 32 bits, which cannot
//! overflow: a weight is at most 128, a state at most 8192, and a row has at most 1024 of them.
//!
//! A sum over an input that is made of parts is the sum of their sums. So the weights are multiplied once with each
//! row of the features when they are loaded, once with each different word of a window, and never with a token.

use std::ops::Range;

use super::curve::{sigmoid, tanh};
use super::format::{ROWS, StoredDirection, Table};
use super::input::FEATURES;
use super::lanes::{GATES, Gates, LANES, Pair, Sums, Width, in_groups};

/// What one is as a hidden state in whole numbers.
pub(super) const STATE_ONE: f32 = 8192.0;

/// What one is as an input in whole numbers.
pub(super) const INPUT_ONE: f32 = 1024.0;

/// Largest input: beyond it, inputs are cut.
const INPUT_LIMIT: i16 = 8191;

/// The gates of sixteen cells.
const GROUP: usize = GATES * ROWS;

/// An input in whole numbers.
pub(super) fn whole(value: f32) -> i16 {
    ((value * INPUT_ONE).round() as i16).clamp(-INPUT_LIMIT, INPUT_LIMIT)
}

/// The rows of `table` as inputs.
pub(super) fn whole_table(table: &Table) -> Vec<i16> {
    table.rows().flat_map(|(scale, row)| row.iter().map(move |&value| whole(f32::from(value) * scale))).collect()
}

/// One direction.
#[derive(Clone, Debug)]
struct Direction {
    input: Gates,
    recurrent: Gates,
    groups: Vec<Group>,
}

impl Direction {
    fn new(stored: &StoredDirection, width: usize, one: f32) -> Self {
        let numbers = |all: &[f32], group: usize, one: f32| {
            let mut numbers = [0.0; GROUP];
            numbers.iter_mut().zip(&in_groups(all)[group * GROUP..]).for_each(|(to, from)| *to = from / one);
            numbers
        };
        let group = |group| Group {
            bias: numbers(&stored.bias, group, 1.0),
            input_scales: numbers(&stored.input.scales, group, one),
            recurrent_scales: numbers(&stored.recurrent.scales, group, STATE_ONE),
        };
        Self {
            input: Gates::new(&stored.input, 0, width),
            recurrent: Gates::new(&stored.recurrent, 0, stored.recurrent.width),
            groups: (0..stored.bias.len() / GROUP).map(group).collect(),
        }
    }
}

/// A layer.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    directions: [Direction; 2],
    /// Numbers that an input has besides its features.
    width: usize,
    /// The sums of each row of the features, direction after direction; empty where there are none.
    features: Vec<i32>,
}

/// What a layer reads: for each token a row of sums, and rows of its features.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    /// Sums of products, a row for each different input, direction after direction.
    sums: Vec<i32>,
    /// The row of each token.
    pub(super) rows: Vec<u32>,
    /// The features of each token; empty where there are none.
    pub(super) features: Vec<[u16; FEATURES]>,
}

/// What a layer needs while it runs.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    cells: [Vec<[f32; ROWS]>; LANES],
    state: Vec<Pair>,
    next: Vec<Pair>,
}

impl Layer {
    /// A layer whose inputs are all numbers, in which `one` stands for one.
    pub(super) fn new(stored: &[StoredDirection; 2], one: f32) -> Self {
        let width = stored[0].input.width;
        let directions = stored.each_ref().map(|stored| Direction::new(stored, width, one));
        Self { directions, width, features: Vec::new() }
    }

    /// A layer whose inputs end with the sum of some rows of `features`.
    #[inline(always)]
    pub(super) fn with_features<W: Width>(stored: &[StoredDirection; 2], features: &Table, lanes: W) -> Self {
        let width = stored[0].input.width - features.width;
        let directions = stored.each_ref().map(|stored| Direction::new(stored, width, INPUT_ONE));
        let ends = stored.each_ref().map(|stored| Gates::new(&stored.input, width, features.width));
        let mut sums = Vec::new();
        multiply(lanes, ends.each_ref(), &whole_table(features), features.width, &mut sums);
        Self { directions, width, features: sums }
    }

    /// Size of the hidden state of one direction.
    pub(super) fn size(&self) -> usize {
        self.directions[0].groups.len() * ROWS
    }

    /// Multiplies each row of `x` with the weights of inputs.
    #[inline(always)]
    pub(super) fn read<W: Width>(&self, lanes: W, x: &[i16], inputs: &mut Inputs) {
        multiply(lanes, self.directions.each_ref().map(|direction| &direction.input), x, self.width, &mut inputs.sums);
    }

    /// Runs over `pieces` of the inputs in both directions, each piece by itself, and writes the hidden states of
    /// their tokens into `out`, whose rows hold both directions.
    #[inline(always)]
    pub(super) fn run<W: Width>(
        &self,
        lanes: W,
        inputs: &Inputs,
        pieces: &[Range<usize>],
        out: &mut [i16],
        scratch: &mut Scratch,
    ) {
        for direction in 0..2 {
            self.run_one(lanes, direction, inputs, pieces, out, scratch);
        }
    }

    #[inline(always)]
    fn run_one<W: Width>(
        &self,
        lanes: W,
        number: usize,
        inputs: &Inputs,
        pieces: &[Range<usize>],
        out: &mut [i16],
        scratch: &mut Scratch,
    ) {
        let (direction, size) = (&self.directions[number], self.size());
        scratch.begin(size);
        let mut waiting = pieces.iter();
        let mut places = [const { 0..0 }; LANES];
        loop {
            let mut tokens = [None; LANES];
            for (lane, place) in places.iter_mut().enumerate() {
                if ExactSizeIterator::len(place) == 0
                    && let Some(piece) = waiting.next()
                {
                    *place = piece.clone();
                    scratch.forget(lane);
                }
                tokens[lane] = if number == 0 { place.next() } else { place.next_back() };
            }
            if tokens.iter().all(Option::is_none) {
                return;
            }
            for group in 0..size / ROWS {
                let sums = direction.recurrent.product(lanes, group, &scratch.state);
                for (lane, token) in tokens.iter().enumerate() {
                    let Some(token) = *token else { continue };
                    let read = self.input_sums(inputs, token, number, group);
                    let states = direction.groups[group].advance(&read, &sums[lane], &mut scratch.cells[lane][group]);
                    out[(token * 2 + number) * size + group * ROWS..][..ROWS].copy_from_slice(&states);
                    for (pair, states) in scratch.next[group * ROWS / 2..].iter_mut().zip(states.as_chunks::<2>().0) {
                        pair[lane] = *states;
                    }
                }
            }
            std::mem::swap(&mut scratch.state, &mut scratch.next);
        }
    }

    /// What the input of `token` adds to the gates of one group of cells.
    #[inline(always)]
    fn input_sums(&self, inputs: &Inputs, token: usize, direction: usize, group: usize) -> [i32; GROUP] {
        let place = |row: usize| (row * 2 + direction) * self.size() * GATES + group * GROUP;
        let mut sums = [0; GROUP];
        sums.copy_from_slice(&inputs.sums[place(inputs.rows[token] as usize)..][..GROUP]);
        for row in inputs.features.get(token).into_iter().flatten() {
            let more = &self.features[place(usize::from(*row))..][..GROUP];
            sums.iter_mut().zip(more).for_each(|(sum, more)| *sum = sum.wrapping_add(*more));
        }
        sums
    }
}

impl Scratch {
    #[inline(always)]
    fn begin(&mut self, size: usize) {
        for states in [&mut self.state, &mut self.next] {
            states.clear();
            states.resize(size / 2, Pair::default());
        }
        self.cells.iter_mut().for_each(|cells| cells.resize(size / ROWS, [0.0; ROWS]));
    }

    #[inline(always)]
    fn forget(&mut self, lane: usize) {
        self.cells[lane].fill([0.0; ROWS]);
        self.state.iter_mut().for_each(|pair| pair[lane] = [0; 2]);
    }
}

/// Multiplies the rows of `x`, [`LANES`] at a time, and writes the sums of both directions for each.
#[inline(always)]
fn multiply<W: Width>(lanes: W, gates: [&Gates; 2], x: &[i16], width: usize, out: &mut Vec<i32>) {
    let size = gates[0].groups() * GROUP;
    let rows = x.len() / width;
    out.clear();
    out.resize(rows * 2 * size, 0);
    let mut pairs = Vec::new();
    for first in (0..rows).step_by(LANES) {
        interleave(&x[first * width..], width, &mut pairs);
        for (direction, gates) in gates.into_iter().enumerate() {
            for group in 0..gates.groups() {
                let sums = gates.product(lanes, group, &pairs);
                for (row, sums) in (first..rows).zip(sums) {
                    out[(row * 2 + direction) * size + group * GROUP..][..GROUP].copy_from_slice(sums.as_flattened());
                }
            }
        }
    }
}

/// The next [`LANES`] rows of `x`, pair by pair side by side; rows that are not there are nought.
#[inline(always)]
fn interleave(x: &[i16], width: usize, pairs: &mut Vec<Pair>) {
    pairs.clear();
    pairs.resize(width.div_ceil(2), Pair::default());
    for (lane, row) in x.chunks_exact(width).take(LANES).enumerate() {
        for (column, number) in row.iter().enumerate() {
            pairs[column / 2][lane][column % 2] = *number;
        }
    }
}

/// What a group of cells does with its sums, all of it in arrays of known length so that it is done side by side.
#[derive(Clone, Debug)]
struct Group {
    bias: [f32; GROUP],
    input_scales: [f32; GROUP],
    recurrent_scales: [f32; GROUP],
}

impl Group {
    /// From the sums of the gates to the next cells and states.
    #[inline(always)]
    fn advance(&self, read: &[i32; GROUP], kept: &Sums, cells: &mut [f32; ROWS]) -> [i16; ROWS] {
        let kept = kept.as_flattened();
        let mut gates = [0.0; GROUP];
        for at in 0..GROUP {
            gates[at] =
                self.bias[at] + read[at] as f32 * self.input_scales[at] + kept[at] as f32 * self.recurrent_scales[at];
        }
        let mut states = [0; ROWS];
        for at in 0..ROWS {
            let [enter, keep, leave] = [gates[at], gates[ROWS + at], gates[2 * ROWS + at]];
            cells[at] = sigmoid(keep) * cells[at] + sigmoid(enter) * tanh(gates[3 * ROWS + at]);
            states[at] = rounded(sigmoid(leave) * tanh(cells[at]) * STATE_ONE);
        }
        states
    }
}

/// The nearest whole number of one between -32768 and 32767: adding so much leaves no room for a fraction, and the last
/// bits of the sum are the number. Unlike a conversion, which has to mind other numbers, it is one addition.
#[inline(always)]
fn rounded(value: f32) -> i16 {
    const ROOM: f32 = 12_582_912.0;
    (value + ROOM).to_bits() as i16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_is_to_the_nearest() {
        for value in [-8192.0, -1.6, -0.4, 0.0, 0.6, 1.4, 8191.7] {
            assert_eq!(rounded(value), f32::round(value) as i16, "{value}");
        }
    }
}
