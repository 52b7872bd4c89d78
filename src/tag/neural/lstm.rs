//! One bidirectional LSTM layer in integer arithmetic.
//!
//! Weights, inputs and states are bytes. Products are summed in 32 bits, which cannot overflow, since a row has at most
//! 1024 of them. States of seven bits and a sign are as accurate as finer ones (see `seeds/model/CARD.md`).
//!
//! A sum over an input of several parts is the sum of the parts' sums. So the weights are multiplied once with each
//! feature row at load time and once with each new word (`gate_input_cache`), but never with a token of the first
//! layer. Feature rows are summed once for each distinct set.

use std::ops::Range;

use super::activation::{cubic_tanh, cubic_tanh_scaled, hard_sigmoid_scaled};
use super::format::{CELLS, GATES, QuantisedMatrix, StoredDirection};
use super::simd_matmul::{
    Accumulators, GateMatrix, Quad, SEQUENCES, Scalar, SimdLevel, ZERO_POINT, batches, group_by_cells, to_quads,
};
use super::token_features::{FEATURES, SENTENCE_FEATURES};

/// The integer for one in a hidden state.
pub(super) const STATE_ONE: f32 = 127.0;

/// The integer for one in the input of a gate. Beyond 32 every gate is saturated.
const GATE_ONE: f32 = 1024.0;

/// The inputs to the gates of sixteen cells.
pub(super) type GateInput = [i16; GATES_PER_GROUP];

/// The gates of sixteen cells.
const GATES_PER_GROUP: usize = GATES * CELLS;

/// Rows of an input, one for each sequence.
#[derive(Clone, Copy, Debug)]
pub(super) struct InputBlock<'a> {
    /// The scale of each row.
    pub(super) scales: [f32; SEQUENCES],
    pub(super) rows: [&'a [Quad]; SEQUENCES],
}

/// A matrix whose rows can be inputs.
#[derive(Clone, Debug)]
pub(super) struct InputTable {
    /// Number of columns.
    pub(super) width: usize,
    scales: Vec<f32>,
    /// The rows, in quads.
    quads: Vec<Quad>,
}

impl InputTable {
    pub(super) fn new(table: &QuantisedMatrix) -> Self {
        let quads = table.values.chunks(table.width).flat_map(to_quads).collect();
        Self { width: table.width, scales: table.scales.clone(), quads }
    }

    pub(super) fn len(&self) -> usize {
        self.scales.len()
    }

    /// The block of these rows.
    pub(super) fn block(&self, rows: [usize; SEQUENCES]) -> InputBlock<'_> {
        let quads = self.width.div_ceil(4);
        InputBlock {
            scales: rows.map(|row| self.scales[row]),
            rows: rows.map(|row| &self.quads[row * quads..][..quads]),
        }
    }
}

/// One direction of a layer.
#[derive(Clone, Debug)]
struct Direction {
    /// The weights of each part of the input.
    parts: Vec<GateMatrix>,
    recurrent: GateMatrix,
    groups: Vec<CellGroup>,
}

impl Direction {
    /// A direction whose input has parts of these `widths`.
    fn new(stored: &StoredDirection, widths: &[usize]) -> Self {
        let numbers = |all: &[f32], group: usize, one: f32| {
            let mut numbers = [0.0; GATES_PER_GROUP];
            numbers
                .iter_mut()
                .zip(&group_by_cells(all)[group * GATES_PER_GROUP..])
                .for_each(|(to, from)| *to = from * one);
            numbers
        };
        let group = |group| CellGroup {
            bias: numbers(&stored.bias, group, GATE_ONE),
            input_scales: numbers(&stored.input.scales, group, GATE_ONE),
            recurrent_scales: numbers(&stored.recurrent.scales, group, GATE_ONE / STATE_ONE),
        };
        let mut first = 0;
        let part = |&width: &usize| {
            first += width;
            GateMatrix::new(&stored.input, first - width, width)
        };
        Self {
            parts: widths.iter().map(part).collect(),
            recurrent: GateMatrix::new(&stored.recurrent, 0, stored.recurrent.width),
            groups: (0..stored.bias.len() / GATES_PER_GROUP).map(group).collect(),
        }
    }

