//! What was asked, turned into hits.

mod answer;
mod request;

pub use answer::{
    Alignment, Edit, Hit, Match, SearchAnswer, ShownQuote, SpeakerCount, SpeakerRow, Stats, Suggestion, Verdict,
    WhoAnswer,
};
pub use request::{Filters, Search, Sort};
