//! The command line: what was typed becomes calls of the library, and answers go to standard output.
//!
//! What it promises: results go to standard output and everything else to standard error; the exit code is 0 when
//! something was found or done, 1 when nothing was found, 2 when something went wrong (130 after Ctrl-C); a pipe that
//! closes early ends the program quietly.
//!
//! Where is it decided? What can be typed: `args`. What a failure says, and its exit code: `error`. What all commands
//! share (output, messages, index): `context`. Each command has a file of its own.

mod args;
mod check;
mod chunks;
mod context;
mod day;
mod dry_run;
mod error;
mod eval;
mod eval_pages;
mod extract;
mod generate;
mod help;
mod index;
mod inputs;
mod intake;
mod interrupt;
mod job;
mod labelled;
mod limits;
mod memory;
mod pager;
mod passed;
mod pipeline;
mod progress;
mod remove;
mod run;
mod search;
mod show;
mod speakers;
mod stats;
mod topics;
#[cfg(feature = "train")]
mod train;
mod watch;
mod who;

use std::process::ExitCode;

/// Runs the program with the arguments of this process.
pub fn run() -> ExitCode {
    run::run()
}
