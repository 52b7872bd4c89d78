//! A small network that scores one row of features: one hidden layer and a skip connection.
//!
//! ```text
//! score = out · relu(hidden · x + bias) + skip · x
//! ```
//!
//! Features are clipped to the range seen in training.

use crate::model::ModelError;

/// The weights of one network. Means and deviations of the features are part of them, so rows need no scaling.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// Cells of the hidden layer.
    pub hidden: usize,
    /// For each feature, its weights to the hidden cells.
    pub to_hidden: Vec<f32>,
    /// For each feature, its weight to the score.
    pub skip: Vec<f32>,
    /// Biases of the hidden cells.
    pub bias: Vec<f32>,
    /// Weights from the hidden cells to the score.
    pub out: Vec<f32>,
    /// Bias of the score.
    pub base: f32,
}

/// The range to which each feature is clipped.
pub type Bounds = Vec<[f32; 2]>;

impl Network {
    /// Writes the network as bytes, for rows of `width` features.
    pub(super) fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend((self.hidden as u32).to_le_bytes());
        let parts = [&self.to_hidden, &self.skip, &self.bias, &self.out];
        for number in parts.into_iter().flatten().chain([&self.base]) {
            bytes.extend(number.to_le_bytes());
        }
    }

    /// Reads a network from the beginning of `bytes` and advances them.
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

/// Reads a count from the beginning of `bytes`.
pub(super) fn read_count(bytes: &mut &[u8]) -> Result<usize, ModelError> {
    let (count, rest) = bytes.split_first_chunk::<4>().ok_or(ModelError::Truncated { what: WHAT })?;
    *bytes = rest;
    Ok(u32::from_le_bytes(*count) as usize)
}

/// Reads `count` numbers from the beginning of `bytes`.
pub(super) fn numbers(bytes: &mut &[u8], count: usize) -> Result<Vec<f32>, ModelError> {
    let (these, rest) = bytes.split_at_checked(count.saturating_mul(4)).ok_or(ModelError::Truncated { what: WHAT })?;
    *bytes = rest;
    Ok(these.as_chunks::<4>().0.iter().map(|&number| f32::from_le_bytes(number)).collect())
}
