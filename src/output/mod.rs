//! Hits, quotes and figures become text, JSON, JSON Lines and CSV. Colour, width and highlighting live here alone.
//!
//! Promises: the machine formats are a contract (`record` and the records of each file), lossless and never coloured;
//! in the text format no control character of an article reaches the terminal (`clean`); CSV starts no formulas.
//! Everything is written into a [`Write`](std::io::Write), so that it can be tested; nothing here knows the terminal.

mod alignment;
mod clean;
mod counts;
mod csv_table;
mod extract;
mod figures;
mod format;
mod gap;
mod left_out;
mod link;
mod look;
mod page;
mod pages;
mod passage;
mod quotation;
mod record;
mod removed;
mod report;
mod rich;
mod search;
mod show;
mod speakers;
mod stats;
mod tally;
mod topics;
mod who;
mod words;

pub use clean::clean;
pub use counts::counts;
pub use extract::Extraction;
pub use figures::figures;
pub use format::Format;
pub use gap::gap_figures;
pub use left_out::{LeftOut, left_out};
pub use link::folder_address;
pub use look::{Look, Shape};
pub use pages::page_figures;
pub use removed::removed;
pub use report::{Report, report};
pub use search::search;
pub use show::show;
pub use speakers::speakers;
pub use stats::{check, stats};
pub use topics::{topic, topics};
pub use who::who;
pub use words::grouped;

#[cfg(test)]
mod sample;
