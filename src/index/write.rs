//! The one writer: articles and their quotes go in together, and count from [`Update::finish`] on.
//!
//! Promises that whoever reads sees either all of an update or nothing of it, and that a writer that ends early, by
//! whatever cause, leaves the last finished state. What is already in is read from the index itself.

use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;
use tantivy::collector::Count;
use tantivy::directory::{DirectoryLock, MmapDirectory};
use tantivy::indexer::LogMergePolicy;
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::{IndexWriter, Searcher, TantivyError, Term};

use super::analyzer;
use super::document;
use super::error::IndexError;
use super::open::{open_engine, reader};
use super::place;
use super::schema::Fields;
use crate::article::Article;
use crate::quote::Quote;

/// Memory for documents not yet on disk; flushing may take about twice as much.
const MEMORY: usize = 64 << 20;
/// Share of deleted documents from which a segment is written anew.
const GHOSTS: f32 = 0.3;

/// What [`Update::put`] did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// The article is new.
    Added,
    /// It took the place of an earlier version.
    Replaced,
}

/// A change to an index that is not seen before [`finish`](Self::finish).
pub struct Update {
    // The order matters: the engine's threads end before the lock is given back.
    writer: Option<IndexWriter>,
    before: Option<Searcher>,
    fields: Fields,
    dir: PathBuf,
    data: PathBuf,
    /// The data folder is new: nobody sees it until it is pointed to.
    fresh: bool,
    touched: FxHashSet<u64>,
    /// See [`read_with`](Self::read_with).
    stamp: String,
    _lock: DirectoryLock,
}

impl Update {
    /// Begins to change the index in `dir`, or to make one when there is none.
    ///
    /// # Errors
    /// [`IndexError::Busy`] while another writer is at work; when the folder holds other things, an index of another
    /// version, or cannot be written to.
    pub fn begin(dir: &Path) -> Result<Update, IndexError> {
        place::prepare(dir)?;
        let lock = place::lock(dir)?;
        match place::current(dir)? {
            Some(data) => Self::on(dir, data, lock),
            None => Self::anew(dir, None, lock),
        }
    }

    /// Begins an index from nothing, in place of whatever version stands in `dir` now.
    ///
    /// # Errors
    /// [`IndexError::Busy`] while another writer is at work; when the folder holds other things or cannot be written to.
    pub fn rebuild(dir: &Path) -> Result<Update, IndexError> {
        place::prepare(dir)?;
        let lock = place::lock(dir)?;
        let current = place::named(dir);
        Self::anew(dir, current, lock)
    }

    fn on(dir: &Path, data: PathBuf, lock: DirectoryLock) -> Result<Update, IndexError> {
        let failed = |error| IndexError::engine(dir, error);
        place::sweep(dir, Some(&data));
        let (engine, fields) = open_engine(&data).map_err(failed)?;
        let before = reader(&engine).map_err(failed)?.searcher();
        let writer = writer(&engine).map_err(failed)?;
        Ok(Self::with(dir, data, lock, fields, writer, Some(before)))
    }

    fn anew(dir: &Path, current: Option<PathBuf>, lock: DirectoryLock) -> Result<Update, IndexError> {
        let failed = |error| IndexError::engine(dir, error);
        place::sweep(dir, current.as_deref());
        let data = place::fresh_data(dir)?;
        let (engine, fields) = create_engine(&data).map_err(failed)?;
        let writer = writer(&engine).map_err(failed)?;
        Ok(Self::with(dir, data, lock, fields, writer, None))
    }

    fn with(
        dir: &Path,
        data: PathBuf,
        lock: DirectoryLock,
        fields: Fields,
        writer: IndexWriter,
        before: Option<Searcher>,
    ) -> Update {
        let fresh = before.is_none();
        let touched = FxHashSet::default();
        let (writer, dir, stamp) = (Some(writer), dir.to_owned(), String::new());
        Update { writer, before, fields, dir, data, fresh, touched, stamp, _lock: lock }
    }

    /// Names what else decided the quotes that are put in, by the digest of a list of people: an article that was put
    /// in under another stamp, or none, is not current.
    pub fn read_with(mut self, stamp: String) -> Update {
        self.stamp = stamp;
        self
    }

