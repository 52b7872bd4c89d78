//! Evaluates several networks together, so that each feature of a row is read once for all of them.
//!
//! ```text
//! one number   to the cells of network 1 | of network 2 | … | past them, one for each network | zeros up to the width
//! ```
//!
//! Candidates share most of their feature values. A row is computed as its difference from the row of the last
//! candidate (nobody), which is summed in full.

use super::network::{Bounds, Network};
use crate::model::{Kernel, dispatch_simd};

/// Number of sums that are kept in registers together: those of four networks with 24 hidden cells each.
const WIDTH: usize = 112;

/// The sums of some cells, or the weights to them.
type Cells = [f32; WIDTH];

/// Networks for the same features.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct BatchedNetworks {
    /// For each block of [`WIDTH`] cells and outputs: the biases, and the weights of each feature.
    blocks: Vec<(Cells, Vec<Cells>)>,
    /// Weights from the cells to the scores.
    out: Vec<f32>,
    /// The number of hidden cells of each network.
    hidden: Vec<usize>,
}

impl BatchedNetworks {
    pub fn new(networks: &[Network]) -> Self {
        let side_by_side = |cells: &dyn Fn(&Network) -> Vec<f32>, past: &dyn Fn(&Network) -> f32| {
            let mut numbers: Vec<f32> = networks.iter().flat_map(cells).collect();
            numbers.extend(networks.iter().map(past));
            numbers.resize(numbers.len().next_multiple_of(WIDTH), 0.0);
            numbers.as_chunks().0.to_vec()
        };
        let start: Vec<Cells> = side_by_side(&|one| one.bias.clone(), &|one| one.base);
        let mut blocks: Vec<(Cells, Vec<Cells>)> = start.into_iter().map(|start| (start, Vec::new())).collect();
        for number in 0..networks.first().map_or(0, |network| network.skip.len()) {
            let cells = |one: &Network| one.to_hidden[number * one.hidden..(number + 1) * one.hidden].to_vec();
            let weights = side_by_side(&cells, &|one| one.skip[number]);
            blocks.iter_mut().zip(weights).for_each(|(block, weights)| block.1.push(weights));
        }
        Self {
            blocks,
            out: networks.iter().flat_map(|network| network.out.iter().copied()).collect(),
            hidden: networks.iter().map(|network| network.hidden).collect(),
        }
    }

    /// The scores of `count` consecutive rows, each of which begins with the `shared` features: for each row the scores
    /// of all networks.
    pub fn scores(&self, bounds: &Bounds, shared: &[f32], rows: &[f32], count: usize) -> Vec<f32> {
        let mut scores = Vec::with_capacity(count * self.hidden.len());
        if count > 0 {
            dispatch_simd(Scoring { wide: self, bounds, shared, rows, count, scores: &mut scores });
        }
        scores
    }

    fn put_scores(&self, sums: &[f32], scores: &mut Vec<f32>) {
        let (mut from, cells) = (0, self.out.len());
        for (network, hidden) in self.hidden.iter().enumerate() {
            let both = sums[from..from + hidden].iter().zip(&self.out[from..from + hidden]);
            scores.push(sums[cells + network] + both.map(|(cell, weight)| cell.max(0.0) * weight).sum::<f32>());
            from += hidden;
        }
    }
}

struct Scoring<'a> {
    wide: &'a BatchedNetworks,
    bounds: &'a Bounds,
    shared: &'a [f32],
    rows: &'a [f32],
    count: usize,
    scores: &'a mut Vec<f32>,
}

