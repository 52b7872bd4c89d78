//! What the program found, in the form that the scorer compares.

use super::gold::{Attributed, Predicted, Stretch};
use crate::quote::Quote;
use crate::span::{CodePoints, Span};

impl Predicted {
    /// The quotes found in the article called `id`, whose words are `text`.
    pub fn new(id: &str, text: &str, quotes: &[Quote]) -> Predicted {
        let points = CodePoints::new(text);
        let attributions = quotes.iter().map(|quote| attributed(&points, quote)).collect();
        Predicted { id: id.to_owned(), attributions }
    }
}

fn attributed(points: &CodePoints, quote: &Quote) -> Attributed {
    let stretches = |spans: &[Span]| -> Vec<Stretch> { spans.iter().map(|&span| points.range(span)).collect() };
    Attributed {
        content: stretches(&quote.content),
        source: stretches(&quote.source),
        cue: stretches(&quote.cue),
        speaker: Some(quote.speaker.name.clone()),
        speaker_kind: Some(quote.speaker.kind.name().to_owned()),
        denied: false,
        polarity: Some(quote.polarity),
        confidence: Some(quote.confidence),
    }
}
