//! Trains one layer of the chain: maximum likelihood by stochastic gradients.
//!
//! The chain is a conditional random field (Lafferty, McCallum, Pereira, ICML 2001). Steps follow AdaGrad (Duchi, Hazan,
//! Singer, JMLR 2011) with 1 added inside the root, and shrink from one epoch to the next. Half of the features of
//! every token are left out at random (Srivastava and others, JMLR 2014); the weights are halved in the end to make up
//! for it. What stands before an example is outside.

use rustc_hash::FxHashMap;

use super::rng::Random;
use crate::model::{Layer, Row, Scores, Steps, key_of};
use crate::tag::{LABELS, Label, NEVER, ReadySteps, Sums, legal_steps};

/// In place of a label: any of them may be the true one.
pub const ANY: u8 = u8::MAX;

/// A stretch of tokens with its features.
#[derive(Clone, Default)]
pub struct Example {
    /// The true labels, [`ANY`] where none is known.
    pub labels: Vec<u8>,
    /// The features of all tokens, one after the other.
    pub features: Vec<u32>,
    /// Where the features of each token end.
    pub ends: Vec<u32>,
}

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// A feature must occur this often.
    pub least: u32,
    /// How often the examples are gone through.
    pub epochs: usize,
    /// The step of the first epoch.
    pub step: f32,
    /// Features whose greatest weight is below this are left out.
    pub prune: f32,
    /// Whether half of the features are left out at random.
    pub dropout: bool,
    /// How many runs with other random numbers the weights are the mean of.
    pub runs: usize,
    /// Where the random numbers begin.
    pub seed: u64,
}

/// A feature's weights, padded to a width that vector instructions like.
type Wide = [f32; 8];

/// Gives features small numbers.
#[derive(Default)]
pub struct Vocabulary {
    ids: FxHashMap<u64, u32>,
    keys: Vec<u64>,
    counts: Vec<u32>,
}

