//! What all requests share: the index, limits, tokens.

use std::collections::VecDeque;
use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::answers::Answers;
use super::error::PageError;
use crate::cli::args::Shared;
use crate::cli::context::Context;
use crate::cli::lazy_extractor::LazyExtractor;
use crate::cli::stored_reading::reading_of_index;
use crate::index::Index;
use crate::output::IndexReport;

/// How long a request waits for its turn, and how long it may take.
const PATIENCE: Duration = Duration::from_secs(5);
const MAX_TIME: Duration = Duration::from_secs(20);
/// So many reports are kept.
const MAX_REPORTS: usize = 20;

/// What all requests share.
pub(super) struct App {
    pub(super) shared: Shared,
    /// Hosts that requests may name.
    pub(super) hosts: Vec<String>,
    /// What requests must carry when others can reach this computer's port.
    pub(super) access_token: Option<String>,
    /// What pages carry that change something.
    pub(super) page_token: String,
    /// Answers to what was asked before.
    pub(super) answers: Answers,
    index: Mutex<Option<OpenIndex>>,
    extractor: Mutex<Option<(u64, Arc<LazyExtractor>)>>,
    /// What came of the last files that were added, under the names that their pages have.
    reports: Mutex<VecDeque<(String, IndexReport)>>,
    /// One change at a time.
    pub(super) writing: Arc<tokio::sync::Mutex<()>>,
    turns: Arc<Semaphore>,
    /// Turns of what may take long: always fewer, so that others are answered meanwhile.
    long_turns: Arc<Semaphore>,
}

/// An open index, with what its files looked like.
struct OpenIndex {
    state: u64,
    index: Arc<Index>,
}

impl App {
    pub(super) fn new(shared: Shared, hosts: Vec<String>, access_token: Option<String>) -> Self {
        let threads = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            shared: Shared { quiet: true, verbose: false, ..shared },
            hosts,
            access_token,
            page_token: random_token(),
            answers: Answers::new(),
            index: Mutex::new(None),
            extractor: Mutex::new(None),
            reports: Mutex::default(),
            writing: Arc::default(),
            turns: Arc::new(Semaphore::new(threads * 2)),
            long_turns: Arc::new(Semaphore::new(threads)),
        }
    }

    /// The index as it is now: opened again when it was changed or rebuilt. Also a number that stands for its state.
    pub(super) fn index(&self) -> Result<(Arc<Index>, u64), PageError> {
        let state = self.state();
        let mut open = self.index.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(open) = open.as_ref().filter(|open| open.state == state) {
            return Ok((Arc::clone(&open.index), state));
        }
        let index = Arc::new(Index::open(&self.shared.index)?);
        *open = Some(OpenIndex { state, index: Arc::clone(&index) });
        Ok((index, state))
    }

    /// A number that changes whenever the index does.
    pub(super) fn state(&self) -> u64 {
        state_of(&self.shared.index)
    }

    /// Extracts as the index does.
    pub(super) fn extractor(&self) -> Result<Arc<LazyExtractor>, PageError> {
        let state = self.state();
        let mut known = self.extractor.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, extractor)) = known.as_ref().filter(|(of, _)| *of == state) {
            return Ok(Arc::clone(extractor));
        }
        let extractor = reading_of_index(&self.context())?.extractor;
        let extractor = Arc::new(extractor);
        *known = Some((state, Arc::clone(&extractor)));
        Ok(extractor)
    }

    /// Keeps what came of files, for the page that tells it; its name.
    pub(super) fn keep_report(&self, report: IndexReport) -> String {
        let name = random_token()[..12].to_owned();
        let mut reports = self.reports.lock().unwrap_or_else(PoisonError::into_inner);
        if reports.len() >= MAX_REPORTS {
            reports.pop_front();
        }
        reports.push_back((name.clone(), report));
        name
    }

    /// What came of files.
    pub(super) fn report(&self, name: &str) -> Option<IndexReport> {
        let reports = self.reports.lock().unwrap_or_else(PoisonError::into_inner);
        reports.iter().find(|(known, _)| known == name).map(|(_, report)| report.clone())
    }

    /// For functions of the command line.
    pub(super) fn context(&self) -> Context {
        Context::new(self.shared.clone())
    }

    /// When the index was last changed.
    pub(super) fn changed_at(&self) -> Timestamp {
        let times = engine_files(&self.shared.index).filter_map(|path| fs::metadata(path).ok()?.modified().ok());
        times.max().and_then(|time| Timestamp::try_from(time).ok()).unwrap_or_else(Timestamp::now)
    }

    /// Runs `work` on a thread of its own, when it is its turn. Work that is given up goes on until it is done, and keeps
    /// its turn.
    pub(super) async fn run<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&App) -> Result<T, PageError> + Send + 'static,
    ) -> Result<T, PageError> {
        self.run_in_turn(&self.turns, work).await
    }

    /// The same for what may take long.
    pub(super) async fn run_long<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&App) -> Result<T, PageError> + Send + 'static,
    ) -> Result<T, PageError> {
        self.run_in_turn(&self.long_turns, work).await
    }

    async fn run_in_turn<T: Send + 'static>(
        self: &Arc<Self>,
        turns: &Arc<Semaphore>,
        work: impl FnOnce(&App) -> Result<T, PageError> + Send + 'static,
    ) -> Result<T, PageError> {
        let turn = turn(turns).await?;
        timeout(MAX_TIME, self.run_with(turn, work)).await.unwrap_or(Err(PageError::Busy))
    }

    /// Runs `work` on a thread of its own, however long it takes; `held` is let go when it is done.
    pub(super) async fn run_with<T: Send + 'static>(
        self: &Arc<Self>,
        held: impl Send + 'static,
        work: impl FnOnce(&App) -> Result<T, PageError> + Send + 'static,
    ) -> Result<T, PageError> {
        let app = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || {
            let _held = held;
            work(&app)
        });
        done.await.unwrap_or(Err(PageError::Failed))
    }
}

