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
//! | `search --batch` | array of [`QueryHitsRecord`] | [`QueryHitsRecord`] |
//! | `who` | [`WhoRecord`] | [`MatchRecord`] |
//! | `who --batch` | array of [`WhoRecord`] | [`WhoRecord`] |
//! | `timeline` | [`TimelineRecord`] | [`TimelineEntryRecord`] |
//! | `compare` | [`ComparisonRecord`] | [`SideRecord`] |
//! | `watch run` | array of [`NewsRecord`] | [`NewsHitRecord`] |
//! | `watch list` | array of [`WatchRecord`] | [`WatchRecord`] |
//! | `correct --list`, `people list` | array of [`CorrectionRecord`] | [`CorrectionRecord`] |
//! | `eval --from-corrections` | [`AccuracyRecord`] | [`AccuracyRecord`] |
//! | `audit` | [`AuditRecord`] | [`AuditGroupRecord`] |
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
mod audit;
mod batch;
mod corrections;
mod evaluation;
mod facets;
mod index;
mod labelled;
mod news;
mod quotes;
mod speakers;
mod timeline;
mod topics;
mod who;

pub(super) use article::{ArticleRecord, REMOVED_COLUMNS, removed_row};
pub(super) use audit::{AUDIT_COLUMNS, AuditGroupRecord, AuditRecord, audit_rows};
pub(super) use batch::{QueryHitsRecord, batch_search_columns, batch_search_rows, batch_who_columns, batch_who_row};
pub(super) use corrections::{
    ACCURACY_COLUMNS, AccuracyRecord, CORRECTION_COLUMNS, CorrectionRecord, accuracy_rows, correction_row,
};
pub(super) use evaluation::{
    FALSE_QUOTES, FIGURE_COLUMNS, FiguresRecord, GapRecord, PAGE_COLUMNS, PageFiguresRecord, figure_rows, gap_rows,
    page_rows,
};
pub(super) use facets::{FacetRecord, FacetsRecord, facet_columns, facet_row};
pub(super) use index::{FAULT_COLUMNS, IndexReportRecord, REPORT_COLUMNS, STATS_COLUMNS, StatsRecord, report_row};
pub(super) use labelled::LabelledRecord;
pub(super) use news::{NewsHitRecord, NewsRecord, WATCH_COLUMNS, WatchRecord, news_columns, news_row, watch_row};
#[cfg(feature = "python")]
pub(super) use quotes::PlacedQuoteRecord;
pub(super) use quotes::{
    ArticleQuotesRecord, EXTRACT_COLUMNS, HIT_COLUMNS, HitRecord, SearchRecord, ShownRecord, extract_row, hit_row,
    quote_row,
};
pub(super) use speakers::{SPEAKER_COLUMNS, SpeakerRecord, SpeakersRecord, speaker_row};
pub(super) use timeline::{
    ComparisonRecord, SideRecord, TimelineEntryRecord, TimelineRecord, timeline_columns, timeline_row,
};
pub(super) use topics::{
    TOPIC_COLUMNS, TOPIC_SPEAKER_COLUMNS, TopicRecord, TopicSpeakerRecord, TopicSpeakersRecord, TopicsRecord,
    topic_row, topic_speaker_row,
};
pub(super) use who::{MatchRecord, WhoRecord, match_columns, match_row};

#[cfg(test)]
mod tests;