impl Vocabulary {
    /// The number of `feature`, counted once more.
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

/// The weights while they are learned.
struct Trainer {
    weights: Vec<Wide>,
    squares: Vec<Wide>,
    steps: Steps,
    step_squares: Steps,
    rate: f32,
}

/// Learns a layer from `examples`.
pub fn train(examples: &[Example], vocabulary: &Vocabulary, settings: Settings) -> Layer {
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

/// A feature that occurs too seldom.
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
            steps: legal_steps(&[[0.0; LABELS]; LABELS]),
            step_squares: [[1.0; LABELS]; LABELS],
            rate: 0.0,
        }
    }

    /// All epochs.
    fn go_through(&mut self, examples: &[Example], slots: &[u32], run: usize, settings: Settings) {
        let mut random = Random::new(settings.seed + run as u64);
        let mut order: Vec<usize> = (0..examples.len()).collect();
        for epoch in 0..settings.epochs {
            random.shuffle(&mut order);
            self.rate = settings.step * (1.0 - epoch as f32 / settings.epochs as f32);
            for &number in &order {
                self.learn(&examples[number], slots, settings.dropout.then_some(&mut random));
            }
        }
    }

    /// Makes these weights the mean of `runs` weights so far and one more.
    fn take_mean(&mut self, other: &Trainer, runs: usize) {
        let share = 1.0 / (runs as f32 + 1.0);
        let mean = |mine: &mut f32, theirs: &f32| *mine += (theirs - *mine) * share;
        for (mine, theirs) in self.weights.iter_mut().flatten().zip(other.weights.iter().flatten()) {
            mean(mine, theirs);
        }
        for (mine, theirs) in self.steps.iter_mut().flatten().zip(other.steps.iter().flatten()) {
            mean(mine, theirs);
        }
    }

    fn learn(&mut self, example: &Example, slots: &[u32], mut random: Option<&mut Random>) {
        let mut kept: Vec<u32> = Vec::with_capacity(example.features.len());
        let mut ends = Vec::with_capacity(example.ends.len());
        let mut start = 0;
        for &end in &example.ends {
            keep(&example.features[start..end as usize], slots, random.as_deref_mut(), &mut kept);
            ends.push(kept.len());
            start = end as usize;
        }
        let scores = self.scores(&kept, &ends);
        let steps = ReadySteps::new(&self.steps);
        let sums = Sums::new(&scores, &steps);
        let truth = Truth::new(&example.labels, scores, &steps);
        self.move_features(&truth, &sums, &kept, &ends);
        self.move_steps(&truth, &sums, &steps);
    }

    fn scores(&self, kept: &[u32], ends: &[usize]) -> Vec<Scores> {
        let mut start = 0;
        let mut scores = Vec::with_capacity(ends.len());
        for &end in ends {
            let mut sum: Wide = [0.0; 8];
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

    fn move_features(&mut self, truth: &Truth, sums: &Sums, kept: &[u32], ends: &[usize]) {
        let mut start = 0;
        for (index, &end) in ends.iter().enumerate() {
            let marginal = sums.marginal(index);
            let mut gradient: Wide = [0.0; 8];
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

    fn move_steps(&mut self, truth: &Truth, sums: &Sums, steps: &ReadySteps) {
        self.move_first_step(truth, sums);
        for index in 1..truth.labels.len() {
            for previous in 0..LABELS {
                for label in 0..LABELS {
                    let weight = &mut self.steps[previous][label];
                    if *weight > NEVER / 2.0 {
                        let right = truth.step(steps, index, previous, label);
                        let gradient = sums.step(steps, index, previous, label) - right;
                        let square = &mut self.step_squares[previous][label];
                        *square += gradient * gradient;
                        *weight -= self.rate * gradient / square.sqrt();
                    }
                }
            }
        }
    }

    /// The step into the first token, from outside.
    fn move_first_step(&mut self, truth: &Truth, sums: &Sums) {
        let (marginal, first) = (sums.marginal(0), truth.label(0));
        for (label, probability) in marginal.iter().enumerate() {
            let weight = &mut self.steps[Label::OUTSIDE.index()][label];
            if *weight > NEVER / 2.0 {
                let gradient = probability - first[label];
                let square = &mut self.step_squares[Label::OUTSIDE.index()][label];
                *square += gradient * gradient;
                *weight -= self.rate * gradient / square.sqrt();
            }
        }
    }

    fn finish(self, slots: &[u32], vocabulary: &Vocabulary, settings: Settings) -> Layer {
        let share = if settings.dropout { 0.5 } else { 1.0 };
        let mut rows: Vec<(u32, Row)> = Vec::new();
        for (feature, &slot) in slots.iter().enumerate() {
            if slot != UNUSED {
                let weights = self.weights[slot as usize].map(|weight| weight * share);
                if weights[..LABELS].iter().any(|weight| weight.abs() >= settings.prune) {
                    rows.push((key_of(vocabulary.keys[feature]), Row::from_weights(&weights[..LABELS])));
                }
            }
        }
        rows.sort_by_key(|(key, row)| (*key, row.weights));
        rows.dedup_by_key(|(key, _)| *key);
        Layer::new(&rows, self.steps)
    }
}

/// What the true labels are: the known ones, and as probable as the weights make them those that are not known
/// (Tsuboi and others, COLING 2008).
struct Truth<'a> {
    labels: &'a [u8],
    /// The sums over all labellings that agree with the known labels, where some are not known.
    sums: Option<Sums>,
}

impl<'a> Truth<'a> {
    fn new(labels: &'a [u8], mut scores: Vec<Scores>, steps: &ReadySteps) -> Self {
        if !labels.contains(&ANY) {
            return Self { labels, sums: None };
        }
        for (scores, &known) in scores.iter_mut().zip(labels).filter(|(_, known)| **known != ANY) {
            let others = scores.iter_mut().enumerate().filter(|(label, _)| *label != usize::from(known));
            others.for_each(|(_, score)| *score = NEVER);
        }
        Self { labels, sums: Some(Sums::new(&scores, steps)) }
    }

    /// The probabilities of the labels of token `index`.
    fn label(&self, index: usize) -> Scores {
        let known = || std::array::from_fn(|label| f32::from(label == usize::from(self.labels[index])));
        self.sums.as_ref().map_or_else(known, |sums| sums.marginal(index))
    }

    /// The probability of stepping from label `previous` to label `label` into token `index` > 0.
    fn step(&self, steps: &ReadySteps, index: usize, previous: usize, label: usize) -> f32 {
        let is = |index: usize, label: usize| usize::from(self.labels[index]) == label;
        let known = || f32::from(is(index - 1, previous) && is(index, label));
        self.sums.as_ref().map_or_else(known, |sums| sums.step(steps, index, previous, label))
    }
}

/// Appends the slots of `features` that are used, about half of them where `random` is given.
fn keep(features: &[u32], slots: &[u32], random: Option<&mut Random>, kept: &mut Vec<u32>) {
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
