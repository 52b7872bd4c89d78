//! The learned weights of the evidence about pronouns, and the choice they make among persons.
//!
//! A conditional logit (McFadden 1974), as for the links of `attribution`: each candidate, and nobody, gets the sum of
//! the weights of its evidence; the softmax over them is the probability of each.

use super::part::Parts;
use crate::model::{ModelError, Seal, Words, pack_weights, unpack_weights};

/// How many features there are.
pub const FEATURES: usize = 1 << 15;

/// The form of the file in `seeds/model`: the rows of the parts of the sentence, a scale, one small number a feature.
const SEAL: Seal = Seal { kind: *b"PRON", version: 1 };

/// Everything that is learned about pronouns.
#[derive(Clone, Debug)]
pub struct PronounModel {
    /// Classes of words.
    pub words: Words,
    /// What part a mention plays in its sentence.
    pub parts: Parts,
    /// One weight for each feature.
    pub weights: Vec<f32>,
}

impl PronounModel {
    /// The weights that the library ships.
    ///
    /// # Errors
    ///
    /// When they are damaged or of another version.
    pub fn shipped() -> Result<Self, ModelError> {
        Self::from_bytes(include_bytes!("../../../seeds/model/pronouns.bin"), Words::shipped()?)
    }

    /// The weights in the bytes of a file.
    ///
    /// # Errors
    ///
    /// When the file is foreign, damaged or of another version.
    pub fn from_bytes(file: &[u8], words: Words) -> Result<Self, ModelError> {
        let (parts, rest) = Parts::from_bytes(SEAL.open(file)?)?;
        if rest.len() != 4 + FEATURES {
            return Err(ModelError::Truncated { what: "pronouns" });
        }
        Ok(Self { words, parts, weights: unpack_weights(rest) })
    }

    /// The bytes of a file with these weights, rounded to 255 steps.
    pub fn to_bytes(&self) -> Vec<u8> {
        SEAL.close(&[self.parts.to_bytes(), pack_weights(&self.weights)].concat())
    }
}

/// The most probable candidate; the first of equal ones.
pub fn best(probabilities: &[f32]) -> usize {
    (1..probabilities.len())
        .fold(0, |best, other| if probabilities[other] > probabilities[best] { other } else { best })
}
