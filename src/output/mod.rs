//! Writes answers as text, JSON, JSON Lines and CSV. Colour, width and highlighting are decided here alone.
//!
//! The machine formats are a contract: all of them are in `contract`, lossless and never coloured. In the text format
//! no control character of an article reaches the terminal (`sanitize`). CSV starts no formulas (`csv_table`).
//! Everything is written into a [`Write`](std::io::Write), so that it can be tested; nothing here knows the terminal.

mod alignment;
mod atom;
mod audit;
mod batch;
mod citation;
mod columns;
mod comparison;
mod contract;
mod corrections;
mod csv_table;
mod eval_figures;
mod extract;
mod facets;
mod format;
mod gap_figures;
mod index_report;
mod labelled;
mod link;
mod news;
mod other_languages;
mod page_figures;
mod passage;
mod phrasing;
mod quotation;
#[cfg(feature = "python")]
pub mod records;
mod removed;
mod report;
mod sanitize;
mod search;
mod show;
mod skipped;
mod speakers;
mod stats;
mod style;
mod styled_text;
mod tables;
mod tally;
mod text_writer;
mod timeline;
mod topics;
mod verification;
mod who;

pub use alignment::warning;
pub use atom::{FeedEntry, atom};
pub use audit::audit;
pub use batch::{search_batch, who_batch};
pub use citation::{CitationFormat, citation_line, citations, link_to_words};
pub use comparison::comparison;
pub use corrections::{CorrectionLine, HandAccuracy, corrections, hand_accuracy};
pub use eval_figures::figures;
pub use extract::Extraction;
pub use facets::facets;
pub use format::Format;
pub use gap_figures::gap_figures;
pub use index_report::{IndexReport, SkipSummary, Unreadable};
pub use labelled::labelled_articles;
pub use link::{folder_address, percent_encoded};
pub use news::{WatchLine, WatchNews, news, watches};
pub use other_languages::other_languages_message;
pub use page_figures::page_figures;
pub use passage::pieces_around;
pub use phrasing::{article_name, found_by, grouped, polarity_note};
pub use quotation::marked_words;
pub use removed::removed;
pub use report::report;
pub use sanitize::sanitize;
pub use search::search;
pub use show::show;
pub use skipped::skip_messages;
pub use speakers::speakers;
pub use stats::{check, stats};
pub use style::{Detail, TextStyle};
#[cfg(feature = "export")]
pub use tables::SqliteTables;
pub use tables::{TableFormat, TableWriter, table_writer};
pub use timeline::timeline;
pub use topics::{topic, topics};
pub use verification::{CheckedQuotation, DraftPlace, ReportFormat, verification, verification_report};
pub use who::{who, who_headline};

#[cfg(test)]
mod sample;
