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

#[cfg(test)]
mod tests {
    use super::*;

    fn network(hidden: usize, base: f32) -> Network {
        let numbers = |count: usize, from: f32| (0..count).map(|at| from + at as f32).collect::<Vec<f32>>();
        Network {
            hidden,
            to_hidden: numbers(3 * hidden, 10.0),
            skip: numbers(3, 20.0),
            bias: numbers(hidden, 30.0),
            out: numbers(hidden, 40.0),
            base,
        }
    }

    #[test]
    fn networks_are_read_one_after_the_other_as_they_were_written() {
        let networks = [network(2, 0.5), network(1, -0.5)];
        let mut bytes = Vec::new();
        networks.iter().for_each(|network| network.write(&mut bytes));
        bytes.push(7);
        let mut rest = bytes.as_slice();
        assert_eq!([(); 2].map(|()| Network::read(3, &mut rest).unwrap()), networks);
        assert_eq!(rest, [7]);
    }

    #[test]
    fn a_file_that_ends_too_early_is_an_error() {
        let mut bytes = Vec::new();
        network(2, 0.5).write(&mut bytes);
        for end in 0..bytes.len() {
            assert!(Network::read(3, &mut &bytes[..end]).is_err(), "{end}");
        }
        // A count that no file can hold.
        bytes[..4].fill(0xff);
        assert!(Network::read(usize::MAX, &mut bytes.as_slice()).is_err());
    }
}
