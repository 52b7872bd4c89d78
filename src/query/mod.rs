//! What was asked, turned into hits.
//!
//! Every question is a method of [`Index`](crate::index::Index): `search`, `who`, `speakers`, `show`, `stats`. Promises
//! the same answer for the same index and question, and an error with its place for a query that cannot be read.

mod align;
mod answer;
mod compile;
mod dates;
mod error;
mod gather;
mod grammar;
mod highlight;
mod judge;
mod lexer;
mod line;
mod marked;
mod near;
mod passage;
mod record;
mod request;
mod search;
mod show;
mod speakers;
mod stats;
mod suggest;
mod who;

pub use answer::{
    Alignment, Edit, Hit, Match, SearchAnswer, ShownQuote, SpeakerCount, SpeakerRow, Stats, Suggestion, Verdict,
    WhoAnswer,
};
pub use error::QueryError;
pub use request::{Filters, Search, Sort};

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;
