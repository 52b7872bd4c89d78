//! Labelled articles as examples for the trainer.

use super::crf::{Example, Vocabulary};
use crate::tag::{Facts, Label, edge, features};
use crate::text::Document;

/// The paragraphs of `document` as examples.
pub fn examples(document: &Document, facts: &Facts, labels: &[Label], vocabulary: &mut Vocabulary) -> Vec<Example> {
    let mut found = Vec::new();
    let mut examples = Vec::with_capacity(document.paragraphs.len());
    for paragraph in &document.paragraphs {
        let mut example = Example {
            before: paragraph.start.checked_sub(1).map_or(0, |before| labels[before].index()),
            ..Example::default()
        };
        for index in paragraph.clone() {
            features(facts, index, &mut found);
            example.features.extend(found.iter().map(|&feature| vocabulary.id(feature)));
            example.ends.push(example.features.len() as u32);
            example.labels.push(labels[index].index() as u8);
            example.edges.push(edge(facts, index) as u8);
        }
        examples.push(example);
    }
    examples
}
