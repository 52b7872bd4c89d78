//! What can be set for the training of the network, and what the shipped weights were trained with.

use super::model::Dropout;
use crate::train::Scheme;

/// Everything that can be set. [`Settings::default`] is what the shipped weights were trained with.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Passes over the articles.
    pub epochs: usize,
    /// Passes of the networks that do not see one fold: what these miss, too, is to be like what is missed in use, and five of
    /// them take their time.
    pub fold_epochs: usize,
    /// How often an article of the news corpus is read in each.
    pub news: usize,
    /// How often an article of PolNeAR is read in each.
    pub polnear: usize,
    /// Whether articles are varied each time they are read.
    pub augment: bool,
    /// Sequences learned from at once.
    pub batch: usize,
    /// Tokens a sequence holds at least, where the article has as many.
    pub window: usize,
    /// Highest step of the optimiser; the steps rise for half an epoch and then fall to a twentieth.
    pub rate: f32,
    /// Left out at random.
    pub dropout: Dropout,
    /// How often rare words are taken for unknown ones: with probability `unknown / 2 / (unknown + times seen)`.
    pub unknown: f32,
    /// Words taken for unknown however often they were seen.
    pub always_unknown: f32,
    /// Words of the published vectors that are kept, besides those of the articles.
    pub vocabulary: usize,
    /// How often a word must be seen for a vector of its own.
    pub seen: usize,
    /// Size of the learned vectors of words.
    pub known: usize,
    /// Size of the vectors of endings.
    pub ending: usize,
    /// Size of the vectors of features.
    pub feature: usize,
    /// Size of the hidden state of one direction.
    pub hidden: usize,
    /// Layers.
    pub layers: usize,
    /// Where the random numbers begin.
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
            known: 32,
            ending: 16,
            feature: 30,
            hidden: 64,
            layers: 1,
            seed: 6,
        }
    }
}

impl Settings {
    /// How often an article annotated by `scheme` is read in an epoch.
    pub fn copies(&self, scheme: Scheme) -> usize {
        match scheme {
            Scheme::News => self.news,
            Scheme::Polnear => self.polnear,
        }
    }
}