    /// Appends to `out` the gate inputs from rows of the input parts, beginning with part `first`, plus `bias` times
    /// the bias: for each sequence one entry per group.
    #[inline(always)]
    fn gate_inputs<W: SimdLevel>(
        &self,
        simd: W,
        bias: f32,
        first: usize,
        parts: &[InputBlock<'_>],
        sums: &mut [Accumulators; SEQUENCES],
        out: &mut Vec<GateInput>,
    ) {
        let groups = self.groups.len();
        let begin = out.len();
        out.resize(begin + SEQUENCES * groups, [0; GATES_PER_GROUP]);
        for (number, group) in self.groups.iter().enumerate() {
            let mut gate_inputs = [[0.0; GATES_PER_GROUP]; SEQUENCES];
            for gate_inputs in &mut gate_inputs {
                for (gate_inputs, own) in gate_inputs.iter_mut().zip(&group.bias) {
                    *gate_inputs = own * bias;
                }
            }
            for (gates, part) in self.parts[first..].iter().zip(parts) {
                gates.product(simd, number, part.rows, sums);
                for lane in 0..SEQUENCES {
                    let (sums, scale) = (sums[lane].as_flattened(), part.scales[lane]);
                    for at in 0..GATES_PER_GROUP {
                        gate_inputs[lane][at] =
                            (sums[at] as f32 * scale).mul_add(group.input_scales[at], gate_inputs[lane][at]);
                    }
                }
            }
            for lane in 0..SEQUENCES {
                let out = &mut out[begin + lane * groups + number];
                for at in 0..GATES_PER_GROUP {
                    out[at] = rounded(gate_inputs[lane][at].clamp(-32767.0, 32767.0)) as i16;
                }
            }
        }
    }
}

/// A bidirectional layer.
#[derive(Clone, Debug)]
pub(super) struct LstmLayer {
    directions: [Direction; 2],
}

/// The input of a layer: for each token a row of gate inputs (from its word in the first layer, from the states below
/// in others), and a row of gate inputs from its features. The latter is empty if there are none.
#[derive(Clone, Copy)]
pub(super) struct LayerInput<'a> {
    pub(super) gate_inputs: &'a [GateInput],
    pub(super) feature_inputs: &'a [GateInput],
    /// The two row indices of each token.
    pub(super) rows: &'a [[u32; 2]],
}

/// Buffers of a running layer.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    cells: [Vec<[f32; CELLS]>; SEQUENCES],
    states: [Vec<Quad>; SEQUENCES],
    next: [Vec<Quad>; SEQUENCES],
    sums: [Accumulators; SEQUENCES],
}

impl LstmLayer {
    /// A layer whose input has parts of these `widths`.
    pub(super) fn new(stored: &[StoredDirection; 2], widths: &[usize]) -> Self {
        Self { directions: stored.each_ref().map(|stored| Direction::new(stored, widths)) }
    }

    /// Number of cell groups of one direction.
    pub(super) fn groups(&self) -> usize {
        self.directions[0].groups.len()
    }

    /// Size of the hidden state of one direction.
    pub(super) fn size(&self) -> usize {
        self.groups() * CELLS
    }

    /// The gate inputs from each row of `table`, as input part `part`, for each direction.
    pub(super) fn gate_inputs_of_table(&self, part: usize, table: &QuantisedMatrix) -> [Vec<GateInput>; 2] {
        let inputs = InputTable::new(table);
        let rows = |first: usize| std::array::from_fn(|lane| (first + lane).min(inputs.len() - 1));
        self.directions.each_ref().map(|direction| {
            let (mut gate_inputs, mut sums) = (Vec::new(), <[Accumulators; SEQUENCES]>::default());
            for first in (0..inputs.len()).step_by(SEQUENCES) {
                direction.gate_inputs(Scalar, 0.0, part, &[inputs.block(rows(first))], &mut sums, &mut gate_inputs);
            }
            gate_inputs.truncate(inputs.len() * self.groups());
            gate_inputs
        })
    }

