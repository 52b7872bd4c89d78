//! All documents of the articles for which something holds: what stands in the article's own document alone counts for
//! each of its quotes.
//!
//! The articles are looked for when the query begins, their quotes by the number that both have in common.

use std::sync::Arc;

use tantivy::query::{EnableScoring, Query, TermSetQuery, Weight};
use tantivy::schema::Field;
use tantivy::{DocId, SegmentReader, TantivyError, Term};

use crate::index::name;

/// The documents of articles whose own document `articles` finds.
#[derive(Clone, Debug)]
pub(super) struct ByArticle {
    articles: Arc<dyn Query>,
    /// The field that an article and its quotes have in common.
    key: Field,
}

impl ByArticle {
    pub(super) fn new(articles: Box<dyn Query>, key: Field) -> Self {
        Self { articles: articles.into(), key }
    }
}

impl Query for ByArticle {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let Some(searcher) = scoring.searcher() else {
            return Err(TantivyError::InvalidArgument("articles are looked for in an index".into()));
        };
        let articles = self.articles.weight(EnableScoring::disabled_from_searcher(searcher))?;
        let mut keys = Vec::new();
        for segment in searcher.segment_readers() {
            gather(&*articles, segment, &mut keys)?;
        }
        TermSetQuery::new(keys.into_iter().map(|key| Term::from_field_u64(self.key, key))).weight(scoring)
    }
}

/// Adds the keys of the articles of one segment that `articles` finds.
fn gather(articles: &dyn Weight, segment: &SegmentReader, keys: &mut Vec<u64>) -> tantivy::Result<()> {
    let column = segment.fast_fields().u64(name::article_key)?;
    articles.for_each_no_score(segment, &mut |found: &[DocId]| {
        let there = found.iter().filter(|&&article| !segment.is_deleted(article));
        keys.extend(there.filter_map(|&article| column.first(article)));
    })
}
