//! The smallest article that has an attribution: what rows look like is read off it.

use super::super::entities::Entities;
use super::article::ArticleContext;
use crate::attribution::Attribution;
use crate::model::Words;
use crate::quote::{Found, Kind, Polarity, Report};
use crate::span::Span;
use crate::text::Document;

/// Calls `read` with an article of three words.
pub(super) fn with_article<T>(read: impl FnOnce(&ArticleContext) -> T) -> T {
    let document = Document::new("It rains, she said.");
    let attribution = Attribution {
        content: vec![Span::new(0, 8)],
        source: Some(3..4),
        cue: Some(4..5),
        kind: Kind::Indirect,
        report: Report::Statement,
        polarity: Polarity::Affirmed,
        ground: None,
        found: Found::Cue,
        confidence: 0.5,
    };
    let entities = Entities::new(&document, &[]);
    let words = Words::default();
    let attributions = [attribution];
    read(&ArticleContext::new(&document, &[], &entities, &[], &attributions, &words))
}
