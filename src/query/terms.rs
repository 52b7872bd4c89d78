//! What queries of the engine are put together from.

use tantivy::Term;
use tantivy::query::{BooleanQuery, EmptyQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field as Column, IndexRecordOption};

use crate::index::words;

/// A query of the engine.
pub(crate) type Compiled = Box<dyn Query>;
/// A part of a query, and whether it must, may or must not hold.
pub(crate) type Clause = (Occur, Compiled);

/// All these words, in whatever order.
pub(crate) fn every(column: Column, text: &str) -> Compiled {
    let words = folded(text);
    if words.is_empty() {
        return Box::new(EmptyQuery);
    }
    Box::new(BooleanQuery::intersection(words.iter().map(|word| term(column, word)).collect()))
}

pub(crate) fn term(column: Column, text: &str) -> Compiled {
    Box::new(TermQuery::new(Term::from_field_text(column, text), IndexRecordOption::Basic))
}

pub(crate) fn scored(column: Column, text: &str) -> Compiled {
    Box::new(TermQuery::new(Term::from_field_text(column, text), IndexRecordOption::WithFreqs))
}

fn folded(text: &str) -> Vec<String> {
    words(text).map(|word| word.folded).collect()
}