impl Kernel for Scoring<'_> {
    #[inline(always)]
    fn run(self) {
        let Self { wide, bounds, shared, rows, count, scores } = self;
        let width = rows.len() / count;
        // The last candidate is nobody, with the fewest non-zero features.
        let nobody = &rows[(count - 1) * width..];
        let mut differences = vec![(0, 0.0); shared.len() + width];
        let full = shared.iter().chain(nobody).zip(bounds).map(|(&value, bounds)| (0.0, clip(value, bounds)));
        let found = list(full, 0, &mut differences);
        let mut begun: Vec<Cells> = wide.blocks.iter().map(|block| block.0).collect();
        for (sums, (_, weights)) in begun.iter_mut().zip(&wide.blocks) {
            add(&differences[..found], weights, sums);
        }
        let bounds = &bounds[shared.len()..];
        let mut all: Vec<Cells> = begun.clone();
        for row in 0..count {
            let row = &rows[row * width..(row + 1) * width];
            let both = row.iter().zip(nobody).zip(bounds);
            let clipped = both.map(|((&value, &usual), bounds)| (clip(usual, bounds), clip(value, bounds)));
            let found = list(clipped, shared.len(), &mut differences);
            for ((sums, begun), (_, weights)) in all.iter_mut().zip(&begun).zip(&wide.blocks) {
                *sums = *begun;
                add(&differences[..found], weights, sums);
            }
            wide.put_scores(all.as_flattened(), scores);
        }
    }
}

#[inline(always)]
fn clip(value: f32, [low, high]: &[f32; 2]) -> f32 {
    value.max(*low).min(*high)
}

/// Writes the positions (counted from `first`) and sizes of the differences between the two values of each pair.
/// Returns the number of differences.
#[inline(always)]
fn list(pairs: impl Iterator<Item = (f32, f32)>, first: usize, differences: &mut [(usize, f32)]) -> usize {
    let mut found = 0;
    for (at, (one, other)) in pairs.enumerate() {
        // Written unconditionally and counted if different: no branch to mispredict.
        differences[found] = (first + at, other - one);
        found += usize::from(one != other);
    }
    found
}

/// Adds the effect of the feature `differences` to `sums`.
#[inline(always)]
fn add(differences: &[(usize, f32)], weights: &[Cells], sums: &mut Cells) {
    let mut kept = *sums;
    for &(number, value) in differences {
        let weights = &weights[number];
        for cell in 0..WIDTH {
            kept[cell] += value * weights[cell];
        }
    }
    *sums = kept;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(hidden: usize, width: usize, seed: usize) -> Network {
        let numbers = |count: usize, by: usize| {
            (0..count).map(|at| ((at * by + seed) % 13) as f32 / 13.0 - 0.5).collect::<Vec<f32>>()
        };
        Network {
            hidden,
            to_hidden: numbers(width * hidden, 5),
            skip: numbers(width, 7),
            bias: numbers(hidden, 3),
            out: numbers(hidden, 11),
            base: seed as f32,
        }
    }

    /// The score by the formula of a network.
    fn score(network: &Network, row: &[f32]) -> f32 {
        let cell = |cell: usize| {
            let sum: f32 =
                row.iter().zip(network.to_hidden[cell..].iter().step_by(network.hidden)).map(|(x, w)| x * w).sum();
            (sum + network.bias[cell]).max(0.0) * network.out[cell]
        };
        let past: f32 = row.iter().zip(&network.skip).map(|(x, w)| x * w).sum();
        (0..network.hidden).map(cell).sum::<f32>() + past + network.base
    }

    #[test]
    fn networks_of_several_blocks_score_each_row_by_their_formula() {
        // 50 + 50 + 40 cells and three outputs: more than one block, and the outputs are in the second.
        let networks = [network(50, 4, 1), network(50, 4, 2), network(40, 4, 3)];
        let wide = BatchedNetworks::new(&networks);
        assert_eq!(wide.blocks.len(), 2);
        let bounds = vec![[-1.0, 1.0]; 4];
        let rows = [[0.5, -0.25, 0.0], [9.0, 0.0, -9.0], [0.0, 0.75, 1.0]];
        let scores = wide.scores(&bounds, &[2.0], rows.as_flattened(), 3);
        let expected = rows.iter().flat_map(|row| {
            let clipped: Vec<f32> = [2.0].iter().chain(row).map(|x: &f32| x.clamp(-1.0, 1.0)).collect();
            networks.iter().map(|network| score(network, &clipped)).collect::<Vec<_>>()
        });
        let expected: Vec<f32> = expected.collect();
        assert_eq!(scores.len(), expected.len());
        let near = scores.iter().zip(&expected).all(|(score, expected)| (score - expected).abs() < 1e-3);
        assert!(near, "{scores:?} {expected:?}");
        assert_eq!(wide.scores(&bounds, &[2.0], &[], 0), Vec::<f32>::new());
    }
}
