//! The training data of the network: articles as sequences of tokens, and the vocabulary.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::augment::augment;
use super::gold::GoldArticle;
use super::model::Token;
use super::name_pool::NamePool;
use super::settings::Settings;
use super::splitmix::SplitMix;
use super::vectors::Vectors;
use crate::tag::labels_of;
use crate::tag::neural::format::Shape;
use crate::tag::neural::token_features::{
    DOUBLE_MARKS, begins_with_headline, ending, single_marks_as_double, token_features,
};
use crate::tag::neural::{Vocabulary, write_key};
use crate::text::Document;
use crate::train::Scheme;

/// An article ready for training.
struct TrainingArticle {
    tokens: Vec<Token>,
    paragraphs: Vec<Range<usize>>,
}

/// Maximum length of a sequence, in tokens.
const MAX_SEQUENCE_TOKENS: usize = 400;

/// All articles and their vocabulary.
pub struct TrainingData<'a> {
    articles: &'a [GoldArticle],
    names: &'a NamePool,
    /// The words with a row.
    pub vocabulary: Vocabulary,
    /// The pretrained vectors of the rows.
    pub table: Vec<f32>,
    learned_words: usize,
    width: usize,
    /// The articles of the current epoch.
    epoch_articles: Vec<TrainingArticle>,
    /// The count of each row's word.
    seen: Vec<usize>,
}

impl<'a> TrainingData<'a> {
    /// Reads `articles` and chooses the vocabulary; `names` replace those in the articles.
    pub fn new(articles: &'a [GoldArticle], vectors: &Vectors, names: &'a NamePool, settings: &Settings) -> Self {
        let counts = count_words(articles);
        let (vocabulary, table, learned_words) = choose_words(&counts, vectors, settings);
        let count = |word: &str| counts.get(word).copied().unwrap_or(0);
        Self {
            epoch_articles: Vec::new(),
            articles,
            names,
            seen: std::iter::once(0).chain(vocabulary.words().map(count)).collect(),
            width: vectors.width,
            vocabulary,
            table,
            learned_words,
        }
    }

    /// The sizes of a network for this vocabulary.
    pub fn shape(&self, settings: &Settings) -> Shape {
        Shape {
            words: self.vocabulary.len(),
            vector: self.width,
            learned_words: self.learned_words,
            learned: settings.learned,
            ending: settings.ending,
            feature: settings.feature,
            hidden: settings.hidden,
            layers: settings.layers,
        }
    }

    /// Begins an epoch: reads every article as often as the settings say, augmented differently each time.
    pub fn begin_epoch(&mut self, settings: &Settings, random: &mut SplitMix) {
        let copies = |article: &'a GoldArticle| std::iter::repeat_n(article, settings.copies(article.scheme));
        let readings: Vec<_> = self.articles.iter().flat_map(copies).map(|article| (article, random.split())).collect();
        let read = |(article, mut random): (&GoldArticle, SplitMix)| match settings.augment {
            true => training_article(&augment(article, self.names, &mut random), &self.vocabulary),
            false => training_article(article, &self.vocabulary),
        };
        self.epoch_articles = readings.into_par_iter().map(read).collect();
    }

    /// Cuts every article into runs of paragraphs, differently in each epoch.
    pub fn windows(&self, window: usize, random: &mut SplitMix) -> Vec<Window> {
        let mut windows = Vec::new();
        for (article, TrainingArticle { tokens, paragraphs }) in self.epoch_articles.iter().enumerate() {
            let mut start = 0;
            let mut least = 1 + random.below(window);
            for paragraph in paragraphs {
                if paragraph.end - start >= least || paragraph.end == tokens.len() {
                    push_pieces(article, start..paragraph.end, &mut windows);
                    start = paragraph.end;
                    least = window / 2 + random.below(window);
                }
            }
        }
        windows
    }

    /// The tokens of `windows` by descending length, with some words replaced by the unknown word.
    pub fn sequences(&self, windows: &[Window], settings: &Settings, random: &mut SplitMix) -> Vec<Vec<Token>> {
        let tokens = |window: &Window| self.epoch_articles[window.article].tokens[window.tokens.clone()].to_vec();
        let mut sequences: Vec<Vec<Token>> = windows.iter().map(tokens).collect();
        sequences.sort_by_key(|sequence| usize::MAX - sequence.len());
        for token in sequences.iter_mut().flatten() {
            let seen = self.seen[token.word as usize] as f32;
            let forget = 0.5 * settings.unknown / (settings.unknown + seen) + settings.always_unknown;
            if random.unit() < forget {
                token.word = Vocabulary::UNKNOWN;
            }
        }
        sequences
    }
}

/// A run of tokens of one article.
#[derive(Clone, Debug)]
pub struct Window {
    article: usize,
    tokens: Range<usize>,
}

/// Adds `tokens` to `windows`, in equal pieces if there are too many.
fn push_pieces(article: usize, tokens: Range<usize>, windows: &mut Vec<Window>) {
    let pieces = tokens.len().div_ceil(MAX_SEQUENCE_TOKENS).max(1);
    let step = tokens.len().div_ceil(pieces).max(1);
    for start in tokens.clone().step_by(step) {
        windows.push(Window { article, tokens: start..(start + step).min(tokens.end) });
    }
}

fn count_words(articles: &[GoldArticle]) -> FxHashMap<String, usize> {
    let mut counts = FxHashMap::default();
    let mut key = String::new();
    for article in articles {
        let document = Document::new(&article.text);
        for index in 0..document.tokens.len() {
            write_key(document.word(index), &mut key);
            *counts.entry(key.clone()).or_insert(0) += 1;
        }
    }
    counts
}

/// The vocabulary, its pretrained vectors, and the number of rows with a learned vector.
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
    let learned_words = words.len() + 1;
    let has_vector_only = |(index, word): (usize, &str)| {
        let count = counts.get(word).copied().unwrap_or(0);
        count < settings.seen && (index < settings.vocabulary || count > 0)
    };
    words.extend(
        vectors.words.iter().map(String::as_str).enumerate().filter(|&pair| has_vector_only(pair)).map(|pair| pair.1),
    );
    let mut table = vec![0.0; (words.len() + 1) * vectors.width];
    for (row, word) in words.iter().enumerate() {
        if let Some(&index) = published.get(word) {
            table[(row + 1) * vectors.width..(row + 2) * vectors.width].copy_from_slice(vectors.get(index));
        }
    }
    (Vocabulary::new(words), table, learned_words)
}

/// The tokens of `document` with the rows of their words, labelled as outside.
fn read_tokens(document: &Document, vocabulary: &Vocabulary) -> Vec<Token> {
    let mut key = String::new();
    let mut words: Vec<&str> = (0..document.tokens.len()).map(|index| document.word(index)).collect();
    single_marks_as_double(document).for_each(|(index, mark)| words[index] = DOUBLE_MARKS[mark]);
    let token = |(index, features)| {
        let word = words[index];
        let word_row = vocabulary.row(word, &mut key);
        Token { word: word_row, ending: ending(word), features, foreign: false, label: Default::default() }
    };
    token_features(document, !begins_with_headline(document)).into_iter().enumerate().map(token).collect()
}

fn training_article(article: &GoldArticle, vocabulary: &Vocabulary) -> TrainingArticle {
    let document = Document::new(&article.text);
    let mut tokens = read_tokens(&document, vocabulary);
    for (token, label) in tokens.iter_mut().zip(labels_of(&document, &article.spans)) {
        token.label = label;
        token.foreign = article.scheme != Scheme::News;
    }
    TrainingArticle { tokens, paragraphs: document.paragraphs }
}
