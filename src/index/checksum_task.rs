//! Verifies the checksums of an open index in the background, while queries run.
//!
//! The engine does not verify checksums when it reads: one flipped bit in a column silently changes answers. So the
//! first query starts a thread that verifies all files, columns and deletions first, and no answer is returned from
//! files that are known to be damaged. An answer waits for the task, but at most [`MAX_WAIT`] after the first query. An
//! index that takes longer (more than a few hundred megabytes) is verified in part, each time another part; a process
//! that keeps it open, or `check`, verifies all of it. On two cores, `quotedex who` over 32,000 articles (275 MB) takes
//! 0.1 s in all.

use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use tantivy::directory::error::OpenReadError;

/// How long after the first query answers wait for the task.
const MAX_WAIT: Duration = Duration::from_millis(200);

/// An index of up to so many bytes is always verified completely. It takes a few hundredths of a second, and longer
/// only on a busy machine.
const SMALL_INDEX: u64 = 64 << 20;

/// Longer than any verification takes.
const UNLIMITED: Duration = Duration::from_secs(3600);

/// Extensions of the files that are verified first: damage in them changes answers without an error.
const VERIFIED_FIRST: [&str; 3] = ["del", "fast", "fieldnorm"];

/// The verification and its result so far.
#[derive(Debug)]
pub(super) struct ChecksumTask {
    started: Instant,
    max_wait: Duration,
    state: Mutex<State>,
    changed: Condvar,
    cancelled: AtomicBool,
}

#[derive(Debug, Default)]
struct State {
    done: bool,
    damaged: Option<PathBuf>,
}

impl ChecksumTask {
    /// Starts to verify the files of `engine`, which are `bytes` bytes in all.
    pub(super) fn start(engine: &tantivy::Index, bytes: u64) -> Arc<Self> {
        let task = Arc::new(Self {
            started: Instant::now(),
            max_wait: if bytes <= SMALL_INDEX { UNLIMITED } else { MAX_WAIT },
            state: Mutex::default(),
            changed: Condvar::new(),
            cancelled: AtomicBool::new(false),
        });
        let (in_thread, engine) = (Arc::clone(&task), engine.clone());
        let thread = thread::Builder::new().name("checksums".to_owned());
        let verify = move || {
            if panic::catch_unwind(AssertUnwindSafe(|| in_thread.verify(&engine))).is_err() {
                in_thread.finish(None);
            }
        };
        // Where no thread can be started, nothing is verified.
        if thread.spawn(verify).is_err() {
            task.finish(None);
        }
        task
    }

    fn verify(&self, engine: &tantivy::Index) {
        for file in files(engine) {
            if self.cancelled.load(Ordering::Relaxed) {
                return;
            }
            if is_damaged(engine, &file) {
                return self.finish(Some(file));
            }
        }
        self.finish(None);
    }

    fn finish(&self, damaged: Option<PathBuf>) {
        *self.state() = State { done: true, damaged };
        self.changed.notify_all();
    }

    /// Waits for the task, up to its limit or with `no_limit`, and returns the first damaged file, if one is known.
    pub(super) fn damaged_file(&self, no_limit: bool) -> Option<PathBuf> {
        let max_wait = if no_limit { UNLIMITED } else { self.max_wait };
        let left = max_wait.saturating_sub(self.started.elapsed());
        let waited = self.changed.wait_timeout_while(self.state(), left, |state| !state.done);
        waited.unwrap_or_else(PoisonError::into_inner).0.damaged.clone()
    }

    /// Ends the task early: the result is no longer needed.
    pub(super) fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The files of all committed segments: columns and deletions first, then the others, each time beginning with another
/// one.
fn files(engine: &tantivy::Index) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        engine.load_metas().map_or(Vec::new(), |metas| metas.list_segment_files().into_iter().collect());
    files.sort();
    let is_first = |file: &PathBuf| {
        let end = file.extension().and_then(|end| end.to_str());
        end.is_some_and(|end| VERIFIED_FIRST.contains(&end))
    };
    let (mut first, mut others): (Vec<_>, Vec<_>) = files.into_iter().partition(is_first);
    let now = SystemTime::UNIX_EPOCH.elapsed().map_or(0, |since| since.subsec_nanos() as usize);
    let from = now % others.len().max(1);
    others.rotate_left(from);
    first.extend(others);
    first
}

/// Whether the file exists and does not match its checksum.
fn is_damaged(engine: &tantivy::Index, file: &Path) -> bool {
    // The engine trusts its files: some kinds of damage make it panic.
    let valid = panic::catch_unwind(AssertUnwindSafe(|| engine.directory().validate_checksum(file)));
    match valid {
        Ok(Ok(valid)) => !valid,
        // A later writer has removed it, or a listed file was never written.
        Ok(Err(OpenReadError::FileDoesNotExist(_))) => false,
        Ok(Err(OpenReadError::IoError { io_error, .. })) => {
            matches!(io_error.kind(), std::io::ErrorKind::InvalidData | std::io::ErrorKind::UnexpectedEof)
        }
        Ok(Err(_)) | Err(_) => true,
    }
}
