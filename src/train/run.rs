//! The order of training: articles, habits, examples, first layer, second layer.

use super::corpus::gold_labels;
use super::crf::{Example, Settings, Vocabulary, train};
use super::examples::examples;
use super::habits::Counts;
use crate::evaluate::GoldArticle;
use crate::model::{Habit, Habits, Model, WordClass, Words};
use crate::tag::{Facts, Label};
use crate::text::Document;

/// How many folds the articles are dealt into.
const FOLDS: usize = 10;

/// Articles read and labelled, word classes at hand.
pub struct Corpus<'a> {
    documents: Vec<Document<'a>>,
    labels: Vec<Vec<Label>>,
    counts: Vec<Counts>,
    words: Words,
    /// The word classes as they go into the file.
    pub classes: Vec<(u32, WordClass)>,
}

impl<'a> Corpus<'a> {
    /// Reads `articles`.
    pub fn new(articles: &'a [GoldArticle], classes: Vec<(u32, WordClass)>) -> Corpus<'a> {
        let words = Words::new(&classes);
        let documents: Vec<Document> = articles.iter().map(|article| Document::new(&article.text)).collect();
        let labels: Vec<Vec<Label>> =
            articles.iter().zip(&documents).map(|(article, document)| gold_labels(article, document)).collect();
        let counts =
            documents.iter().zip(&labels).map(|(document, labels)| Counts::of(document, labels, &words)).collect();
        Corpus { documents, labels, counts, words, classes }
    }

    /// The habits seen in all articles but those of `fold` (all articles for none).
    fn habits(&self, without: Option<usize>) -> Vec<(u32, Habit)> {
        let mut all = Counts::default();
        for (number, counts) in self.counts.iter().enumerate() {
            if Some(number % FOLDS) != without {
                all.add(counts);
            }
        }
        all.entries()
    }

    /// All paragraphs as examples, article by article.
    fn examples(&self, vocabulary: &mut Vocabulary) -> Vec<Example> {
        let habits: Vec<Habits> = (0..FOLDS).map(|fold| Habits::new(&self.habits(Some(fold)))).collect();
        let mut all = Vec::new();
        for (number, (document, labels)) in self.documents.iter().zip(&self.labels).enumerate() {
            let facts = Facts::of(document, &self.words, &habits[number % FOLDS]);
            all.extend(examples(document, &facts, labels, vocabulary));
        }
        all
    }
}

/// Learns a model.
pub fn learn(corpus: &Corpus, settings: Settings) -> Model {
    let mut vocabulary = Vocabulary::default();
    let examples = corpus.examples(&mut vocabulary);
    let chosen: Vec<usize> = (0..examples.len()).collect();
    let first = train(&examples, &chosen, &vocabulary, settings);
    let habits = Habits::new(&corpus.habits(None));
    Model { words: corpus.words.clone(), habits, first, second: None, boost: [0.4, 0.4, 0.0] }
}
