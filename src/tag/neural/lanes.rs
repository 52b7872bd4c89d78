//! Products of small whole numbers, several sequences side by side, in the widest lanes the machine has.
//!
//! The sums are those of whole numbers, so every machine and every width gives the same ones: plain code, AVX2 and
//! AVX-512 differ in speed alone. A weight is fetched once for [`LANES`] sequences, which is what makes it fast: a
//! recurrent layer that reads one sequence waits for its weights most of the time.

use pulp::NullaryFnOnce;

use super::format::{GATES, ROWS, Table};

/// Sequences read side by side.
pub(super) const LANES: usize = 4;

/// Sums of one sequence: the gates of [`ROWS`] cells.
pub(super) type Sums = [[i32; ROWS]; GATES];

/// Two neighbouring numbers of each sequence.
pub(super) type Pair = [[i16; 2]; LANES];

/// Two columns of sixteen rows of each gate, as the multiplication of pairs wants them.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
pub(super) struct Columns([[i16; 2 * ROWS]; GATES]);

/// A matrix whose rows are gates by cells, ready for products: sixteen cells after sixteen, all their gates together.
#[derive(Clone, Debug)]
pub(super) struct Gates {
    /// Pairs of columns.
    pairs: usize,
    columns: Vec<Columns>,
}

impl Gates {
    /// The columns of `table` from `first` on, as many as `width`.
    pub(super) fn new(table: &Table, first: usize, width: usize) -> Self {
        let cells = table.scales.len() / GATES;
        let pairs = width.div_ceil(2);
        let weight = |row: usize, column: usize| {
            if column < width { i16::from(table.values[row * table.width + first + column]) } else { 0 }
        };
        let columns = |cell: usize, pair: usize| {
            let gate = |gate: usize| std::array::from_fn(|at| weight(gate * cells + cell + at / 2, pair * 2 + at % 2));
            Columns(std::array::from_fn(gate))
        };
        let groups = (0..cells).step_by(ROWS);
        Self { pairs, columns: groups.flat_map(|cell| (0..pairs).map(move |pair| columns(cell, pair))).collect() }
    }

    /// How many pairs of columns there are.
    pub(super) fn pairs(&self) -> usize {
        self.pairs
    }

    /// The sums of the gates of cells `16 * group` and after, for each sequence.
    #[inline(always)]
    pub(super) fn product<W: Width>(&self, width: W, group: usize, states: &[Pair]) -> [Sums; LANES] {
        width.product(&self.columns[group * self.pairs..][..self.pairs], states)
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
    /// The sums of all pairs of columns, each multiplied with the pair of numbers that stands beside it.
    fn product(self, columns: &[Columns], states: &[Pair]) -> [Sums; LANES];
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
        if let Some(token) = x86::Vnni::try_new() {
            return token.vectorize(With(work, x86::Avx512(token.avx512f, token.avx512bw)));
        }
        if let Some(token) = pulp::x86::V4::try_new() {
            return token.vectorize(With(work, x86::Avx512(token.avx512f, token.avx512bw)));
        }
        if let Some(token) = pulp::x86::V3::try_new() {
            return token.vectorize(With(work, x86::Avx2(token)));
        }
    }
    work.run(Plain);
}

/// Work with the width that was chosen for it.
struct With<T, W>(T, W);

impl<T: Work, W: Width> NullaryFnOnce for With<T, W> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        self.0.run(self.1);
    }
}

/// No width in particular: what the compiler makes of it.
#[derive(Clone, Copy)]
pub(super) struct Plain;

