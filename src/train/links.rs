//! Articles as lessons for the linker.

use super::corpus::gold_labels;
use super::linker::{Bond, Lesson, learn_links, with_gaps};
use super::rng::Random;
use crate::attribution::Weights;
use crate::evaluate::{Attributed, GoldArticle};
use crate::span::{CodePoints, Span};
use crate::tag::{Role, TaggedSpan, spans_of};
use crate::text::Document;

/// Share of labelled spans that are left out of the second lesson on an article.
const GAPS: f32 = 0.05;

/// The spans that were found in one article.
pub type Found = Vec<(Role, std::ops::Range<usize>)>;

/// Learns which spans belong together, from up to three lessons an article: its labelled spans, the same with gaps, and
/// what was `found` in it by a tagger that has not seen it, for such spans the linker meets in use.
pub fn links(articles: &[GoldArticle], found: &[Found]) -> Weights {
    let documents: Vec<Document> = articles.iter().map(|article| Document::new(&article.text)).collect();
    let bonds: Vec<Vec<Bond>> = articles.iter().map(bonds).collect();
    let mut random = Random::new(1);
    let mut lessons = Vec::new();
    for (number, (document, bonds)) in documents.iter().zip(&bonds).enumerate() {
        let labelled = tagged(&spans_of(&gold_labels(&articles[number], document)));
        let gapped = with_gaps(&labelled, GAPS, &mut random);
        let found = found.get(number).map(|found| tagged(found));
        lessons.extend([labelled, gapped].into_iter().chain(found).map(|spans| Lesson { document, bonds, spans }));
    }
    learn_links(&lessons)
}

fn tagged(spans: &[(Role, std::ops::Range<usize>)]) -> Vec<TaggedSpan> {
    let tagged = |(role, tokens): &(Role, std::ops::Range<usize>)| TaggedSpan {
        role: *role,
        tokens: tokens.clone(),
        probability: 1.0,
    };
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
