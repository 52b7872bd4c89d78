//! Quotes and articles, in Tantivy: what is kept, under which names, and how it gets to disk and back.
//!
//! Promises that a reader always finds one whole state: the last one that was committed, however the writer ended.
//! Leaves out what can be asked; that is `query`.
//!
//! # What is committed when
//!
//! Articles, their quotes and what is known of the files they come from go in together, so that no commit knows a file
//! without its articles. `index` commits after every few thousand articles and at its end: each commit is good and seen as
//! a whole, so a run that is killed loses little and the next one goes on from there. With `--strict` it commits at its end
//! alone. `rebuild` is seen in one swap at its end: half of it would be worse than the index that it replaces.
//!
//! # What is known of files, and which articles are the same
//!
//! A file that has not changed is passed over unopened: see `files`. An article is recognised by its address on the web,
//! else by its words, in whatever file it comes, and keeps its id: see `identity` for when two articles are one, and
//! `view` for which version stays. An article belongs to all files that hold it. When the file goes whose version stands,
//! the others are read again; when the last one goes, `--prune` takes the article out.
//!
//! # What is never done
//!
//! Nothing is deleted that this program cannot prove it wrote: a data folder is removed only by its marker (`marker`), and
//! of it only files with names of ours (`clear`). No file is opened for writing through a link (`sealed`, `lock`). No article
//! leaves the index because its file is gone, empty or cut short, unless the update is told to prune, and then not when that
//! is most of a folder or of a file; an index is not replaced by one with less than half of its articles (`write`). An id
//! that two articles share replaces neither (`view`). What the user took out stays out (`removed`). No answer is given from
//! files that are known to be damaged (`sound`).
//!
//! # How well the promise is kept
//!
//! `cargo test --test all never_lost:: -- --nocapture` kills `index` and `rebuild` at random moments, looks at what is left,
//! and lets the next run complete it; among other things it printed:
//!
//! ```text
//! index: killed 50 times, 5 of them just after its end; found 9 all of the new, 31 as before, 10 in between; states that were never committed: 0 (14 s)
//! rebuild: killed 50 times, 11 of them just after its end; found 12 all of the new, 38 as before; states that were never committed: 0 (26 s)
//! ```
//!
//! It has found what the engine does not promise: files of a killed writer stand in the way of the next one, which
//! therefore begins by clearing up; damaged files can make the engine panic, so `check` compares checksums before it opens
//! them; and no checksum covers the lists of files and the ends of files, which are looked at in `lists`. Random sequences
//! of commands and accidents beside a model of what must be there: `cargo test --test all sequences::`.

mod analyzer;
mod begin;
mod bytes;
mod check;
mod clear;
mod columns;
mod document;
mod error;
mod files;
mod fold;
mod gone;
mod holdings;
mod identity;
mod keys;
mod lists;
mod lock;
mod marker;
mod merging;
mod open;
mod people_table;
mod persons;
mod place;
mod recent;
mod records;
mod remove;
mod removed;
mod schema;
mod sealed;
mod settings;
mod sieve;
mod size;
mod sound;
mod stored;
mod stored_json;
mod versions;
mod view;
mod write;

pub use analyzer::{EXACT, STEM, register_analyzers};
pub use error::IndexError;
pub use files::{FileState, Files, Seen, settled_time};
pub use gone::{Gone, NotPruned};
pub use holdings::Holdings;
pub use open::Index;
pub use people_table::PeopleTable;
pub use settings::Settings;
pub use view::{Preview, Put};
pub use write::{Left, Prune, Update};

pub(crate) use analyzer::stems;
pub(crate) use columns::Columns;
pub(crate) use document::{date, day, id_number, same_words, speaker_key, speaker_part, thousandths};
pub(crate) use error::one_line;
pub(crate) use fold::{Word, fold, is_apostrophe, words};
pub(crate) use persons::{Persons, Several};
pub(crate) use records::Records;
pub(crate) use schema::{Fields, QUOTE, name};

#[cfg(test)]
mod tests;
