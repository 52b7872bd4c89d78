//! Labelled articles as examples for the trainer.

use super::crf::{Example, Vocabulary};
use crate::model::Scores;
use crate::tag::{Facts, FirstView, Label, edge, features, second_features};
use crate::text::Document;

/// The paragraphs of `document` as examples of the first layer.
pub fn first_examples(
    document: &Document,
    facts: &Facts,
    labels: &[Label],
    vocabulary: &mut Vocabulary,
) -> Vec<Example> {
    examples(document, facts, labels, |index, found| {
        features(facts, index, found);
        found.iter().map(|&feature| vocabulary.id(feature)).collect()
    })
}

/// The paragraphs of `document` as examples of the second layer, which starts from the `scores` of the first.
pub fn second_examples(
    document: &Document,
    facts: &Facts,
    labels: &[Label],
    scores: &[Scores],
    marginals: &[Scores],
    vocabulary: &mut Vocabulary,
) -> Vec<Example> {
    let view = FirstView::new(facts, marginals);
    let mut all = examples(document, facts, labels, |index, found| {
        second_features(&view, index, found);
        found.iter().map(|&feature| vocabulary.id(feature)).collect()
    });
    for (example, paragraph) in all.iter_mut().zip(&document.paragraphs) {
        example.base = scores[paragraph.clone()].to_vec();
    }
    all
}

fn examples(
    document: &Document,
    facts: &Facts,
    labels: &[Label],
    mut ids: impl FnMut(usize, &mut Vec<u64>) -> Vec<u32>,
) -> Vec<Example> {
    let mut found = Vec::new();
    let mut examples = Vec::with_capacity(document.paragraphs.len());
    for paragraph in &document.paragraphs {
        let mut example = Example {
            before: paragraph.start.checked_sub(1).map_or(0, |before| labels[before].index()),
            ..Example::default()
        };
        for index in paragraph.clone() {
            example.features.extend(ids(index, &mut found));
            example.ends.push(example.features.len() as u32);
            example.labels.push(labels[index].index() as u8);
            example.edges.push(edge(facts, index) as u8);
        }
        examples.push(example);
    }
    examples
}