    /// Appends to `out` the gate inputs of direction `number` from rows of the first input parts, with the bias: for
    /// each sequence one entry per group.
    #[inline(always)]
    pub(super) fn gate_inputs<W: SimdLevel>(
        &self,
        simd: W,
        number: usize,
        parts: &[InputBlock<'_>],
        scratch: &mut Scratch,
        out: &mut Vec<GateInput>,
    ) {
        self.directions[number].gate_inputs(simd, 1.0, 0, parts, &mut scratch.sums, out);
    }

    /// Sets `out` to the gate inputs of direction `number` from each row of the hidden `states` of the layer below.
    #[inline(always)]
    pub(super) fn gate_inputs_of_states<W: SimdLevel>(
        &self,
        simd: W,
        number: usize,
        states: &[Quad],
        scratch: &mut Scratch,
        out: &mut Vec<GateInput>,
    ) {
        out.clear();
        let width = 2 * self.size() / 4;
        for rows in batches(states, width) {
            self.gate_inputs(simd, number, &[InputBlock { scales: [1.0 / STATE_ONE; SEQUENCES], rows }], scratch, out);
        }
        out.truncate(states.len() / width * self.groups());
    }

    /// Runs direction `number` over the chunks `pieces` of the input, each by itself, and writes the hidden states of
    /// their tokens to `out`, whose rows hold both directions.
    #[inline(always)]
    pub(super) fn run<W: SimdLevel>(
        &self,
        simd: W,
        number: usize,
        read: LayerInput<'_>,
        pieces: &[Range<usize>],
        out: &mut [Quad],
        scratch: &mut Scratch,
    ) {
        const QUADS: usize = CELLS / 4;
        let (direction, size) = (&self.directions[number], self.size());
        scratch.reset(size);
        let mut waiting = pieces.iter();
        let mut places = [const { 0..0 }; SEQUENCES];
        loop {
            let mut tokens = [None; SEQUENCES];
            for (lane, place) in places.iter_mut().enumerate() {
                if ExactSizeIterator::len(place) == 0
                    && let Some(piece) = waiting.next()
                {
                    *place = piece.clone();
                    scratch.reset_sequence(lane);
                }
                tokens[lane] = if number == 0 { place.next() } else { place.next_back() };
            }
            if tokens.iter().all(Option::is_none) {
                return;
            }
            for group in 0..size / CELLS {
                let Scratch { cells, states, next, sums } = scratch;
                let mut rows: [&[Quad]; SEQUENCES] = [&[]; SEQUENCES];
                for lane in 0..SEQUENCES {
                    rows[lane] = &states[lane];
                }
                direction.recurrent.product(simd, group, rows, sums);
                for (lane, token) in tokens.iter().enumerate() {
                    let Some(token) = *token else { continue };
                    let [gate_inputs, features] = read.gates_of(token, group, size / CELLS);
                    let states =
                        direction.groups[group].advance(gate_inputs, features, &sums[lane], &mut cells[lane][group]);
                    let states = states.as_chunks::<4>().0;
                    next[lane][group * QUADS..][..QUADS].copy_from_slice(states);
                    out[(token * 2 + number) * size / 4 + group * QUADS..][..QUADS].copy_from_slice(states);
                }
            }
            std::mem::swap(&mut scratch.states, &mut scratch.next);
        }
    }
}

impl<'a> LayerInput<'a> {
    /// The gate inputs of one of `groups` groups of cells at `token`.
    #[inline(always)]
    fn gates_of(&self, token: usize, group: usize, groups: usize) -> [&'a GateInput; 2] {
        const NOTHING: &GateInput = &[0; GATES_PER_GROUP];
        let of = |rows: &'a [GateInput], row: u32| rows.get(row as usize * groups + group).unwrap_or(NOTHING);
        let [gate_inputs, features] = self.rows[token];
        [of(self.gate_inputs, gate_inputs), of(self.feature_inputs, features)]
    }
}

impl Scratch {
    #[inline(always)]
    fn reset(&mut self, size: usize) {
        for states in self.states.iter_mut().chain(&mut self.next) {
            states.clear();
            states.resize(size / 4, [ZERO_POINT; 4]);
        }
        self.cells.iter_mut().for_each(|cells| cells.resize(size / CELLS, [0.0; CELLS]));
    }

