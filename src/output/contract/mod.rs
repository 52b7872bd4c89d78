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
//! `csv` prints the same rows as tables, as far as the fields fit. Lists are joined by `; `, and a missing value is an
//! empty cell. New columns are added at the end, so that programs that count columns keep working.

mod article;
mod evaluation;
mod facets;
mod index;
mod quotes;
mod speakers;
mod topics;
mod who;

pub(super) use article::{ArticleRecord, REMOVED_COLUMNS, removed_row};
pub(super) use evaluation::{
    FALSE_QUOTES, FIGURE_COLUMNS, FiguresRecord, GapRecord, PAGE_COLUMNS, PageFiguresRecord, figure_rows, gap_rows,
    page_rows,
};
pub(super) use facets::{FacetRecord, FacetsRecord, facet_columns, facet_row};
pub(super) use index::{FAULT_COLUMNS, IndexReportRecord, REPORT_COLUMNS, STATS_COLUMNS, StatsRecord, report_row};
pub(super) use quotes::{
    ArticleQuotesRecord, EXTRACT_COLUMNS, HIT_COLUMNS, HitRecord, SearchRecord, ShownRecord, extract_row, hit_row,
    quote_row,
};
pub(super) use speakers::{SPEAKER_COLUMNS, SpeakerRecord, SpeakersRecord, speaker_row};
pub(super) use topics::{
    TOPIC_COLUMNS, TOPIC_SPEAKER_COLUMNS, TopicRecord, TopicSpeakerRecord, TopicSpeakersRecord, TopicsRecord,
    topic_row, topic_speaker_row,
};
pub(super) use who::{MatchRecord, WhoRecord, match_columns, match_row};

#[cfg(test)]
mod tests;
