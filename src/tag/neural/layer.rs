//! One layer of long short-term memory in whole numbers, both directions.
//!
//! Weights, inputs and states are bytes; products are summed in 32 bits, which cannot overflow: a row has at most 1024 of
//! them. States of seven bits and a sign do as well as finer ones: the figures of `seeds/model/CARD.md` are the same.
//!
//! A sum over an input that is made of parts is the sum of their sums. So weights are multiplied once with each row of the
//! features when they are loaded, once with each word that is met (`words`), and never with a token of the first layer; and
//! the rows of features are added up once for each different set of them.

use std::ops::Range;

use super::curve::{gate_of, squash, squash_of};
use super::format::{GATES, ROWS, StoredDirection, Table};
use super::input::{FEATURES, OF_SENTENCE};
use super::lanes::{Gates, LANES, NOUGHT, Plain, Quad, Sums, Width, in_groups, in_quads, side_by_side};

/// What one is as a hidden state in whole numbers.
pub(super) const STATE_ONE: f32 = 127.0;

/// What one is as an input of a gate in whole numbers. Beyond 32 every gate is open or shut.
const GATE_ONE: f32 = 1024.0;

/// What is given to the gates of sixteen cells.
pub(super) type Given = [i16; GROUP];

/// The gates of sixteen cells.
const GROUP: usize = GATES * ROWS;

/// Rows of an input, one for each sequence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block<'a> {
    /// What one is in each row.
    pub(super) scales: [f32; LANES],
    pub(super) rows: [&'a [Quad]; LANES],
}

/// A table whose rows can be inputs.
#[derive(Clone, Debug)]
pub(super) struct Inputs {
    /// Numbers in a row.
    pub(super) width: usize,
    scales: Vec<f32>,
    /// Of each row as many as hold so many numbers.
    quads: Vec<Quad>,
}

impl Inputs {
    pub(super) fn new(table: &Table) -> Self {
        let quads = table.values.chunks(table.width).flat_map(in_quads).collect();
        Self { width: table.width, scales: table.scales.clone(), quads }
    }

    pub(super) fn len(&self) -> usize {
        self.scales.len()
    }

    /// These rows.
    pub(super) fn block(&self, rows: [usize; LANES]) -> Block<'_> {
        let quads = self.width.div_ceil(4);
        Block { scales: rows.map(|row| self.scales[row]), rows: rows.map(|row| &self.quads[row * quads..][..quads]) }
    }
}

/// One direction.
#[derive(Clone, Debug)]
struct Direction {
    /// The weights of each part of the input.
    parts: Vec<Gates>,
    recurrent: Gates,
    groups: Vec<Group>,
}

impl Direction {
    /// The direction whose input has parts of these `widths`.
    fn new(stored: &StoredDirection, widths: &[usize]) -> Self {
        let numbers = |all: &[f32], group: usize, one: f32| {
            let mut numbers = [0.0; GROUP];
            numbers.iter_mut().zip(&in_groups(all)[group * GROUP..]).for_each(|(to, from)| *to = from * one);
            numbers
        };
        let group = |group| Group {
            bias: numbers(&stored.bias, group, GATE_ONE),
            input_scales: numbers(&stored.input.scales, group, GATE_ONE),
            recurrent_scales: numbers(&stored.recurrent.scales, group, GATE_ONE / STATE_ONE),
        };
        let mut first = 0;
        let part = |&width: &usize| {
            first += width;
            Gates::new(&stored.input, first - width, width)
        };
        Self {
            parts: widths.iter().map(part).collect(),
            recurrent: Gates::new(&stored.recurrent, 0, stored.recurrent.width),
            groups: (0..stored.bias.len() / GROUP).map(group).collect(),
        }
    }

    /// Adds to `out` what rows of the parts of the input, from part `first` on, give to the gates, and `bias` times the bias:
    /// for each sequence as many as there are groups.
    #[inline(always)]
    fn give<W: Width>(
        &self,
        lanes: W,
        bias: f32,
        first: usize,
        parts: &[Block<'_>],
        sums: &mut [Sums; LANES],
        out: &mut Vec<Given>,
    ) {
        let groups = self.groups.len();
        let begin = out.len();
        out.resize(begin + LANES * groups, [0; GROUP]);
        for (number, group) in self.groups.iter().enumerate() {
            let mut given = [[0.0; GROUP]; LANES];
            for given in &mut given {
                for (given, own) in given.iter_mut().zip(&group.bias) {
                    *given = own * bias;
                }
            }
            for (gates, part) in self.parts[first..].iter().zip(parts) {
                gates.product(lanes, number, part.rows, sums);
                for lane in 0..LANES {
                    let (sums, scale) = (sums[lane].as_flattened(), part.scales[lane]);
                    for at in 0..GROUP {
                        given[lane][at] = (sums[at] as f32 * scale).mul_add(group.input_scales[at], given[lane][at]);
                    }
                }
            }
            for lane in 0..LANES {
                let out = &mut out[begin + lane * groups + number];
                for at in 0..GROUP {
                    out[at] = rounded(given[lane][at].clamp(-32767.0, 32767.0)) as i16;
                }
            }
        }
    }
}

/// A layer.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    directions: [Direction; 2],
}

