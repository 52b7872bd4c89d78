//! An index opened for reading.
//!
//! It never creates or changes a file, so a folder that cannot be written to can still be searched.

use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use once_cell::sync::OnceCell;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, META_LOCK, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};
use tantivy::{IndexReader, ReloadPolicy, Searcher, TantivyError};

use super::analyzer;
use super::checksum_task::ChecksumTask;
use super::columns::Columns;
use super::corrections::{AppliedCorrections, Correction, Corrections};
use super::data_dir;
use super::doc_summaries::DocSummaries;
use super::error::IndexError;
use super::merged_speakers::MergedSpeakers;
use super::name_table::NameTable;
use super::removed_articles::RemovedArticles;
use super::schema::{Fields, name};
use super::statistics::Statistics;

/// One state of an index, for queries.
///
/// What is written after [`Index::open`] is not visible: open the index again.
///
/// ```
/// use quotedex::query::{Filters, Verdict};
/// use quotedex::{Article, Index, Update};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = tempfile::tempdir()?;
/// # let dir = folder.path();
/// let article = Article::new("example", "Nothing changed, wrote the reporter.");
/// let mut update = Update::begin(dir)?;
/// update.put(&article, &[])?;
/// update.finish()?;
///
/// let answer = Index::open(dir)?.who("nothing changed", &Filters::default(), 10)?;
/// assert_eq!(answer.verdict, Verdict::Reporter);
/// # Ok(())
/// # }
/// ```
pub struct Index {
    dir: PathBuf,
    data: PathBuf,
    engine: tantivy::Index,
    searcher: Searcher,
    fields: Fields,
    columns: OnceCell<Vec<Columns>>,
    merged_speakers: OnceCell<MergedSpeakers>,
    speaker_names: OnceCell<NameTable>,
    topic_names: OnceCell<NameTable>,
    doc_summaries: OnceCell<DocSummaries>,
    /// How often they were asked for.
    doc_summaries_wanted: AtomicUsize,
    corrections: OnceCell<AppliedCorrections>,
    checksum_task: OnceCell<Arc<ChecksumTask>>,
    /// Those of the whole, for a part of an index that is in memory.
    whole: Option<Statistics>,
}

impl Index {
    /// Opens the index in `dir`. Never creates one.
    ///
    /// # Errors
    /// When there is none, it was written by another version, or its files are damaged.
    pub fn open(dir: &Path) -> Result<Index, IndexError> {
        let data = current(dir)?;
        Self::open_data(dir, data).or_else(|error| {
            // A rebuild may have published another folder between the two steps.
            let now = current(dir)?;
            if now.exists() { Self::open_data(dir, now) } else { Err(error) }
        })
    }

    fn open_data(dir: &Path, data: PathBuf) -> Result<Index, IndexError> {
        let failed = |error| IndexError::engine(dir, error);
        let (engine, fields) = open_engine(&data).map_err(failed)?;
        // The engine trusts its files: some kinds of damage make it panic.
        let reader = panic::catch_unwind(AssertUnwindSafe(|| reader(&engine)));
        let detail = || "its files cannot be read".to_owned();
        let reader = reader.map_err(|_| IndexError::Damaged { dir: dir.to_owned(), detail: detail() })?;
        let searcher = reader.map_err(failed)?.searcher();
        Ok(Index {
            dir: dir.to_owned(),
            data,
            engine,
            searcher,
            fields,
            columns: OnceCell::new(),
            merged_speakers: OnceCell::new(),
            speaker_names: OnceCell::new(),
            topic_names: OnceCell::new(),
            doc_summaries: OnceCell::new(),
            doc_summaries_wanted: AtomicUsize::new(0),
            corrections: OnceCell::new(),
            checksum_task: OnceCell::new(),
            whole: None,
        })
    }

