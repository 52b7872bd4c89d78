//! Integer matrix products for several sequences at once, at the best SIMD level of the machine.
//!
//! Integer sums are exact, so scalar code, AVX2 and AVX-512 give the same results. Each weight is loaded once for
//! [`SEQUENCES`] sequences; a recurrent layer with a single sequence mostly waits for its weights.
//!
//! The VNNI instruction multiplies four bytes with four bytes and adds the products to a sum, but one side must be
//! unsigned. So inputs are [`biased`], and the sums start lower to compensate.

use super::format::{CELLS, GATES, QuantisedMatrix};

/// Number of sequences computed together.
pub(super) const SEQUENCES: usize = 4;

/// The sums of one sequence: the gates of [`CELLS`] cells.
pub(super) type Accumulators = [[i32; CELLS]; GATES];

/// Four adjacent numbers, [`biased`].
pub(super) type Quad = [u8; 4];

/// The biased zero.
pub(super) const ZERO_POINT: u8 = 128;

/// A number with the bias that makes it unsigned.
pub(super) fn biased(value: i8) -> u8 {
    value.cast_unsigned() ^ ZERO_POINT
}

/// Biased numbers in quads, padded with zeros.
pub(super) fn to_quads(values: &[i8]) -> impl Iterator<Item = Quad> {
    values.chunks(4).map(|some| std::array::from_fn(|at| some.get(at).map_or(ZERO_POINT, |&value| biased(value))))
}

/// Rows of `width` quads, [`SEQUENCES`] at a time. The last row fills the last batch.
pub(super) fn batches(rows: &[Quad], width: usize) -> impl Iterator<Item = [&[Quad]; SEQUENCES]> {
    let count = rows.len() / width;
    let row = move |row: usize| &rows[row.min(count - 1) * width..][..width];
    (0..count).step_by(SEQUENCES).map(move |first| std::array::from_fn(|lane| row(first + lane)))
}

/// Four columns of sixteen rows of each gate, row by row.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
pub(super) struct ColumnBlock([[i8; 4 * CELLS]; GATES]);

/// A matrix of gates by inputs, arranged for products: sixteen cells at a time, with all their gates together.
#[derive(Clone, Debug)]
pub(super) struct GateMatrix {
    /// Number of column quads.
    quads: usize,
    columns: Vec<ColumnBlock>,
    /// For each group of cells, the negated sums of products with biased zeros.
    starts: Vec<Accumulators>,
}

impl GateMatrix {
    /// `width` columns of `table` from `first` on.
    pub(super) fn new(table: &QuantisedMatrix, first: usize, width: usize) -> Self {
        let cells = table.scales.len() / GATES;
        let quads = width.div_ceil(4);
        let weight = |row: usize, column: usize| {
            if column < width { table.values[row * table.width + first + column] } else { 0 }
        };
        let columns = |cell: usize, quad: usize| {
            let gate = |gate: usize| std::array::from_fn(|at| weight(gate * cells + cell + at / 4, quad * 4 + at % 4));
            ColumnBlock(std::array::from_fn(gate))
        };
        let sum = |row: usize| (0..width).map(|column| i32::from(weight(row, column))).sum::<i32>();
        let start = |cell: usize| -> Accumulators {
            std::array::from_fn(|gate| std::array::from_fn(|at| -i32::from(ZERO_POINT) * sum(gate * cells + cell + at)))
        };
        let groups = (0..cells).step_by(CELLS);
        Self {
            quads,
            columns: groups.clone().flat_map(|cell| (0..quads).map(move |quad| columns(cell, quad))).collect(),
            starts: groups.map(start).collect(),
        }
    }

    /// Sets `sums` to those of the gates of cell group `group`, for the rows of each sequence.
    #[inline(always)]
    pub(super) fn product<W: SimdLevel>(
        &self,
        simd: W,
        group: usize,
        rows: [&[Quad]; SEQUENCES],
        sums: &mut [Accumulators; SEQUENCES],
    ) {
        let columns = &self.columns[group * self.quads..][..self.quads];
        simd.product(&self.starts[group], columns, rows, sums);
    }
}

/// Values in the order of `GateMatrix`: sixteen cells at a time, with all their gates together.
pub(super) fn group_by_cells<T: Copy>(rows: &[T]) -> Vec<T> {
    let cells = rows.len() / GATES;
    let at = |index: usize| {
        let (group, gate, cell) = (index / (GATES * CELLS), index / CELLS % GATES, index % CELLS);
        rows[gate * cells + group * CELLS + cell]
    };
    (0..rows.len()).map(at).collect()
}

