//! What the index remembers of files, as reading asks for it.

use std::fs::File;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;

use super::pipeline::Notes;
use crate::index::{FileState, Holdings, Seen, settled_time};
use crate::read::{FileStamp, SeenFiles};

/// Files known from the index, and what this run finds of them.
#[derive(Debug)]
pub(super) struct Remembered {
    holdings: Holdings,
    found: Notes<Found>,
    files: AtomicUsize,
    articles: AtomicUsize,
}

/// What was found of a file on the way.
#[derive(Debug)]
pub(super) enum Found {
    /// It is to be read now.
    Opened(FileState),
    /// It has another time and the same bytes.
    Touched(FileState),
}

impl Remembered {
    pub(super) fn new(holdings: Holdings) -> Self {
        Self { holdings, found: Notes::default(), files: AtomicUsize::new(0), articles: AtomicUsize::new(0) }
    }

    /// What the index holds.
    pub(super) fn holdings(&self) -> &Holdings {
        &self.holdings
    }

    /// What was found since this was asked last, in order.
    pub(super) fn found(&self) -> impl Iterator<Item = Found> {
        self.found.take().into_iter()
    }

    /// Files passed over, and articles in them.
    pub(super) fn passed_over(&self) -> (usize, usize) {
        (self.files.load(Ordering::SeqCst), self.articles.load(Ordering::SeqCst))
    }

    fn pass_over(&self, articles: usize) {
        self.files.fetch_add(1, Ordering::SeqCst);
        self.articles.fetch_add(articles, Ordering::SeqCst);
    }
}

impl SeenFiles for Remembered {
    fn should_skip(&self, file: &FileStamp) -> bool {
        let time = settled_time(file.modified, SystemTime::now());
        let mut state =
            FileState { place: file.canonical_path.clone(), id: file.id.clone(), size: file.size, time, hash: None };
        match self.holdings.files().seen(&mut state, self.holdings.stamp(), digest) {
            Seen::Same(articles) => self.pass_over(articles),
            Seen::Touched(articles) => {
                self.pass_over(articles);
                if time.is_some() {
                    self.found.add(Found::Touched(state));
                }
            }
            Seen::Other => {
                self.found.add(Found::Opened(state));
                return false;
            }
        }
        true
    }

    fn id_for(&self, proposed: &str, place: &Path) -> Option<String> {
        self.holdings.id_for(proposed, place)
    }
}

/// A digest of the file's bytes; none when they cannot be read, which reading will tell.
///
/// Taken before the file is read: should it change in between, the digest is that of older bytes, and the file is read
/// again the next time.
fn digest(place: &Path) -> Option<u64> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(place).ok()?).ok()?;
    let digest = hasher.finalize().as_bytes()[..8].iter().fold(0, |number, &byte| number << 8 | u64::from(byte));
    Some(digest.max(1))
}
