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
use super::input::FEATURES;
use super::lanes::{Gates, LANES, NOUGHT, Plain, Quad, Sums, Width, in_groups, raised};

/// What one is as a hidden state in whole numbers.
pub(super) const STATE_ONE: f32 = 127.0;

/// What one is as an input of a gate in whole numbers. Beyond 32 every gate is open or shut.
const GATE_ONE: f32 = 1024.0;

/// What is given to the gates of sixteen cells.
pub(super) type Given = [i16; GROUP];

/// The gates of sixteen cells.
const GROUP: usize = GATES * ROWS;

/// Rows of numbers as products want them, [`LANES`] rows side by side; each row has a scale.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    len: usize,
    /// Numbers in a row, four by four.
    width: usize,
    quads: Vec<Quad>,
    scales: Vec<[f32; LANES]>,
}

impl Rows {
    /// Takes `rows` in place of what was there: numbers, [`raised`], and what one of them stands for. Each row has `width`
    /// numbers; missing rows beside the last one are nought.
    #[inline(always)]
    pub(super) fn fill<'a>(&mut self, width: usize, rows: impl Iterator<Item = (f32, &'a [u8])>) {
        self.quads.clear();
        self.scales.clear();
        (self.len, self.width) = (0, width.div_ceil(4));
        for (scale, row) in rows {
            let lane = self.len % LANES;
            if lane == 0 {
                self.quads.resize(self.quads.len() + self.width, [[NOUGHT; 4]; LANES]);
                self.scales.push([0.0; LANES]);
            }
            self.scales[self.len / LANES][lane] = scale;
            let first = self.quads.len() - self.width;
            let (whole, rest) = row.as_chunks::<4>();
            for (quad, whole) in self.quads[first..].iter_mut().zip(whole) {
                quad[lane] = *whole;
            }
            for (at, &last) in rest.iter().enumerate() {
                self.quads[first + whole.len()][lane][at] = last;
            }
            self.len += 1;
        }
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// How many times [`LANES`] rows stand side by side, the last ones perhaps with some of nothing.
    pub(super) fn blocks(&self) -> usize {
        self.scales.len()
    }

    /// The numbers and the scales of one of the blocks.
    #[inline(always)]
    pub(super) fn block(&self, number: usize) -> (&[Quad], &[f32; LANES]) {
        (&self.quads[number * self.width..][..self.width], &self.scales[number])
    }
}

/// A table whose rows can be inputs.
#[derive(Clone, Debug)]
pub(super) struct Inputs {
    /// Numbers in a row.
    pub(super) width: usize,
    scales: Vec<f32>,
    values: Vec<u8>,
}

impl Inputs {
    pub(super) fn new(table: &Table) -> Self {
        let values = table.values.iter().map(|&value| raised(value)).collect();
        Self { width: table.width, scales: table.scales.clone(), values }
    }

    /// A row and what one of its numbers stands for.
    pub(super) fn row(&self, row: usize) -> (f32, &[u8]) {
        (self.scales[row], &self.values[row * self.width..][..self.width])
    }

    fn rows(&self) -> impl Iterator<Item = (f32, &[u8])> {
        (0..self.scales.len()).map(|row| self.row(row))
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

    /// Adds to `out` what each row of the parts of the input, from part `first` on, gives to the gates, and `bias` times the
    /// bias: for each row as many as there are groups.
    #[inline(always)]
    fn give<W: Width>(&self, lanes: W, bias: f32, first: usize, rows: &[Rows], out: &mut Vec<Given>) {
        let parts = &self.parts[first..first + rows.len()];
        let groups = self.groups.len();
        let (count, blocks) = rows.first().map_or((0, 0), |rows| (rows.len(), rows.blocks()));
        let begin = out.len();
        out.resize(begin + blocks * LANES * groups, [0; GROUP]);
        for (block, out) in out[begin..].chunks_exact_mut(LANES * groups).enumerate() {
            for (number, group) in self.groups.iter().enumerate() {
                let mut given = [[0.0; GROUP]; LANES];
                for given in &mut given {
                    for (given, own) in given.iter_mut().zip(&group.bias) {
                        *given = own * bias;
                    }
                }
                for (gates, rows) in parts.iter().zip(rows) {
                    let (numbers, scales) = rows.block(block);
                    let sums = gates.product(lanes, number, numbers);
                    for lane in 0..LANES {
                        let (sums, scale) = (sums[lane].as_flattened(), scales[lane]);
                        for at in 0..GROUP {
                            given[lane][at] =
                                (sums[at] as f32 * scale).mul_add(group.input_scales[at], given[lane][at]);
                        }
                    }
                }
                for lane in 0..LANES {
                    let out = &mut out[lane * groups + number];
                    for at in 0..GROUP {
                        out[at] = rounded(given[lane][at].clamp(-32767.0, 32767.0)) as i16;
                    }
                }
            }
        }
        out.truncate(begin + count * groups);
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
    state: Vec<Quad>,
    next: Vec<Quad>,
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
        let mut rows = Rows::default();
        rows.fill(table.width, Inputs::new(table).rows());
        self.directions.each_ref().map(|direction| {
            let mut given = Vec::new();
            direction.give(Plain, 0.0, part, std::slice::from_ref(&rows), &mut given);
            given
        })
    }

    /// Adds to `out` what each row of the first parts of the input gives to the gates of direction `number`, the bias
    /// included.
    #[inline(always)]
    pub(super) fn give<W: Width>(&self, lanes: W, number: usize, rows: &[Rows], out: &mut Vec<Given>) {
        self.directions[number].give(lanes, 1.0, 0, rows, out);
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
        out: &mut [u8],
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
                let mut states = [[NOUGHT; ROWS]; LANES];
                for (lane, token) in tokens.iter().enumerate() {
                    let Some(token) = *token else { continue };
                    let [given, extra] = read.gates_of(token, group, size / ROWS);
                    let cells = &mut scratch.cells[lane][group];
                    states[lane] = direction.groups[group].advance(given, extra, &sums[lane], cells);
                    out[(token * 2 + number) * size + group * ROWS..][..ROWS].copy_from_slice(&states[lane]);
                }
                let next = &mut scratch.next[group * ROWS / 4..][..ROWS / 4];
                for (at, quad) in next.iter_mut().enumerate() {
                    for lane in 0..LANES {
                        quad[lane] = states[lane].as_chunks::<4>().0[at];
                    }
                }
            }
            std::mem::swap(&mut scratch.state, &mut scratch.next);
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
        for states in [&mut self.state, &mut self.next] {
            states.clear();
            states.resize(size / 4, [[NOUGHT; 4]; LANES]);
        }
        self.cells.iter_mut().for_each(|cells| cells.resize(size / ROWS, [0.0; ROWS]));
    }

    #[inline(always)]
    fn forget(&mut self, lane: usize) {
        self.cells[lane].fill([0.0; ROWS]);
        self.state.iter_mut().for_each(|quad| quad[lane] = [NOUGHT; 4]);
    }
}

/// Adds up the rows of each set of features, which give `features` to the gates of `groups` groups of cells.
#[inline(always)]
pub(super) fn add_up(features: &[Given], groups: usize, sets: &[[u16; FEATURES]], out: &mut Vec<Given>) {
    out.clear();
    for rows in sets {
        for group in 0..groups {
            let mut sums = [0_i16; GROUP];
            for &row in rows {
                let more = &features[usize::from(row) * groups + group];
                for at in 0..GROUP {
                    sums[at] = sums[at].saturating_add(more[at]);
                }
            }
            out.push(sums);
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
