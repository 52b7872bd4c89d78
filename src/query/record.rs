//! Stored records, read back.

use rustc_hash::FxHashSet;
use serde::de::DeserializeOwned;
use tantivy::schema::Value;
use tantivy::{DocAddress, TantivyDocument, Term};

use super::compile::{self, narrowed};
use super::error::QueryError;
use super::gather::{Entry, entries};
use super::request::Filters;
use crate::article::{Article, ArticleRef};
use crate::index::Index;
use crate::quote::Quote;

/// The quote stored at `address`.
pub(crate) fn quote(index: &Index, address: DocAddress) -> Result<Quote, QueryError> {
    record(index, address)
}

/// The article stored at `address`.
pub(crate) fn article(index: &Index, address: DocAddress) -> Result<Article, QueryError> {
    record(index, address)
}

fn record<T: DeserializeOwned>(index: &Index, address: DocAddress) -> Result<T, QueryError> {
    let document: TantivyDocument = index.searcher().doc(address)?;
    let value = document.get_first(index.fields().record);
    let bytes = value.as_ref().and_then(|value| value.as_bytes()).unwrap_or_default();
    serde_json::from_slice(bytes).map_err(|error| QueryError::Record { detail: error.to_string() })
}

/// All quotes that `filters` let through with the words and speaker of `same`, earliest first.
pub(crate) fn occurrences(index: &Index, same: u64, filters: &Filters) -> Result<Vec<Entry>, QueryError> {
    let fields = index.fields();
    let term = tantivy::query::TermQuery::new(Term::from_field_u64(fields.same, same), Default::default());
    let query = narrowed(Box::new(term), compile::filters(fields, filters));
    let mut found = entries(index, &*query, false)?;
    found.sort_unstable_by(Entry::earliest);
    Ok(found)
}

/// The articles of `occurrences` other than that of `first`, each once.
pub(crate) fn other_articles(
    index: &Index,
    occurrences: &[Entry],
    first: &Entry,
) -> Result<Vec<ArticleRef>, QueryError> {
    let mut seen = FxHashSet::from_iter([first.article]);
    let others = occurrences.iter().filter(|entry| seen.insert(entry.article));
    others.map(|entry| Ok(quote(index, entry.address)?.article)).collect()
}
