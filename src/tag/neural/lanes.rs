//! Products of small whole numbers, several sequences side by side, in the widest lanes the machine has.
//!
//! The sums are those of whole numbers, so every machine and every width gives the same ones: plain code, AVX2 and
//! AVX-512 differ in speed alone. A weight is fetched once for [`LANES`] sequences, which is what makes it fast: a
//! recurrent layer that reads one sequence waits for its weights most of the time.
//!
//! The widest instruction (VNNI) multiplies four bytes with four bytes and adds the products to a sum, but wants the
//! numbers on one side not to be below nought. So numbers are [`raised`], and the sums begin so much lower.

use super::format::{GATES, ROWS, Table};

/// Sequences read side by side.
pub(super) const LANES: usize = 4;

/// Sums of one sequence: the gates of [`ROWS`] cells.
pub(super) type Sums = [[i32; ROWS]; GATES];

/// Four neighbouring numbers, [`raised`].
pub(super) type Quad = [u8; 4];

/// Nought as it is read.
pub(super) const NOUGHT: u8 = 128;

/// A number as it is read: none is below nought.
pub(super) fn raised(value: i8) -> u8 {
    value.cast_unsigned() ^ NOUGHT
}

/// Numbers as they are read, four by four; behind the last ones stand noughts.
pub(super) fn in_quads(values: &[i8]) -> impl Iterator<Item = Quad> {
    values.chunks(4).map(|some| std::array::from_fn(|at| some.get(at).map_or(NOUGHT, |&value| raised(value))))
}

/// Rows of `width` quads, [`LANES`] at a time; beside the last ones the very last stands again.
pub(super) fn side_by_side(rows: &[Quad], width: usize) -> impl Iterator<Item = [&[Quad]; LANES]> {
    let count = rows.len() / width;
    let row = move |row: usize| &rows[row.min(count - 1) * width..][..width];
    (0..count).step_by(LANES).map(move |first| std::array::from_fn(|lane| row(first + lane)))
}

/// Four columns of sixteen rows of each gate, row after row.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
pub(super) struct Columns([[i8; 4 * ROWS]; GATES]);

/// A matrix whose rows are gates by cells, ready for products: sixteen cells after sixteen, all their gates together.
#[derive(Clone, Debug)]
pub(super) struct Gates {
    /// Columns, four by four.
    quads: usize,
    columns: Vec<Columns>,
    /// For each sixteen cells the sums of nothing but noughts, with the sign changed.
    starts: Vec<Sums>,
}

impl Gates {
    /// The columns of `table` from `first` on, as many as `width`.
    pub(super) fn new(table: &Table, first: usize, width: usize) -> Self {
        let cells = table.scales.len() / GATES;
        let quads = width.div_ceil(4);
        let weight = |row: usize, column: usize| {
            if column < width { table.values[row * table.width + first + column] } else { 0 }
        };
        let columns = |cell: usize, quad: usize| {
            let gate = |gate: usize| std::array::from_fn(|at| weight(gate * cells + cell + at / 4, quad * 4 + at % 4));
            Columns(std::array::from_fn(gate))
        };
        let sum = |row: usize| (0..width).map(|column| i32::from(weight(row, column))).sum::<i32>();
        let start = |cell: usize| -> Sums {
            std::array::from_fn(|gate| std::array::from_fn(|at| -i32::from(NOUGHT) * sum(gate * cells + cell + at)))
        };
        let groups = (0..cells).step_by(ROWS);
        Self {
            quads,
            columns: groups.clone().flat_map(|cell| (0..quads).map(move |quad| columns(cell, quad))).collect(),
            starts: groups.map(start).collect(),
        }
    }

    /// Leaves in `sums` those of the gates of cells `16 * group` and after, for the numbers of each sequence.
    #[inline(always)]
    pub(super) fn product<W: Width>(&self, width: W, group: usize, rows: [&[Quad]; LANES], sums: &mut [Sums; LANES]) {
        let columns = &self.columns[group * self.quads..][..self.quads];
        width.product(&self.starts[group], columns, rows, sums);
    }
}

/// Numbers in the order of `Gates`: sixteen cells after sixteen, all gates together.
pub(super) fn in_groups<T: Copy>(rows: &[T]) -> Vec<T> {
    let cells = rows.len() / GATES;
    let at = |index: usize| {
        let (group, gate, cell) = (index / (GATES * ROWS), index / ROWS % GATES, index % ROWS);
        rows[gate * cells + group * ROWS + cell]
    };
    (0..rows.len()).map(at).collect()
}

