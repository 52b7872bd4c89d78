//! Whether the files of an open index are what was written, found out while it is asked.
//!
//! The engine compares no checksums when it reads: one flipped bit in a column changes answers and says nothing. So the
//! first question starts a thread that compares those of all files, columns and deletions first, and no answer is given
//! from files that are known to be damaged. An answer waits for the comparison, but not longer than [`PATIENCE`] after the
//! first question: an index that takes longer (more than some hundred megabytes) is compared in part, each time in another,
//! and wholly by whoever keeps it open or asks `check`. On two cores, `quotedex who` over 32,000 articles (275 MB) takes
//! 0.1 s in all.

use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use tantivy::directory::error::OpenReadError;

/// How long after the first question answers wait.
const PATIENCE: Duration = Duration::from_millis(200);

/// Bytes of an index whose comparison is waited for however long it takes: some hundredths of a second, unless the machine
/// has no time for it.
const SMALL: u64 = 64 << 20;

/// Long enough for anything.
const TO_THE_END: Duration = Duration::from_secs(3600);

/// What files hold, by the ends of their names: damage in the first ones changes answers without an error. What is not
/// among them comes last.
const FIRST: [&str; 3] = ["del", "fast", "fieldnorm"];

/// The comparison, as far as it has come.
#[derive(Debug)]
pub(super) struct Sound {
    began: Instant,
    patience: Duration,
    state: Mutex<State>,
    changed: Condvar,
    /// Nobody waits any more.
    left: AtomicBool,
}

#[derive(Debug, Default)]
struct State {
    done: bool,
    damaged: Option<PathBuf>,
}

impl Sound {
    /// Starts to compare the files of `engine`, which are so many bytes.
    pub(super) fn start(engine: &tantivy::Index, bytes: u64) -> Arc<Self> {
        let sound = Arc::new(Self {
            began: Instant::now(),
            patience: if bytes <= SMALL { TO_THE_END } else { PATIENCE },
            state: Mutex::default(),
            changed: Condvar::new(),
            left: AtomicBool::new(false),
        });
        let (mine, engine) = (Arc::clone(&sound), engine.clone());
        let thread = thread::Builder::new().name("checksums".to_owned());
        // Without a thread nothing is compared, as nothing was before.
        let compare = move || {
            if panic::catch_unwind(AssertUnwindSafe(|| mine.compare(&engine))).is_err() {
                mine.end(None);
            }
        };
        if thread.spawn(compare).is_err() {
            sound.end(None);
        }
        sound
    }

    fn compare(&self, engine: &tantivy::Index) {
        for file in files(engine) {
            if self.left.load(Ordering::Relaxed) {
                return;
            }
            if is_damaged(engine, &file) {
                return self.end(Some(file));
            }
        }
        self.end(None);
    }

    fn end(&self, damaged: Option<PathBuf>) {
        *self.state() = State { done: true, damaged };
        self.changed.notify_all();
    }

    /// The damaged file that is known, after waiting for it as long as one may, or to the end.
    pub(super) fn damaged(&self, to_the_end: bool) -> Option<PathBuf> {
        let patience = if to_the_end { TO_THE_END } else { self.patience };
        let left = patience.saturating_sub(self.began.elapsed());
        let waiting = self.changed.wait_timeout_while(self.state(), left, |state| !state.done);
        waiting.unwrap_or_else(PoisonError::into_inner).0.damaged.clone()
    }

    /// Nobody needs to know.
    pub(super) fn leave(&self) {
        self.left.store(true, Ordering::Relaxed);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The files of all segments that count: columns and deletions, then the others from one to the next, each time from
/// another one on.
fn files(engine: &tantivy::Index) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        engine.load_metas().map_or(Vec::new(), |metas| metas.list_segment_files().into_iter().collect());
    files.sort();
    let is_first = |file: &PathBuf| {
        let end = file.extension().and_then(|end| end.to_str());
        end.is_some_and(|end| FIRST.contains(&end))
    };
    let (mut first, mut others): (Vec<_>, Vec<_>) = files.into_iter().partition(is_first);
    let now = SystemTime::UNIX_EPOCH.elapsed().map_or(0, |since| since.subsec_nanos() as usize);
    let from = now % others.len().max(1);
    others.rotate_left(from);
    first.extend(others);
    first
}

/// Whether the file is there and is not what was written.
fn is_damaged(engine: &tantivy::Index, file: &Path) -> bool {
    // The engine trusts its files: some that are damaged make it panic.
    let sound = panic::catch_unwind(AssertUnwindSafe(|| engine.directory().validate_checksum(file)));
    match sound {
        Ok(Ok(sound)) => !sound,
        // A later writer has cleared it away, or what is listed was never written.
        Ok(Err(OpenReadError::FileDoesNotExist(_))) => false,
        Ok(Err(OpenReadError::IoError { io_error, .. })) => {
            matches!(io_error.kind(), std::io::ErrorKind::InvalidData | std::io::ErrorKind::UnexpectedEof)
        }
        Ok(Err(_)) | Err(_) => true,
    }
}
