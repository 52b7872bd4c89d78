//! Labelled articles, as `eval` reads them.

use serde::Serialize;

use crate::article::Article;
use crate::quote::{Polarity, Quote};
use crate::span::{CodePoints, Span};

/// An article with what is said in it. Positions are code points of its text.
#[derive(Serialize)]
pub(in crate::output) struct LabelledRecord<'a> {
    id: &'a str,
    publisher: Option<&'a str>,
    text: &'a str,
    attributions: Vec<LabelledQuote<'a>>,
}

#[derive(Serialize)]
struct LabelledQuote<'a> {
    content: Vec<[usize; 2]>,
    source: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    speaker: Option<&'a str>,
    speaker_kind: &'static str,
    report: &'static str,
    /// The article says that the speaker did not say it, or denied it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    denied: bool,
}

impl<'a> LabelledRecord<'a> {
    pub(in crate::output) fn new(article: &'a Article, quotes: &'a [Quote]) -> Self {
        let points = CodePoints::new(article.text());
        let ranges = |spans: &[Span]| spans.iter().map(|&span| points.range(span)).collect();
        let labelled = |quote: &'a Quote| LabelledQuote {
            content: ranges(&quote.content),
            source: ranges(&quote.source),
            cue: ranges(&quote.cue),
            speaker: quote.speaker.name.as_deref(),
            speaker_kind: quote.speaker.kind.name(),
            report: quote.report.name(),
            denied: matches!(quote.polarity, Polarity::Denied | Polarity::NotSaid),
        };
        Self {
            id: &article.id,
            publisher: article.publisher.as_deref(),
            text: article.text(),
            attributions: quotes.iter().map(labelled).collect(),
        }
    }
}
