//! One layer of long short-term memory in whole numbers, both directions.
//!
//! Weights are signed bytes and states are rounded to sixteen bits; products are summed in 32 bits, which cannot
//! overflow: a weight is at most 128, a state at most 8192, and a row has at most 1024 of them.
//!
//! A sum over an input that is made of parts is the sum of their sums. So the weights are multiplied once with each
//! row of the features when they are loaded, once with each different word of a window, and never with a token; and the
//! rows of features are added up once for each different set of them.

use std::ops::Range;

use super::curve::{gate, squash};
use super::format::{GATES, ROWS, StoredDirection, Table};
use super::input::FEATURES;
use super::lanes::{Gates, LANES, Pair, Sums, Width, in_groups};

/// What one is as a hidden state in whole numbers.
pub(super) const STATE_ONE: f32 = 8192.0;

/// What one is as an input in whole numbers.
pub(super) const INPUT_ONE: f32 = 1024.0;

/// What one is as an input of a gate in whole numbers. Beyond 32 every gate is open or shut.
const GATE_ONE: f32 = 1024.0;

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
            bias: numbers(&stored.bias, group, 1.0 / GATE_ONE),
            input_scales: numbers(&stored.input.scales, group, one / GATE_ONE),
            recurrent_scales: numbers(&stored.recurrent.scales, group, STATE_ONE / GATE_ONE),
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
    /// What each row of features gives to the gates of each direction; empty where there are none.
    features: [Vec<[i16; GROUP]>; 2],
}

