//! Trains a linear-chain CRF: maximum likelihood by stochastic gradients.
//!
//! Conditional random fields: Lafferty, McCallum, Pereira, ICML 2001. Steps follow AdaGrad (Duchi, Hazan, Singer, JMLR
//! 2011) with 1 added inside the root, and shrink from one epoch to the next. Half of the features of every token are
//! dropped at random (Srivastava and others, JMLR 2014); the weights are halved in the end to compensate. The label
//! before the first token of an example is outside.

use rustc_hash::FxHashMap;

use super::xorshift::Xorshift;
use crate::model::{CrfWeights, FeatureWeights, Scores, Transitions, key_of};
use crate::tag::{FORBIDDEN, ForwardBackward, LABELS, Label, PreparedTransitions, legal_transitions};

/// Instead of a label: unknown.
pub const ANY: u8 = u8::MAX;

/// A span of tokens with its features.
#[derive(Clone, Default)]
pub struct Example {
    /// The true labels, [`ANY`] for unknown ones.
    pub labels: Vec<u8>,
    /// The features of all tokens, one after the other.
    pub features: Vec<u32>,
    /// The end of each token's features.
    pub ends: Vec<u32>,
}

/// Training settings.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Minimum number of occurrences of a feature.
    pub least: u32,
    /// Number of passes over the examples.
    pub epochs: usize,
    /// The learning rate of the first epoch.
    pub step: f32,
    /// Features are dropped from the model if all of their weights are smaller.
    pub prune: f32,
    /// Whether half of the features are dropped at random.
    pub dropout: bool,
    /// Number of runs with different seeds whose weights are averaged.
    pub runs: usize,
    /// The random seed.
    pub seed: u64,
}

/// A feature's weights, padded to a whole register.
type PaddedWeights = [f32; 8];

/// Numbers features consecutively.
#[derive(Default)]
pub struct Vocabulary {
    ids: FxHashMap<u64, u32>,
    keys: Vec<u64>,
    counts: Vec<u32>,
}

impl Vocabulary {
    /// The number of `feature`; counts one more occurrence.
    pub fn id(&mut self, feature: u64) -> u32 {
        let next = self.keys.len() as u32;
        let id = *self.ids.entry(feature).or_insert(next);
        if id == next {
            self.keys.push(feature);
            self.counts.push(0);
        }
        self.counts[id as usize] += 1;
        id
    }
}

/// The weights during training.
struct Trainer {
    weights: Vec<PaddedWeights>,
    squares: Vec<PaddedWeights>,
    transitions: Transitions,
    transition_squares: Transitions,
    rate: f32,
}

/// Trains on `examples`.
pub fn train(examples: &[Example], vocabulary: &Vocabulary, settings: Settings) -> CrfWeights {
    let slots = slots(&vocabulary.counts, settings.least);
    let size = slots.iter().filter(|&&slot| slot != UNUSED).count();
    let mut sum = Trainer::new(size);
    for run in 0..settings.runs {
        let mut trainer = Trainer::new(size);
        trainer.go_through(examples, &slots, run, settings);
        sum.take_mean(&trainer, run);
    }
    sum.finish(&slots, vocabulary, settings)
}

/// Marks a feature that is too rare.
const UNUSED: u32 = u32::MAX;

fn slots(counts: &[u32], least: u32) -> Vec<u32> {
    let mut next = 0;
    let mut slot = |&count: &u32| {
        if count < least {
            return UNUSED;
        }
        next += 1;
        next - 1
    };
    counts.iter().map(&mut slot).collect()
}

impl Trainer {
    fn new(size: usize) -> Trainer {
        Trainer {
            weights: vec![[0.0; 8]; size],
            squares: vec![[1.0; 8]; size],
            transitions: legal_transitions(&[[0.0; LABELS]; LABELS]),
            transition_squares: [[1.0; LABELS]; LABELS],
            rate: 0.0,
        }
    }

