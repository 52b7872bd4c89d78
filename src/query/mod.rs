//! What was asked, turned into hits.
//!
//! Every question is a method of [`Index`](crate::index::Index): `search`, `count_by`, `who`, `speakers`, `topics`, `show`,
//! `stats`. Promises the same answer for the same index and question, and an error with its place for a query that cannot
//! be read.

mod align;
mod answer;
mod by_article;
mod caution;
mod compile;
mod counts;
mod dates;
mod error;
mod fields;
mod gather;
mod grammar;
mod highlight;
mod judge;
mod known;
mod lexer;
mod line;
mod marked;
mod meaning;
mod narrowing;
mod near;
mod occurrences;
mod passage;
mod people;
mod persons;
mod places;
mod record;
mod related;
mod request;
mod results;
mod search;
mod show;
mod sightings;
mod speakers;
mod spellings;
mod stats;
mod suggest;
mod terms;
mod topics;
mod unsaid;
mod variants;
mod who;
mod whom;
mod witness;

pub use crate::index::Settings;
pub use answer::{
    Alignment, Caution, CautionKind, Check, Count, CountAnswer, Dissent, Edit, Hit, ListedPeople, Match, Occurrence,
    SearchAnswer, ShownQuote, SpeakerCount, SpeakerRow, Stats, Suggestion, TopicRow, TopicSpeaker, TopicSpeakers,
    Variant, Verdict, WhoAnswer,
};
pub use error::QueryError;
pub use request::{By, Filters, Search, Sort};

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;
