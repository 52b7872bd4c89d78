//! `quotedex index --watch`: after the first pass, another whenever files have changed and a moment has been quiet.
//!
//! Each batch is a pass like the first: what has not changed is skipped, what is new goes in with one commit. The system
//! tells of changes where it can; where it cannot (network drives, too many folders), the folders are looked at every few
//! seconds. The lock is held only during a pass, so that other commands may write in between.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::context::Context;
use super::error::{CliError, Outcome};
use super::interrupt::Interrupt;
use super::job::{Job, print};
use crate::index::{IndexError, Update};

/// Quiet that long, a batch of files has arrived.
const SETTLING: Duration = Duration::from_millis(300);
/// Never quiet, a batch is taken after that long.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often Ctrl-C is looked for.
const LOOK: Duration = Duration::from_millis(100);
/// How often folders are looked at that the system does not watch.
const POLL: Duration = Duration::from_secs(3);
/// A safety net for changes that the system did not tell.
const SELDOM: Duration = Duration::from_secs(60);

/// Takes in what is there, then what comes, until Ctrl-C.
pub(super) fn run(context: &mut Context, job: &Job, interrupt: &Interrupt) -> Result<Outcome, CliError> {
    let list = job.read.files_from.iter();
    if job.paths.iter().chain(list).any(|path| path.as_os_str() == "-") {
        return Err(CliError::new("standard input cannot be watched", "name files or folders, or leave out --watch"));
    }
    // Before the first pass, so that nothing is missed in between.
    let changes = Changes::of(job, &context.shared.index);
    let mut first = true;
    while !interrupt.asked() {
        let started = Instant::now();
        match job.pass(context, interrupt) {
            Ok(report) => {
                if first || report.tells_anything() {
                    print(context, report)?;
                    context.flush()?;
                }
                if first {
                    context.note(&format!("Watching for articles{}; press Ctrl-C to stop.", changes.how()));
                }
                first = false;
            }
            // Somebody else writes: another time.
            Err(_) if !first && is_busy(&context.shared.index) => {}
            Err(error) => return Err(error),
        }
        changes.wait(interrupt, started.elapsed());
    }
    context.note("Stopped. Everything that has arrived so far is in the index.");
    Ok(Outcome::Found)
}

fn is_busy(index: &Path) -> bool {
    matches!(Update::begin(index), Err(IndexError::Busy { .. }))
}

/// Tells when something has changed.
struct Changes {
    events: Receiver<()>,
    /// None where the system does not tell.
    _watcher: Option<RecommendedWatcher>,
    told: bool,
}

impl Changes {
    fn of(job: &Job, index: &Path) -> Self {
        let (tell, events) = mpsc::channel();
        // The index may stand among the articles; its own changes are none.
        let own = std::path::absolute(index).unwrap_or_else(|_| index.to_owned());
        let own = own.canonicalize().unwrap_or(own);
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let matters = event.is_ok_and(|event| {
                let elsewhere = event.paths.is_empty() || event.paths.iter().any(|path| !path.starts_with(&own));
                // Reading a file is an event as well.
                elsewhere && !matches!(event.kind, EventKind::Access(_))
            });
            if matters {
                // When nobody waits any more, nobody needs to know.
                let _ = tell.send(());
            }
        });
        let watcher = watcher.and_then(|mut watcher| {
            for path in &job.paths {
                watcher.watch(&watched(path), RecursiveMode::Recursive)?;
            }
            Ok(watcher)
        });
        // Files that are listed may be anywhere.
        let watcher = watcher.ok().filter(|_| job.read.files_from.is_none());
        Self { events, told: watcher.is_some(), _watcher: watcher }
    }

    fn how(&self) -> &'static str {
        if self.told { "" } else { " (checking every few seconds)" }
    }

    /// Waits for changes to have come and settled, or for an end. A pass took `last`: where folders must be looked at,
    /// that should not take most of the time.
    fn wait(&self, interrupt: &Interrupt, last: Duration) {
        let most = if self.told { SELDOM } else { POLL }.max(last * 10);
        let began = Instant::now();
        let (mut since, mut latest): (Option<Instant>, Option<Instant>) = (None, None);
        while !interrupt.asked() && began.elapsed() < most {
            match self.events.recv_timeout(LOOK) {
                Ok(()) => {
                    latest = Some(Instant::now());
                    since = since.or(latest);
                }
                Err(RecvTimeoutError::Timeout) => {}
                // No watcher: only the time passes.
                Err(RecvTimeoutError::Disconnected) => std::thread::sleep(LOOK),
            }
            let settled = latest.is_some_and(|latest| latest.elapsed() >= SETTLING);
            if settled || since.is_some_and(|since| since.elapsed() >= PATIENCE) {
                return;
            }
        }
    }
}

/// A file is watched by its folder: editors put a new file in the place of the old.
fn watched(path: &Path) -> PathBuf {
    // Paths of events begin as the watched ones do: the true path, so that the index is known in them.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    match path.parent() {
        Some(folder) if path.is_file() => folder.to_owned(),
        _ => path,
    }
}
