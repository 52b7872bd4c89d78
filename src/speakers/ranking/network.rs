//! A small network that scores one row of numbers: one hidden layer, and a straight way past it.
//!
//! ```text
//! score = out · relu(hidden · x + bias) + skip · x
//! ```
//!
//! Numbers are clipped to what training saw.

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
