//! The smallest article with an attribution, from which the names of the features are read.

use super::super::entities::Entities;
use super::article::ArticleContext;
use crate::attribution::Attribution;
use crate::model::WordClasses;
use crate::quote::{AttributionPattern, AttributionType, Kind, Polarity};
use crate::span::Span;
use crate::text::Document;

/// Calls `read` with this article.
pub(super) fn with_article<T>(read: impl FnOnce(&ArticleContext) -> T) -> T {
    let document = Document::new("It rains, she said.");
    let attribution = Attribution {
        content: vec![Span::new(0, 8)],
        source: Some(3..4),
        cue: Some(4..5),
        kind: Kind::Indirect,
        report: AttributionType::Statement,
        polarity: Polarity::Affirmed,
        ground: None,
        found: AttributionPattern::Cue,
        confidence: 0.5,
    };
    let entities = Entities::new(&document, &[]);
    let words = WordClasses::default();
    let attributions = [attribution];
    read(&ArticleContext::new(&document, &[], &entities, &[], &attributions, &words))
}
