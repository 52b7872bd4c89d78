//! `quotedex index --dry-run`: reports what would be done. Nothing is written and nothing extracted.

use std::sync::Arc;

use super::args::GrowArgs;
use super::context::{Context, print_read_error};
use super::error::{CliError, Outcome};
use super::index::outcome;
use super::index_job::{IndexJob, Mode};
use super::index_sink::count_put;
use super::ingest::{Extracted, Ingested, look_up, read_and_extract};
use super::interrupt::Interrupt;
use super::known_files::KnownFiles;
use super::progress::Progress;
use super::skipped::print_notes;
use crate::index::{Index, IndexError, IndexSnapshot, MissingFiles, Preview};
use crate::output::{self, IndexReport};
use crate::read::ReadError;

/// Reads everything that is new or changed, and reports it.
pub(super) fn run(context: &mut Context, args: &GrowArgs) -> Result<Outcome, CliError> {
    let job = IndexJob::resolve(context, &args.index, Mode::Update { prune: args.prune })?;
    job.require_input(context)?;
    let mut snapshot = IndexSnapshot::open(&context.shared.index)?.with_stamp(&job.stamp);
    if job.options.readmit_removed {
        snapshot = snapshot.with_all_files_stale();
    }
    let missing = job.missing_files(context, &snapshot)?;
    let not_pruned = usize::from(missing.is_none());
    let missing = missing.unwrap_or_default();
    let mut report = IndexReport { dry_run: true, pruned: missing.articles, not_pruned, ..IndexReport::default() };
    let interrupt = Interrupt::install();
    preview(context, &job, snapshot, &missing, &interrupt, &mut report)?;
    report.index = match Index::open(&context.shared.index) {
        Err(IndexError::Missing { .. }) => Default::default(),
        index => index?.stats()?,
    };
    let (format, style) = (context.format(), context.style());
    output::report(&mut context.out, &report, format, style)?;
    Ok(outcome(&report, &interrupt))
}

/// Counts what an update would do.
fn preview(
    context: &Context,
    job: &IndexJob,
    snapshot: IndexSnapshot,
    missing: &MissingFiles,
    interrupt: &Interrupt,
    report: &mut IndexReport,
) -> Result<(), CliError> {
    let known_files = Arc::new(KnownFiles::new(snapshot.clone()));
    let mut preview = Preview::new(&context.shared.index, snapshot, job.options.readmit_removed)?;
    preview.begin_streams();
    let mut progress = Progress::start(context.shared.quiet);
    for item in read_and_extract(job.inputs(missing)?, job.read_options.clone(), &known_files, None, interrupt) {
        match item {
            Ingested::BeginFile(file) => {
                report.read += 1;
                preview.begin_file(file);
            }
            Ingested::EndFile => preview.end_file(),
            Ingested::TouchedFile(_) => {}
            Ingested::Articles(articles) => count_articles(articles, &mut preview, &mut progress, report),
            Ingested::ManyArticles(articles) => {
                let articles = look_up(articles, known_files.snapshot());
                count_articles(articles, &mut preview, &mut progress, report);
            }
            Ingested::NoModel(error) => return Err(error.into()),
            Ingested::Cancelled => break,
        }
    }
    let (files, articles) = known_files.skipped();
    report.skipped += files;
    report.unchanged += articles;
    report.seconds = progress.seconds();
    print_notes(&context.shared, false, &job.read_options);
    job.describe_inputs(context, report);
    Ok(())
}

/// Counts what would be done with these articles.
fn count_articles(
    articles: Vec<Result<Extracted, ReadError>>,
    preview: &mut Preview,
    progress: &mut Progress,
    report: &mut IndexReport,
) {
    for article in articles {
        progress.count_article(0);
        match article {
            Err(error) => {
                report.failed += 1;
                progress.suspend(|| print_read_error(&error));
            }
            Ok(Extracted { quotes: None, .. }) => report.unchanged += 1,
            Ok(Extracted { article, .. }) => count_put(report, &preview.put(&article)),
        }
    }
}
