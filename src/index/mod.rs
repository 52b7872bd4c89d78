//! Quotes and articles, in Tantivy: what is kept, under which names, and how it gets to disk and back.
//!
//! Promises that a reader always finds one whole state: the last one that was finished, however the writer ended.
//! Leaves out what can be asked; that is `query`.

mod analyzer;
mod check;
mod document;
mod error;
mod fold;
mod open;
mod place;
mod schema;
mod write;

pub use error::IndexError;
pub use open::Index;
pub use write::{Put, Update};

pub(crate) use analyzer::stems;
pub(crate) use document::{article_key, date, day, speaker_key};
pub(crate) use error::one_line;
pub(crate) use fold::{Word, fold, is_apostrophe, words};
pub(crate) use schema::{ARTICLE, Fields, QUOTE, name};

#[cfg(test)]
mod tests;
