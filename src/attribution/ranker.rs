//! The learned weights of pair features, and the probabilities of candidates.
//!
//! A conditional logit (McFadden 1974), as in mention ranking for coreference: each candidate, and linking to nothing,
//! gets the sum of the weights of its features; their softmax is the probability.

use super::pair_features::{FEATURES, PairFeatures, PairKind};
use crate::model::{ModelError, ModelHeader, candidate_probabilities, pack_weights, unpack_weights};

/// One weight for each feature of each kind of pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// Linking a content with its cue.
    pub content_cue: Vec<f32>,
    /// Linking a cue with its source.
    pub cue_source: Vec<f32>,
}

impl Default for Weights {
    fn default() -> Self {
        Self { content_cue: vec![0.0; FEATURES], cue_source: vec![0.0; FEATURES] }
    }
}

/// The format of the file in `seeds/model`: for each kind of pair a scale, and one byte for each feature.
const HEADER: ModelHeader = ModelHeader { kind: *b"LINK", version: 1 };

impl Weights {
    /// The bundled weights.
    ///
    /// # Errors
    ///
    /// If they are damaged or of another version.
    pub fn shipped() -> Result<Self, ModelError> {
        Self::from_bytes(include_bytes!("../../seeds/model/linker.bin"))
    }

    /// Reads weights from the bytes of a file.
    ///
    /// # Errors
    ///
    /// If the file is foreign, damaged or of another version.
    pub fn from_bytes(file: &[u8]) -> Result<Self, ModelError> {
        let mut rest = HEADER.decode(file)?;
        let mut next = || {
            let (table, after) = rest.split_at_checked(4 + FEATURES).ok_or(ModelError::Truncated { what: "linker" })?;
            rest = after;
            Ok(unpack_weights(table))
        };
        Ok(Self { content_cue: next()?, cue_source: next()? })
    }

    /// The bytes of a file with these weights, rounded to 255 steps.
    pub fn to_bytes(&self) -> Vec<u8> {
        HEADER.encode(&[pack_weights(&self.content_cue), pack_weights(&self.cue_source)].concat())
    }

    /// The weights for one kind of pair.
    pub fn of(&self, pair: PairKind) -> &[f32] {
        match pair {
            PairKind::ContentCue => &self.content_cue,
            PairKind::CueSource => &self.cue_source,
        }
    }

    /// The probability of each of `candidates`, in their order.
    pub fn probabilities(&self, pair: PairKind, candidates: &[PairFeatures]) -> Vec<f32> {
        candidate_probabilities(self.of(pair), candidates)
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
        let chances = weights.probabilities(PairKind::ContentCue, &[vec![7, 9], vec![8], vec![]]);
        assert!((chances.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        assert!(chances[0] > chances[1] && (chances[1] - chances[2]).abs() < 1e-6);
    }
}