/// What a layer reads: for each token a row of what is given to the gates, by its word in the first layer and by its states
/// in others, and a row of what its features give; empty where there are none.
#[derive(Clone, Copy)]
pub(super) struct Read<'a> {
    pub(super) given: &'a [Given],
    pub(super) extras: &'a [Given],
    /// The rows of each token.
    pub(super) rows: &'a [[u32; 2]],
}

/// What a layer needs while it runs.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    cells: [Vec<[f32; ROWS]>; LANES],
    states: [Vec<Quad>; LANES],
    next: [Vec<Quad>; LANES],
    sums: [Sums; LANES],
}

impl Layer {
    /// A layer whose input has parts of these `widths`.
    pub(super) fn new(stored: &[StoredDirection; 2], widths: &[usize]) -> Self {
        Self { directions: stored.each_ref().map(|stored| Direction::new(stored, widths)) }
    }

    /// Groups of cells of one direction.
    pub(super) fn groups(&self) -> usize {
        self.directions[0].groups.len()
    }

    /// Size of the hidden state of one direction.
    pub(super) fn size(&self) -> usize {
        self.groups() * ROWS
    }

    /// What each row of `table`, as part number `part` of the input, gives to the gates of each direction.
    pub(super) fn table(&self, part: usize, table: &Table) -> [Vec<Given>; 2] {
        let inputs = Inputs::new(table);
        let rows = |first: usize| std::array::from_fn(|lane| (first + lane).min(inputs.len() - 1));
        self.directions.each_ref().map(|direction| {
            let (mut given, mut sums) = (Vec::new(), <[Sums; LANES]>::default());
            for first in (0..inputs.len()).step_by(LANES) {
                direction.give(Plain, 0.0, part, &[inputs.block(rows(first))], &mut sums, &mut given);
            }
            given.truncate(inputs.len() * self.groups());
            given
        })
    }

    /// Adds to `out` what rows of the first parts of the input give to the gates of direction `number`, the bias included: for
    /// each sequence as many as there are groups.
    #[inline(always)]
    pub(super) fn give<W: Width>(
        &self,
        lanes: W,
        number: usize,
        parts: &[Block<'_>],
        scratch: &mut Scratch,
        out: &mut Vec<Given>,
    ) {
        self.directions[number].give(lanes, 1.0, 0, parts, &mut scratch.sums, out);
    }

    /// Leaves in `out` what each row of the hidden `states` of a layer below gives to the gates of direction `number`.
    #[inline(always)]
    pub(super) fn give_states<W: Width>(
        &self,
        lanes: W,
        number: usize,
        states: &[Quad],
        scratch: &mut Scratch,
        out: &mut Vec<Given>,
    ) {
        out.clear();
        let width = 2 * self.size() / 4;
        for rows in side_by_side(states, width) {
            self.give(lanes, number, &[Block { scales: [1.0 / STATE_ONE; LANES], rows }], scratch, out);
        }
        out.truncate(states.len() / width * self.groups());
    }

    /// Runs direction `number` over `pieces` of the input, each piece by itself, and writes the hidden states of their
    /// tokens into `out`, whose rows hold both directions.
    #[inline(always)]
    pub(super) fn run<W: Width>(
        &self,
        lanes: W,
        number: usize,
        read: Read<'_>,
        pieces: &[Range<usize>],
        out: &mut [Quad],
        scratch: &mut Scratch,
    ) {
        const QUADS: usize = ROWS / 4;
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
                let Scratch { cells, states, next, sums } = scratch;
                let mut rows: [&[Quad]; LANES] = [&[]; LANES];
                for lane in 0..LANES {
                    rows[lane] = &states[lane];
                }
                direction.recurrent.product(lanes, group, rows, sums);
                for (lane, token) in tokens.iter().enumerate() {
                    let Some(token) = *token else { continue };
                    let [given, extra] = read.gates_of(token, group, size / ROWS);
                    let states = direction.groups[group].advance(given, extra, &sums[lane], &mut cells[lane][group]);
                    let states = states.as_chunks::<4>().0;
                    next[lane][group * QUADS..][..QUADS].copy_from_slice(states);
                    out[(token * 2 + number) * size / 4 + group * QUADS..][..QUADS].copy_from_slice(states);
                }
            }
            std::mem::swap(&mut scratch.states, &mut scratch.next);
        }
    }
}

