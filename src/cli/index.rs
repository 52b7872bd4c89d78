//! `quotedex index` and `quotedex rebuild`: articles in, one index out.
//!
//! `index` commits now and then, each commit a good state that readers see as a whole; `rebuild` is seen at its end, in
//! one step. How articles get from files into the index: `intake`.

use super::args::{GrowArgs, IndexArgs};
use super::context::Context;
use super::error::{CliError, Outcome};
use super::interrupt::Interrupt;
use super::job::{Job, print};
use super::{dry_run, watch};
use crate::index::{Gone, Update};
use crate::output::IndexReport;

/// Adds new and changed articles.
pub(super) fn index(context: &mut Context, args: &GrowArgs) -> Result<Outcome, CliError> {
    let job = Job::new(context, &args.index, args.prune, false)?;
    if args.dry_run {
        return dry_run::run(context, &job);
    }
    job.check(context)?;
    let interrupt = Interrupt::watch();
    if args.watch {
        return watch::run(context, &job, &interrupt);
    }
    let report = job.pass(context, &interrupt)?;
    if interrupt.asked() {
        context.note("Stopped. What was read so far is in the index; run the same command to continue.");
    }
    finish(context, report, &interrupt)
}

/// Builds the index afresh; stopped half-way, it leaves the old one.
pub(super) fn rebuild(context: &mut Context, args: &IndexArgs) -> Result<Outcome, CliError> {
    let job = Job::new(context, args, false, true)?;
    job.check(context)?;
    let interrupt = Interrupt::watch();
    let begin = if args.again { Update::rebuild_again } else { Update::rebuild };
    let update = job.ready(begin(&context.shared.index)?)?;
    let (update, report) = job.take_in(context, update, &interrupt, &Gone::default(), IndexReport::default())?;
    if interrupt.asked() {
        drop(update);
        context.note("Stopped. The index was not changed.");
        return Ok(Outcome::Interrupted);
    }
    update.finish()?;
    finish(context, report, &interrupt)
}

/// Prints what was done.
fn finish(context: &mut Context, report: IndexReport, interrupt: &Interrupt) -> Result<Outcome, CliError> {
    let failed = report.failed + report.not_pruned;
    print(context, report)?;
    Ok(match (interrupt.asked(), failed) {
        (true, _) => Outcome::Interrupted,
        (false, 0) => Outcome::Found,
        (false, _) => Outcome::Partly,
    })
}
