//! `quotedex index --watch`: indexes again whenever files have changed, until Ctrl-C.
//!
//! Each pass is like the first: unchanged files are skipped, and new articles are added with one commit. The system
//! notifies of changes where it can; elsewhere (network drives, too many folders) the folders are scanned every few
//! seconds. The lock is held only during a pass, so that other commands may write in between.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::args::GrowArgs;
use super::context::Context;
use super::error::{CliError, Outcome};
use super::index::{print_report, update_index};
use super::index_job::{IndexJob, Mode};
use super::inputs::is_stdin;
use super::interrupt::Interrupt;
use super::watch;
use crate::index::{IndexError, Update};

/// A pass begins after so long without a change.
const QUIET_TIME: Duration = Duration::from_millis(300);
/// While changes keep coming, a pass begins after so long.
const MAX_DELAY: Duration = Duration::from_secs(5);
/// How often Ctrl-C is checked.
const INTERRUPT_CHECK: Duration = Duration::from_millis(100);
/// How often folders are scanned where the system does not notify.
const SCAN_INTERVAL: Duration = Duration::from_secs(3);
/// How often folders are scanned where it does, in case a notification was lost.
const RARE_SCAN_INTERVAL: Duration = Duration::from_secs(60);

/// Indexes what is there, then what arrives, until Ctrl-C.
pub(super) fn run(context: &mut Context, args: &GrowArgs) -> Result<Outcome, CliError> {
    let job = IndexJob::resolve(context, &args.index, Mode::Update { prune: args.prune })?;
    job.require_input(context)?;
    let interrupt = Interrupt::install();
    if job.paths.iter().chain(&job.read_args.files_from).any(|path| is_stdin(path)) {
        return Err(CliError::stdin_cannot_be_watched());
    }
    // Before the first pass, so that no change in between is lost.
    let changes = Changes::watch(&job, &context.shared.index);
    let mut is_first = true;
    while !interrupt.is_requested() {
        let started = Instant::now();
        match update_index(context, &job, &interrupt) {
            Ok(report) => {
                if is_first || report.tells_anything() {
                    print_report(context, report)?;
                    context.flush()?;
                    watch::run_all(context)?;
                }
                if is_first {
                    context.note(&format!("Watching for articles{}; press Ctrl-C to stop.", changes.method()));
                }
                is_first = false;
            }
            // Another process is writing: the next pass tries again.
            Err(_) if !is_first && is_busy(&context.shared.index) => {}
            Err(error) => return Err(error),
        }
        changes.wait(&interrupt, started.elapsed());
    }
    context.note("Stopped. Everything that has arrived so far is in the index.");
    Ok(Outcome::Found)
}

fn is_busy(index: &Path) -> bool {
    matches!(Update::begin(index), Err(IndexError::Busy { .. }))
}

/// Waits for changes of the inputs.
struct Changes {
    events: Receiver<()>,
    /// `None` where the system does not notify.
    watcher: Option<RecommendedWatcher>,
}

impl Changes {
    fn watch(job: &IndexJob, index: &Path) -> Self {
        let (sender, events) = mpsc::channel();
        // The index may be among the articles; changes of its own files are ignored.
        let own = std::path::absolute(index).unwrap_or_else(|_| index.to_owned());
        let own = own.canonicalize().unwrap_or(own);
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let matters = event.is_ok_and(|event| {
                let elsewhere = event.paths.is_empty() || event.paths.iter().any(|path| !path.starts_with(&own));
                // Reading a file is an event, too.
                elsewhere && !matches!(event.kind, EventKind::Access(_))
            });
            if matters {
                // Sending fails only when the receiver is gone.
                let _ = sender.send(());
            }
        });
        let watcher = watcher.and_then(|mut watcher| {
            for path in &job.paths {
                watcher.watch(&watched(path), RecursiveMode::Recursive)?;
            }
            Ok(watcher)
        });
        // The paths in a list of files may be anywhere.
        let watcher = watcher.ok().filter(|_| job.read_args.files_from.is_none());
        Self { events, watcher }
    }

    fn method(&self) -> &'static str {
        if self.watcher.is_some() { "" } else { " (checking every few seconds)" }
    }

    /// Waits until files have changed and a moment has been quiet, until the next scan is due, or for an interrupt.
    /// Scans take a tenth of the time at most, given how long the last pass took.
    fn wait(&self, interrupt: &Interrupt, last_pass: Duration) {
        let interval = if self.watcher.is_some() { RARE_SCAN_INTERVAL } else { SCAN_INTERVAL };
        let (started, interval) = (Instant::now(), interval.max(last_pass * 10));
        let (mut first, mut latest): (Option<Instant>, Option<Instant>) = (None, None);
        while !interrupt.is_requested() && started.elapsed() < interval {
            match self.events.recv_timeout(INTERRUPT_CHECK) {
                Ok(()) => {
                    latest = Some(Instant::now());
                    first = first.or(latest);
                }
                Err(RecvTimeoutError::Timeout) => {}
                // Without a watcher, only time passes.
                Err(RecvTimeoutError::Disconnected) => std::thread::sleep(INTERRUPT_CHECK),
            }
            let is_quiet = latest.is_some_and(|latest| latest.elapsed() >= QUIET_TIME);
            if is_quiet || first.is_some_and(|first| first.elapsed() >= MAX_DELAY) {
                return;
            }
        }
    }
}

/// The path to watch for an input. For a file it is the folder, since editors replace a file by a new one.
fn watched(path: &Path) -> PathBuf {
    // Events have paths below the watched one. It is canonical, so that those in the index are recognised.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    match path.parent() {
        Some(folder) if path.is_file() => folder.to_owned(),
        _ => path,
    }
}