    /// Runs all epochs.
    fn go_through(&mut self, examples: &[Example], slots: &[u32], run: usize, settings: Settings) {
        let mut random = Xorshift::new(settings.seed + run as u64);
        let mut order: Vec<usize> = (0..examples.len()).collect();
        for epoch in 0..settings.epochs {
            random.shuffle(&mut order);
            self.rate = settings.step * (1.0 - epoch as f32 / settings.epochs as f32);
            for &number in &order {
                self.learn(&examples[number], slots, settings.dropout.then_some(&mut random));
            }
        }
    }

    /// Adds `other` to these weights, which are the mean of `runs` weights so far.
    fn take_mean(&mut self, other: &Trainer, runs: usize) {
        let share = 1.0 / (runs as f32 + 1.0);
        let mean = |mine: &mut f32, theirs: &f32| *mine += (theirs - *mine) * share;
        for (mine, theirs) in self.weights.iter_mut().flatten().zip(other.weights.iter().flatten()) {
            mean(mine, theirs);
        }
        for (mine, theirs) in self.transitions.iter_mut().flatten().zip(other.transitions.iter().flatten()) {
            mean(mine, theirs);
        }
    }

    fn learn(&mut self, example: &Example, slots: &[u32], mut random: Option<&mut Xorshift>) {
        let mut kept: Vec<u32> = Vec::with_capacity(example.features.len());
        let mut ends = Vec::with_capacity(example.ends.len());
        let mut start = 0;
        for &end in &example.ends {
            keep(&example.features[start..end as usize], slots, random.as_deref_mut(), &mut kept);
            ends.push(kept.len());
            start = end as usize;
        }
        let scores = self.scores(&kept, &ends);
        let transitions = PreparedTransitions::new(&self.transitions);
        let sums = ForwardBackward::new(&scores, &transitions);
        let truth = Truth::new(&example.labels, scores, &transitions);
        self.update_features(&truth, &sums, &kept, &ends);
        self.update_transitions(&truth, &sums, &transitions);
    }

    fn scores(&self, kept: &[u32], ends: &[usize]) -> Vec<Scores> {
        let mut start = 0;
        let mut scores = Vec::with_capacity(ends.len());
        for &end in ends {
            let mut sum: PaddedWeights = [0.0; 8];
            for &slot in &kept[start..end] {
                for (sum, weight) in sum.iter_mut().zip(&self.weights[slot as usize]) {
                    *sum += weight;
                }
            }
            start = end;
            scores.push(std::array::from_fn(|label| sum[label]));
        }
        scores
    }

    fn update_features(&mut self, truth: &Truth, sums: &ForwardBackward, kept: &[u32], ends: &[usize]) {
        let mut start = 0;
        for (index, &end) in ends.iter().enumerate() {
            let marginal = sums.marginal(index);
            let mut gradient: PaddedWeights = [0.0; 8];
            gradient[..LABELS].copy_from_slice(&marginal);
            for (gradient, truth) in gradient.iter_mut().zip(truth.label(index)) {
                *gradient -= truth;
            }
            for &slot in &kept[start..end] {
                let weights = &mut self.weights[slot as usize];
                let squares = &mut self.squares[slot as usize];
                for label in 0..8 {
                    squares[label] += gradient[label] * gradient[label];
                    weights[label] -= self.rate * gradient[label] / squares[label].sqrt();
                }
            }
            start = end;
        }
    }

    fn update_transitions(&mut self, truth: &Truth, sums: &ForwardBackward, transitions: &PreparedTransitions) {
        self.update_first_transition(truth, sums);
        for index in 1..truth.labels.len() {
            for previous in 0..LABELS {
                for label in 0..LABELS {
                    let weight = &mut self.transitions[previous][label];
                    if *weight > FORBIDDEN / 2.0 {
                        let right = truth.transition(transitions, index, previous, label);
                        let gradient = sums.transition(transitions, index, previous, label) - right;
                        let square = &mut self.transition_squares[previous][label];
                        *square += gradient * gradient;
                        *weight -= self.rate * gradient / square.sqrt();
                    }
                }
            }
        }
    }

