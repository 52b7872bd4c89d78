//! Training examples for the linker.

use std::ops::Range;

use super::corpus::gold_labels;
use super::linker::{GoldLink, LinkExample, learn_links};
use crate::attribution::Weights;
use crate::evaluate::{GoldArticle, LabelledAttribution};
use crate::span::{CodePoints, Span};
use crate::tag::{Role, TaggedSpan, spans_of};
use crate::text::Document;

/// The spans found in one article.
pub type FoundSpans = Vec<(Role, Range<usize>)>;

/// Trains the linker on two examples per article: its labelled spans, and the spans `found` by a tagger that has not
/// seen it, which are like those in use.
pub fn learn_from_articles(articles: &[&GoldArticle], found: &[FoundSpans]) -> Weights {
    let documents: Vec<Document> = articles.iter().map(|article| Document::new(&article.text)).collect();
    let gold_links: Vec<Vec<GoldLink>> = articles.iter().map(|article| gold_links(article)).collect();
    let mut examples = Vec::new();
    for (number, (document, gold_links)) in documents.iter().zip(&gold_links).enumerate() {
        let labelled = spans_of(&gold_labels(articles[number], document));
        let found = found.get(number).map(Vec::as_slice);
        let spans = [labelled.as_slice()].into_iter().chain(found).map(tagged);
        examples.extend(spans.map(|spans| LinkExample { document, gold_links, spans }));
    }
    learn_links(&examples)
}

fn tagged(spans: &[(Role, Range<usize>)]) -> Vec<TaggedSpan> {
    let tagged =
        |(role, tokens): &(Role, Range<usize>)| TaggedSpan { role: *role, tokens: tokens.clone(), probability: 1.0 };
    spans.iter().map(tagged).collect()
}

fn gold_links(article: &GoldArticle) -> Vec<GoldLink> {
    let points = CodePoints::new(&article.text);
    let spans = |spans: &[[usize; 2]]| -> Vec<Span> {
        spans.iter().map(|&[start, end]| Span::new(points.byte(start), points.byte(end))).collect()
    };
    let gold_link = |attribution: &LabelledAttribution| GoldLink {
        content: spans(&attribution.content),
        source: spans(&attribution.source),
        cue: spans(&attribution.cue),
    };
    article.attributions.iter().map(gold_link).collect()
}
