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

#[cfg(test)]
mod tests {
    use super::super::history::History;
    use super::super::rows::Rows;
    use super::*;

    #[test]
    fn the_smallest_article_has_a_source_and_a_cue_and_names_nobody() {
        with_article(|article| {
            let [instance] = article.instances.as_slice() else { panic!("one attribution") };
            let word =
                |tokens: &Option<std::ops::Range<usize>>| tokens.as_ref().map(|one| article.document.word(one.start));
            assert_eq!((word(&instance.source), word(&instance.cue)), (Some("she"), Some("said")));
            assert_eq!(article.document.span(instance.content.clone()).of(article.document.text), "It rains");
            let rows = Rows::new(article, 0, &History::default());
            assert_eq!(rows.candidates.len(), 1, "only nobody");
            assert!(rows.shared.iter().chain(&rows.rows).all(|value| value.is_finite()));
        });
    }
}
