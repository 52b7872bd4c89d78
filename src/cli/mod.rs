//! The command line: parses arguments, calls the library, and prints the answers.
//!
//! Results go to standard output, everything else to standard error. The exit code is 0 when something was found or
//! done, 1 when nothing was found, 2 when something went wrong, and 130 after Ctrl-C. A pipe that closes early ends the
//! program quietly.
//!
//! Each command has a file of its own. Arguments: `args`, `help`. Messages of failures, hints and exit codes: `error`.
//! What all commands share (output, messages, index): `context`. The way of articles into an index: `index`.

mod args;
mod audit;
mod check;
mod checked_corrections;
mod compare;
mod context;
mod correct;
mod corrections_file;
mod corrections_table;
mod day;
mod draft_places;
mod dry_run;
mod error;
mod eval;
mod eval_corrections;
mod eval_pages;
mod export;
mod export_error;
mod export_files;
mod export_format;
mod export_to;
mod extract;
mod generate;
mod help;
mod index;
mod index_job;
mod index_sink;
mod index_watch;
mod ingest;
mod inputs;
mod interrupt;
mod known_files;
mod labelled;
mod lazy_extractor;
#[cfg(feature = "mcp")]
mod mcp;
mod pager;
mod people;
mod phrase_list;
mod pipeline;
mod progress;
mod remove;
mod run;
mod search;
#[cfg(feature = "serve")]
mod serve;
mod show;
mod skipped;
mod source;
mod speakers;
mod stats;
mod stored_reading;
mod timeline;
mod topics;
#[cfg(feature = "train")]
mod train;
mod verify;
mod watch;
mod watched_search;
mod who;

use std::process::ExitCode;

/// Runs the program with the arguments of this process.
pub fn run() -> ExitCode {
    run::run()
}