    #[inline(always)]
    fn reset_sequence(&mut self, lane: usize) {
        self.cells[lane].fill([0.0; CELLS]);
        self.states[lane].fill([ZERO_POINT; 4]);
    }
}

/// Sums the rows of each set of `features`, for `groups` groups of cells.
#[inline(always)]
pub(super) fn sum_features(features: &[GateInput], groups: usize, sets: &[[u16; FEATURES]], out: &mut Vec<GateInput>) {
    out.clear();
    // Neighbouring tokens share the features of their sentence.
    let mut of_sentence: &[u16] = &[];
    let mut common = Vec::with_capacity(groups);
    for rows in sets {
        if rows[SENTENCE_FEATURES] != *of_sentence {
            of_sentence = &rows[SENTENCE_FEATURES];
            common.clear();
            common.resize(groups, [0; GATES_PER_GROUP]);
            for (group, sums) in common.iter_mut().enumerate() {
                add(features, groups, group, of_sentence, sums);
            }
        }
        for (group, &sums) in common.iter().enumerate() {
            let mut sums = sums;
            add(features, groups, group, &rows[..SENTENCE_FEATURES.start], &mut sums);
            add(features, groups, group, &rows[SENTENCE_FEATURES.end..], &mut sums);
            out.push(sums);
        }
    }
}

/// Adds the gate inputs from these feature rows for one group to `sums`.
#[inline(always)]
fn add(features: &[GateInput], groups: usize, group: usize, rows: &[u16], sums: &mut GateInput) {
    for &row in rows {
        let more = &features[usize::from(row) * groups + group];
        for at in 0..GATES_PER_GROUP {
            sums[at] = sums[at].saturating_add(more[at]);
        }
    }
}

/// A group of cells. Its arrays have a fixed length, so that the compiler vectorises the arithmetic.
#[derive(Clone, Debug)]
struct CellGroup {
    bias: [f32; GATES_PER_GROUP],
    input_scales: [f32; GATES_PER_GROUP],
    recurrent_scales: [f32; GATES_PER_GROUP],
}

impl CellGroup {
    /// Computes the next cells and states from the gate inputs and the recurrent sums.
    #[inline(always)]
    fn advance(
        &self,
        gate_inputs: &GateInput,
        features: &GateInput,
        kept: &Accumulators,
        cells: &mut [f32; CELLS],
    ) -> [u8; CELLS] {
        let kept = kept.as_flattened();
        let mut whole = [0; GATES_PER_GROUP];
        for at in 0..GATES_PER_GROUP {
            whole[at] = gate_inputs[at].saturating_add(features[at]);
        }
        let mut gates = [0.0; GATES_PER_GROUP];
        for at in 0..GATES_PER_GROUP {
            gates[at] = (kept[at] as f32).mul_add(self.recurrent_scales[at], f32::from(whole[at]));
        }
        const UNIT: f32 = 1.0 / GATE_ONE;
        let mut states = [0; CELLS];
        for at in 0..CELLS {
            let (forget, output) = (hard_sigmoid_scaled(gates[at], UNIT), hard_sigmoid_scaled(gates[CELLS + at], UNIT));
            let candidate = cubic_tanh_scaled(gates[2 * CELLS + at], UNIT);
            cells[at] = forget.mul_add(cells[at] - candidate, candidate);
            states[at] = rounded((STATE_ONE * output).mul_add(cubic_tanh(cells[at]), f32::from(ZERO_POINT))) as u8;
        }
        states
    }
}

/// Rounds a number between -32768 and 32767: adding the offset leaves no room for a fraction, and the last sixteen bits
/// of the sum are the number. This is one addition, while a conversion must handle other numbers.
#[inline(always)]
fn rounded(value: f32) -> u32 {
    const ROUNDING_OFFSET: f32 = 12_582_912.0;
    (value + ROUNDING_OFFSET).to_bits()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_is_to_the_nearest() {
        for value in [-8192.0, -1.6, -0.4, 0.0, 0.6, 1.4, 8191.7] {
            assert_eq!(rounded(value) as i16, f32::round(value) as i16, "{value}");
        }
        for value in [1.4, 127.6, 254.9] {
            assert_eq!(rounded(value) as u8, f32::round(value) as u8, "{value}");
        }
    }
}
