//! What reading skipped: each thing is listed with `-v` and counted at the end, and is an error with `--strict`.

use super::args::Shared;
use super::context::eprint_line;
use super::error::CliError;
use crate::output::{self, SkipSummary};
use crate::read::{Options, WarningCategory};

/// Prints the notes of the reader so far; with `each` or `-v` also everything that was skipped.
pub(super) fn print_notes(shared: &Shared, each: bool, options: &Options) {
    let skipped = options.warnings.take_counted();
    let skipped = skipped.into_iter().filter(|_| each || shared.verbose);
    let notes = options.warnings.take().into_iter().chain(skipped);
    notes.filter(|_| !shared.quiet).for_each(|note| eprint_line(&note.to_string()));
}

/// How much was skipped since the last call.
pub(super) fn take_skipped(options: &Options) -> Vec<SkipSummary> {
    let mut all: Vec<SkipSummary> = Vec::new();
    for ((category, kind), count) in options.warnings.take_counts() {
        let what = name(category);
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

fn name(category: WarningCategory) -> &'static str {
    match category {
        WarningCategory::Files => "files",
        WarningCategory::Entries => "entries",
        WarningCategory::Summaries => "summaries",
        WarningCategory::Texts => "texts",
        WarningCategory::Dates => "dates",
    }
}

/// Prints how much was skipped.
pub(super) fn print_skipped(shared: &Shared, options: &Options) {
    let lines = output::skip_messages(&take_skipped(options), shared.verbose);
    lines.iter().filter(|_| !shared.quiet).for_each(|line| eprint_line(line));
}

/// Fails if anything was skipped, except what is skipped on purpose: entries without an article, and README files.
pub(super) fn refuse_skipped(skipped: &[SkipSummary], refusal: fn(&str) -> CliError) -> Result<(), CliError> {
    let is_intended = |one: &&SkipSummary| one.what == "entries" || one.kinds.keys().all(|kind| kind == "README");
    let missed: Vec<SkipSummary> = skipped.iter().filter(|one| !is_intended(one)).cloned().collect();
    match output::skip_messages(&missed, true).first() {
        Some(first) => Err(refusal(first)),
        None => Ok(()),
    }
}