    /// A part of an index, in memory: with the statistics of the whole, its people with several names, and what the
    /// user decided on names.
    pub(super) fn in_memory(
        engine: tantivy::Index,
        whole: Statistics,
        merged: MergedSpeakers,
        corrections: Corrections,
    ) -> Result<Index, TantivyError> {
        Ok(Index {
            dir: PathBuf::new(),
            data: PathBuf::new(),
            searcher: reader(&engine)?.searcher(),
            engine,
            fields: Fields::build().1,
            columns: OnceCell::new(),
            merged_speakers: OnceCell::with_value(merged),
            speaker_names: OnceCell::new(),
            topic_names: OnceCell::new(),
            doc_summaries: OnceCell::new(),
            doc_summaries_wanted: AtomicUsize::new(0),
            corrections: OnceCell::with_value(AppliedCorrections { corrections, ..AppliedCorrections::default() }),
            checksum_task: OnceCell::new(),
            whole: Some(whole),
        })
    }

    /// The statistics of the whole index, where this is a part of it.
    pub(super) fn whole(&self) -> Option<&Statistics> {
        self.whole.as_ref()
    }

    /// The folder that was opened.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// The folder with the engine's files.
    pub(crate) fn data(&self) -> &Path {
        &self.data
    }

    /// The answer of `query`, or an error if the files that it was read from are known to be damaged.
    pub(crate) fn verified<T, E: From<IndexError>>(&self, query: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        if self.whole.is_some() {
            // It was read from no file.
            return query();
        }
        let task = self.checksum_task();
        let answer = panic::catch_unwind(AssertUnwindSafe(query));
        // After a panic it is worth waiting for the cause.
        if let Some(file) = task.damaged_file(answer.is_err()) {
            let detail = format!("`{}` is not what was written", self.data().join(file).display());
            return Err(IndexError::Damaged { dir: self.dir().to_owned(), detail }.into());
        }
        answer.unwrap_or_else(|panic| panic::resume_unwind(panic))
    }

    /// The background verification of the files, started by the first call.
    fn checksum_task(&self) -> &ChecksumTask {
        self.checksum_task.get_or_init(|| ChecksumTask::start(&self.engine, self.bytes()))
    }

    pub(crate) fn engine(&self) -> &tantivy::Index {
        &self.engine
    }

    pub(crate) fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The columns of each segment.
    pub(crate) fn columns(&self) -> Result<&[Columns], TantivyError> {
        let open = || self.searcher.segment_readers().iter().map(Columns::open).collect();
        self.columns.get_or_try_init(open).map(Vec::as_slice)
    }

    /// The speakers with several keys: as stored for these segments, or else computed by `compute` on the first call.
    pub(crate) fn merged_speakers<E>(
        &self,
        compute: impl FnOnce() -> Result<MergedSpeakers, E>,
    ) -> Result<&MergedSpeakers, E> {
        self.merged_speakers.get_or_try_init(|| match MergedSpeakers::load(&self.data, &self.segment_state()) {
            Some(stored) => Ok(stored),
            None => compute(),
        })
    }

    /// What is kept in memory of each document, if it was computed before.
    pub(crate) fn known_doc_summaries(&self) -> Option<&DocSummaries> {
        self.doc_summaries.get()
    }

    /// What is kept in memory of each document; computed when it is asked for the third time, for that costs more than
    /// one question without it.
    pub(crate) fn doc_summaries<E>(
        &self,
        compute: impl FnOnce() -> Result<DocSummaries, E>,
    ) -> Result<Option<&DocSummaries>, E> {
        const PAYS_FROM: usize = 2;
        let asked_before = self.doc_summaries_wanted.fetch_add(1, Ordering::Relaxed);
        if asked_before < PAYS_FROM { Ok(None) } else { self.doc_summaries.get_or_try_init(compute).map(Some) }
    }