/// One way to multiply.
pub(super) trait Width: Copy {
    /// Leaves in `sums` those of all columns, each four multiplied with four numbers of a row, upon `start`. All rows have a
    /// quad for each four columns.
    fn product(self, start: &Sums, columns: &[Columns], rows: [&[Quad]; LANES], sums: &mut [Sums; LANES]);
}

/// Something to do, whatever the width.
pub(super) trait Work {
    /// Does it.
    fn run<W: Width>(self, width: W);
}

/// Does `work` in the widest lanes that this machine has.
pub(super) fn widest(work: impl Work) {
    #[cfg(target_arch = "x86_64")]
    {
        use archmage::{SimdToken, X64V3Token, X64V4xToken};
        if let Some(token) = X64V4xToken::summon() {
            return x86::with_bytes(token, work);
        }
        if let Some(token) = X64V3Token::summon() {
            return x86::with_pairs(token, work);
        }
    }
    work.run(Plain);
}

/// No width in particular: what the compiler makes of it.
#[derive(Clone, Copy)]
pub(super) struct Plain;

impl Width for Plain {
    #[inline(always)]
    fn product(self, start: &Sums, columns: &[Columns], rows: [&[Quad]; LANES], sums: &mut [Sums; LANES]) {
        for (sums, row) in sums.iter_mut().zip(rows) {
            *sums = *start;
            for (columns, numbers) in columns.iter().zip(row) {
                for (sums, weights) in sums.iter_mut().zip(&columns.0) {
                    for (sum, weights) in sums.iter_mut().zip(weights.as_chunks::<4>().0) {
                        for (weight, number) in weights.iter().zip(numbers) {
                            *sum += i32::from(*weight) * i32::from(*number);
                        }
                    }
                }
            }
        }
    }
}

