//! The weights that choose a speaker, and those that estimate how far to trust the choice.

use super::batched_networks::BatchedNetworks;
use super::calibration;
use super::network::{Bounds, Network, numbers, read_count};
use super::rows;
use crate::model::{ModelError, ModelHeader, sigmoid, softmax};

/// Scores rows of features with the mean of several networks.
#[derive(Clone, Debug, PartialEq)]
pub struct Scorer {
    /// Number of features that all candidates share.
    pub shared: usize,
    /// The range to which each feature is clipped.
    pub bounds: Bounds,
    networks: Vec<Network>,
    wide: BatchedNetworks,
}

/// Chooses speakers.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranker {
    /// Scores candidates.
    pub choice: Scorer,
    /// Scores decisions: whether content and speaker are both right.
    pub trust: Scorer,
}

/// The format of the file in `seeds/model`.
const HEADER: ModelHeader = ModelHeader { kind: *b"SPKR", version: 3 };

impl Scorer {
    /// The mean of `networks`, for rows that begin with `shared` features.
    pub fn new(shared: usize, bounds: Bounds, networks: Vec<Network>) -> Self {
        Self { shared, bounds, wide: BatchedNetworks::new(&networks), networks }
    }

    /// The probability of each of `candidates` consecutive rows in `rows`: for each network the softmax of its scores,
    /// then their mean.
    pub fn probabilities(&self, shared: &[f32], rows: &[f32], candidates: usize) -> Vec<f32> {
        let networks = self.networks.len();
        let scores = self.wide.scores(&self.bounds, shared, rows, candidates);
        let mut mean = vec![0.0; candidates];
        let mut of_one = Vec::with_capacity(candidates);
        for network in 0..networks {
            of_one.clear();
            of_one.extend(scores.iter().skip(network).step_by(networks));
            softmax(&mut of_one);
            mean.iter_mut().zip(&of_one).for_each(|(mean, one)| *mean += one / networks as f32);
        }
        mean
    }

    /// The probability that the decision described by `row` is right.
    pub fn probability(&self, row: &[f32]) -> f32 {
        let scores = self.wide.scores(&self.bounds, &[], row, 1);
        scores.iter().copied().map(sigmoid).sum::<f32>() / scores.len().max(1) as f32
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        for count in [self.shared, self.bounds.len(), self.networks.len()] {
            bytes.extend((count as u32).to_le_bytes());
        }
        self.bounds.iter().flatten().for_each(|bound| bytes.extend(bound.to_le_bytes()));
        self.networks.iter().for_each(|network| network.write(bytes));
    }

    fn read(bytes: &mut &[u8]) -> Result<Self, ModelError> {
        let (shared, width, count) = (read_count(bytes)?, read_count(bytes)?, read_count(bytes)?);
        let bounds = numbers(bytes, width.saturating_mul(2))?.as_chunks::<2>().0.to_vec();
        let networks = (0..count).map(|_| Network::read(width, bytes)).collect::<Result<_, _>>()?;
        Ok(Self::new(shared, bounds, networks))
    }
}

impl Ranker {
    /// The bundled weights.
    ///
    /// # Errors
    ///
    /// If they are damaged, of another version or for other features.
    pub fn shipped() -> Result<Self, ModelError> {
        Self::from_bytes(include_bytes!("../../../seeds/model/speakers.bin"))
    }

    /// Reads weights from the bytes of a file.
    ///
    /// # Errors
    ///
    /// If the file is foreign, damaged, of another version or for other features.
    pub fn from_bytes(file: &[u8]) -> Result<Self, ModelError> {
        let mut rest = HEADER.decode(file)?;
        let ranker = Self { choice: Scorer::read(&mut rest)?, trust: Scorer::read(&mut rest)? };
        let fits = ranker.choice.bounds.len() == rows::shared_names().len() + rows::candidate_names().len()
            && ranker.choice.shared == rows::shared_names().len()
            && ranker.trust.bounds.len() == calibration::names().len();
        if fits && rest.is_empty() { Ok(ranker) } else { Err(ModelError::Truncated { what: "speaker ranker" }) }
    }

    /// The bytes of a file with these weights.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.choice.write(&mut bytes);
        self.trust.write(&mut bytes);
        HEADER.encode(&bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scorer(shared: usize, width: usize) -> Scorer {
        let numbers = |count: usize, by: f32| (0..count).map(|at| (at % 7) as f32 * by - 0.2).collect::<Vec<f32>>();
        let network = |by: f32| Network {
            hidden: 3,
            to_hidden: numbers(3 * width, by),
            skip: numbers(width, by),
            bias: numbers(3, by),
            out: numbers(3, by),
            base: by,
        };
        Scorer::new(shared, vec![[-1.0, 2.0]; width], vec![network(0.1), network(0.2)])
    }

    #[test]
    fn probabilities_sum_to_one_within_the_bounds() {
        let scorer = scorer(2, 5);
        let probabilities = scorer.probabilities(&[1.0, 0.5], &[1.0, 0.0, 9.0, 0.0, 0.0, 0.0], 2);
        assert!((probabilities.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        // Values outside the range are clipped.
        assert_eq!(probabilities, scorer.probabilities(&[1.0, 0.5], &[1.0, 0.0, 2.0, 0.0, 0.0, 0.0], 2));
    }

    #[test]
    fn a_score_is_that_of_its_network() {
        let scorer = scorer(1, 3);
        let row = [0.5, 1.0, 2.0];
        let expected = scorer.networks.iter().map(|network| {
            let cell = |cell: usize| {
                let sum: f32 = (0..3).map(|number| network.to_hidden[number * 3 + cell] * row[number]).sum();
                (sum + network.bias[cell]).max(0.0) * network.out[cell]
            };
            let past: f32 = network.skip.iter().zip(row).map(|(weight, value)| weight * value).sum();
            past + network.base + (0..3).map(cell).sum::<f32>()
        });
        // The last row is summed in full, the others by their difference from it.
        let rows = [row[1], row[2], 0.0, 1.0];
        let scores = scorer.wide.scores(&scorer.bounds, &row[..1], &rows, 2);
        assert!(scores.iter().zip(expected).all(|(score, expected)| (score - expected).abs() < 1e-5), "{scores:?}");
        assert_eq!(scores[2..], scorer.wide.scores(&scorer.bounds, &row[..1], &rows[2..], 1));
    }

    #[test]
    fn a_file_is_read_as_it_was_written() {
        let width = rows::shared_names().len() + rows::candidate_names().len();
        let ranker =
            Ranker { choice: scorer(rows::shared_names().len(), width), trust: scorer(0, calibration::names().len()) };
        assert_eq!(Ranker::from_bytes(&ranker.to_bytes()).unwrap(), ranker);
        let other = Ranker { choice: scorer(1, 7), ..ranker };
        assert!(Ranker::from_bytes(&other.to_bytes()).is_err());
        assert!(Ranker::from_bytes(&HEADER.encode(&[9; 40])).is_err());
    }
}