    /// The names of speakers.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn speaker_names(&self) -> Result<&NameTable, TantivyError> {
        self.speaker_names.get_or_try_init(|| NameTable::read(&self.searcher, name::speaker_name))
    }

    /// The names of topics.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn topic_names(&self) -> Result<&NameTable, TantivyError> {
        self.topic_names.get_or_try_init(|| NameTable::read(&self.searcher, name::about))
    }

    /// Stores `merged` beside the engine's files for the next process that opens these segments. Failure is ignored:
    /// where it cannot be stored, it is computed again.
    pub(crate) fn store_merged_speakers(&self, merged: &MergedSpeakers) {
        if MergedSpeakers::load(&self.data, &self.segment_state()).is_none() {
            let _ = merged.store(&self.dir, &self.data, self.segment_state());
        }
    }

    /// Identifies the segments and their deletions: no other commit has the same.
    pub(crate) fn segment_state(&self) -> String {
        let segments = self.searcher.segment_readers().iter();
        let mut all: Vec<String> = segments
            .map(|segment| format!("{}-{}", segment.segment_id().uuid_string(), segment.num_deleted_docs()))
            .collect();
        all.sort_unstable();
        format!("{} {}{}", MergedSpeakers::VERSION, all.join(" "), self.people_state())
    }

    /// The corrections that were applied.
    pub(crate) fn corrections(&self) -> &Corrections {
        &self.corrections.get_or_init(|| AppliedCorrections::load_or_empty(&self.dir, &self.data)).corrections
    }

    /// Identifies the decisions on people; empty when there are none.
    fn people_state(&self) -> String {
        let rows: Vec<&Correction> = self.corrections().on_people().collect();
        let digest = || blake3::hash(&serde_json::to_vec(&rows).unwrap_or_default()).to_hex();
        if rows.is_empty() { String::new() } else { format!(" {}", &digest()[..16]) }
    }

    /// How many articles the user removed.
    pub(crate) fn removed_count(&self) -> usize {
        // A damaged list is reported by `check`.
        RemovedArticles::load(&self.dir, &self.data).map_or(0, |removed| removed.len())
    }

    /// Bytes on disk.
    pub(crate) fn bytes(&self) -> u64 {
        data_dir::size_on_disk(&self.data)
    }
}

impl Drop for Index {
    fn drop(&mut self) {
        if let Some(task) = self.checksum_task.get() {
            task.cancel();
        }
    }
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("dir", &self.dir).finish_non_exhaustive()
    }
}

fn current(dir: &Path) -> Result<PathBuf, IndexError> {
    data_dir::current(dir)?.ok_or_else(|| IndexError::Missing { dir: dir.to_owned() })
}

/// The engine on the files in `data`, analyzers registered.
pub(crate) fn open_engine(data: &Path) -> Result<(tantivy::Index, Fields), TantivyError> {
    let engine = tantivy::Index::open(Box::new(ReadOnlyDirectory(MmapDirectory::open(data)?)) as Box<dyn Directory>)?;
    let (schema, fields) = Fields::build();
    if engine.schema() != schema {
        return Err(TantivyError::SchemaError("the fields are not those of this version".to_owned()));
    }
    analyzer::register_analyzers(engine.tokenizers());
    Ok((engine, fields))
}

/// While the lock is held, no writer, of this process or another, deletes files that it has merged. The engine takes it
/// to open segments; whoever goes through the files of the segments needs it as well.
pub(super) fn lock_against_deletion(engine: &tantivy::Index) -> Result<DirectoryLock, TantivyError> {
    Ok(engine.directory().acquire_lock(&META_LOCK)?)
}

/// A reader that starts no thread.
pub(crate) fn reader(engine: &tantivy::Index) -> Result<IndexReader, TantivyError> {
    engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()
}

/// Memory-mapped files in a folder that may be read-only.
///
/// The engine locks the folder while it opens segments, and creates a lock file. Where it may not, no writer of ours is
/// at work either, so reading without the lock is safe: at worst a file is missing, which gives an error and no wrong
/// answer.
#[derive(Clone, Debug)]
struct ReadOnlyDirectory(MmapDirectory);

impl Directory for ReadOnlyDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.0.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.0.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.0.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.0.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.0.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> std::io::Result<()> {
        self.0.atomic_write(path, data)
    }

    fn sync_directory(&self) -> std::io::Result<()> {
        self.0.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.0.acquire_lock(lock) {
            Err(LockError::IoError(_)) => Ok(DirectoryLock::from(Box::new(()))),
            taken => taken,
        }
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.0.watch(callback)
    }
}