    /// Whether the index already holds this article with this content, read with the same as this update.
    pub fn is_current(&self, article_id: &str, content_hash: &str) -> bool {
        let key = document::current_key(article_id, content_hash, &self.stamp);
        self.holds(Term::from_field_text(self.fields.current, &key))
    }

    /// Adds an article with its quotes, in place of what was known of it.
    ///
    /// # Errors
    /// When the disk or the engine refuses; nothing of the update counts then.
    pub fn put(&mut self, article: &Article, quotes: &[Quote]) -> Result<Put, IndexError> {
        let key = document::article_key(&article.id);
        let term = Term::from_field_u64(self.fields.article_key, key);
        let known = self.holds(term.clone()) || self.touched.contains(&key);
        let writer = self.writer.as_ref().ok_or_else(|| self.ended())?;
        writer.delete_term(term);
        let documents = self.documents(article, quotes).map_err(|error| self.unwritable(&error))?;
        for document in documents {
            writer.add_document(document).map_err(|error| IndexError::engine(&self.dir, error))?;
        }
        self.touched.insert(key);
        Ok(if known { Put::Replaced } else { Put::Added })
    }

    /// Makes all that was put count, in one step.
    ///
    /// # Errors
    /// When it could not be written whole; the last finished state counts then.
    pub fn finish(mut self) -> Result<(), IndexError> {
        let mut writer = self.writer.take().ok_or_else(|| self.ended())?;
        if self.fresh || !self.touched.is_empty() {
            writer.commit().map_err(|error| IndexError::engine(&self.dir, error))?;
        }
        writer.wait_merging_threads().map_err(|error| IndexError::engine(&self.dir, error))?;
        if self.fresh {
            self.put_in_place()?;
        }
        place::share(&self.dir, &self.data);
        Ok(())
    }

    /// Points to the new data, once it is known to be what was written.
    fn put_in_place(&mut self) -> Result<(), IndexError> {
        let failed = |error| IndexError::engine(&self.dir, error);
        let (engine, _) = open_engine(&self.data).map_err(failed)?;
        let damaged = engine.validate_checksum().map_err(failed)?;
        if let Some(file) = damaged.iter().min() {
            let detail = format!("`{}` was not written whole", file.display());
            return Err(IndexError::Damaged { dir: self.dir.clone(), detail });
        }
        place::point_to(&self.dir, &self.data)?;
        self.fresh = false;
        place::sweep(&self.dir, Some(&self.data));
        Ok(())
    }

    fn documents(&self, article: &Article, quotes: &[Quote]) -> serde_json::Result<Vec<tantivy::TantivyDocument>> {
        let whole = document::of_article(&self.fields, article, &article.content_hash(), &self.stamp)?;
        let mut documents = vec![whole];
        for quote in quotes {
            documents.push(document::of_quote(&self.fields, article, quote)?);
        }
        Ok(documents)
    }

    fn holds(&self, term: Term) -> bool {
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        let found = self.before.as_ref().map(|before| before.search(&query, &Count));
        matches!(found, Some(Ok(1..)))
    }

    fn ended(&self) -> IndexError {
        IndexError::Damaged { dir: self.dir.clone(), detail: "the update has ended".to_owned() }
    }

    fn unwritable(&self, error: &serde_json::Error) -> IndexError {
        IndexError::Damaged { dir: self.dir.clone(), detail: format!("a record cannot be written: {error}") }
    }
}

impl Drop for Update {
    fn drop(&mut self) {
        // The engine's threads must be gone before their files are.
        drop(self.writer.take());
        if self.fresh {
            let _ = std::fs::remove_dir_all(&self.data);
        }
    }
}

fn create_engine(data: &Path) -> Result<(tantivy::Index, Fields), TantivyError> {
    let (schema, fields) = Fields::build();
    let engine = tantivy::Index::create(MmapDirectory::open(data)?, schema, tantivy::IndexSettings::default())?;
    analyzer::register(engine.tokenizers());
    Ok((engine, fields))
}

/// One thread writes: documents keep their order, and the same articles make the same segments.
fn writer(engine: &tantivy::Index) -> Result<IndexWriter, TantivyError> {
    let writer = engine.writer_with_num_threads(1, MEMORY)?;
    let mut policy = LogMergePolicy::default();
    policy.set_del_docs_ratio_before_merge(GHOSTS);
    writer.set_merge_policy(Box::new(policy));
    Ok(writer)
}
