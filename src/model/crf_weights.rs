//! The weights of a linear-chain CRF: those of features, and the transition scores.

use std::cell::Cell;

use super::hash_table::{LookupBuffers, Table};
use super::simd::{Kernel, dispatch_simd};

/// The scores of the labels of one token (log weights, up to a constant).
pub type Scores = [f32; 7];

/// Transition scores by previous label (row) and next label (column).
pub type Transitions = [[f32; 7]; 7];

/// The weights of one feature for all labels: seven bytes and a common scale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FeatureWeights {
    /// The weights in units of the scale.
    pub weights: [i8; 7],
    /// The unit is two to the power of minus one eighth of this.
    pub scale: u8,
}

impl FeatureWeights {
    /// Quantises `weights`.
    pub fn from_weights(weights: &[f32]) -> FeatureWeights {
        let top = weights.iter().fold(0.0f32, |top, weight| top.max(weight.abs()));
        let mut row = FeatureWeights { weights: [0; 7], scale: scale_for(top) };
        let unit = unit(row.scale);
        for (small, weight) in row.weights.iter_mut().zip(weights) {
            *small = (weight / unit).round().clamp(-127.0, 127.0) as i8;
        }
        row
    }
}

/// The finest scale that can represent a weight of size `top`.
fn scale_for(top: f32) -> u8 {
    (0..=255).rev().find(|&scale| unit(scale) * 127.0 >= top).unwrap_or(0)
}

fn unit(scale: u8) -> f32 {
    f32::exp2(-f32::from(scale) / 8.0)
}

/// The weights of a linear-chain CRF.
#[derive(Clone, Debug)]
pub struct CrfWeights {
    rows: Table<FeatureWeights>,
    units: Vec<f32>,
    /// Transition scores.
    pub transitions: Transitions,
}

impl CrfWeights {
    /// The weights with `rows` by key, see [`super::key_of`].
    pub fn new(rows: &[(u32, FeatureWeights)], transitions: Transitions) -> CrfWeights {
        CrfWeights { rows: Table::new(rows), units: (0..=255).map(unit).collect(), transitions }
    }

    /// Adds the weights of `features` to `scores`.
    #[cfg(test)]
    fn add(&self, features: &[u64], scores: &mut Scores) {
        self.add_weights(std::slice::from_mut(scores), 0..1, |_, out| out.extend_from_slice(features));
    }

    /// Adds the weights of features to those of `scores` at `places`: `features` writes the features of the given place
    /// to an empty vector.
    pub fn add_weights(
        &self,
        scores: &mut [Scores],
        places: impl Iterator<Item = usize>,
        features: impl FnMut(usize, &mut Vec<u64>),
    ) {
        dispatch_simd(AddWeights { layer: self, scores, places, features });
    }

    /// The sum of the weights of `features`, in order.
    #[inline(always)]
    fn sum(&self, features: &[u64], buffers: &mut LookupBuffers<FeatureWeights>) -> [f32; 8] {
        let mut sum = [0.0; 8];
        self.rows.get_all(features, buffers, |row| {
            let unit = self.units[usize::from(row.scale)];
            // The eighth lane is padding.
            let [a, b, c, d, e, f, g] = row.weights;
            for (sum, weight) in sum.iter_mut().zip([a, b, c, d, e, f, g, 0]) {
                *sum += f32::from(weight) * unit;
            }
        });
        sum
    }

    /// All rows in order of their keys.
    pub fn entries(&self) -> Vec<(u32, FeatureWeights)> {
        self.rows.entries()
    }
}

/// Adds weights to the scores of many places, as a SIMD kernel.
struct AddWeights<'a, P, F> {
    layer: &'a CrfWeights,
    scores: &'a mut [Scores],
    places: P,
    features: F,
}

impl<P: Iterator<Item = usize>, F: FnMut(usize, &mut Vec<u64>)> Kernel for AddWeights<'_, P, F> {
    #[inline(always)]
    fn run(mut self) {
        thread_local! {
            /// Reused between calls: many are for a few places only.
            static BUFFERS: Cell<(Vec<u64>, LookupBuffers<FeatureWeights>)> = Cell::default();
        }
        let (mut found, mut buffers) = BUFFERS.take();
        for index in self.places {
            found.clear();
            (self.features)(index, &mut found);
            let sum = self.layer.sum(&found, &mut buffers);
            self.scores[index].iter_mut().zip(sum).for_each(|(score, sum)| *score += sum);
        }
        BUFFERS.set((found, buffers));
    }
}

#[cfg(test)]
mod tests {
    use super::super::hash_table::key_of;
    use super::*;

    #[test]
    fn a_row_keeps_its_weights_to_one_in_a_hundred() {
        for weights in [[0.5, -3.0, 0.01, 0.0, 1.0, 2.0, -0.3], [1e-3, 0.0, 0.0, -2e-3, 0.0, 0.0, 0.0], [0.0; 7]] {
            let feature = 0x1234_5678_9abc_def0;
            let layer = CrfWeights::new(&[(key_of(feature), FeatureWeights::from_weights(&weights))], [[0.0; 7]; 7]);
            let mut scores = [0.0; 7];
            layer.add(&[feature, 7], &mut scores);
            let top = weights.iter().fold(0.0f32, |top, weight| top.max(weight.abs()));
            for (score, weight) in scores.iter().zip(weights) {
                assert!((score - weight).abs() <= top * 0.01, "{score} {weight}");
            }
        }
    }
}
