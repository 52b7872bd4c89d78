//! Quotes and articles, in Tantivy: what is kept, under which names, and how it gets to disk and back.
//!
//! Promises that a reader always finds one whole state: the last one that was finished, however the writer ended.
//! Leaves out what can be asked; that is `query`.

mod analyzer;
mod bytes;
mod check;
mod columns;
mod document;
mod error;
mod fold;
mod open;
mod place;
mod records;
mod schema;
mod stored;
mod write;

pub use error::IndexError;
pub use open::Index;
pub use write::{Put, Update};

pub(crate) use analyzer::stems;
pub(crate) use columns::Columns;
pub(crate) use document::{date, day, id_number, same_words, speaker_key, speaker_part, thousandths};
pub(crate) use error::one_line;
pub(crate) use fold::{Word, fold, is_apostrophe, words};
pub(crate) use records::Records;
pub(crate) use schema::{Fields, QUOTE, name};

#[cfg(test)]
mod tests;