/// The rows with a quad for each of the columns: said once for all of them.
#[inline(always)]
fn as_long_as<'a>(columns: &[Columns], mut rows: [&'a [Quad]; LANES]) -> [&'a [Quad]; LANES] {
    for row in &mut rows {
        *row = &row[..columns.len()];
    }
    rows
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    //! The same products by instructions of one family of machines.

    use archmage::{X64V3Token, X64V4xToken, arcane};

    use super::{Columns, LANES, Quad, Sums, Width, Work, as_long_as};
    use crate::tag::neural::format::{GATES, ROWS};

    #[arcane]
    pub(super) fn with_bytes<T: Work>(token: X64V4xToken, work: T) {
        work.run(Bytes(token));
    }

    #[arcane]
    pub(super) fn with_pairs<T: Work>(token: X64V3Token, work: T) {
        work.run(Pairs(token));
    }

    /// AVX-512 with VNNI: sixteen sums of four products at once, all gates of all sequences kept in registers.
    #[derive(Clone, Copy)]
    pub(super) struct Bytes(pub(super) X64V4xToken);

    impl Width for Bytes {
        #[inline(always)]
        fn product(self, start: &Sums, columns: &[Columns], rows: [&[Quad]; LANES], sums: &mut [Sums; LANES]) {
            product_of_bytes(self.0, start, columns, rows, sums);
        }
    }

    #[arcane(import_intrinsics)]
    fn product_of_bytes(
        _: X64V4xToken,
        start: &Sums,
        columns: &[Columns],
        rows: [&[Quad]; LANES],
        all: &mut [Sums; LANES],
    ) {
        let start = start.each_ref().map(|start| _mm512_loadu_epi32(start));
        let mut sums = [start; LANES];
        let rows = as_long_as(columns, rows);
        for (at, columns) in columns.iter().enumerate() {
            let weights = columns.0.each_ref().map(|weights| _mm512_loadu_epi8(weights));
            for lane in 0..LANES {
                let numbers = _mm512_set1_epi32(i32::from_le_bytes(rows[lane][at]));
                for gate in 0..GATES {
                    sums[lane][gate] = _mm512_dpbusd_epi32(sums[lane][gate], numbers, weights[gate]);
                }
            }
        }
        for lane in 0..LANES {
            for gate in 0..GATES {
                _mm512_storeu_epi32(&mut all[lane][gate], sums[lane][gate]);
            }
        }
    }

    /// AVX2: bytes are widened, eight sums of two products at once; registers hold half a gate of all sequences.
    #[derive(Clone, Copy)]
    pub(super) struct Pairs(pub(super) X64V3Token);

    impl Width for Pairs {
        #[inline(always)]
        fn product(self, start: &Sums, columns: &[Columns], rows: [&[Quad]; LANES], sums: &mut [Sums; LANES]) {
            product_of_pairs(self.0, start, columns, rows, sums);
        }
    }

    #[arcane(import_intrinsics)]
    fn product_of_pairs(
        _: X64V3Token,
        start: &Sums,
        columns: &[Columns],
        rows: [&[Quad]; LANES],
        all: &mut [Sums; LANES],
    ) {
        *all = [*start; LANES];
        let rows = as_long_as(columns, rows);
        for (gate, half) in (0..2 * GATES).map(|half| (half / 2, half % 2)) {
            // Eight rows: two registers of four rows by four columns, in each of which two sums a row.
            let mut sums = [[_mm256_setzero_si256(); 2]; LANES];
            for (at, columns) in columns.iter().enumerate() {
                let weights = &columns.0[gate].as_chunks::<16>().0[2 * half..];
                let weights = [0, 1].map(|part| _mm256_cvtepi8_epi16(_mm_loadu_si128(&weights[part])));
                for lane in 0..LANES {
                    let numbers = _mm256_cvtepu8_epi16(_mm_set1_epi32(i32::from_le_bytes(rows[lane][at])));
                    for part in 0..2 {
                        let product = _mm256_madd_epi16(weights[part], numbers);
                        sums[lane][part] = _mm256_add_epi32(sums[lane][part], product);
                    }
                }
            }
            for (all, [one, other]) in all.iter_mut().zip(sums) {
                // The sums of rows 0, 1, 4, 5, 2, 3, 6, 7.
                let sums = _mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_hadd_epi32(one, other));
                let mut eight = [0; ROWS / 2];
                _mm256_storeu_si256(&mut eight, sums);
                all[gate][half * 8..].iter_mut().zip(eight).for_each(|(sum, more)| *sum += more);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The gates of thirty-two cells by an odd number of columns.
    fn table() -> Table {
        let values = (0..96 * 7).map(|at: i32| (at * 37 % 255 - 127) as i8).collect();
        Table { width: 7, scales: (0..96).map(|row| row as f32).collect(), values }
    }

    fn number(at: usize) -> i8 {
        (at as i32 * 7919 % 255 - 127) as i8
    }

    /// Numbers of each sequence.
    fn rows(width: usize) -> [Vec<i8>; LANES] {
        std::array::from_fn(|lane| (0..width).map(|at| number(lane * 100 + at)).collect())
    }

    fn product<W: Width>(gates: &Gates, width: W, group: usize, rows: &[Vec<i8>; LANES]) -> [Sums; LANES] {
        let rows = rows.each_ref().map(|row| in_quads(row).collect::<Vec<_>>());
        let mut sums = [[[7; ROWS]; GATES]; LANES];
        gates.product(width, group, rows.each_ref().map(Vec::as_slice), &mut sums);
        sums
    }

    #[test]
    fn a_product_is_the_sum_of_products() {
        let table = table();
        let gates = Gates::new(&table, 2, 5);
        let rows = rows(5);
        let found = product(&gates, Plain, 1, &rows);
        let (lane, gate, cell) = (3, 2, 5);
        let row = gate * 32 + 16 + cell;
        let weights = &table.values[row * 7 + 2..][..5];
        let products = weights.iter().zip(&rows[lane]).map(|(&weight, &number)| i32::from(weight) * i32::from(number));
        let expected: i32 = products.sum();
        assert_eq!(found[lane][gate][cell], expected);
        assert_eq!(in_groups(&table.scales)[(GATES + gate) * ROWS + cell], row as f32);
    }

    #[test]
    fn rows_stand_side_by_side_and_the_last_one_again() {
        let rows: Vec<Quad> = in_quads(&[1; 6]).chain(in_quads(&[2; 8])).collect();
        assert_eq!(rows[1], [1, 1, 0, 0].map(raised));
        let all: Vec<_> = side_by_side(&rows, 2).collect();
        assert_eq!(all, [[&rows[..2], &rows[2..], &rows[2..], &rows[2..]]]);
        assert_eq!(side_by_side(&[], 2).count(), 0);
    }

    #[test]
    fn all_lanes_give_the_plain_sums() {
        let gates = Gates::new(&table(), 0, 7);
        let rows = rows(7);
        for group in 0..2 {
            let compare = |found| assert_eq!(product(&gates, Plain, group, &rows), found);
            #[cfg(target_arch = "x86_64")]
            {
                use archmage::{SimdToken, X64V3Token, X64V4xToken};
                if let Some(token) = X64V3Token::summon() {
                    compare(product(&gates, x86::Pairs(token), group, &rows));
                }
                if let Some(token) = X64V4xToken::summon() {
                    compare(product(&gates, x86::Bytes(token), group, &rows));
                }
            }
        }
    }
}
