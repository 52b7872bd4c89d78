//! What there is to learn from: articles as sequences of tokens, and the vocabulary they are read with.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::augment::augment;
use super::gold::GoldArticle;
use super::model::Token;
use super::names::NamePool;
use super::random::Random;
use super::settings::Settings;
use super::vectors::Vectors;
use crate::tag::labels_of;
use crate::tag::neural::format::Shape;
use crate::tag::neural::input::{DOUBLE_MARKS, begins_with_headline, ending, read_as_double, read_features};
use crate::tag::neural::{Vocabulary, write_key};
use crate::text::Document;
use crate::train::Scheme;

/// An article ready to learn from.
struct Lesson {
    tokens: Vec<Token>,
    paragraphs: Vec<Range<usize>>,
}

/// The longest sequence.
const LONGEST: usize = 400;

/// All articles, and the words in them.
pub struct School<'a> {
    articles: &'a [GoldArticle],
    names: &'a NamePool,
    /// The words that have a row.
    pub vocabulary: Vocabulary,
    /// The published vectors of the rows.
    pub table: Vec<f32>,
    known_words: usize,
    width: usize,
    /// The articles as they are read in this epoch.
    lessons: Vec<Lesson>,
    /// How often the word of each row was seen.
    seen: Vec<usize>,
}

impl<'a> School<'a> {
    /// Reads `articles` and chooses the vocabulary; `names` is what their people may be called instead.
    pub fn new(articles: &'a [GoldArticle], vectors: &Vectors, names: &'a NamePool, settings: &Settings) -> Self {
        let counts = count_words(articles);
        let (vocabulary, table, known_words) = choose_words(&counts, vectors, settings);
        let count = |word: &str| counts.get(word).copied().unwrap_or(0);
        Self {
            lessons: Vec::new(),
            articles,
            names,
            seen: std::iter::once(0).chain(vocabulary.words().map(count)).collect(),
            width: vectors.width,
            vocabulary,
            table,
            known_words,
        }
    }

    /// The measures of a network for these words.
    pub fn shape(&self, settings: &Settings) -> Shape {
        Shape {
            words: self.vocabulary.len(),
            vector: self.width,
            known_words: self.known_words,
            known: settings.known,
            ending: settings.ending,
            feature: settings.feature,
            hidden: settings.hidden,
            layers: settings.layers,
        }
    }

    /// Begins an epoch: reads every article as often as its corpus is to be read, each time varied otherwise.
    pub fn begin_epoch(&mut self, settings: &Settings, random: &mut Random) {
        let copies = |article: &'a GoldArticle| std::iter::repeat_n(article, settings.copies(article.scheme));
        let readings: Vec<_> = self.articles.iter().flat_map(copies).map(|article| (article, random.split())).collect();
        let read = |(article, mut random): (&GoldArticle, Random)| match settings.augment {
            true => lesson(&augment(article, self.names, &mut random), &self.vocabulary),
            false => lesson(article, &self.vocabulary),
        };
        self.lessons = readings.into_par_iter().map(read).collect();
    }

    /// Cuts every article into runs of paragraphs; where they begin differs from epoch to epoch.
    pub fn windows(&self, window: usize, random: &mut Random) -> Vec<Window> {
        let mut windows = Vec::new();
        for (lesson, Lesson { tokens, paragraphs }) in self.lessons.iter().enumerate() {
            let mut start = 0;
            let mut least = 1 + random.below(window);
            for paragraph in paragraphs {
                if paragraph.end - start >= least || paragraph.end == tokens.len() {
                    push_pieces(lesson, start..paragraph.end, &mut windows);
                    start = paragraph.end;
                    least = window / 2 + random.below(window);
                }
            }
        }
        windows
    }

    /// The tokens of `windows` from long to short, with some words taken for unknown.
    pub fn sequences(&self, windows: &[Window], settings: &Settings, random: &mut Random) -> Vec<Vec<Token>> {
        let tokens = |window: &Window| self.lessons[window.lesson].tokens[window.tokens.clone()].to_vec();
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
    lesson: usize,
    tokens: Range<usize>,
}

/// Adds `tokens` to `windows`, in equal pieces where they are too many.
fn push_pieces(lesson: usize, tokens: Range<usize>, windows: &mut Vec<Window>) {
    let pieces = tokens.len().div_ceil(LONGEST).max(1);
    let step = tokens.len().div_ceil(pieces).max(1);
    for start in tokens.clone().step_by(step) {
        windows.push(Window { lesson, tokens: start..(start + step).min(tokens.end) });
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
    words.extend(
        vectors.words.iter().map(String::as_str).enumerate().filter(|&pair| has_vector_only(pair)).map(|pair| pair.1),
    );
    let mut table = vec![0.0; (words.len() + 1) * vectors.width];
    for (row, word) in words.iter().enumerate() {
        if let Some(&index) = published.get(word) {
            table[(row + 1) * vectors.width..(row + 2) * vectors.width].copy_from_slice(vectors.get(index));
        }
    }
    (Vocabulary::new(words), table, known_words)
}

/// The tokens of `document` with the rows of their words, labelled as outside.
fn read_tokens(document: &Document, vocabulary: &Vocabulary) -> Vec<Token> {
    let mut key = String::new();
    let mut words: Vec<&str> = (0..document.tokens.len()).map(|index| document.word(index)).collect();
    read_as_double(document).for_each(|(index, mark)| words[index] = DOUBLE_MARKS[mark]);
    let token = |(index, features)| {
        let word = words[index];
        let word_row = vocabulary.row(word, &mut key);
        Token { word: word_row, ending: ending(word), features, foreign: false, label: Default::default() }
    };
    read_features(document, !begins_with_headline(document)).into_iter().enumerate().map(token).collect()
}

fn lesson(article: &GoldArticle, vocabulary: &Vocabulary) -> Lesson {
    let document = Document::new(&article.text);
    let mut tokens = read_tokens(&document, vocabulary);
    for (token, label) in tokens.iter_mut().zip(labels_of(&document, &article.spans)) {
        token.label = label;
        token.foreign = article.scheme != Scheme::News;
    }
    Lesson { tokens, paragraphs: document.paragraphs }
}
