//! From labelled articles and word vectors to a network: the settings and the loop.

use super::adam::Adam;
use super::gold::GoldArticle;
use super::model::{Model, Token};
use super::names::NamePool;
use super::random::Random;
use super::school::School;
use super::settings::Settings;
use super::vectors::Vectors;
use crate::tag::neural::Vocabulary;

/// Trains on `articles`, with `names` for what their people might be called instead. After each epoch `report` is given its number, the mean loss and the network so far.
pub fn train(
    articles: &[GoldArticle],
    vectors: &Vectors,
    names: &NamePool,
    settings: &Settings,
    mut report: impl FnMut(usize, f64, &Model, &Vocabulary),
) -> (Model, Vocabulary) {
    let mut random = Random::new(settings.seed);
    let mut school = School::new(articles, vectors, names, settings);
    let mut model = Model::new(school.shape(settings), school.table.clone(), &mut random);
    let mut adam = Adam::new(&model.weights);
    let mut gradient = vec![0.0; model.weights.len()];
    let mut averaged = model.clone();
    for epoch in 0..settings.epochs {
        school.begin_epoch(settings, &mut random);
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