/// One implementation of the product.
pub(super) trait SimdLevel: Copy {
    /// Sets `sums` to `start` plus the products of each column block with the quads of each row. Every row has a quad
    /// for each block.
    fn product(
        self,
        start: &Accumulators,
        columns: &[ColumnBlock],
        rows: [&[Quad]; SEQUENCES],
        sums: &mut [Accumulators; SEQUENCES],
    );
}

/// A computation at any SIMD level.
pub(super) trait Kernel {
    /// Runs it.
    fn run<W: SimdLevel>(self, simd: W);
}

/// Runs `work` at the best SIMD level of this machine.
pub(super) fn dispatch(work: impl Kernel) {
    #[cfg(target_arch = "x86_64")]
    {
        use archmage::{SimdToken, X64V3Token, X64V4xToken};
        if let Some(token) = X64V4xToken::summon() {
            return x86::with_avx512(token, work);
        }
        if let Some(token) = X64V3Token::summon() {
            return x86::with_avx2(token, work);
        }
    }
    work.run(Scalar);
}

/// Portable code without intrinsics.
#[derive(Clone, Copy)]
pub(super) struct Scalar;

impl SimdLevel for Scalar {
    #[inline(always)]
    fn product(
        self,
        start: &Accumulators,
        columns: &[ColumnBlock],
        rows: [&[Quad]; SEQUENCES],
        sums: &mut [Accumulators; SEQUENCES],
    ) {
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

/// The rows, cut to one quad per column block. This removes bounds checks from the inner loop.
#[inline(always)]
fn trim_rows<'a>(columns: &[ColumnBlock], mut rows: [&'a [Quad]; SEQUENCES]) -> [&'a [Quad]; SEQUENCES] {
    for row in &mut rows {
        *row = &row[..columns.len()];
    }
    rows
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    //! The product with x86 intrinsics.

    use archmage::{X64V3Token, X64V4xToken, arcane};

    use super::{Accumulators, ColumnBlock, Kernel, Quad, SEQUENCES, SimdLevel, trim_rows};
    use crate::tag::neural::format::{CELLS, GATES};

    #[arcane]
    pub(super) fn with_avx512<T: Kernel>(token: X64V4xToken, work: T) {
        work.run(Avx512(token));
    }

    #[arcane]
    pub(super) fn with_avx2<T: Kernel>(token: X64V3Token, work: T) {
        work.run(Avx2(token));
    }

    /// AVX-512 with VNNI: sixteen sums of four products at once, with all gates of all sequences in registers.
    #[derive(Clone, Copy)]
    pub(super) struct Avx512(pub(super) X64V4xToken);

    impl SimdLevel for Avx512 {
        #[inline(always)]
        fn product(
            self,
            start: &Accumulators,
            columns: &[ColumnBlock],
            rows: [&[Quad]; SEQUENCES],
            sums: &mut [Accumulators; SEQUENCES],
        ) {
            product_avx512(self.0, start, columns, rows, sums);
        }
    }

    #[arcane(import_intrinsics)]
    fn product_avx512(
        _: X64V4xToken,
        start: &Accumulators,
        columns: &[ColumnBlock],
        rows: [&[Quad]; SEQUENCES],
        all: &mut [Accumulators; SEQUENCES],
    ) {
        let start = start.each_ref().map(|start| _mm512_loadu_epi32(start));
        let mut sums = [start; SEQUENCES];
        let rows = trim_rows(columns, rows);
        for (at, columns) in columns.iter().enumerate() {
            let weights = columns.0.each_ref().map(|weights| _mm512_loadu_epi8(weights));
            for lane in 0..SEQUENCES {
                let numbers = _mm512_set1_epi32(i32::from_le_bytes(rows[lane][at]));
                for gate in 0..GATES {
                    sums[lane][gate] = _mm512_dpbusd_epi32(sums[lane][gate], numbers, weights[gate]);
                }
            }
        }
        for lane in 0..SEQUENCES {
            for gate in 0..GATES {
                _mm512_storeu_epi32(&mut all[lane][gate], sums[lane][gate]);
            }
        }
    }

    /// AVX2: bytes are widened, eight sums of two products at once; half a gate of all sequences is in registers.
    #[derive(Clone, Copy)]
    pub(super) struct Avx2(pub(super) X64V3Token);

    impl SimdLevel for Avx2 {
        #[inline(always)]
        fn product(
            self,
            start: &Accumulators,
            columns: &[ColumnBlock],
            rows: [&[Quad]; SEQUENCES],
            sums: &mut [Accumulators; SEQUENCES],
        ) {
            product_avx2(self.0, start, columns, rows, sums);
        }
    }

    #[arcane(import_intrinsics)]
    fn product_avx2(
        _: X64V3Token,
        start: &Accumulators,
        columns: &[ColumnBlock],
        rows: [&[Quad]; SEQUENCES],
        all: &mut [Accumulators; SEQUENCES],
    ) {
        *all = [*start; SEQUENCES];
        let rows = trim_rows(columns, rows);
        for (gate, half) in (0..2 * GATES).map(|half| (half / 2, half % 2)) {
            // Eight rows: two registers of four rows by four columns, with two sums per row.
            let mut sums = [[_mm256_setzero_si256(); 2]; SEQUENCES];
            for (at, columns) in columns.iter().enumerate() {
                let weights = &columns.0[gate].as_chunks::<16>().0[2 * half..];
                let weights = [0, 1].map(|part| _mm256_cvtepi8_epi16(_mm_loadu_si128(&weights[part])));
                for lane in 0..SEQUENCES {
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
                let mut eight = [0; CELLS / 2];
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
    fn table() -> QuantisedMatrix {
        let values = (0..96 * 7).map(|at: i32| (at * 37 % 255 - 127) as i8).collect();
        QuantisedMatrix { width: 7, scales: (0..96).map(|row| row as f32).collect(), values }
    }

    fn number(at: usize) -> i8 {
        (at as i32 * 7919 % 255 - 127) as i8
    }

    /// The numbers of each sequence.
    fn rows(width: usize) -> [Vec<i8>; SEQUENCES] {
        std::array::from_fn(|lane| (0..width).map(|at| number(lane * 100 + at)).collect())
    }

    fn product<W: SimdLevel>(
        gates: &GateMatrix,
        simd: W,
        group: usize,
        rows: &[Vec<i8>; SEQUENCES],
    ) -> [Accumulators; SEQUENCES] {
        let rows = rows.each_ref().map(|row| to_quads(row).collect::<Vec<_>>());
        let mut sums = [[[7; CELLS]; GATES]; SEQUENCES];
        gates.product(simd, group, rows.each_ref().map(Vec::as_slice), &mut sums);
        sums
    }

    #[test]
    fn a_product_is_the_sum_of_products() {
        let table = table();
        let gates = GateMatrix::new(&table, 2, 5);
        let rows = rows(5);
        let found = product(&gates, Scalar, 1, &rows);
        let (lane, gate, cell) = (3, 2, 5);
        let row = gate * 32 + 16 + cell;
        let weights = &table.values[row * 7 + 2..][..5];
        let products = weights.iter().zip(&rows[lane]).map(|(&weight, &number)| i32::from(weight) * i32::from(number));
        let expected: i32 = products.sum();
        assert_eq!(found[lane][gate][cell], expected);
        assert_eq!(group_by_cells(&table.scales)[(GATES + gate) * CELLS + cell], row as f32);
    }

    #[test]
    fn the_last_row_fills_the_batch() {
        let rows: Vec<Quad> = to_quads(&[1; 6]).chain(to_quads(&[2; 8])).collect();
        assert_eq!(rows[1], [1, 1, 0, 0].map(biased));
        let all: Vec<_> = batches(&rows, 2).collect();
        assert_eq!(all, [[&rows[..2], &rows[2..], &rows[2..], &rows[2..]]]);
        assert_eq!(batches(&[], 2).count(), 0);
    }

    #[test]
    fn all_levels_give_the_scalar_sums() {
        let gates = GateMatrix::new(&table(), 0, 7);
        let rows = rows(7);
        for group in 0..2 {
            let compare = |found| assert_eq!(product(&gates, Scalar, group, &rows), found);
            #[cfg(target_arch = "x86_64")]
            {
                use archmage::{SimdToken, X64V3Token, X64V4xToken};
                if let Some(token) = X64V3Token::summon() {
                    compare(product(&gates, x86::Avx2(token), group, &rows));
                }
                if let Some(token) = X64V4xToken::summon() {
                    compare(product(&gates, x86::Avx512(token), group, &rows));
                }
            }
        }
    }
}
