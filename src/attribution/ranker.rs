//! The learned weights of evidence, and the choice they make among candidates.
//!
//! A conditional logit (McFadden 1974; the mention-ranking of coreference uses the same): each candidate, and joining
//! to nothing, gets the sum of the weights of its evidence; the softmax over them is the probability of each.

use super::pairs::{FEATURES, Pair, PairFeatures};

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

impl Weights {
    /// The weights for one kind of pair.
    pub fn of(&self, pair: Pair) -> &[f32] {
        match pair {
            Pair::ContentCue => &self.content_cue,
            Pair::CueSource => &self.cue_source,
        }
    }

    /// The probability of each of `candidates`, in their order.
    pub fn probabilities(&self, pair: Pair, candidates: &[PairFeatures]) -> Vec<f32> {
        let weights = self.of(pair);
        let sum = |evidence: &PairFeatures| {
            evidence.iter().map(|&feature| weights.get(usize::from(feature)).copied().unwrap_or(0.0)).sum()
        };
        let mut scores: Vec<f32> = candidates.iter().map(sum).collect();
        let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        for score in &mut scores {
            *score = (*score - most).exp();
        }
        let total: f32 = scores.iter().sum();
        scores.iter_mut().for_each(|score| *score /= total.max(f32::MIN_POSITIVE));
        scores
    }
}
