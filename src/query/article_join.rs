//! A join from articles to their quotes: quotes found by a field that only the document of their article has. The
//! headline finds all quotes of the article, a topic finds those about it.
//!
//! The articles are collected when the query begins. Each gives the terms that find its quotes: the key that it shares
//! with them, or the names of its matching topics.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use tantivy::query::{EnableScoring, Query, TermSetQuery, Weight};
use tantivy::schema::Field;
use tantivy::{DocId, SegmentReader, TantivyError, Term};

use super::topic_expansion::TopicExpansion;
use crate::index::name;

/// Finds quotes by their articles, which match the query `articles`.
#[derive(Clone, Debug)]
pub(super) struct ArticleJoin {
    articles: Arc<dyn Query>,
    target: JoinTarget,
}

/// Which documents of an article are found, and by which field.
#[derive(Clone, Debug)]
enum JoinTarget {
    /// The article and all its quotes.
    WholeArticle(Field),
    /// The quotes about matching topics.
    ByTopic(Field, Arc<TopicExpansion>),
}

impl ArticleJoin {
    /// All documents of the articles. `key` is the number that an article shares with its quotes.
    pub(super) fn whole_articles(articles: Box<dyn Query>, key: Field) -> Self {
        Self { articles: articles.into(), target: JoinTarget::WholeArticle(key) }
    }

    /// The quotes whose `topic` matches. `articles` must match all articles that have such a topic.
    pub(super) fn by_topic(articles: Box<dyn Query>, topic: Field, expansion: TopicExpansion) -> Self {
        Self { articles: articles.into(), target: JoinTarget::ByTopic(topic, expansion.into()) }
    }
}

impl Query for ArticleJoin {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let Some(searcher) = scoring.searcher() else {
            return Err(TantivyError::InvalidArgument("articles are looked for in an index".into()));
        };
        let articles = self.articles.weight(EnableScoring::disabled_from_searcher(searcher))?;
        // A set, for the engine needs each term once and segments share topics.
        let mut terms = BTreeSet::new();
        for segment in searcher.segment_readers() {
            self.target.add_terms(segment, &matching_docs(&*articles, segment)?, &mut terms)?;
        }
        TermSetQuery::new(terms).weight(scoring)
    }
}

/// The documents of a segment that match, in order.
pub(super) fn matching_docs(query: &dyn Weight, segment: &SegmentReader) -> tantivy::Result<Vec<DocId>> {
    let mut all = Vec::new();
    query.for_each_no_score(segment, &mut |some: &[DocId]| {
        all.extend(some.iter().filter(|&&doc| !segment.is_deleted(doc)));
    })?;
    Ok(all)
}

impl JoinTarget {
    /// Adds the terms that find the quotes of `articles`, all in one segment.
    fn add_terms(
        &self,
        segment: &SegmentReader,
        articles: &[DocId],
        terms: &mut BTreeSet<Term>,
    ) -> tantivy::Result<()> {
        match self {
            Self::WholeArticle(field) => {
                let keys = segment.fast_fields().u64(name::article_key)?;
                let keys = articles.iter().filter_map(|&article| keys.first(article));
                terms.extend(keys.map(|key| Term::from_field_u64(*field, key)));
            }
            Self::ByTopic(field, expansion) => {
                let Some(topics) = segment.fast_fields().str(name::about)? else { return Ok(()) };
                let different: FxHashSet<u64> =
                    articles.iter().flat_map(|&article| topics.term_ords(article)).collect();
                let mut different: Vec<u64> = different.into_iter().collect();
                different.sort_unstable();
                topics.dictionary().sorted_ords_to_term_cb(&different, |topic| {
                    let meant = str::from_utf8(topic).ok().filter(|topic| expansion.matches(topic));
                    terms.extend(meant.map(|topic| Term::from_field_text(*field, topic)));
                })?;
            }
        }
        Ok(())
    }
}