impl Width for Plain {
    #[inline(always)]
    fn product(self, columns: &[Columns], states: &[Pair]) -> [Sums; LANES] {
        let mut sums = [[[0; ROWS]; GATES]; LANES];
        for (columns, pair) in columns.iter().zip(states) {
            for (sums, [first, second]) in sums.iter_mut().zip(pair) {
                for (sums, weights) in sums.iter_mut().zip(&columns.0) {
                    for (sum, [even, odd]) in sums.iter_mut().zip(weights.as_chunks::<2>().0) {
                        *sum += i32::from(*even) * i32::from(*first) + i32::from(*odd) * i32::from(*second);
                    }
                }
            }
        }
        sums
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    //! The same products by the instruction that multiplies pairs and adds them up.

    use std::arch::x86_64::{__m256i, __m512i};

    use pulp::cast;
    use pulp::core_arch::x86::{Avx512bw, Avx512f};
    use pulp::x86::V3;

    use super::{Columns, LANES, Pair, Sums, Width};
    use crate::tag::neural::format::{GATES, ROWS};

    pulp::simd_type! {
        /// What `pulp::x86::V4` has, and VNNI: there the compiler makes one instruction of multiplying pairs and adding.
        pub(super) struct Vnni {
            pub(super) popcnt: "popcnt",
            pub(super) bmi1: "bmi1",
            pub(super) bmi2: "bmi2",
            pub(super) lzcnt: "lzcnt",
            pub(super) fma: "fma",
            pub(super) avx512f: "avx512f",
            pub(super) avx512bw: "avx512bw",
            pub(super) avx512cd: "avx512cd",
            pub(super) avx512dq: "avx512dq",
            pub(super) avx512vl: "avx512vl",
            pub(super) avx512vnni: "avx512vnni",
        }
    }

    /// Sixteen sums at once, all gates of all sequences kept in registers.
    #[derive(Clone, Copy)]
    pub(super) struct Avx512(pub(super) Avx512f, pub(super) Avx512bw);

    impl Width for Avx512 {
        #[inline(always)]
        fn product(self, columns: &[Columns], states: &[Pair]) -> [Sums; LANES] {
            let Avx512(foundation, words) = self;
            let mut sums = [[foundation._mm512_setzero_si512(); GATES]; LANES];
            for (columns, pair) in columns.iter().zip(states) {
                let weights: [__m512i; GATES] = cast(columns.0);
                for lane in 0..LANES {
                    let numbers = foundation._mm512_set1_epi32(cast(pair[lane]));
                    for gate in 0..GATES {
                        let product = words._mm512_madd_epi16(weights[gate], numbers);
                        sums[lane][gate] = foundation._mm512_add_epi32(sums[lane][gate], product);
                    }
                }
            }
            cast(sums)
        }
    }

    /// Eight sums at once; registers hold one gate of all sequences.
    #[derive(Clone, Copy)]
    pub(super) struct Avx2(pub(super) V3);

    impl Width for Avx2 {
        #[inline(always)]
        fn product(self, columns: &[Columns], states: &[Pair]) -> [Sums; LANES] {
            let mut all = [[[0; ROWS]; GATES]; LANES];
            for gate in 0..GATES {
                for (all, sums) in all.iter_mut().zip(self.gate(columns, gate, states)) {
                    all[gate] = sums;
                }
            }
            all
        }
    }

    impl Avx2 {
        #[inline(always)]
        fn gate(self, columns: &[Columns], gate: usize, states: &[Pair]) -> [[i32; ROWS]; LANES] {
            let (older, newer) = (self.0.avx, self.0.avx2);
            let mut sums = [[older._mm256_setzero_si256(); 2]; LANES];
            for (columns, pair) in columns.iter().zip(states) {
                let weights: [__m256i; 2] = cast(columns.0[gate]);
                for lane in 0..LANES {
                    let numbers = older._mm256_set1_epi32(cast(pair[lane]));
                    for half in 0..2 {
                        let product = newer._mm256_madd_epi16(weights[half], numbers);
                        sums[lane][half] = newer._mm256_add_epi32(sums[lane][half], product);
                    }
                }
            }
            cast(sums)
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

    fn states(pairs: usize) -> Vec<Pair> {
        let number = |at: usize| (at as i32 * 7919 % 16383 - 8191) as i16;
        (0..pairs)
            .map(|pair| std::array::from_fn(|lane| [number(pair * 8 + lane * 2), number(pair * 8 + lane * 2 + 1)]))
            .collect()
    }

    #[test]
    fn a_product_is_the_sum_of_products() {
        let table = table();
        let gates = Gates::new(&table, 2, 5);
        let states = states(gates.pairs);
        let found = gates.product(Plain, 1, &states);
        let (lane, gate, cell) = (3, 2, 5);
        let row = gate * 32 + 16 + cell;
        let numbers = states.iter().flat_map(|pair| pair[lane]);
        let weights = &table.values[row * 7 + 2..][..5];
        let expected: i32 =
            weights.iter().zip(numbers).map(|(&weight, number)| i32::from(weight) * i32::from(number)).sum();
        assert_eq!(found[lane][gate][cell], expected);
        assert_eq!(in_groups(&table.scales)[(GATES + gate) * ROWS + cell], row as f32);
    }

    #[test]
    fn the_widest_lanes_give_the_plain_sums() {
        struct Compare(Gates, Vec<Pair>);
        impl Work for Compare {
            fn run<W: Width>(self, width: W) {
                for group in 0..self.0.columns.len() / self.0.pairs {
                    assert_eq!(self.0.product(width, group, &self.1), self.0.product(Plain, group, &self.1));
                }
            }
        }
        let gates = Gates::new(&table(), 0, 7);
        let states = states(gates.pairs);
        #[cfg(target_arch = "x86_64")]
        if let Some(token) = pulp::x86::V3::try_new() {
            Compare(gates.clone(), states.clone()).run(x86::Avx2(token));
        }
        widest(Compare(gates, states));
    }
}