/// Waits for a turn, but not for ever.
async fn turn(turns: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, PageError> {
    let turn = timeout(PATIENCE, Arc::clone(turns).acquire_owned()).await;
    turn.ok().and_then(Result::ok).ok_or(PageError::Busy)
}

/// A number that changes whenever the index does: from the files that a commit or a rebuild replaces.
fn state_of(dir: &Path) -> u64 {
    let stamp = |path: PathBuf| -> Option<(u64, u64)> {
        let meta = fs::metadata(path).ok()?;
        let time = meta.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        Some((meta.len(), u64::try_from(time.as_nanos()).unwrap_or(0)))
    };
    let pointer = fs::read(dir.join("quotedex.json")).unwrap_or_default();
    let mut hasher = blake3::Hasher::new();
    hasher.update(&pointer);
    let mut files: Vec<PathBuf> = engine_files(dir).collect();
    files.sort();
    for (length, time) in files.into_iter().filter_map(stamp) {
        hasher.update(&length.to_le_bytes()).update(&time.to_le_bytes());
    }
    u64::from_le_bytes(hasher.finalize().as_bytes()[..8].try_into().unwrap_or_default())
}

/// The files that a commit or a correction replaces.
fn engine_files(dir: &Path) -> impl Iterator<Item = PathBuf> {
    let folders = fs::read_dir(dir).into_iter().flatten().flatten().map(|entry| entry.path());
    folders.flat_map(|data| ["meta.json", "corrections.json"].map(|name| data.join(name)))
}

/// A token that cannot be guessed: from keys that the system made at random.
pub(super) fn random_token() -> String {
    let mut hasher = blake3::Hasher::new();
    for number in 0u64..4 {
        hasher.update(&RandomState::new().hash_one(number).to_le_bytes());
    }
    hasher.finalize().to_hex()[..32].to_owned()
}
