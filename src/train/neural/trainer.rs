//! The training loop of the network.

use super::adam::Adam;
use super::gold::GoldArticle;
use super::model::{Model, Token};
use super::name_pool::NamePool;
use super::settings::Settings;
use super::splitmix::SplitMix;
use super::training_data::TrainingData;
use super::vectors::Vectors;
use crate::tag::neural::Vocabulary;

/// Trains on `articles`; `names` replace those in the articles. After each epoch, `report` gets its number, the mean
/// loss and the current network.
pub fn train(
    articles: &[GoldArticle],
    vectors: &Vectors,
    names: &NamePool,
    settings: &Settings,
    mut report: impl FnMut(usize, f64, &Model, &Vocabulary),
) -> (Model, Vocabulary) {
    let mut random = SplitMix::new(settings.seed);
    let mut data = TrainingData::new(articles, vectors, names, settings);
    let mut model = Model::new(data.shape(settings), data.table.clone(), &mut random);
    let mut adam = Adam::new(&model.weights);
    let mut gradient = vec![0.0; model.weights.len()];
    let mut averaged = model.clone();
    for epoch in 0..settings.epochs {
        data.begin_epoch(settings, &mut random);
        let mut windows = data.windows(settings.window, &mut random);
        random.shuffle(&mut windows);
        let batches = windows.len().div_ceil(settings.batch.max(1));
        let mut loss = 0.0;
        for (number, batch) in windows.chunks(settings.batch.max(1)).enumerate() {
            let sequences = data.sequences(batch, settings, &mut random);
            gradient.fill(0.0);
            loss += learn_with_dropped_weights(&mut model, &sequences, settings, &mut random, &mut gradient);
            let done = (epoch as f32 + number as f32 / batches as f32) / settings.epochs as f32;
            adam.step(&mut model.weights, &gradient, rate_at(done, settings));
        }
        averaged.weights.copy_from_slice(adam.average());
        report(epoch, loss / batches.max(1) as f64, &averaged, &data.vocabulary);
    }
    (averaged, data.vocabulary)
}

/// One training step with dropped recurrent weights (Merity, Keskar and Socher 2018).
fn learn_with_dropped_weights(
    model: &mut Model,
    sequences: &[Vec<Token>],
    settings: &Settings,
    random: &mut SplitMix,
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

/// The learning rate after the fraction `done` of the training.
fn rate_at(done: f32, settings: &Settings) -> f32 {
    let rise = (done * settings.epochs as f32 * 2.0).min(1.0);
    settings.rate * rise * (1.0 - 0.95 * done)
}
