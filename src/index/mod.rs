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

pub(crate) use document::speaker_key;
pub(crate) use fold::{Word, fold, words};
pub(crate) use schema::Fields;
