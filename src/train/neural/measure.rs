//! How many spans are found exactly, role by role: the protocol of CofeNet (Wang et al., COLING 2022).

use std::collections::BTreeSet;
use std::ops::Range;

use super::gold::GoldArticle;
use crate::tag::{Label, Role, spans_of, without_edge_punctuation};
use crate::text::Document;

/// Spans found, predicted and labelled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Both predicted and labelled.
    pub right: usize,
    /// Predicted.
    pub predicted: usize,
    /// Labelled.
    pub gold: usize,
}

impl Counts {
    /// The harmonic mean of precision and recall, in per cent.
    pub fn f1(self) -> f64 {
        200.0 * self.right as f64 / (self.predicted + self.gold).max(1) as f64
    }

    /// Precision and recall in per cent.
    pub fn precision_recall(self) -> [f64; 2] {
        [self.predicted, self.gold].map(|all| 100.0 * self.right as f64 / all.max(1) as f64)
    }
}

/// Counts the spans that `label` finds in `articles`: source, cue, content.
pub fn measure(articles: &[GoldArticle], mut label: impl FnMut(&Document) -> Vec<Label>) -> [Counts; 3] {
    let mut counts = [Counts::default(); 3];
    for article in articles {
        let document = Document::new(&article.text);
        let found = trim(&document, spans_of(&label(&document)).into_iter());
        let gold: BTreeSet<_> =
            trim(&document, article.spans.iter().map(|&(role, span)| (role, document.tokens_in(span))));
        for (role, counts) in Role::ALL.into_iter().zip(&mut counts) {
            let of_role = |span: &&(Role, usize, usize)| span.0 == role;
            counts.predicted += found.iter().filter(of_role).count();
            counts.gold += gold.iter().filter(of_role).count();
            counts.right += found.intersection(&gold).filter(of_role).count();
        }
    }
    counts
}

fn trim(document: &Document, spans: impl Iterator<Item = (Role, Range<usize>)>) -> BTreeSet<(Role, usize, usize)> {
    spans
        .map(|(role, range)| (role, without_edge_punctuation(document, range)))
        .filter(|(_, range)| !range.is_empty())
        .map(|(role, range)| (role, range.start, range.end))
        .collect()
}
