//! Learning what part a mention plays in its sentence, from parsed text.
//!
//! Multinomial logistic regression by AdaGrad (Duchi, Hazan, Singer 2011); the weights are the mean over the passes, the
//! first left out.

use rustc_hash::FxHashMap;

use super::rng::Random;
use crate::model::{Row, key_of};
use crate::speakers::{Part, Parts};

/// A mention: its features and its part.
pub struct PartExample {
    /// As `speakers` sees it.
    pub features: Vec<u64>,
    /// As the parse has it.
    pub part: Part,
}

/// Passes over all examples.
const EPOCHS: usize = 6;
/// Step of AdaGrad.
const STEP: f32 = 0.25;
/// A feature must occur so often.
const LEAST: usize = 4;
/// Features whose weights are all below this are left out.
const PRUNE: f32 = 0.04;

type Scores = [f32; 7];

/// Learns from `examples`; the same weights every time.
pub fn learn_parts(examples: &[PartExample]) -> Parts {
    let numbers = vocabulary(examples);
    let seen: Vec<(Vec<usize>, usize)> = examples
        .iter()
        .map(|example| {
            let known = example.features.iter().filter_map(|feature| numbers.get(feature).copied()).collect();
            (known, example.part as usize)
        })
        .collect();
    let (mut weights, mut squares) = (vec![Scores::default(); numbers.len()], vec![Scores::default(); numbers.len()]);
    let mut mean = vec![Scores::default(); numbers.len()];
    let mut order: Vec<usize> = (0..seen.len()).collect();
    let mut random = Random::new(1);
    for epoch in 0..EPOCHS {
        random.shuffle(&mut order);
        for &example in &order {
            climb(&seen[example], &mut weights, &mut squares);
        }
        if epoch > 0 {
            let pairs = mean.iter_mut().flatten().zip(weights.iter().flatten());
            pairs.for_each(|(mean, weight)| *mean += weight / (EPOCHS - 1) as f32);
        }
    }
    let mut rows: Vec<(u32, Row)> = numbers
        .iter()
        .filter(|(_, number)| mean[**number].iter().any(|weight| weight.abs() >= PRUNE))
        .map(|(&feature, &number)| (key_of(feature), Row::from_weights(&mean[number])))
        .collect();
    rows.sort_by_key(|(key, row)| (*key, row.weights));
    rows.dedup_by_key(|(key, _)| *key);
    Parts::new(&rows)
}

/// A number for every feature that occurs often enough, in the order of their first occurrence.
fn vocabulary(examples: &[PartExample]) -> FxHashMap<u64, usize> {
    let mut counts: FxHashMap<u64, usize> = FxHashMap::default();
    for feature in examples.iter().flat_map(|example| &example.features) {
        *counts.entry(*feature).or_default() += 1;
    }
    let mut numbers = FxHashMap::default();
    for feature in examples.iter().flat_map(|example| &example.features) {
        if counts[feature] >= LEAST {
            let next = numbers.len();
            numbers.entry(*feature).or_insert(next);
        }
    }
    numbers
}

fn climb((features, part): &(Vec<usize>, usize), weights: &mut [Scores], squares: &mut [Scores]) {
    let mut scores = Scores::default();
    for &feature in features {
        scores.iter_mut().zip(weights[feature]).for_each(|(score, weight)| *score += weight);
    }
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let total: f32 = scores.iter().map(|score| (score - most).exp()).sum();
    let slopes: Scores =
        std::array::from_fn(|label| (scores[label] - most).exp() / total - f32::from(u8::from(label == *part)));
    for &feature in features {
        for (label, slope) in slopes.iter().enumerate().filter(|(_, slope)| slope.abs() > 1e-3) {
            squares[feature][label] += slope * slope;
            weights[feature][label] -= STEP * slope / (1.0 + squares[feature][label]).sqrt();
        }
    }
}
