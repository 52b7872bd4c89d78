//! Tells the reader which files the index knows already, and records what it finds of them.

use std::fs::File;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;

use super::pipeline::SharedQueue;
use crate::index::{FileChange, FileState, IndexSnapshot, trusted_time};
use crate::read::{FileStamp, SeenFiles};

/// The files of an index snapshot, compared with the files that are found.
#[derive(Debug)]
pub(super) struct KnownFiles {
    snapshot: IndexSnapshot,
    events: SharedQueue<FileEvent>,
    skipped_files: AtomicUsize,
    skipped_articles: AtomicUsize,
}

/// What was found of a file.
#[derive(Debug)]
pub(super) enum FileEvent {
    /// It is new or changed, and is read next.
    Opened(FileState),
    /// It has a new time and the same bytes.
    Touched(FileState),
}

impl KnownFiles {
    pub(super) fn new(snapshot: IndexSnapshot) -> Self {
        Self {
            snapshot,
            events: SharedQueue::default(),
            skipped_files: AtomicUsize::new(0),
            skipped_articles: AtomicUsize::new(0),
        }
    }

    pub(super) fn snapshot(&self) -> &IndexSnapshot {
        &self.snapshot
    }

    /// The events since the last call, in order.
    pub(super) fn take_events(&self) -> impl Iterator<Item = FileEvent> {
        self.events.take_all().into_iter()
    }

    /// How many files were skipped as unchanged, and how many articles they contain.
    pub(super) fn skipped(&self) -> (usize, usize) {
        (self.skipped_files.load(Ordering::SeqCst), self.skipped_articles.load(Ordering::SeqCst))
    }

    fn count_skipped(&self, articles: usize) {
        self.skipped_files.fetch_add(1, Ordering::SeqCst);
        self.skipped_articles.fetch_add(articles, Ordering::SeqCst);
    }
}

impl SeenFiles for KnownFiles {
    fn should_skip(&self, file: &FileStamp) -> bool {
        let modified = trusted_time(file.modified, SystemTime::now());
        let canonical_path = file.canonical_path.clone();
        let mut state = FileState { canonical_path, id: file.id.clone(), size: file.size, modified, hash: None };
        match self.snapshot.files().compare(&mut state, self.snapshot.stamp(), digest) {
            FileChange::Unchanged(articles) => self.count_skipped(articles),
            FileChange::Touched(articles) => {
                self.count_skipped(articles);
                if modified.is_some() {
                    self.events.push(FileEvent::Touched(state));
                }
            }
            FileChange::Changed => {
                self.events.push(FileEvent::Opened(state));
                return false;
            }
        }
        true
    }

    fn id_for(&self, proposed: &str, path: &Path) -> Option<String> {
        self.snapshot.id_for(proposed, path)
    }
}

/// A digest of the file's bytes; `None` when they cannot be read, which the reader will report.
///
/// It is computed before the file is read. If the file changes in between, the digest is that of the older bytes, and
/// the file is read again the next time.
fn digest(path: &Path) -> Option<u64> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(path).ok()?).ok()?;
    let digest = hasher.finalize().as_bytes()[..8].iter().fold(0, |number, &byte| number << 8 | u64::from(byte));
    Some(digest.max(1))
}
