//! `quotedex index --dry-run`: what would be done. Nothing is written, and nothing extracted.

use std::sync::Arc;

use super::context::{Context, tell_input};
use super::error::{CliError, Outcome};
use super::intake::{self, Done, Taken, count_put, looked_up};
use super::interrupt::Interrupt;
use super::job::Job;
use super::memory::Remembered;
use super::passed::{left_out, tell_notes};
use super::progress::Progress;
use crate::index::{Gone, Holdings, Index, IndexError, Preview};
use crate::output::{self, IndexReport};
use crate::read::ReadError;

/// Reads everything that is new or changed, and says so.
pub(super) fn run(context: &mut Context, job: &Job) -> Result<Outcome, CliError> {
    job.check(context)?;
    let mut holdings = Holdings::look(&context.shared.index)?.read_with(&job.stamp);
    if job.plan.again {
        holdings = holdings.distrusted();
    }
    let gone = job.gone(context, &holdings)?;
    let not_pruned = usize::from(gone.is_none());
    let gone = gone.unwrap_or_default();
    let mut report = IndexReport { dry_run: true, pruned: gone.articles, not_pruned, ..IndexReport::default() };
    let interrupt = Interrupt::watch();
    count(context, job, holdings, &gone, &interrupt, &mut report)?;
    report.index = match Index::open(&context.shared.index) {
        Err(IndexError::Missing { .. }) => Default::default(),
        index => index?.stats()?,
    };
    let (format, style) = (context.format(), context.style());
    output::report(&mut context.out, &report, format, style)?;
    Ok(match (interrupt.asked(), report.failed + report.not_pruned) {
        (true, _) => Outcome::Interrupted,
        (false, 0) => Outcome::Found,
        (false, _) => Outcome::Partly,
    })
}

fn count(
    context: &Context,
    job: &Job,
    holdings: Holdings,
    gone: &Gone,
    interrupt: &Interrupt,
    report: &mut IndexReport,
) -> Result<(), CliError> {
    let memory = Arc::new(Remembered::new(holdings.clone()));
    let mut preview = Preview::new(&context.shared.index, holdings, job.plan.again)?;
    preview.begin_streams();
    let mut progress = Progress::start(context.shared.quiet);
    for done in intake::stream(job.inputs(gone)?, job.options.clone(), &memory, None, interrupt) {
        match done {
            Done::Begin(file) => {
                report.read += 1;
                preview.begin_file(file);
            }
            Done::NoModel(error) => return Err(error.into()),
            Done::LeftOut => break,
            Done::Touched(_) => {}
            Done::End => preview.end_file(),
            Done::Many(articles) => {
                tally(looked_up(articles, memory.holdings()), &mut preview, &mut progress, report);
            }
            Done::Articles(articles) => tally(articles, &mut preview, &mut progress, report),
        }
    }
    let (files, articles) = memory.passed_over();
    report.skipped += files;
    report.unchanged += articles;
    report.seconds = progress.seconds();
    tell_notes(&context.shared, false, &job.options);
    (report.named, report.left_out) = (job.named(), left_out(&job.options));
    report.listed = context.shared.verbose;
    Ok(())
}

/// Counts what would be done with these articles.
fn tally(
    articles: Vec<Result<Taken, ReadError>>,
    preview: &mut Preview,
    progress: &mut Progress,
    report: &mut IndexReport,
) {
    for taken in articles {
        progress.article(0);
        match taken {
            Err(error) => {
                report.failed += 1;
                progress.aside(|| tell_input(&error));
            }
            Ok(taken) if taken.quotes.is_none() => report.unchanged += 1,
            Ok(taken) => count_put(report, &preview.put(&taken.article)),
        }
    }
}
