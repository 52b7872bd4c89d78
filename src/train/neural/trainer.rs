//! From labelled articles and word vectors to a network.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::adam::Adam;
use super::gold::GoldArticle;
use super::model::{Dropout, Model, Token};
use super::random::Random;
use super::vectors::Vectors;
use crate::tag::labels_of;
use crate::tag::neural::Vocabulary;
use crate::tag::neural::format::Shape;
use crate::tag::neural::input::read_inputs;
use crate::text::Document;

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
    /// How rarely seen words are taken for unknown ones: with probability `unknown / (unknown + times seen)`.
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
            epochs: 10,
            batch: 8,
            window: 120,
            rate: 0.003,
            dropout: Dropout { input: 0.5, hidden: 0.5, recurrent: 0.3 },
            unknown: 2.0,
            always_unknown: 0.05,
            vocabulary: 30_000,
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

/// An article ready to learn from.
struct Lesson {
    tokens: Vec<Token>,
    paragraphs: Vec<Range<usize>>,
}

/// Trains on `articles`. After each epoch `report` is given its number, the mean loss and the network so far.
pub fn train(
    articles: &[GoldArticle],
    vectors: &Vectors,
    settings: &Settings,
    mut report: impl FnMut(usize, f64, &Model, &Vocabulary),
) -> (Model, Vocabulary) {
    let mut random = Random::new(settings.seed);
    let counts = count_words(articles);
    let (vocabulary, table, known_words) = choose_words(&counts, vectors, settings);
    let shape = Shape {
        words: vocabulary.len(),
        vector: vectors.width,
        known_words,
        known: settings.known,
        ending: settings.ending,
        feature: settings.feature,
        hidden: settings.hidden,
        layers: settings.layers,
    };
    let lessons: Vec<_> = articles.iter().map(|article| lesson(article, &vocabulary)).collect();
    let seen: Vec<usize> = std::iter::once(0)
        .chain(vocabulary.words().map(|word| counts.get(word).copied().unwrap_or(0)))
        .collect();
    let mut model = Model::new(shape, table, &mut random);
    let mut adam = Adam::new(&model.weights);
    let mut gradient = vec![0.0; model.weights.len()];
    let mut averaged = model.clone();
    for epoch in 0..settings.epochs {
        let mut windows = cut_windows(&lessons, settings.window, &mut random);
        random.shuffle(&mut windows);
        let batches = windows.len().div_ceil(settings.batch);
        let mut loss = 0.0;
        for (number, batch) in windows.chunks(settings.batch).enumerate() {
            let mut sequences: Vec<Vec<Token>> =
                batch.iter().map(|(lesson, range)| lessons[*lesson].tokens[range.clone()].to_vec()).collect();
            sequences.sort_by_key(|sequence| usize::MAX - sequence.len());
            forget_words(&mut sequences, &seen, settings, &mut random);
            gradient.fill(0.0);
            loss += learn_with_dropped_weights(&mut model, &sequences, settings, &mut random, &mut gradient);
            let done = (epoch as f32 + number as f32 / batches as f32) / settings.epochs as f32;
            adam.step(&mut model.weights, &gradient, rate_at(done, settings));
        }
        averaged.weights.copy_from_slice(adam.average());
        report(epoch, loss / batches as f64, &averaged, &vocabulary);
    }
    (averaged, vocabulary)
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

fn count_words(articles: &[GoldArticle]) -> FxHashMap<String, usize> {
    let mut counts = FxHashMap::default();
    let mut key = String::new();
    for article in articles {
        let document = Document::new(&article.text);
        for index in 0..document.tokens.len() {
            crate::tag::neural::write_key(document.word(index), &mut key);
            *counts.entry(key.clone()).or_insert(0) += 1;
        }
    }
    counts
}

/// The vocabulary, its vectors, and how many of its rows get a learned vector besides.
fn choose_words(
    counts: &FxHashMap<String, usize>,
    vectors: &Vectors,
    settings: &Settings,
) -> (Vocabulary, Vec<f32>, usize) {
    let published: FxHashMap<&str, usize> =
        vectors.words.iter().enumerate().rev().map(|(index, word)| (word.as_str(), index)).collect();
    let mut known: Vec<(&str, usize)> = counts.iter().map(|(word, &count)| (word.as_str(), count)).collect();
    known.retain(|&(_, count)| count >= settings.seen);
    known.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let mut words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
    let known_words = words.len() + 1;
    let has_vector_only = |(index, word): (usize, &str)| {
        let count = counts.get(word).copied().unwrap_or(0);
        count < settings.seen && (index < settings.vocabulary || count > 0)
    };
    words.extend(vectors.words.iter().map(String::as_str).enumerate().filter(|&pair| has_vector_only(pair)).map(|pair| pair.1));
    let mut table = vec![0.0; (words.len() + 1) * vectors.width];
    for (row, word) in words.iter().enumerate() {
        if let Some(&index) = published.get(word) {
            table[(row + 1) * vectors.width..(row + 2) * vectors.width].copy_from_slice(vectors.get(index));
        }
    }
    (Vocabulary::new(words), table, known_words)
}

/// The tokens of `document` with the rows of their words, labelled as outside.
pub fn read_tokens(document: &Document, vocabulary: &Vocabulary) -> Vec<Token> {
    let mut key = String::new();
    let words = (0..document.tokens.len()).map(|index| vocabulary.row(document.word(index), &mut key));
    words.zip(read_inputs(document)).map(|(word, input)| Token { word, input, label: Default::default() }).collect()
}

fn lesson(article: &GoldArticle, vocabulary: &Vocabulary) -> Lesson {
    let document = Document::new(&article.text);
    let mut tokens = read_tokens(&document, vocabulary);
    for (token, label) in tokens.iter_mut().zip(labels_of(&document, &article.spans)) {
        token.label = label;
    }
    Lesson { tokens, paragraphs: document.paragraphs }
}

/// The longest sequence.
const LONGEST: usize = 400;

/// Cuts every article into runs of paragraphs; where they begin differs from epoch to epoch.
fn cut_windows(lessons: &[Lesson], window: usize, random: &mut Random) -> Vec<(usize, Range<usize>)> {
    let mut windows = Vec::new();
    for (number, lesson) in lessons.iter().enumerate() {
        let mut start = 0;
        let mut least = 1 + random.below(window);
        for paragraph in &lesson.paragraphs {
            if paragraph.end - start >= least || paragraph.end == lesson.tokens.len() {
                let cuts = (paragraph.end - start).div_ceil(LONGEST).max(1);
                let step = (paragraph.end - start).div_ceil(cuts).max(1);
                for from in (start..paragraph.end).step_by(step) {
                    windows.push((number, from..(from + step).min(paragraph.end)));
                }
                start = paragraph.end;
                least = window / 2 + random.below(window);
            }
        }
    }
    windows
}

fn forget_words(sequences: &mut [Vec<Token>], seen: &[usize], settings: &Settings, random: &mut Random) {
    for token in sequences.iter_mut().flatten() {
        let rare = settings.unknown / (settings.unknown + seen[token.word as usize] as f32);
        if random.unit() < rare * 0.5 + settings.always_unknown {
            token.word = Vocabulary::UNKNOWN;
        }
    }
}
