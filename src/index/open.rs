//! An index opened for reading.
//!
//! Promises never to create or change anything, so that a folder that cannot be written to can still be searched.

use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use once_cell::sync::OnceCell;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};
use tantivy::{IndexReader, ReloadPolicy, Searcher, TantivyError};

use super::analyzer;
use super::columns::Columns;
use super::error::IndexError;
use super::persons::Persons;
use super::place;
use super::removed::Removed;
use super::schema::Fields;
use super::sound::Sound;

/// One state of an index, to be asked.
///
/// What is written after [`Index::open`] is not seen: open it again.
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
    persons: OnceCell<Persons>,
    sound: OnceCell<Arc<Sound>>,
}

impl Index {
    /// Opens the index in `dir`. Never creates one.
    ///
    /// # Errors
    /// When there is none, it was written by another version, or its files are damaged.
    pub fn open(dir: &Path) -> Result<Index, IndexError> {
        let data = current(dir)?;
        Self::open_data(dir, data).or_else(|error| {
            // A rebuild may have put another folder in place between the two steps.
            let now = current(dir)?;
            if now.exists() { Self::open_data(dir, now) } else { Err(error) }
        })
    }

    fn open_data(dir: &Path, data: PathBuf) -> Result<Index, IndexError> {
        let failed = |error| IndexError::engine(dir, error);
        let (engine, fields) = open_engine(&data).map_err(failed)?;
        // The engine trusts its files: some that are damaged make it panic.
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
            persons: OnceCell::new(),
            sound: OnceCell::new(),
        })
    }

    /// The folder that was opened.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// The folder with the engine's files.
    pub(crate) fn data(&self) -> &Path {
        &self.data
    }

    /// Gives what `ask` answers, unless the files that it was read from are damaged.
    pub(crate) fn answered<T, E: From<IndexError>>(&self, ask: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let sound = self.sound();
        let answer = panic::catch_unwind(AssertUnwindSafe(ask));
        // Whether a panic comes of damage is worth waiting for.
        if let Some(file) = sound.damaged(answer.is_err()) {
            let detail = format!("`{}` is not what was written", self.data().join(file).display());
            return Err(IndexError::Damaged { dir: self.dir().to_owned(), detail }.into());
        }
        answer.unwrap_or_else(|panic| panic::resume_unwind(panic))
    }

    /// Whether the files are what was written, as far as it is known.
    fn sound(&self) -> &Sound {
        self.sound.get_or_init(|| Sound::start(&self.engine, self.bytes()))
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

    /// Who is kept under several keys: as it was kept with these very segments, else decided by `decide` the first time.
    pub(crate) fn persons_by<E>(&self, decide: impl FnOnce() -> Result<Persons, E>) -> Result<&Persons, E> {
        self.persons.get_or_try_init(|| match Persons::kept(&self.data, &self.state()) {
            Some(kept) => Ok(kept),
            None => decide(),
        })
    }

    /// Keeps `persons` beside the engine's files, for those who open these segments again. Not worth failing for: where it
    /// cannot be written, it is decided again.
    pub(crate) fn keep_persons(&self, persons: &Persons) {
        if Persons::kept(&self.data, &self.state()).is_none() {
            let _ = persons.keep(&self.dir, &self.data, self.state());
        }
    }

    /// What tells these segments from those of any other commit.
    fn state(&self) -> String {
        let segments = self.searcher.segment_readers().iter();
        let mut all: Vec<String> = segments
            .map(|segment| format!("{}-{}", segment.segment_id().uuid_string(), segment.num_deleted_docs()))
            .collect();
        all.sort_unstable();
        format!("{} {}", Persons::VERSION, all.join(" "))
    }

    /// How many articles were taken out and stay out.
    pub(crate) fn removed(&self) -> usize {
        // A damaged list is what `check` tells of.
        Removed::of(&self.dir, &self.data).map_or(0, |removed| removed.len())
    }

    /// Bytes on disk.
    pub(crate) fn bytes(&self) -> u64 {
        place::bytes(&self.data)
    }
}

impl Drop for Index {
    fn drop(&mut self) {
        if let Some(sound) = self.sound.get() {
            sound.leave();
        }
    }
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("dir", &self.dir).finish_non_exhaustive()
    }
}

fn current(dir: &Path) -> Result<PathBuf, IndexError> {
    place::current(dir)?.ok_or_else(|| IndexError::Missing { dir: dir.to_owned() })
}

/// The engine on the files in `data`, analyzers registered.
pub(crate) fn open_engine(data: &Path) -> Result<(tantivy::Index, Fields), TantivyError> {
    let engine = tantivy::Index::open(Box::new(Shelf(MmapDirectory::open(data)?)) as Box<dyn Directory>)?;
    let (schema, fields) = Fields::build();
    if engine.schema() != schema {
        return Err(TantivyError::SchemaError("the fields are not those of this version".to_owned()));
    }
    analyzer::register_analyzers(engine.tokenizers());
    Ok((engine, fields))
}

/// A reader that starts no thread.
pub(crate) fn reader(engine: &tantivy::Index) -> Result<IndexReader, TantivyError> {
    engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()
}

/// Files behind a memory map, in a folder that perhaps cannot be written to.
///
/// The engine locks the folder while it opens segments, and makes a lock file for it. Where that is not allowed no
/// writer of ours is at work either, and reading without the lock is safe: at worst a file is missing, which is an
/// error and no wrong answer.
#[derive(Clone, Debug)]
struct Shelf(MmapDirectory);

impl Directory for Shelf {
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
