//! The learned weights of evidence, and the choice they make among candidates.
//!
//! A conditional logit (McFadden 1974; the mention-ranking of coreference uses the same): each candidate, and joining
//! to nothing, gets the sum of the weights of its evidence; the softmax over them is the probability of each.

use super::pairs::{FEATURES, Pair, PairFeatures};
use crate::model::{ModelError, Seal, chances, pack_weights, unpack_weights};

/// One weight for each feature of each kind of pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// Joining a content to its cue.
    pub content_cue: Vec<f32>,
    /// Joining a cue to its source.
    pub cue_source: Vec<f32>,
}

impl Default for Weights {
    fn default() -> Self {
        Self { content_cue: vec![0.0; FEATURES], cue_source: vec![0.0; FEATURES] }
    }
}

/// The form of the file in `seeds/model`: for each kind of pair a scale and one small number a feature.
const SEAL: Seal = Seal { kind: *b"LINK", version: 1 };

impl Weights {
    /// The weights that the library ships.
    ///
    /// # Errors
    ///
    /// When they are damaged or of another version.
    pub fn shipped() -> Result<Self, ModelError> {
        Self::from_bytes(include_bytes!("../../seeds/model/linker.bin"))
    }

    /// The weights in the bytes of a file.
    ///
    /// # Errors
    ///
    /// When the file is foreign, damaged or of another version.
    pub fn from_bytes(file: &[u8]) -> Result<Self, ModelError> {
        let mut rest = SEAL.open(file)?;
        let mut next = || {
            let (table, after) = rest.split_at_checked(4 + FEATURES).ok_or(ModelError::Truncated { what: "linker" })?;
            rest = after;
            Ok(unpack_weights(table))
        };
        Ok(Self { content_cue: next()?, cue_source: next()? })
    }

    /// The bytes of a file with these weights, rounded to 255 steps.
    pub fn to_bytes(&self) -> Vec<u8> {
        SEAL.close(&[pack_weights(&self.content_cue), pack_weights(&self.cue_source)].concat())
    }

    /// The weights for one kind of pair.
    pub fn of(&self, pair: Pair) -> &[f32] {
        match pair {
            Pair::ContentCue => &self.content_cue,
            Pair::CueSource => &self.cue_source,
        }
    }

    /// The probability of each of `candidates`, in their order.
    pub fn probabilities(&self, pair: Pair, candidates: &[PairFeatures]) -> Vec<f32> {
        chances(self.of(pair), candidates)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_survive_the_file_but_for_rounding() {
        let mut weights = Weights::default();
        (weights.content_cue[3], weights.cue_source[9]) = (1.27, -0.5);
        let read = Weights::from_bytes(&weights.to_bytes()).unwrap();
        assert!((read.content_cue[3] - 1.27).abs() < 0.01 && (read.cue_source[9] + 0.5).abs() < 0.01);
        assert_eq!(read.to_bytes(), weights.to_bytes());
        assert_eq!(Weights::from_bytes(b"PNG").unwrap_err(), ModelError::Foreign);
    }

    #[test]
    fn the_shipped_weights_load() {
        assert!(Weights::shipped().unwrap().content_cue.iter().any(|&weight| weight != 0.0));
    }

    #[test]
    fn probabilities_add_up() {
        let mut weights = Weights::default();
        weights.content_cue[7] = 2.0;
        let chances = weights.probabilities(Pair::ContentCue, &[vec![7, 9], vec![8], vec![]]);
        assert!((chances.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        assert!(chances[0] > chances[1] && (chances[1] - chances[2]).abs() < 1e-6);
    }
}