/// What a layer reads: for each token a row of what its word gives to the gates, and a row of what its features give.
///
/// Both are reckoned for one direction at a time: what they take is more than a core's nearest caches hold.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    /// The numbers of each different word.
    pub(super) x: Vec<i16>,
    /// The same, pair by pair, [`LANES`] words side by side.
    pairs: Vec<Pair>,
    /// What each different word gives, the bias included.
    words: Vec<[i16; GROUP]>,
    /// What each different set of features gives; empty where there are none.
    extras: Vec<[i16; GROUP]>,
    /// The rows of each token, of its word and of its features.
    pub(super) rows: Vec<[u32; 2]>,
    /// The different sets of features.
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
        Self { directions, width, features: Default::default() }
    }

    /// A layer whose inputs end with the sum of some rows of `features`.
    #[inline(always)]
    pub(super) fn with_features<W: Width>(stored: &[StoredDirection; 2], features: &Table, lanes: W) -> Self {
        let width = stored[0].input.width - features.width;
        let directions = stored.each_ref().map(|stored| Direction::new(stored, width, INPUT_ONE));
        let mut layer = Self { directions, width, features: Default::default() };
        let mut pairs = Vec::new();
        interleave(&whole_table(features), features.width, &mut pairs);
        for (direction, stored) in stored.iter().enumerate() {
            let end = Gates::new(&stored.input, width, features.width);
            let given = &mut layer.features[direction];
            multiply(lanes, &end, &layer.directions[direction].groups, 0.0, &pairs, given);
            given.truncate(features.scales.len() * layer.directions[direction].groups.len());
        }
        layer
    }

    /// Size of the hidden state of one direction.
    pub(super) fn size(&self) -> usize {
        self.directions[0].groups.len() * ROWS
    }

    /// Multiplies each row of `x` with the weights of inputs, and adds up the rows of each set of features.
    #[inline(always)]
    fn read<W: Width>(&self, lanes: W, number: usize, inputs: &mut Inputs) {
        let Inputs { pairs, words, extras, features, .. } = inputs;
        let Direction { input, groups, .. } = &self.directions[number];
        multiply(lanes, input, groups, 1.0, pairs, words);
        extras.clear();
        for rows in features {
            for group in 0..groups.len() {
                let mut sums = [0_i16; GROUP];
                for &row in rows.iter() {
                    let more = &self.features[number][usize::from(row) * groups.len() + group];
                    for at in 0..GROUP {
                        sums[at] = sums[at].saturating_add(more[at]);
                    }
                }
                extras.push(sums);
            }
        }
    }

    /// Runs over `pieces` of the inputs in both directions, each piece by itself, and writes the hidden states of
    /// their tokens into `out`, whose rows hold both directions.
    #[inline(always)]
    pub(super) fn run<W: Width>(
        &self,
        lanes: W,
        inputs: &mut Inputs,
        pieces: &[Range<usize>],
        out: &mut [i16],
        scratch: &mut Scratch,
    ) {
        interleave(&inputs.x, self.width, &mut inputs.pairs);
        for number in 0..2 {
            self.read(lanes, number, inputs);
            self.run_one(lanes, number, inputs, pieces, out, scratch);
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
                    let [word, extra] = self.gates_of(inputs, token, group);
                    let cells = &mut scratch.cells[lane][group];
                    let states = direction.groups[group].advance(word, extra, &sums[lane], cells);
                    out[(token * 2 + number) * size + group * ROWS..][..ROWS].copy_from_slice(&states);
                    for (pair, states) in scratch.next[group * ROWS / 2..].iter_mut().zip(states.as_chunks::<2>().0) {
                        pair[lane] = *states;
                    }
                }
            }
            std::mem::swap(&mut scratch.state, &mut scratch.next);
        }
    }

    /// What the word and the features of `token` give to the gates of one group of cells.
    #[inline(always)]
    fn gates_of<'a>(&self, inputs: &'a Inputs, token: usize, group: usize) -> [&'a [i16; GROUP]; 2] {
        const NOTHING: &[i16; GROUP] = &[0; GROUP];
        let groups = self.size() / ROWS;
        let of = |rows: &'a [[i16; GROUP]], row: u32| rows.get(row as usize * groups + group).unwrap_or(NOTHING);
        let [word, extra] = inputs.rows[token];
        [of(&inputs.words, word), of(&inputs.extras, extra)]
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

/// What the numbers in `pairs` (see [`interleave`]) give to the gates of one direction, and `bias` times the bias: a row
/// for each row there was, and some of nothing at the end.
#[inline(always)]
fn multiply<W: Width>(
    lanes: W,
    gates: &Gates,
    groups: &[Group],
    bias: f32,
    pairs: &[Pair],
    out: &mut Vec<[i16; GROUP]>,
) {
    let blocks = pairs.chunks_exact(gates.pairs());
    out.resize(blocks.len() * LANES * groups.len(), [0; GROUP]);
    for (pairs, out) in blocks.zip(out.chunks_exact_mut(LANES * groups.len())) {
        for (number, group) in groups.iter().enumerate() {
            let sums = gates.product(lanes, number, pairs);
            for (row, sums) in sums.iter().enumerate() {
                let out = &mut out[row * groups.len() + number];
                for (at, &sum) in sums.as_flattened().iter().enumerate() {
                    let given = (sum as f32).mul_add(group.input_scales[at], group.bias[at] * bias);
                    out[at] = rounded(given.clamp(-32767.0, 32767.0));
                }
            }
        }
    }
}

/// Leaves in `pairs` the rows of `x`, [`LANES`] after [`LANES`], pair by pair side by side; rows that are not there are
/// nought.
#[inline(always)]
fn interleave(x: &[i16], width: usize, pairs: &mut Vec<Pair>) {
    pairs.clear();
    for block in x.chunks(LANES * width) {
        let first = pairs.len();
        pairs.resize(first + width.div_ceil(2), Pair::default());
        for (lane, row) in block.chunks_exact(width).enumerate() {
            let (whole, rest) = row.as_chunks::<2>();
            let halves = whole.iter().copied().chain(rest.first().map(|&last| [last, 0]));
            pairs[first..].iter_mut().zip(halves).for_each(|(pair, half)| pair[lane] = half);
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
    /// From what word, features and the states before give to the gates to the next cells and states.
    #[inline(always)]
    fn advance(&self, word: &[i16; GROUP], extra: &[i16; GROUP], kept: &Sums, cells: &mut [f32; ROWS]) -> [i16; ROWS] {
        let kept = kept.as_flattened();
        let mut given = [0; GROUP];
        for at in 0..GROUP {
            given[at] = word[at].saturating_add(extra[at]);
        }
        let mut gates = [0.0; GROUP];
        for at in 0..GROUP {
            gates[at] = (kept[at] as f32).mul_add(self.recurrent_scales[at], f32::from(given[at]));
        }
        const UNIT: f32 = 1.0 / GATE_ONE;
        let mut states = [0; ROWS];
        for at in 0..ROWS {
            let (keep, leave) = (gate(gates[at] * UNIT), gate(gates[ROWS + at] * UNIT));
            let candidate = squash(gates[2 * ROWS + at] * UNIT);
            cells[at] = keep.mul_add(cells[at] - candidate, candidate);
            states[at] = rounded(STATE_ONE * leave * squash(cells[at]));
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
