//! Filters, compiled once per question and used in several queries.

use tantivy::query::Occur;

use super::compile::{self, Clause};
use super::error::QueryError;
use super::request::Filters;
use crate::index::Index;

/// The clauses that filters add to queries.
pub(crate) struct FilterClauses {
    articles: Vec<Clause>,
    quotes: Vec<Clause>,
    without_attitudes: Option<Clause>,
    /// Whether articles can pass the filters: they have no speaker, topic, kind or polarity.
    pub select_articles: bool,
}

impl FilterClauses {
    /// Compiles `filters` for `index`.
    pub(crate) fn new(index: &Index, filters: &Filters) -> Result<Self, QueryError> {
        let fields = index.fields();
        Ok(Self {
            articles: compile::article_filters(fields, filters),
            quotes: compile::quote_filters(index, filters)?,
            select_articles: filters.speaker.is_none()
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

    /// The clauses of a query for quotes.
    pub(crate) fn for_quotes(&self) -> Vec<Clause> {
        let mut clauses = self.for_quotes_and_attitudes();
        clauses.extend(self.without_attitudes.as_ref().map(copied));
        clauses
    }

    /// The same without the clause against attitudes. There are few of them; the caller drops them one by one, and the
    /// engine can still skip documents by their upper bound.
    pub(crate) fn for_quotes_and_attitudes(&self) -> Vec<Clause> {
        self.articles.iter().chain(&self.quotes).map(copied).collect()
    }

    /// The clauses of a query for articles.
    pub(crate) fn for_articles(&self) -> Vec<Clause> {
        self.articles.iter().map(copied).collect()
    }
}

fn copied(clause: &Clause) -> Clause {
    let (occur, query): (Occur, _) = (clause.0, clause.1.box_clone());
    (occur, query)
}
