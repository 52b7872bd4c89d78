//! Quotes that are found by what stands in the document of their article alone: all of them by its headline, those about a
//! topic by its words.
//!
//! The articles are looked for when the query begins. From each comes what its quotes are found by: the number that they
//! have in common with it, or the names of those of its topics that are meant.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use tantivy::query::{EnableScoring, Query, TermSetQuery, Weight};
use tantivy::schema::Field;
use tantivy::{DocId, SegmentReader, TantivyError, Term};

use super::meaning::Meaning;
use crate::index::name;

/// Quotes of articles whose own document `articles` finds.
#[derive(Clone, Debug)]
pub(super) struct ByArticle {
    articles: Arc<dyn Query>,
    wanted: Wanted,
}

/// Which quotes of an article, by which field.
#[derive(Clone, Debug)]
enum Wanted {
    /// All, and the article.
    All(Field),
    /// Those about topics that are meant.
    About(Field, Arc<Meaning>),
}

impl ByArticle {
    /// All documents of the articles; articles and quotes have the number `key` in common.
    pub(super) fn all(articles: Box<dyn Query>, key: Field) -> Self {
        Self { articles: articles.into(), wanted: Wanted::All(key) }
    }

    /// The quotes whose `topic` is meant. `articles` finds all articles that have one.
    pub(super) fn about(articles: Box<dyn Query>, topic: Field, meaning: Meaning) -> Self {
        Self { articles: articles.into(), wanted: Wanted::About(topic, meaning.into()) }
    }
}

impl Query for ByArticle {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let Some(searcher) = scoring.searcher() else {
            return Err(TantivyError::InvalidArgument("articles are looked for in an index".into()));
        };
        let articles = self.articles.weight(EnableScoring::disabled_from_searcher(searcher))?;
        // Each once, which the engine asks for: segments have topics in common.
        let mut terms = BTreeSet::new();
        for segment in searcher.segment_readers() {
            self.wanted.gather(segment, &found(&*articles, segment)?, &mut terms)?;
        }
        TermSetQuery::new(terms).weight(scoring)
    }
}

/// The articles of one segment that `articles` finds.
fn found(articles: &dyn Weight, segment: &SegmentReader) -> tantivy::Result<Vec<DocId>> {
    let mut all = Vec::new();
    articles.for_each_no_score(segment, &mut |some: &[DocId]| {
        all.extend(some.iter().filter(|&&article| !segment.is_deleted(article)));
    })?;
    Ok(all)
}

impl Wanted {
    /// Adds what the quotes of `articles`, all in one segment, are found by.
    fn gather(&self, segment: &SegmentReader, articles: &[DocId], terms: &mut BTreeSet<Term>) -> tantivy::Result<()> {
        match self {
            Self::All(field) => {
                let keys = segment.fast_fields().u64(name::article_key)?;
                let keys = articles.iter().filter_map(|&article| keys.first(article));
                terms.extend(keys.map(|key| Term::from_field_u64(*field, key)));
            }
            Self::About(field, meaning) => {
                let Some(topics) = segment.fast_fields().str(name::about)? else { return Ok(()) };
                let different: FxHashSet<u64> =
                    articles.iter().flat_map(|&article| topics.term_ords(article)).collect();
                let mut different: Vec<u64> = different.into_iter().collect();
                different.sort_unstable();
                topics.dictionary().sorted_ords_to_term_cb(&different, |topic| {
                    let meant = str::from_utf8(topic).ok().filter(|topic| meaning.has(topic));
                    terms.extend(meant.map(|topic| Term::from_field_text(*field, topic)));
                })?;
            }
        }
        Ok(())
    }
}
