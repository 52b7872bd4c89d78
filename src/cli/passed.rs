//! What reading passed over is told: by name with `-v`, by number at the end, as an error with `--strict`.

use super::args::Shared;
use super::context::say;
use super::error::CliError;
use crate::output::{self, SkipSummary};
use crate::read::{Options, WarningCategory};

/// Tells what reading has to say so far that is no error; `each` thing that was passed over where that is wanted.
pub(super) fn tell_notes(shared: &Shared, each: bool, options: &Options) {
    let passed = options.warnings.take_counted();
    let passed = passed.into_iter().filter(|_| each || shared.verbose);
    options.warnings.take().into_iter().chain(passed).filter(|_| !shared.quiet).for_each(|note| say(&note.to_string()));
}

/// What was passed over since this was asked last.
pub(super) fn left_out(options: &Options) -> Vec<SkipSummary> {
    let mut all: Vec<SkipSummary> = Vec::new();
    for ((passed, kind), count) in options.warnings.take_counts() {
        let what = name(passed);
        if all.last().is_none_or(|last| last.what != what) {
            all.push(SkipSummary { what, ..SkipSummary::default() });
        }
        if let Some(one) = all.last_mut() {
            one.count += count;
            one.kinds.insert(kind, count);
        }
    }
    all
}

fn name(passed: WarningCategory) -> &'static str {
    match passed {
        WarningCategory::Files => "files",
        WarningCategory::Entries => "entries",
        WarningCategory::Summaries => "summaries",
        WarningCategory::Texts => "texts",
        WarningCategory::Dates => "dates",
    }
}

/// Tells on standard error how much was passed over.
pub(super) fn tell_left_out(shared: &Shared, options: &Options) {
    let lines = output::skip_messages(&left_out(options), shared.verbose);
    lines.iter().filter(|_| !shared.quiet).for_each(|line| say(line));
}

/// The first thing passed over that nobody may pass over who wants everything read: not what is rightly left out.
pub(super) fn refuse(left_out: &[SkipSummary]) -> Result<(), CliError> {
    let is_meant = |one: &&SkipSummary| one.what == "entries" || one.kinds.keys().all(|kind| kind == "README");
    let missed: Vec<SkipSummary> = left_out.iter().filter(|one| !is_meant(one)).cloned().collect();
    let Some(first) = output::skip_messages(&missed, true).into_iter().next() else { return Ok(()) };
    Err(CliError::new(
        format!("stopped, since not everything was read (--strict): {first} The index was not changed"),
        "fix or leave out what is named above, or run without --strict",
    ))
}
