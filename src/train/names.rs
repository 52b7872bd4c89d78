//! Learning to find names: the weights of `speakers`' recogniser.
//!
//! The lessons are articles in which another program (CoreNLP) marked persons, bodies and places. Its marks are silver:
//! where it errs, so does what learns from it, but what it errs in is seldom the same twice.

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
use crate::speakers::{NameEvidence, Recogniser, Sort, all_stretches};
use crate::text::Document;

/// A marked name: what bears it, and its code points in the text.
pub type Marked = (Sort, Range<usize>);

/// The settings that the shipped weights are trained with.
const SETTINGS: Settings = Settings { least: 2, epochs: 8, step: 0.1, prune: 0.03, dropout: true, runs: 3, seed: 1 };

/// The names marked in a file of columns (id, start, end, form, lemma, part of speech, name, ...), by article.
///
/// # Errors
/// When the file cannot be read or a line is not what it should be.
pub fn read_marked(path: &Path) -> Result<HashMap<String, Vec<Marked>>, TrainError> {
    let failed = |source| TrainError::Read { path: path.to_owned(), source };
    let lines = BufReader::new(GzDecoder::new(File::open(path).map_err(failed)?)).lines();
    let mut marked: HashMap<String, Vec<Marked>> = HashMap::new();
    let mut article = String::new();
    for line in lines {
        let line = line.map_err(failed)?;
        if let Some(id) = line.strip_prefix("# doc ") {
            id.clone_into(&mut article);
        } else if let Some(name) = marked_token(&line) {
            join(marked.entry(article.clone()).or_default(), name);
        }
    }
    Ok(marked)
}

fn marked_token(line: &str) -> Option<Marked> {
    let columns: Vec<&str> = line.split('\t').collect();
    let sort = match *columns.get(6)? {
        "PERSON" => Sort::Person,
        "ORGANIZATION" => Sort::Organisation,
        "LOCATION" => Sort::Place,
        _ => return None,
    };
    Some((sort, columns[1].parse().ok()?..columns[2].parse().ok()?))
}

/// Appends a token's mark: to the name before it when both touch and are of one sort.
fn join(names: &mut Vec<Marked>, (sort, token): Marked) {
    match names.last_mut() {
        Some((last, name)) if *last == sort && token.start <= name.end + 1 => name.end = token.end,
        _ => names.push((sort, token)),
    }
}

/// What names are learned from.
pub struct NameCorpus<'a> {
    /// Articles in which another program marked names.
    pub marked: &'a [(&'a GoldArticle, &'a [Marked])],
    /// Articles in which a person named the speakers.
    pub named: &'a [&'a GoldArticle],
}

/// How often the articles whose speakers are named are gone through for once through the others.
const NAMED_WEIGHT: usize = 2;

/// Learns from marks and, with what these teach found beside the speakers, from the speakers' names.
pub fn learn_names(corpus: &NameCorpus) -> Recogniser {
    let first = learn_marked(corpus.marked);
    if corpus.named.is_empty() {
        return first;
    }
    learn_named(corpus, &first)
}

/// Learns from the articles that have marks alone.
pub fn learn_marked(marked: &[(&GoldArticle, &[Marked])]) -> Recogniser {
    let mut lessons = Lessons::default();
    lessons.add_marked(marked);
    lessons.learn()
}

/// Learns from both, where `first` tells of the names that are no speakers'.
pub fn learn_named(corpus: &NameCorpus, first: &Recogniser) -> Recogniser {
    let mut lessons = Lessons::default();
    lessons.add_marked(corpus.marked);
    for _ in 0..NAMED_WEIGHT {
        for article in corpus.named {
            let document = Document::new(&article.text);
            let found = first.names(&document, &all_stretches(&document));
            lessons.add(&document, &projected(article, &document, &found));
        }
    }
    lessons.learn()
}

#[derive(Default)]
struct Lessons {
    vocabulary: Vocabulary,
    examples: Vec<Example>,
}

impl Lessons {
    fn add_marked(&mut self, marked: &[(&GoldArticle, &[Marked])]) {
        for (article, names) in marked {
            let document = Document::new(&article.text);
            self.add(&document, &labels(&document, names));
        }
    }

    fn add(&mut self, document: &Document, labels: &[u8]) {
        let stretches = all_stretches(document);
        let evidence = NameEvidence::new(document, &stretches);
        let mut found = Vec::new();
        for stretch in &stretches {
            let mut example = Example::default();
            let mut before = 0;
            for token in stretch.clone() {
                evidence.features(document, stretch, token, &mut found);
                example.features.extend(found.iter().map(|&feature| self.vocabulary.id(feature)));
                example.ends.push(example.features.len() as u32);
                // A name that began outside of the stretch begins here.
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

/// The label of each token, by the names' code points.
fn labels(document: &Document, names: &[Marked]) -> Vec<u8> {
    let points = CodePoints::new(document.text);
    let mut labels = vec![0; document.tokens.len()];
    for (sort, name) in names {
        let tokens = document.tokens_in(Span::new(points.byte(name.start), points.byte(name.end)));
        for token in tokens.clone() {
            let possessive = token + 1 == tokens.end && matches!(document.word(token), "’s" | "'s" | "’" | "'");
            labels[token] = if possessive { 0 } else { sort.label(token == tokens.start) as u8 };
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
            marked_token(line).into_iter().for_each(|name| join(&mut names, name));
        }
        assert_eq!(names, [(Sort::Person, 0..7), (Sort::Place, 13..18)]);
    }

    #[test]
    fn what_is_learned_finds_the_names_again() {
        let text = |n: usize| format!("On day {n} Ann Lee of Kenya left. Then Bob Ray met Ann Lee.");
        let articles: Vec<GoldArticle> =
            (0..40).map(|n| GoldArticle { id: n.to_string(), text: text(n), ..GoldArticle::default() }).collect();
        let mark = |article: &GoldArticle, name: &str, sort| {
            article.text.match_indices(name).map(|(at, _)| (sort, at..at + name.len())).collect::<Vec<_>>()
        };
        let marks = |article: &GoldArticle| {
            let mut all = mark(article, "Ann Lee", Sort::Person);
            all.extend(mark(article, "Bob Ray", Sort::Person));
            all.extend(mark(article, "Kenya", Sort::Place));
            (article.id.clone(), all)
        };
        let marks: Vec<(String, Vec<Marked>)> = articles.iter().map(marks).collect();
        let marked: Vec<_> = articles.iter().zip(&marks).map(|(article, (_, marks))| (article, &marks[..])).collect();
        let recogniser = learn_names(&NameCorpus { marked: &marked, named: &[] });
        let text = text(77);
        let document = Document::new(&text);
        let found: Vec<(Sort, &str)> = recogniser
            .names(&document, &all_stretches(&document))
            .into_iter()
            .map(|(sort, tokens)| (sort, document.span(tokens).of(&text)))
            .collect();
        let person = Sort::Person;
        assert_eq!(found, [(person, "Ann Lee"), (Sort::Place, "Kenya"), (person, "Bob Ray"), (person, "Ann Lee")]);
    }
}
