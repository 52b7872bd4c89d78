//! Articles as lessons for the linker.

use std::ops::Range;

use super::corpus::gold_labels;
use super::linker::{Bond, Lesson, learn_links};
use crate::attribution::Weights;
use crate::evaluate::{Attributed, GoldArticle};
use crate::span::{CodePoints, Span};
use crate::tag::{Role, TaggedSpan, spans_of};
use crate::text::Document;

/// The spans that were found in one article.
pub type Found = Vec<(Role, Range<usize>)>;

/// Learns which spans belong together, from two lessons an article: its labelled spans, and what was `found` in it by a
/// tagger that has not seen it, for such spans the linker meets in use.
pub fn links(articles: &[&GoldArticle], found: &[Found]) -> Weights {
    let documents: Vec<Document> = articles.iter().map(|article| Document::new(&article.text)).collect();
    let bonds: Vec<Vec<Bond>> = articles.iter().map(|article| bonds(article)).collect();
    let mut lessons = Vec::new();
    for (number, (document, bonds)) in documents.iter().zip(&bonds).enumerate() {
        let labelled = spans_of(&gold_labels(articles[number], document));
        let found = found.get(number).map(Vec::as_slice);
        let spans = [labelled.as_slice()].into_iter().chain(found).map(tagged);
        lessons.extend(spans.map(|spans| Lesson { document, bonds, spans }));
    }
    learn_links(&lessons)
}

fn tagged(spans: &[(Role, Range<usize>)]) -> Vec<TaggedSpan> {
    let tagged =
        |(role, tokens): &(Role, Range<usize>)| TaggedSpan { role: *role, tokens: tokens.clone(), probability: 1.0 };
    spans.iter().map(tagged).collect()
}

fn bonds(article: &GoldArticle) -> Vec<Bond> {
    let points = CodePoints::new(&article.text);
    let spans = |stretches: &[[usize; 2]]| -> Vec<Span> {
        stretches.iter().map(|&[start, end]| Span::new(points.byte(start), points.byte(end))).collect()
    };
    let bond = |attribution: &Attributed| Bond {
        content: spans(&attribution.content),
        source: spans(&attribution.source),
        cue: spans(&attribution.cue),
    };
    article.attributions.iter().map(bond).collect()
}
