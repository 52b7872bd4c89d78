//! A small network that scores one row of numbers: one hidden layer, and a straight way past it.
//!
//! ```text
//! score = out · relu(hidden · x + bias) + skip · x
//! ```
//!
//! Numbers are clipped to what training saw. Rows are mostly nought, so that a product costs what is there.

use crate::model::ModelError;

/// The weights of one network, made ready for rows as they are counted (their means and deviations are in the weights).
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// Cells of the hidden layer.
    pub hidden: usize,
    /// For each number of a row its weights to the hidden cells.
    pub to_hidden: Vec<f32>,
    /// For each number its weight past the hidden layer.
    pub skip: Vec<f32>,
    /// What each hidden cell begins with.
    pub bias: Vec<f32>,
    /// From the hidden cells to the score.
    pub out: Vec<f32>,
    /// What the score begins with.
    pub base: f32,
}

/// Between which bounds each number of a row counts.
pub type Bounds = Vec<[f32; 2]>;

impl Network {
    /// What the numbers from `first` on add to the hidden cells and to the score: `sums` has a cell more than there are
    /// hidden ones.
    fn add(&self, first: usize, row: &[f32], bounds: &[[f32; 2]], sums: &mut [f32]) {
        let (score, cells) = sums.split_last_mut().expect("one more than hidden cells");
        for (at, (&value, &[low, high])) in row.iter().zip(&bounds[first..]).enumerate() {
            if value == 0.0 {
                continue;
            }
            let value = value.clamp(low, high);
            let number = first + at;
            let weights = &self.to_hidden[number * self.hidden..(number + 1) * self.hidden];
            cells.iter_mut().zip(weights).for_each(|(cell, weight)| *cell += value * weight);
            *score += value * self.skip[number];
        }
    }

    /// The sums of what all rows have in common.
    pub fn begin(&self, shared: &[f32], bounds: &[[f32; 2]]) -> Vec<f32> {
        let mut sums = self.bias.clone();
        sums.push(self.base);
        self.add(0, shared, bounds, &mut sums);
        sums
    }

    /// The score of a row that begins with what `begun` was made of; `first` numbers stand before it.
    pub fn finish(&self, begun: &[f32], first: usize, row: &[f32], bounds: &[[f32; 2]], sums: &mut Vec<f32>) -> f32 {
        sums.clear();
        sums.extend_from_slice(begun);
        self.add(first, row, bounds, sums);
        let cells = sums[..self.hidden].iter().zip(&self.out);
        sums[self.hidden] + cells.map(|(cell, weight)| cell.max(0.0) * weight).sum::<f32>()
    }

    /// The network in bytes, for rows of `width` numbers.
    pub(super) fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend((self.hidden as u32).to_le_bytes());
        let parts = [&self.to_hidden, &self.skip, &self.bias, &self.out];
        for number in parts.into_iter().flatten().chain([&self.base]) {
            bytes.extend(number.to_le_bytes());
        }
    }

    /// The network at the beginning of `bytes`, which are then what comes behind it.
    pub(super) fn read(width: usize, bytes: &mut &[u8]) -> Result<Self, ModelError> {
        let hidden = read_count(bytes)?;
        let mut take = |count: usize| numbers(bytes, count);
        Ok(Self {
            hidden,
            to_hidden: take(width.saturating_mul(hidden))?,
            skip: take(width)?,
            bias: take(hidden)?,
            out: take(hidden)?,
            base: take(1)?[0],
        })
    }
}

const WHAT: &str = "speaker ranker";

/// The count at the beginning of `bytes`.
pub(super) fn read_count(bytes: &mut &[u8]) -> Result<usize, ModelError> {
    let (count, rest) = bytes.split_first_chunk::<4>().ok_or(ModelError::Truncated { what: WHAT })?;
    *bytes = rest;
    Ok(u32::from_le_bytes(*count) as usize)
}

/// So many numbers at the beginning of `bytes`.
pub(super) fn numbers(bytes: &mut &[u8], count: usize) -> Result<Vec<f32>, ModelError> {
    let (these, rest) = bytes.split_at_checked(count.saturating_mul(4)).ok_or(ModelError::Truncated { what: WHAT })?;
    *bytes = rest;
    Ok(these.as_chunks::<4>().0.iter().map(|&number| f32::from_le_bytes(number)).collect())
}
