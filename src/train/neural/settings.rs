//! Training settings of the network.

use super::model::Dropout;
use crate::train::Scheme;

/// Training settings. [`Settings::default`] is for the bundled weights.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Number of passes over the articles.
    pub epochs: usize,
    /// Number of passes for the networks of the folds. They should miss about as much as the full one misses in use,
    /// and there are five of them to train.
    pub fold_epochs: usize,
    /// Copies of each article of the news corpus per epoch.
    pub news: usize,
    /// Copies of each article of PolNeAR per epoch.
    pub polnear: usize,
    /// Whether articles are augmented.
    pub augment: bool,
    /// Sequences per batch.
    pub batch: usize,
    /// Minimum number of tokens of a sequence, if the article is that long.
    pub window: usize,
    /// Maximum learning rate. It rises for half an epoch and then falls to a twentieth.
    pub rate: f32,
    /// Dropout rates.
    pub dropout: Dropout,
    /// Rare words are replaced by the unknown word with probability `unknown / 2 / (unknown + count)`.
    pub unknown: f32,
    /// Probability that any word is replaced by the unknown word.
    pub always_unknown: f32,
    /// Number of pretrained words that are kept, besides those in the articles.
    pub vocabulary: usize,
    /// Minimum count of a word with a learned vector.
    pub seen: usize,
    /// Size of the learned word vectors.
    pub learned: usize,
    /// Size of the ending vectors.
    pub ending: usize,
    /// Size of the feature vectors.
    pub feature: usize,
    /// Size of the hidden state of one direction.
    pub hidden: usize,
    /// Number of layers.
    pub layers: usize,
    /// The random seed.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            epochs: 6,
            fold_epochs: 4,
            news: 2,
            polnear: 1,
            augment: true,
            batch: 8,
            window: 120,
            rate: 0.003,
            dropout: Dropout { input: 0.5, hidden: 0.5, recurrent: 0.3 },
            unknown: 2.0,
            always_unknown: 0.05,
            vocabulary: 40_000,
            seen: 3,
            learned: 32,
            ending: 16,
            feature: 30,
            hidden: 64,
            layers: 1,
            seed: 6,
        }
    }
}

impl Settings {
    /// Copies of an article annotated by `scheme` per epoch.
    pub fn copies(&self, scheme: Scheme) -> usize {
        match scheme {
            Scheme::News => self.news,
            Scheme::Polnear => self.polnear,
        }
    }
}
