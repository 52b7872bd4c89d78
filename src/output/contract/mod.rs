//! The contract with programs: every type that `--format json`, `jsonl` and `csv` print.
//!
//! Field names, their order and what is left out when empty are the contract. `seeds/FORMATS.md` documents the fields;
//! a test checks that it names all of them. The values that are written come from `query`, `quote` and `evaluate`,
//! which do not know this format; the format on disk is another one (`index/stored.rs`). So a new field is printed only
//! when it is added here.
//!
//! | command | JSON | each line of JSON Lines |
//! |---|---|---|
//! | `extract` | array of [`ArticleQuotesRecord`] | [`ArticleQuotesRecord`] |
//! | `search` | [`SearchRecord`] | [`HitRecord`] |
//! | `search --count-by` | [`FacetsRecord`] | [`FacetRecord`] |
//! | `who` | [`WhoRecord`] | [`MatchRecord`] |
//! | `speakers` | [`SpeakersRecord`] | [`SpeakerRecord`] |
//! | `topics` | [`TopicsRecord`] | [`TopicRecord`] |
//! | `topics TOPIC` | [`TopicSpeakersRecord`] | [`TopicSpeakerRecord`] |
//! | `show` | [`ShownRecord`] | [`ShownRecord`] |
//! | `index`, `rebuild` | [`IndexReportRecord`] | [`IndexReportRecord`] |
//! | `stats` | [`StatsRecord`] | [`StatsRecord`] |
//! | `remove` | array of [`ArticleRecord`] | [`ArticleRecord`] |
//! | `check` | array of strings | a string |
//! | `eval` | [`FiguresRecord`] | [`FiguresRecord`] |
//! | `eval --gap` | [`GapRecord`] | [`GapRecord`] |
//! | `eval --pages` | [`PageFiguresRecord`] | [`PageFiguresRecord`] |
//!
//! The tables of `csv` are in [`csv`].

mod article;
pub(super) mod csv;
mod evaluation;
mod facets;
mod hit;
mod index;
mod quote;
mod speakers;
mod topics;
mod who;

pub(super) use article::ArticleRecord;
pub(super) use evaluation::{FALSE_QUOTES, FiguresRecord, GapRecord, PageFiguresRecord};
pub(super) use facets::{FacetRecord, FacetsRecord};
pub(super) use hit::{HitRecord, SearchRecord};
pub(super) use index::{IndexReportRecord, StatsRecord};
pub(super) use quote::{ArticleQuotesRecord, ShownRecord};
pub(super) use speakers::{SpeakerRecord, SpeakersRecord};
pub(super) use topics::{TopicRecord, TopicSpeakerRecord, TopicSpeakersRecord, TopicsRecord};
pub(super) use who::{MatchRecord, WhoRecord};

#[cfg(test)]
mod tests;
