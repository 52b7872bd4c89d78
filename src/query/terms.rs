//! Building blocks for queries of the engine.

use tantivy::Term;
use tantivy::query::{BooleanQuery, EmptyQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field as Column, IndexRecordOption};

use crate::index::words;

/// A query of the engine.
pub(crate) type EngineQuery = Box<dyn Query>;
/// A part of a query, and whether it must, may or must not match.
pub(crate) type Clause = (Occur, EngineQuery);

/// All these words, in any order.
pub(crate) fn all_words(column: Column, text: &str) -> EngineQuery {
    with_words(column, &folded(text))
}

/// All these folded words, in any order.
pub(crate) fn with_words(column: Column, words: &[String]) -> EngineQuery {
    if words.is_empty() {
        return Box::new(EmptyQuery);
    }
    Box::new(BooleanQuery::intersection(words.iter().map(|word| term(column, word)).collect()))
}

pub(crate) fn term(column: Column, text: &str) -> EngineQuery {
    Box::new(TermQuery::new(Term::from_field_text(column, text), IndexRecordOption::Basic))
}

pub(crate) fn scored_term(column: Column, text: &str) -> EngineQuery {
    Box::new(TermQuery::new(Term::from_field_text(column, text), IndexRecordOption::WithFreqs))
}

/// The folded words of a text.
pub(crate) fn folded(text: &str) -> Vec<String> {
    words(text).map(|word| word.folded).collect()
}
