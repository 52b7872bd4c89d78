//! `quotedex index` and `quotedex rebuild`: from articles to an index.
//!
//! The whole way is here. What was typed is resolved (`index_job`); an update opens the index; the inputs are read and
//! their quotes extracted on all cores (`ingest`, on a `pipeline`); the articles are put into the update in the order
//! of reading (`index_sink`), which commits regularly; the report is printed.
//!
//! Each commit of `index` is a complete state of the index. `rebuild` is published at its end, in one step.

use std::sync::Arc;

use super::args::{GrowArgs, IndexArgs};
use super::context::Context;
use super::error::{CliError, Outcome};
use super::index_job::{IndexJob, Mode};
use super::index_sink::IndexSink;
use super::ingest::read_and_extract;
use super::inputs::all_fields_seen;
use super::interrupt::Interrupt;
use super::known_files::KnownFiles;
use super::progress::Progress;
use super::skipped::refuse_skipped;
use crate::index::{Index, MissingFiles, Update};
use crate::output::{self, IndexReport};

/// Adds new and changed articles.
pub(super) fn index(context: &mut Context, args: &GrowArgs) -> Result<Outcome, CliError> {
    let job = IndexJob::resolve(context, &args.index, Mode::Update { prune: args.prune })?;
    job.require_input(context)?;
    let interrupt = Interrupt::install();
    let report = update_index(context, &job, &interrupt)?;
    if interrupt.is_requested() {
        context.note("Stopped. What was read so far is in the index; run the same command to continue.");
    }
    print_outcome(context, report, &interrupt)
}

/// Builds the index anew. An interrupted rebuild leaves the old index.
pub(super) fn rebuild(context: &mut Context, args: &IndexArgs) -> Result<Outcome, CliError> {
    let job = IndexJob::resolve(context, args, Mode::Rebuild)?;
    job.require_input(context)?;
    let interrupt = Interrupt::install();
    let begin = if args.again { Update::rebuild_with_removed } else { Update::rebuild };
    let mut update = job.configure(context, begin(&context.shared.index)?)?;
    let mut report = IndexReport::default();
    ingest(context, &job, &MissingFiles::default(), &interrupt, &mut update, &mut report)?;
    if interrupt.is_requested() {
        drop(update);
        context.note("Stopped. The index was not changed.");
        return Ok(Outcome::Interrupted);
    }
    let lost = unfitting_corrections(&update);
    update.finish()?;
    if lost > 0 {
        let (corrections, fit) = if lost == 1 { ("correction", "fits") } else { ("corrections", "fit") };
        context.note(&format!("{lost} {corrections} {fit} nothing here; `quotedex correct --list` shows them."));
    }
    print_outcome(context, report, &interrupt)
}

/// How many corrections fitted nothing of what a rebuild has read.
fn unfitting_corrections(update: &Update) -> usize {
    let applied = update.applied_corrections().corrections;
    let on_quotes = applied.rows.iter().enumerate().filter(|(_, row)| !row.action.is_on_people());
    on_quotes.filter(|(position, _)| !update.fitted_corrections().contains(position)).count()
}

/// One pass over all inputs: prunes if asked to, adds what is new or changed, and commits.
pub(super) fn update_index(context: &Context, job: &IndexJob, interrupt: &Interrupt) -> Result<IndexReport, CliError> {
    let mut update = job.configure(context, Update::begin(&context.shared.index)?)?;
    if update.has_restored_pointer() {
        context.note("`quotedex.json` was missing or unreadable; it was restored from the data.");
    }
    let missing = job.missing_files(context, &update.snapshot())?;
    let not_pruned = usize::from(missing.is_none());
    let missing = missing.unwrap_or_default();
    let mut report = IndexReport { pruned: update.prune(&missing.files)?, not_pruned, ..IndexReport::default() };
    ingest(context, job, &missing, interrupt, &mut update, &mut report)?;
    update.finish()?;
    Ok(report)
}

/// Reads all inputs, extracts the quotes of what is new, and puts it into the update.
fn ingest(
    context: &Context,
    job: &IndexJob,
    missing: &MissingFiles,
    interrupt: &Interrupt,
    update: &mut Update,
    report: &mut IndexReport,
) -> Result<(), CliError> {
    let mut progress = Progress::start(context.shared.quiet);
    let (inputs, known_files) = (job.inputs(missing)?, Arc::new(KnownFiles::new(update.snapshot())));
    let extractor = Some(Arc::clone(&job.extractor));
    let ingested = read_and_extract(inputs, job.read_options.clone(), &known_files, extractor, interrupt);
    IndexSink::new(context, job, interrupt, update, &mut progress, report).put_all(ingested)?;
    let (files, articles) = known_files.skipped();
    report.skipped += files;
    report.unchanged += articles;
    // A field that no record has is an error, unless it may be in what was skipped.
    let map_was_typed = !job.read_args.map.is_empty();
    if map_was_typed && report.skipped == 0 && !interrupt.is_requested() && !all_fields_seen(&job.read_options) {
        report.failed += 1;
    }
    report.seconds = progress.seconds();
    job.describe_inputs(context, report);
    if job.options.strict { refuse_skipped(&report.left_out, CliError::strict_skipped) } else { Ok(()) }
}

/// Prints the report, with what the index contains now.
pub(super) fn print_report(context: &mut Context, mut report: IndexReport) -> Result<(), CliError> {
    let index = Index::open(&context.shared.index)?;
    index.keep_spellings()?;
    report.index = index.stats()?;
    let (format, style) = (context.format(), context.style());
    Ok(output::report(&mut context.out, &report, format, style)?)
}

fn print_outcome(context: &mut Context, report: IndexReport, interrupt: &Interrupt) -> Result<Outcome, CliError> {
    let outcome = outcome(&report, interrupt);
    print_report(context, report)?;
    Ok(outcome)
}

/// How a run ended.
pub(super) fn outcome(report: &IndexReport, interrupt: &Interrupt) -> Outcome {
    match (interrupt.is_requested(), report.failed + report.not_pruned) {
        (true, _) => Outcome::Interrupted,
        (false, 0) => Outcome::Found,
        (false, _) => Outcome::Partly,
    }
}
