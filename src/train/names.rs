//! Trains the recogniser of names.
//!
//! The examples are articles in which another program (CoreNLP) marked persons, organisations and places. This silver
//! standard has errors, and a model trained on it repeats some of them, but few of its errors are systematic.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::ops::Range;
use std::path::Path;

use flate2::read::GzDecoder;

use super::crf::{ANY, Example, Settings, Vocabulary, train};
use super::error::TrainError;
use super::name_projection::projected;
use crate::evaluate::GoldArticle;
use crate::span::{CodePoints, Span};
use crate::speakers::{EntityType, NameFeatures, Recogniser, capitalised_spans};
use crate::text::Document;

/// A name of the silver standard: its type and its code points in the text.
pub type SilverName = (EntityType, Range<usize>);

/// The settings of the bundled weights.
const SETTINGS: Settings = Settings { least: 2, epochs: 8, step: 0.1, prune: 0.03, dropout: true, runs: 3, seed: 1 };

/// The names in a file of columns (id, start, end, form, lemma, part of speech, name, ...), by article.
///
/// # Errors
/// If the file cannot be read or a line is malformed.
pub fn read_silver_names(path: &Path) -> Result<HashMap<String, Vec<SilverName>>, TrainError> {
    let failed = |source| TrainError::Read { path: path.to_owned(), source };
    let lines = BufReader::new(GzDecoder::new(File::open(path).map_err(failed)?)).lines();
    let mut silver: HashMap<String, Vec<SilverName>> = HashMap::new();
    let mut article = String::new();
    for line in lines {
        let line = line.map_err(failed)?;
        if let Some(id) = line.strip_prefix("# doc ") {
            id.clone_into(&mut article);
        } else if let Some(name) = silver_token(&line) {
            join(silver.entry(article.clone()).or_default(), name);
        }
    }
    Ok(silver)
}

fn silver_token(line: &str) -> Option<SilverName> {
    let columns: Vec<&str> = line.split('\t').collect();
    let entity_type = match *columns.get(6)? {
        "PERSON" => EntityType::Person,
        "ORGANIZATION" => EntityType::Organisation,
        "LOCATION" => EntityType::Place,
        _ => return None,
    };
    Some((entity_type, columns[1].parse().ok()?..columns[2].parse().ok()?))
}

/// Appends a marked token, joined with the previous name if both are adjacent and of one type.
fn join(names: &mut Vec<SilverName>, (entity_type, token): SilverName) {
    match names.last_mut() {
        Some((last, name)) if *last == entity_type && token.start <= name.end + 1 => name.end = token.end,
        _ => names.push((entity_type, token)),
    }
}

/// The articles for training the recogniser.
pub struct NameCorpus<'a> {
    /// Articles in which another program marked names.
    pub silver: &'a [(&'a GoldArticle, &'a [SilverName])],
    /// Articles with labelled speaker names.
    pub named: &'a [&'a GoldArticle],
}

/// Number of passes over the articles with speaker names for one over the others.
const NAMED_WEIGHT: usize = 2;

/// Trains on silver names, and then on speaker names as well.
#[cfg(test)]
fn learn_names(corpus: &NameCorpus) -> Recogniser {
    let first = learn_from_silver(corpus.silver);
    if corpus.named.is_empty() {
        return first;
    }
    learn_with_speakers(corpus, &first)
}

/// Trains on silver names alone.
pub fn learn_from_silver(silver: &[(&GoldArticle, &[SilverName])]) -> Recogniser {
    let mut examples = NameExamples::default();
    examples.add_silver(silver);
    examples.learn()
}

/// Trains on both. The recogniser `first` finds the names that are not speakers.
pub fn learn_with_speakers(corpus: &NameCorpus, first: &Recogniser) -> Recogniser {
    let mut examples = NameExamples::default();
    examples.add_silver(corpus.silver);
    for _ in 0..NAMED_WEIGHT {
        for article in corpus.named {
            let document = Document::new(&article.text);
            let found = first.names(&document, &capitalised_spans(&document));
            examples.add(&document, &projected(article, &document, &found));
        }
    }
    examples.learn()
}

#[derive(Default)]
struct NameExamples {
    vocabulary: Vocabulary,
    examples: Vec<Example>,
}

