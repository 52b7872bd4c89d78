//! The weights that choose a speaker, and those that tell how far to trust the choice.

use super::calibration;
use super::network::{Bounds, Network, numbers, read_count};
use super::rows;
use crate::model::{ModelError, Seal};

/// Scores rows of evidence: the mean of a few networks.
#[derive(Clone, Debug, PartialEq)]
pub struct Scorer {
    /// How many numbers of a row are the same for all candidates.
    pub shared: usize,
    /// Between which bounds each number counts.
    pub bounds: Bounds,
    /// The networks.
    pub networks: Vec<Network>,
}

/// Chooses speakers.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranker {
    /// Scores candidates.
    pub choice: Scorer,
    /// Scores decisions: whether content and speaker are both right.
    pub trust: Scorer,
}

/// The form of the file in `seeds/model`.
const SEAL: Seal = Seal { kind: *b"SPKR", version: 1 };

impl Scorer {
    /// The probability of each of `candidates` rows, which stand one after the other in `rows`: for each network the
    /// softmax of its scores, then their mean.
    pub fn probabilities(&self, shared: &[f32], rows: &[f32], candidates: usize) -> Vec<f32> {
        let width = rows.len() / candidates.max(1);
        let mut mean = vec![0.0; candidates];
        let mut sums = Vec::new();
        for network in &self.networks {
            let begun = network.begin(shared, &self.bounds);
            let score = |row: &[f32]| network.finish(&begun, self.shared, row, &self.bounds, &mut sums);
            let mut scores: Vec<f32> = rows.chunks_exact(width.max(1)).map(score).collect();
            softmax(&mut scores);
            mean.iter_mut().zip(scores).for_each(|(mean, one)| *mean += one / self.networks.len() as f32);
        }
        mean
    }

    /// The probability that what `row` tells of is so.
    pub fn probability(&self, row: &[f32]) -> f32 {
        let mut sums = Vec::new();
        let one = |network: &Network| {
            let begun = network.begin(&[], &self.bounds);
            sigmoid(network.finish(&begun, 0, row, &self.bounds, &mut sums))
        };
        self.networks.iter().map(one).sum::<f32>() / self.networks.len().max(1) as f32
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
        Ok(Self { shared, bounds, networks })
    }
}

/// Makes probabilities of scores.
pub fn softmax(scores: &mut [f32]) {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    scores.iter_mut().for_each(|score| *score = (*score - most).exp());
    let total: f32 = scores.iter().sum();
    scores.iter_mut().for_each(|score| *score /= total.max(f32::MIN_POSITIVE));
}

/// The probability that a score in logits means.
pub fn sigmoid(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

impl Ranker {
    /// The weights that the library ships.
    ///
    /// # Errors
    ///
    /// When they are damaged, of another version or for other evidence.
    pub fn shipped() -> Result<Self, ModelError> {
        Self::from_bytes(include_bytes!("../../../seeds/model/speakers.bin"))
    }

    /// The weights in the bytes of a file.
    ///
    /// # Errors
    ///
    /// When the file is foreign, damaged, of another version or for other evidence.
    pub fn from_bytes(file: &[u8]) -> Result<Self, ModelError> {
        let mut rest = SEAL.open(file)?;
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
        SEAL.close(&bytes)
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
        Scorer { shared, bounds: vec![[-1.0, 2.0]; width], networks: vec![network(0.1), network(0.2)] }
    }

    #[test]
    fn a_row_in_two_parts_scores_as_a_whole() {
        let scorer = scorer(2, 5);
        let probabilities = scorer.probabilities(&[1.0, 0.5], &[1.0, 0.0, 9.0, 0.0, 0.0, 0.0], 2);
        assert!((probabilities.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        // What lies beyond the bounds counts as the bound.
        assert_eq!(probabilities, scorer.probabilities(&[1.0, 0.5], &[1.0, 0.0, 2.0, 0.0, 0.0, 0.0], 2));
        let network = &scorer.networks[0];
        let mut sums = Vec::new();
        let whole = network.finish(
            &network.begin(&[], &scorer.bounds),
            0,
            &[1.0, 0.5, 1.0, 0.0, 2.0],
            &scorer.bounds,
            &mut sums,
        );
        let begun = network.begin(&[1.0, 0.5], &scorer.bounds);
        let parts = network.finish(&begun, 2, &[1.0, 0.0, 2.0], &scorer.bounds, &mut sums);
        assert!((whole - parts).abs() < 1e-6);
    }

    #[test]
    fn a_file_is_read_as_it_was_written() {
        let width = rows::shared_names().len() + rows::candidate_names().len();
        let ranker =
            Ranker { choice: scorer(rows::shared_names().len(), width), trust: scorer(0, calibration::names().len()) };
        assert_eq!(Ranker::from_bytes(&ranker.to_bytes()).unwrap(), ranker);
        let other = Ranker { choice: scorer(1, 7), ..ranker };
        assert!(Ranker::from_bytes(&other.to_bytes()).is_err());
        assert!(Ranker::from_bytes(&SEAL.close(&[9; 40])).is_err());
    }
}
