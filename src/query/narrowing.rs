//! Filters, understood once for a question: what they mean is looked up in the index, then asked for many times.

use tantivy::query::Occur;

use super::compile::{self, Clause};
use super::error::QueryError;
use super::request::Filters;
use crate::index::Index;

/// The clauses that filters add to queries.
pub(crate) struct Narrowing {
    articles: Vec<Clause>,
    quotes: Vec<Clause>,
    without_attitudes: Option<Clause>,
    /// Whether articles can be narrowed so at all: they have no speaker, topic, kind or polarity.
    pub of_articles_alone: bool,
}

impl Narrowing {
    /// What `filters` mean in `index`.
    pub(crate) fn new(index: &Index, filters: &Filters) -> Result<Self, QueryError> {
        let fields = index.fields();
        Ok(Self {
            articles: compile::article_filters(fields, filters),
            quotes: compile::quote_filters(index, filters)?,
            of_articles_alone: filters.speaker.is_none()
                && filters.topic.is_none()
                && filters.kinds.is_empty()
                && filters.polarities.is_empty(),
            without_attitudes: (!filters.attitudes).then(|| compile::without_attitudes(fields)),
        })
    }

    /// Whether attitudes count beside statements.
    pub(crate) fn attitudes(&self) -> bool {
        self.without_attitudes.is_none()
    }

    /// For a query about quotes.
    pub(crate) fn of_quotes(&self) -> Vec<Clause> {
        let mut clauses = self.of_quotes_and_attitudes();
        clauses.extend(self.without_attitudes.as_ref().map(copied));
        clauses
    }

    /// The same, but for attitudes: these are few, and left out one by one the engine can still skip what cannot rank.
    pub(crate) fn of_quotes_and_attitudes(&self) -> Vec<Clause> {
        self.articles.iter().chain(&self.quotes).map(copied).collect()
    }

    /// For a query about articles.
    pub(crate) fn of_articles(&self) -> Vec<Clause> {
        self.articles.iter().map(copied).collect()
    }
}

fn copied(clause: &Clause) -> Clause {
    let (occur, query): (Occur, _) = (clause.0, clause.1.box_clone());
    (occur, query)
}