impl NameExamples {
    fn add_silver(&mut self, silver: &[(&GoldArticle, &[SilverName])]) {
        for (article, names) in silver {
            let document = Document::new(&article.text);
            self.add(&document, &labels(&document, names));
        }
    }

    fn add(&mut self, document: &Document, labels: &[u8]) {
        let spans = capitalised_spans(document);
        let evidence = NameFeatures::new(document, &spans);
        let mut found = Vec::new();
        for span in &spans {
            let mut example = Example::default();
            let mut before = 0;
            for token in span.clone() {
                evidence.features(document, span, token, &mut found);
                example.features.extend(found.iter().map(|&feature| self.vocabulary.id(feature)));
                example.ends.push(example.features.len() as u32);
                // A name that begins outside of the span begins here.
                let label = labels[token];
                let inside = label != ANY && label != 0 && label.is_multiple_of(2);
                before =
                    if !inside || before == label || before.checked_add(1) == Some(label) { label } else { label - 1 };
                example.labels.push(before);
            }
            self.examples.push(example);
        }
    }

    fn learn(&self) -> Recogniser {
        Recogniser::new(train(&self.examples, &self.vocabulary, SETTINGS))
    }
}

/// The label of each token, from the names' code points.
fn labels(document: &Document, names: &[SilverName]) -> Vec<u8> {
    let points = CodePoints::new(document.text);
    let mut labels = vec![0; document.tokens.len()];
    for (entity_type, name) in names {
        let tokens = document.tokens_in(Span::new(points.byte(name.start), points.byte(name.end)));
        for token in tokens.clone() {
            let possessive = token + 1 == tokens.end && matches!(document.word(token), "’s" | "'s" | "’" | "'");
            labels[token] = if possessive { 0 } else { entity_type.label(token == tokens.start) as u8 };
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_tokens_join_to_names() {
        let mut names = Vec::new();
        for line in [
            "1\t0\t3\tAnn\tAnn\tNNP\tPERSON\t0\troot\t_",
            "2\t4\t7\tLee\tLee\tNNP\tPERSON\t0\troot\t_",
            "3\t8\t12\tleft\tleave\tVBD\tO\t0\troot\t_",
            "4\t13\t18\tKenya\tKenya\tNNP\tLOCATION\t0\troot\t_",
        ] {
            silver_token(line).into_iter().for_each(|name| join(&mut names, name));
        }
        assert_eq!(names, [(EntityType::Person, 0..7), (EntityType::Place, 13..18)]);
    }

    #[test]
    fn what_is_learned_finds_the_names_again() {
        let text = |n: usize| format!("On day {n} Ann Lee of Kenya left. Then Bob Ray met Ann Lee.");
        let articles: Vec<GoldArticle> =
            (0..40).map(|n| GoldArticle { id: n.to_string(), text: text(n), ..GoldArticle::default() }).collect();
        let mark = |article: &GoldArticle, name: &str, entity_type| {
            article.text.match_indices(name).map(|(at, _)| (entity_type, at..at + name.len())).collect::<Vec<_>>()
        };
        let marks = |article: &GoldArticle| {
            let mut all = mark(article, "Ann Lee", EntityType::Person);
            all.extend(mark(article, "Bob Ray", EntityType::Person));
            all.extend(mark(article, "Kenya", EntityType::Place));
            (article.id.clone(), all)
        };
        let marks: Vec<(String, Vec<SilverName>)> = articles.iter().map(marks).collect();
        let silver: Vec<_> = articles.iter().zip(&marks).map(|(article, (_, marks))| (article, &marks[..])).collect();
        let recogniser = learn_names(&NameCorpus { silver: &silver, named: &[] });
        let text = text(77);
        let document = Document::new(&text);
        let found: Vec<(EntityType, &str)> = recogniser
            .names(&document, &capitalised_spans(&document))
            .into_iter()
            .map(|(entity_type, tokens)| (entity_type, document.span(tokens).of(&text)))
            .collect();
        let person = EntityType::Person;
        assert_eq!(
            found,
            [(person, "Ann Lee"), (EntityType::Place, "Kenya"), (person, "Bob Ray"), (person, "Ann Lee")]
        );
    }
}