impl<'a> Read<'a> {
    /// What is given to one group of cells, of so many, at `token`.
    #[inline(always)]
    fn gates_of(&self, token: usize, group: usize, groups: usize) -> [&'a Given; 2] {
        const NOTHING: &Given = &[0; GROUP];
        let of = |rows: &'a [Given], row: u32| rows.get(row as usize * groups + group).unwrap_or(NOTHING);
        let [given, extra] = self.rows[token];
        [of(self.given, given), of(self.extras, extra)]
    }
}

impl Scratch {
    #[inline(always)]
    fn begin(&mut self, size: usize) {
        for states in self.states.iter_mut().chain(&mut self.next) {
            states.clear();
            states.resize(size / 4, [NOUGHT; 4]);
        }
        self.cells.iter_mut().for_each(|cells| cells.resize(size / ROWS, [0.0; ROWS]));
    }

    #[inline(always)]
    fn forget(&mut self, lane: usize) {
        self.cells[lane].fill([0.0; ROWS]);
        self.states[lane].fill([NOUGHT; 4]);
    }
}

/// Adds up the rows of each set of features, which give `features` to the gates of `groups` groups of cells.
#[inline(always)]
pub(super) fn add_up(features: &[Given], groups: usize, sets: &[[u16; FEATURES]], out: &mut Vec<Given>) {
    out.clear();
    // Neighbours have what is said of their sentence in common.
    let mut of_sentence: &[u16] = &[];
    let mut common = Vec::with_capacity(groups);
    for rows in sets {
        if rows[OF_SENTENCE] != *of_sentence {
            of_sentence = &rows[OF_SENTENCE];
            common.clear();
            common.resize(groups, [0; GROUP]);
            for (group, sums) in common.iter_mut().enumerate() {
                add(features, groups, group, of_sentence, sums);
            }
        }
        for (group, &sums) in common.iter().enumerate() {
            let mut sums = sums;
            add(features, groups, group, &rows[..OF_SENTENCE.start], &mut sums);
            add(features, groups, group, &rows[OF_SENTENCE.end..], &mut sums);
            out.push(sums);
        }
    }
}

/// Adds to `sums` what these rows of features give to one of so many groups.
#[inline(always)]
fn add(features: &[Given], groups: usize, group: usize, rows: &[u16], sums: &mut Given) {
    for &row in rows {
        let more = &features[usize::from(row) * groups + group];
        for at in 0..GROUP {
            sums[at] = sums[at].saturating_add(more[at]);
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
    /// From what input, features and the states before give to the gates to the next cells and states.
    #[inline(always)]
    fn advance(&self, given: &Given, extra: &Given, kept: &Sums, cells: &mut [f32; ROWS]) -> [u8; ROWS] {
        let kept = kept.as_flattened();
        let mut whole = [0; GROUP];
        for at in 0..GROUP {
            whole[at] = given[at].saturating_add(extra[at]);
        }
        let mut gates = [0.0; GROUP];
        for at in 0..GROUP {
            gates[at] = (kept[at] as f32).mul_add(self.recurrent_scales[at], f32::from(whole[at]));
        }
        const UNIT: f32 = 1.0 / GATE_ONE;
        let mut states = [0; ROWS];
        for at in 0..ROWS {
            let (keep, leave) = (gate_of(gates[at], UNIT), gate_of(gates[ROWS + at], UNIT));
            let candidate = squash_of(gates[2 * ROWS + at], UNIT);
            cells[at] = keep.mul_add(cells[at] - candidate, candidate);
            states[at] = rounded((STATE_ONE * leave).mul_add(squash(cells[at]), f32::from(NOUGHT))) as u8;
        }
        states
    }
}

/// The nearest whole number of one between -32768 and 32767: adding so much leaves no room for a fraction, and the last
/// sixteen bits of the sum are the number. Unlike a conversion, which has to mind other numbers, it is one addition.
#[inline(always)]
fn rounded(value: f32) -> u32 {
    const ROOM: f32 = 12_582_912.0;
    (value + ROOM).to_bits()
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
