//! From labelled articles and word vectors to a network: the settings and the loop.

use super::adam::Adam;
use super::gold::GoldArticle;
use super::model::{Dropout, Model, Token};
use super::random::Random;
use super::school::School;
use super::vectors::Vectors;
use crate::tag::neural::Vocabulary;

/// Everything that can be set. [`Settings::default`] is what the shipped weights were trained with.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Passes over the articles.
    pub epochs: usize,
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
            epochs: 12,
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
            hidden: 96,
            layers: 1,
            seed: 1,
        }
    }
}

/// Trains on `articles`. After each epoch `report` is given its number, the mean loss and the network so far.
pub fn train(
    articles: &[GoldArticle],
    vectors: &Vectors,
    settings: &Settings,
    mut report: impl FnMut(usize, f64, &Model, &Vocabulary),
) -> (Model, Vocabulary) {
    let mut random = Random::new(settings.seed);
    let school = School::new(articles, vectors, settings);
    let mut model = Model::new(school.shape(settings), school.table.clone(), &mut random);
    let mut adam = Adam::new(&model.weights);
    let mut gradient = vec![0.0; model.weights.len()];
    let mut averaged = model.clone();
    for epoch in 0..settings.epochs {
        let mut windows = school.windows(settings.window, &mut random);
        random.shuffle(&mut windows);
        let batches = windows.len().div_ceil(settings.batch.max(1));
        let mut loss = 0.0;
        for (number, batch) in windows.chunks(settings.batch.max(1)).enumerate() {
            let sequences = school.sequences(batch, settings, &mut random);
            gradient.fill(0.0);
            loss += learn_with_dropped_weights(&mut model, &sequences, settings, &mut random, &mut gradient);
            let done = (epoch as f32 + number as f32 / batches as f32) / settings.epochs as f32;
            adam.step(&mut model.weights, &gradient, rate_at(done, settings));
        }
        averaged.weights.copy_from_slice(adam.average());
        report(epoch, loss / batches.max(1) as f64, &averaged, &school.vocabulary);
    }
    (averaged, school.vocabulary)
}

/// Learns while part of the weights between hidden states is left out (Merity, Keskar and Socher 2018).
fn learn_with_dropped_weights(
    model: &mut Model,
    sequences: &[Vec<Token>],
    settings: &Settings,
    random: &mut Random,
    gradient: &mut [f32],
) -> f64 {
    let places: Vec<_> = model.layout.layers.iter().flatten().map(|place| place.recurrent.clone()).collect();
    let whole: Vec<Vec<f32>> = places.iter().map(|place| model.weights[place.clone()].to_vec()).collect();
    let mut masks: Vec<Vec<f32>> = whole.iter().map(|weights| vec![1.0; weights.len()]).collect();
    for (place, mask) in places.iter().zip(&mut masks) {
        random.mask(settings.dropout.recurrent, mask);
        model.weights[place.clone()].iter_mut().zip(mask).for_each(|(weight, mask)| *weight *= *mask);
    }
    let loss = model.learn(sequences, settings.dropout, random, gradient);
    for ((place, mask), whole) in places.iter().zip(&masks).zip(&whole) {
        gradient[place.clone()].iter_mut().zip(mask).for_each(|(slope, mask)| *slope *= mask);
        model.weights[place.clone()].copy_from_slice(whole);
    }
    loss
}

/// The step when the part `done` of the training is behind.
fn rate_at(done: f32, settings: &Settings) -> f32 {
    let rise = (done * settings.epochs as f32 * 2.0).min(1.0);
    settings.rate * rise * (1.0 - 0.95 * done)
}
