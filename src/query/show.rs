//! One quote by its id, with its article.

use std::collections::BTreeSet;
use std::ops::Bound;

use tantivy::query::RangeQuery;
use tantivy::{Term, collector::TopDocs};

use super::answer::ShownQuote;
use super::compile::{narrowed, term};
use super::error::QueryError;
use super::gather::entries;
use super::record;
use crate::index::{ARTICLE, Index, article_key};
use crate::quote::Quote;
use tantivy::query::Occur;

/// Fewest characters of an id that are taken for its beginning.
const SHORTEST: usize = 4;
/// How many quotes are looked at to tell an ambiguous beginning.
const MOST: usize = 5;

impl Index {
    /// The quote whose id is `id` or alone begins so, with its article; `None` when there is none.
    ///
    /// # Errors
    /// When the beginning is too short or several ids share it, or the index cannot be read.
    pub fn show(&self, id: &str) -> Result<Option<ShownQuote>, QueryError> {
        let id = id.trim();
        let exact = entries(self, &*term(self.fields().id, id), false)?;
        let quote = match exact.first() {
            Some(entry) => Some(record::quote(self, entry.address)?),
            None => self.by_beginning(id)?,
        };
        quote.map(|quote| self.shown(quote)).transpose()
    }

    fn by_beginning(&self, id: &str) -> Result<Option<Quote>, QueryError> {
        if id.chars().count() < SHORTEST {
            return Err(QueryError::ShortId { id: id.to_owned() });
        }
        let field = self.fields().id;
        // No text that begins so comes after the beginning followed by the greatest character.
        let last = Term::from_field_text(field, &format!("{id}{}", char::MAX));
        let range = RangeQuery::new(Bound::Included(Term::from_field_text(field, id)), Bound::Included(last));
        let found = self.searcher().search(&range, &TopDocs::with_limit(MOST).order_by_score())?;
        let quotes = found.iter().map(|(_, address)| record::quote(self, *address)).collect::<Result<Vec<_>, _>>()?;
        let ids: BTreeSet<&String> = quotes.iter().map(|quote| &quote.id).collect();
        if ids.len() > 1 {
            return Err(QueryError::AmbiguousId { id: id.to_owned(), ids: ids.into_iter().cloned().collect() });
        }
        Ok(quotes.into_iter().next())
    }

    fn shown(&self, quote: Quote) -> Result<ShownQuote, QueryError> {
        let fields = self.fields();
        let of_article = term(fields.article, &article_key(&quote.article.id));
        let query = narrowed(of_article, vec![(Occur::Must, term(fields.doc, ARTICLE))]);
        let found = entries(self, &*query, false)?;
        let missing = || QueryError::Record { detail: format!("the article of quote {} is missing", quote.id) };
        let article = record::article(self, found.first().ok_or_else(missing)?.address)?;
        Ok(ShownQuote { quote, article })
    }
}