    /// The transition from outside to the first token.
    fn update_first_transition(&mut self, truth: &Truth, sums: &ForwardBackward) {
        let (marginal, first) = (sums.marginal(0), truth.label(0));
        for (label, probability) in marginal.iter().enumerate() {
            let weight = &mut self.transitions[Label::OUTSIDE.index()][label];
            if *weight > FORBIDDEN / 2.0 {
                let gradient = probability - first[label];
                let square = &mut self.transition_squares[Label::OUTSIDE.index()][label];
                *square += gradient * gradient;
                *weight -= self.rate * gradient / square.sqrt();
            }
        }
    }

    fn finish(self, slots: &[u32], vocabulary: &Vocabulary, settings: Settings) -> CrfWeights {
        let share = if settings.dropout { 0.5 } else { 1.0 };
        let mut rows: Vec<(u32, FeatureWeights)> = Vec::new();
        for (feature, &slot) in slots.iter().enumerate() {
            if slot != UNUSED {
                let weights = self.weights[slot as usize].map(|weight| weight * share);
                if weights[..LABELS].iter().any(|weight| weight.abs() >= settings.prune) {
                    rows.push((key_of(vocabulary.keys[feature]), FeatureWeights::from_weights(&weights[..LABELS])));
                }
            }
        }
        rows.sort_by_key(|(key, row)| (*key, row.weights));
        rows.dedup_by_key(|(key, _)| *key);
        CrfWeights::new(&rows, self.transitions)
    }
}

/// The target distribution: known labels, and for unknown ones their probabilities under the current weights (Tsuboi
/// and others, COLING 2008).
struct Truth<'a> {
    labels: &'a [u8],
    /// The sums over all labellings that agree with the known labels, if some are unknown.
    sums: Option<ForwardBackward>,
}

impl<'a> Truth<'a> {
    fn new(labels: &'a [u8], mut scores: Vec<Scores>, transitions: &PreparedTransitions) -> Self {
        if !labels.contains(&ANY) {
            return Self { labels, sums: None };
        }
        for (scores, &known) in scores.iter_mut().zip(labels).filter(|(_, known)| **known != ANY) {
            let others = scores.iter_mut().enumerate().filter(|(label, _)| *label != usize::from(known));
            others.for_each(|(_, score)| *score = FORBIDDEN);
        }
        Self { labels, sums: Some(ForwardBackward::new(&scores, transitions)) }
    }

    /// The target probabilities of the labels of token `index`.
    fn label(&self, index: usize) -> Scores {
        let known = || std::array::from_fn(|label| f32::from(label == usize::from(self.labels[index])));
        self.sums.as_ref().map_or_else(known, |sums| sums.marginal(index))
    }

    /// The target probability of the transition from label `previous` to label `label` at token `index` > 0.
    fn transition(&self, transitions: &PreparedTransitions, index: usize, previous: usize, label: usize) -> f32 {
        let is = |index: usize, label: usize| usize::from(self.labels[index]) == label;
        let known = || f32::from(is(index - 1, previous) && is(index, label));
        self.sums.as_ref().map_or_else(known, |sums| sums.transition(transitions, index, previous, label))
    }
}

/// Appends the slots of the used `features`, about half of them if `random` is given.
fn keep(features: &[u32], slots: &[u32], random: Option<&mut Xorshift>, kept: &mut Vec<u32>) {
    let Some(random) = random else {
        kept.extend(features.iter().map(|&feature| slots[feature as usize]).filter(|&slot| slot != UNUSED));
        return;
    };
    for block in features.chunks(64) {
        let mut bits = random.bits();
        for &feature in block {
            let slot = slots[feature as usize];
            if bits & 1 == 1 && slot != UNUSED {
                kept.push(slot);
            }
            bits >>= 1;
        }
    }
}
