//! Converts quotes to predictions in the form of the scorer.

use super::gold::{CharRange, LabelledAttribution, PredictedArticle};
use crate::quote::Quote;
use crate::span::{CodePoints, Span};

impl PredictedArticle {
    /// The predictions for the article with this `id` and `text`.
    pub fn new(id: &str, text: &str, quotes: &[Quote]) -> PredictedArticle {
        let points = CodePoints::new(text);
        let attributions = quotes.iter().map(|quote| attributed(&points, quote)).collect();
        PredictedArticle { id: id.to_owned(), attributions }
    }
}

fn attributed(points: &CodePoints, quote: &Quote) -> LabelledAttribution {
    let ranges = |spans: &[Span]| -> Vec<CharRange> { spans.iter().map(|&span| points.range(span)).collect() };
    LabelledAttribution {
        content: ranges(&quote.content),
        source: ranges(&quote.source),
        cue: ranges(&quote.cue),
        speaker: Some(quote.speaker.name.clone()),
        speaker_kind: Some(quote.speaker.kind.name().to_owned()),
        denied: false,
        polarity: Some(quote.polarity),
        confidence: Some(quote.confidence),
    }
}
