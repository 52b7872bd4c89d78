//! The index: articles and quotes in Tantivy, what is stored of them, and how it gets to disk and back.
//!
//! A reader always sees one complete state: that of the last commit, however the writer ended. Queries are in `query`.
//!
//! # What is committed when
//!
//! Articles, their quotes and what is known of their files are committed together, so that no commit knows a file
//! without its articles. `index` commits after every few thousand articles and at the end. Each commit is a complete
//! state, so a run that is killed loses little and the next one continues. With `--strict` it commits only at the end.
//! `rebuild` is published in one step at its end: half of an index would be worse than the one it replaces.
//!
//! # Unchanged files and duplicate articles
//!
//! An unchanged file is skipped without being opened: see `files`. An article is recognised by its URL, or else by its
//! words, whatever file brings it, and keeps its id: `dedup` decides when two articles are the same, and `uncommitted`
//! which version stays. An article belongs to all files that contain it. When the file of the stored version is
//! deleted, the others are read again; when the last file is deleted, `--prune` removes the article.
//!
//! # Safety rules
//!
//! - Only what this program provably wrote is deleted: data folders with a valid marker (`marker`), and in them only
//!   files with names of ours (`cleanup`).
//! - No file is opened for writing through a link (`atomic_file`, `lock`).
//! - No article is deleted because its file is missing, empty or truncated, except with `--prune`, and then not if that
//!   would delete most of a folder or file (`missing_files`, `update`).
//! - An index is not replaced by one with less than half of its articles (`update`).
//! - Two different articles with one id never replace each other (`uncommitted`).
//! - Articles that the user removed are not added again (`removed_articles`).
//! - No answer is returned from files that are known to be damaged (`checksum_task`).
//!
//! # How this is tested
//!
//! `QUOTEDEX_KILLS=500 cargo test --test all never_lost:: -- --nocapture` kills `index` and `rebuild` at random moments, examines what is
//! left, and lets the next run complete it. An example of its output:
//!
//! ```text
//! index: killed 500 times, 64 of them just after its end; found 91 all of the new, 336 as before, 73 in between; states that were never committed: 0 (512 s)
//! rebuild: killed 500 times, 88 of them just after its end; found 109 all of the new, 391 as before; states that were never committed: 0 (414 s)
//! ```
//!
//! It found what the engine does not guarantee. Files of a killed writer are in the way of the next one, so every
//! writer begins with a cleanup. Damaged files can make the engine panic, so `check` verifies checksums before it opens
//! them. The lists of files and the footers of files have no checksum, so `integrity` verifies them. `cargo test --test
//! all sequences::` compares random sequences of commands and accidents with a model of the expected contents.

mod analyzer;
mod article_count;
mod atomic_file;
mod begin;
mod bloom;
mod check;
mod checksum_task;
mod cleanup;
mod codec;
mod columns;
mod corrections;
mod data_dir;
mod dedup;
mod digests;
mod doc_summaries;
mod document;
mod error;
#[cfg_attr(
    not(feature = "remote"),
    allow(dead_code, unused_imports, reason = "what comes back is read where another engine is asked")
)]
mod exchange;
mod files;
mod fold;
mod integrity;
mod lock;
mod marker;
mod merge_policy;
mod merged_speakers;
mod missing_files;
mod name_table;
mod open;
mod pending;
mod people_table;
mod ranking;
mod record_reader;
mod remove;
mod removed_articles;
mod schema;
mod settings;
mod snapshot;
mod statistics;
mod stored;
mod stored_json;
mod uncommitted;
mod update;
mod versions;
mod watches;

pub use analyzer::{EXACT, STEM, register_analyzers};
pub use atomic_file::replace_file;
pub use corrections::{
    AppliedCorrections, AppliedRows, Correction, CorrectionAction, CorrectionLookup, Corrections, article_words,
};
pub use data_dir::{ADDED, CORRECTIONS_TABLE};
pub use error::IndexError;
pub use files::{FileChange, FileState, trusted_time};
pub use missing_files::{MissingFiles, MissingFilesError, PruneRefused};
pub use open::Index;
pub use people_table::PeopleTable;
pub use settings::Settings;
pub use snapshot::IndexSnapshot;
pub use uncommitted::{Preview, Put};
pub use update::{Prune, Update};
pub use watches::{Watch, WatchedSearch, Watches};

pub(crate) use analyzer::stems;
pub(crate) use columns::Columns;
pub(crate) use digests::digest64;
pub(crate) use doc_summaries::DocSummaries;
pub(crate) use document::{date, day, id_number, speaker_key, speaker_part, thousandths, words_key};
pub(crate) use error::one_line;
#[cfg(feature = "remote")]
pub(crate) use exchange::{Description, EXCHANGE_VERSION, Sample, SampledQuote, article_key_text, field};
pub(crate) use exchange::{DocumentKind, EngineKind, ExchangeDocument, Facts, SeqRange, index_config};
pub(crate) use fold::{Word, fold, is_apostrophe, words};
pub(crate) use merged_speakers::{MergedSpeaker, MergedSpeakers};
pub(crate) use name_table::NameTable;
pub(crate) use record_reader::RecordReader;
pub(crate) use schema::{Fields, QUOTE, name};
#[cfg(feature = "remote")]
pub(crate) use statistics::Statistics;

#[cfg(test)]
mod stored_format;
#[cfg(test)]
mod tests;
