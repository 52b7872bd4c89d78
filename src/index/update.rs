//! The one writer of an index: puts in articles with their quotes, and what is known of the files they come from.
//!
//! Readers see only complete commits, and a writer that ends early, for whatever reason, leaves the last commit. What
//! the index already contains is read from the index itself.
//!
//! A new index is published with its first commit, and each further commit leads from one complete state to the next.
//! So `index` may commit regularly, and a long run that is killed loses little. A rebuild replaces another index, and
//! half of one would be worse than the old one: it is published by [`Update::finish`], in one step.

use std::collections::BTreeSet;
use std::path::PathBuf;

use tantivy::{IndexReader, IndexWriter, TantivyDocument, TantivyError, Term};

use super::article_count::articles_in_dir;
use super::cleanup;
use super::corrections::{AppliedCorrections, CorrectionLookup};
use super::data_dir::{self, CurrentData};
use super::dedup::{Fingerprint, StoredArticle};
use super::digests::{article_key, file_key};
use super::document::{ArticleFields, article_document, quote_document};
use super::error::IndexError;
use super::files::{self, FileState};
use super::lock::Lock;
use super::open::{lock_against_deletion, open_engine};
use super::pending::PendingChanges;
use super::people_table::{self, PeopleTable};
use super::schema::Fields;
use super::settings::{self, Settings};
use super::snapshot::IndexSnapshot;
use super::uncommitted::{OpenFile, Put, UncommittedView};
use crate::article::Article;
use crate::quote::{Quote, quote_id};

/// A change to an index that readers do not see before it is committed.
pub struct Update {
    // The order matters: the engine's threads end before the lock is released.
    pub(super) writer: Option<IndexWriter>,
    /// `None` after the last commit.
    pub(super) reader: Option<IndexReader>,
    /// The snapshot of the last commit, and the changes since.
    pub(super) view: UncommittedView,
    pub(super) has_changes: bool,
    pub(super) fields: Fields,
    pub(super) dir: PathBuf,
    pub(super) data: PathBuf,
    /// The id of the index.
    pub(super) id: String,
    /// The data folder is new, and no reader sees it yet.
    pub(super) is_unpublished: bool,
    /// The data folder is published at the end only, not with the first commit.
    pub(super) publish_at_end: bool,
    /// The data that a rebuild replaces.
    pub(super) replaces: Option<CurrentData>,
    /// Whether the index may lose most of its articles.
    pub(super) force: bool,
    /// `quotedex.json` was lost and has been restored.
    pub(super) restored_pointer: bool,
    /// Removed articles were added again since the last commit.
    pub(super) has_readmitted: bool,
    /// Deleted documents must not stay in the engine's files.
    pub(super) purges_deleted: bool,
    /// Applied to what is put in.
    pub(super) corrections: CorrectionLookup,
    /// Positions of the corrections that have fitted so far.
    pub(super) fitted: BTreeSet<usize>,
    pub(super) _lock: Lock,
}

/// What happens to articles that their file no longer contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prune {
    /// They stay.
    Never,
    /// They are deleted, unless they are most of their file.
    Guarded,
    /// They are deleted.
    Always,
}

/// What happened to articles that a file no longer contains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PruneCounts {
    /// They were deleted from the index.
    pub removed: usize,
    /// They are still in the index.
    pub kept: usize,
}

impl Update {
    /// Lets a rebuilt index replace one with more than twice as many articles.
    pub fn force(mut self, force: bool) -> Update {
        self.force = force;
        self
    }

    /// Lets [removed](Self::remove) articles be added again. All files are read again to find them.
    pub fn readmit_removed(mut self, readmit: bool) -> Update {
        self.view.readmits_removed = readmit;
        if readmit && self.view.removed.len() > 0 {
            self.view.snapshot = self.view.snapshot.clone().with_all_files_stale();
        }
        self
    }

    /// Whether `quotedex.json` was lost and has been restored from the data.
    pub fn has_restored_pointer(&self) -> bool {
        self.restored_pointer
    }

    /// Sets the stamp: a digest of everything besides the bytes that decides what is read. An article or file that was
    /// put in under another stamp, or none, is not current.
    pub fn with_stamp(mut self, stamp: &str) -> Update {
        self.view.snapshot = self.view.snapshot.clone().with_stamp(stamp);
        self
    }

    /// Stores the user's table of people with the index, or deletes a stored one.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn store_people(self, table: Option<&PeopleTable>) -> Result<Update, IndexError> {
        people_table::store(&self.dir, &self.data, table)?;
        Ok(self)
    }

    /// Stores with the index how articles are read.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn store_settings(self, settings: &Settings) -> Result<Update, IndexError> {
        settings::store(&self.dir, &self.data, settings)?;
        Ok(self)
    }

    /// The state of the index as of the last commit.
    pub fn snapshot(&self) -> IndexSnapshot {
        self.view.snapshot.clone()
    }

    /// Whether the index contains this article with this content, read under the stamp of this update.
    pub fn is_current(&self, article_id: &str, content_hash: &str) -> bool {
        !self.view.pending.touches(article_key(article_id)) && self.view.snapshot.is_current(article_id, content_hash)
    }

    /// From now on, what is put in outside of files comes from streams, whose ids mean nothing in another run. Without
    /// this call, an article from no file replaces the one with its id.
    pub fn begin_streams(&mut self) {
        self.view.begin_streams();
    }

    /// Everything that is put in from here to [`end_file`](Self::end_file) comes from this file.
    pub fn begin_file(&mut self, state: FileState) {
        self.view.begin_file(state);
    }

    /// Records that the current file contains an article that [is current](Self::is_current).
    pub fn keep_article(&mut self, article_id: &str) {
        self.view.mark_seen(article_key(article_id));
    }

    /// Applies these corrections to what [`corrected`](Self::corrected) is given.
    pub fn set_corrections(&mut self, corrections: CorrectionLookup) {
        self.corrections = corrections;
    }

    /// The quotes of an article that is about to be put in, corrected by the user's rows. Those of less confidence are
    /// left out, unless they were corrected.
    pub fn corrected(&mut self, article: &Article, mut quotes: Vec<Quote>, min_confidence: f32) -> Vec<Quote> {
        if !self.corrections.is_empty() {
            let fingerprint = Fingerprint::of(article);
            let id = self.view.decide(&fingerprint).id;
            let applied = self.corrections.apply_to(&id, &fingerprint, &mut quotes);
            self.fitted
                .extend(applied.places.iter().filter(|(_, place)| place.is_some()).map(|(position, _)| position));
        }
        quotes.retain(|quote| quote.confidence >= min_confidence || quote.evidence.by_hand.is_some());
        quotes
    }

    /// Positions of the corrections that fitted something of what was put in.
    pub fn fitted_corrections(&self) -> &BTreeSet<usize> {
        &self.fitted
    }

    /// Puts in an article with its quotes, replacing an earlier version. The same article from another file keeps the
    /// id under which it is stored; a different article with the same id is stored beside it under a new id.
    ///
    /// # Errors
    /// When the file system or the engine refuses; everything since the last commit is lost then.
    pub fn put(&mut self, article: &Article, quotes: &[Quote]) -> Result<Put, IndexError> {
        let fingerprint = Fingerprint::of(article);
        if self.view.readmits_removed && fingerprint.text.is_some() {
            self.has_readmitted |= self.view.removed.readmit(&fingerprint, self.view.current_file());
        }
        let decision = self.view.decide(&fingerprint);
        if decision.is_written() && !decision.is_new_id {
            let key = article_key(&decision.id);
            self.writer()?.delete_term(self.view.snapshot.article_term(key));
        }
        if *decision.id != *article.id && decision.is_written() {
            let mut article = article.clone();
            article.id = decision.id.to_string();
            self.write_article(&article, &fingerprint, &with_new_id(&article, quotes))?;
        } else if decision.is_written() {
            self.write_article(article, &fingerprint, quotes)?;
        }
        self.view.put(fingerprint, &decision);
        Ok(decision.put)
    }

    /// Replaces the quotes of an article that the index contains, as it is stored there.
    ///
    /// # Errors
    /// When the file system or the engine refuses; everything since the last commit is lost then.
    pub fn replace_quotes(&mut self, article: &Article, quotes: &[Quote]) -> Result<(), IndexError> {
        let key = article_key(&article.id);
        let Some(StoredArticle { source_file, .. }) = self.view.article(key) else { return Ok(()) };
        self.writer()?.delete_term(self.view.snapshot.article_term(key));
        self.write_article_from(source_file, article, &Fingerprint::of(article), quotes)
    }

    /// The corrections that are applied.
    pub fn applied_corrections(&self) -> AppliedCorrections {
        AppliedCorrections::load_or_empty(&self.dir, &self.data)
    }

    /// Commits, if anything has changed. Unlike [`commit`](Self::commit), it never publishes an empty index.
    ///
    /// # Errors
    /// When it could not be written completely; the last commit stays valid then.
    pub fn commit_changes(&mut self) -> Result<(), IndexError> {
        if self.has_changes { self.commit() } else { Ok(()) }
    }

    /// Remembers which corrections are applied.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn store_corrections(&self, applied: &AppliedCorrections) -> Result<(), IndexError> {
        applied.store(&self.dir, &self.data)
    }

    /// Ends the current file. `complete` tells whether all of it was read without an error: only then may articles that
    /// it no longer contains be deleted, as `prune` says.
    ///
    /// # Errors
    /// When the file system or the engine refuses.
    pub fn end_file(&mut self, complete: bool, prune: Prune) -> Result<PruneCounts, IndexError> {
        let Some(OpenFile { state, before, seen, .. }) = self.view.open_file.take() else {
            return Ok(PruneCounts::default());
        };
        let mut articles: Vec<u64> = seen.iter().copied().collect();
        let count_before = before.len();
        let lost: Vec<u64> = before.into_iter().filter(|article| !seen.contains(article)).collect();
        // A file that was emptied or truncated is more often an accident than an edit.
        let is_most = lost.len() * 2 > count_before;
        let may_delete = prune == Prune::Always || (prune == Prune::Guarded && !is_most);
        let mut counts = PruneCounts::default();
        for article in lost {
            if !complete {
                articles.push(article);
                continue;
            }
            match self.release(article, &state, may_delete)? {
                Release::Kept => {
                    articles.push(article);
                    counts.kept += 1;
                }
                Release::Shared => {}
                Release::Deleted => counts.removed += 1,
            }
        }
        // While articles stay that the file no longer contains, it is read again each time, to report or to prune them.
        let state = if complete && counts.kept == 0 { state } else { state.stale() };
        self.write_file(state, articles)?;
        Ok(counts)
    }

    /// Stores the new time of a file with unchanged bytes.
    ///
    /// # Errors
    /// When the file system or the engine refuses.
    pub fn touch_file(&mut self, state: FileState) -> Result<(), IndexError> {
        match self.view.file(state.key()) {
            Some((_, articles)) => self.write_file(state, articles),
            None => Ok(()),
        }
    }

    /// Removes files that no longer exist from the index, with the articles that no other file contains. An article
    /// that is in another file, too, stays; that file is read again the next time it is named. Returns how many
    /// articles were deleted.
    ///
    /// # Errors
    /// When the file system or the engine refuses.
    pub fn prune(&mut self, missing_files: &[PathBuf]) -> Result<usize, IndexError> {
        let mut deleted = 0;
        for path in missing_files {
            let key = file_key(path);
            let Some((state, articles)) = self.view.file(key) else { continue };
            self.writer()?.delete_term(Term::from_field_u64(self.fields.file_key, key));
            self.view.pending.remove_file(key);
            self.has_changes = true;
            for article in articles {
                deleted += usize::from(self.release(article, &state, true)? == Release::Deleted);
            }
        }
        self.view.snapshot.mark_stale(self.view.pending.stale_files());
        Ok(deleted)
    }

    /// Handles an article that `file` no longer contains: deletes it if no other file contains it and `may_delete`.
    fn release(&mut self, article: u64, file: &FileState, may_delete: bool) -> Result<Release, IndexError> {
        // A removed article may still be on the list of a file.
        let Some(stored) = self.view.article(article) else { return Ok(Release::Shared) };
        let mut others = self.view.files_with(article);
        others.retain(|&other| other != file.key());
        if !others.is_empty() {
            if stored.source_file == Some(file.key()) {
                for other in others {
                    if let Some((state, articles)) = self.view.file(other) {
                        self.write_file(state.stale(), articles)?;
                    }
                }
            }
            return Ok(Release::Shared);
        }
        if !may_delete {
            return Ok(Release::Kept);
        }
        self.delete(article)?;
        Ok(Release::Deleted)
    }

    pub(super) fn delete(&mut self, article: u64) -> Result<(), IndexError> {
        self.writer()?.delete_term(self.view.snapshot.article_term(article));
        self.view.pending.delete(article);
        self.has_changes = true;
        Ok(())
    }

    /// Commits everything that was put in so far, in one step. A file that is being read is stored as partially read.
    ///
    /// # Errors
    /// When it could not be written completely; the last commit stays valid then.
    pub fn commit(&mut self) -> Result<(), IndexError> {
        if let Some(open) = self.view.open_file.as_mut().filter(|open| !open.is_stored) {
            open.is_stored = true;
            // Articles that were read from it so far name the file; listing them in every commit would cost ever more.
            let (state, before) = (open.state.clone().stale(), open.before.clone());
            self.write_file(state, before)?;
        }
        let is_first = self.is_unpublished && !self.publish_at_end;
        if !self.has_changes && !is_first {
            return self.store_readmitted();
        }
        self.commit_engine()?;
        self.store_readmitted()?;
        if is_first {
            self.publish()?;
        }
        data_dir::share_engine_lists(&self.dir, &self.data);
        Ok(())
    }

    /// Stores the list of removed articles without those that were added again. This happens after the commit: if the
    /// run ended in between the other way round, they would be neither in the index nor on the list.
    fn store_readmitted(&mut self) -> Result<(), IndexError> {
        match std::mem::take(&mut self.has_readmitted) {
            true => self.view.removed.store(&self.dir, &self.data),
            false => Ok(()),
        }
    }

    /// Commits, publishes the index if it is new, and ends the update.
    ///
    /// # Errors
    /// When it could not be written completely; the last commit stays valid then.
    pub fn finish(mut self) -> Result<(), IndexError> {
        self.commit()?;
        self.refuse_to_shrink()?;
        if self.purges_deleted {
            self.purge_deleted()?;
        }
        let writer = self.writer.take().ok_or_else(|| self.ended())?;
        // Files that are still open are not garbage-collected.
        (self.reader, self.view) = (None, UncommittedView::new(IndexSnapshot::empty()));
        // What cannot be removed now is left for the next writer.
        let _ = writer.garbage_collect_files().wait();
        writer.wait_merging_threads().map_err(|error| IndexError::engine(&self.dir, error))?;
        if self.is_unpublished {
            self.publish()?;
        }
        data_dir::share_engine_lists(&self.dir, &self.data);
        Ok(())
    }

    /// Refuses to replace an index with more than twice as many articles.
    fn refuse_to_shrink(&self) -> Result<(), IndexError> {
        let Some(before) = self.replaces.as_ref().filter(|_| self.is_unpublished && !self.force) else { return Ok(()) };
        let now = self.view.snapshot.article_count().map_err(|error| IndexError::engine(&self.dir, error))?;
        // An index whose articles cannot be counted is taken to have some.
        let had = articles_in_dir(&before.data);
        match had.unwrap_or(1) > now * 2 {
            true => Err(IndexError::WouldShrink { dir: self.dir.clone(), had, now }),
            false => Ok(()),
        }
    }

    /// Commits in the engine, and advances the snapshot.
    fn commit_engine(&mut self) -> Result<(), IndexError> {
        let failed = |error| IndexError::engine(&self.dir, error);
        let writer = self.writer.as_mut().ok_or_else(|| IndexError::ended(&self.dir))?;
        let mut commit = writer.prepare_commit().map_err(failed)?;
        // `check` compares the payload with the number of the commit, to notice an altered one.
        let number = commit.opstamp().to_string();
        commit.set_payload(&number);
        commit.commit().map_err(failed)?;
        if let Some(reader) = &self.reader {
            reader.reload().map_err(failed)?;
            self.view.snapshot.advance(reader.searcher(), self.view.pending.digests());
        }
        self.view.pending = PendingChanges::default();
        self.has_changes = false;
        Ok(())
    }

    /// Makes the new data folder the current one, after verifying its checksums.
    fn publish(&mut self) -> Result<(), IndexError> {
        let failed = |error| IndexError::engine(&self.dir, error);
        let (engine, _) = open_engine(&self.data).map_err(failed)?;
        // The commit before may have started merges, which go on.
        let lock = lock_against_deletion(&engine).map_err(failed)?;
        let damaged = engine.validate_checksum().map_err(failed)?;
        drop(lock);
        if let Some(file) = damaged.iter().min() {
            let detail = format!("`{}` was not written whole", file.display());
            return Err(IndexError::Damaged { dir: self.dir.clone(), detail });
        }
        data_dir::point_to(&self.dir, &self.data, &self.id)?;
        self.is_unpublished = false;
        cleanup::remove_stale_dirs(&self.dir, Some(&self.data), &self.id);
        Ok(())
    }

    fn write_article(
        &mut self,
        article: &Article,
        fingerprint: &Fingerprint,
        quotes: &[Quote],
    ) -> Result<(), IndexError> {
        self.write_article_from(self.view.current_file(), article, fingerprint, quotes)
    }

    fn write_article_from(
        &mut self,
        source: Option<u64>,
        article: &Article,
        fingerprint: &Fingerprint,
        quotes: &[Quote],
    ) -> Result<(), IndexError> {
        let (fields, common) = (self.fields, ArticleFields::of(article));
        let stamp = self.view.snapshot.stamp();
        let own = article_document(&fields, &common, quotes, fingerprint, source, stamp);
        let of_quotes = quotes.iter().map(|quote| quote_document(&fields, &common, quote));
        self.has_changes = true;
        for document in std::iter::once(own).chain(of_quotes) {
            self.add(document.map_err(|error| IndexError::unwritable(&self.dir, &error))?)?;
        }
        Ok(())
    }

    fn add(&mut self, document: TantivyDocument) -> Result<(), IndexError> {
        self.writer()?.add_document(document).map(drop).map_err(|error| self.cause(error))
    }

    fn write_file(&mut self, state: FileState, articles: Vec<u64>) -> Result<(), IndexError> {
        let stamp = files::stamp_key(self.view.snapshot.stamp());
        self.write_file_under(stamp, state, articles)
    }

    /// Writes the document of a file that was read under the stamp with this key.
    pub(super) fn write_file_under(
        &mut self,
        stamp: u64,
        state: FileState,
        mut articles: Vec<u64>,
    ) -> Result<(), IndexError> {
        articles.sort_unstable();
        self.writer()?.delete_term(Term::from_field_u64(self.fields.file_key, state.key()));
        self.add(files::document(&self.fields, &state, &articles, stamp))?;
        self.view.pending.write_file(state, articles);
        self.has_changes = true;
        Ok(())
    }

    pub(super) fn writer(&self) -> Result<&IndexWriter, IndexError> {
        self.writer.as_ref().ok_or_else(|| self.ended())
    }

    fn ended(&self) -> IndexError {
        IndexError::ended(&self.dir)
    }

    /// The cause of an engine error: the engine's own thread knows it, and reports it to whoever waits for that thread.
    fn cause(&mut self, error: TantivyError) -> IndexError {
        let cause = self.writer.as_mut().and_then(|writer| writer.prepare_commit().err());
        IndexError::engine(&self.dir, cause.unwrap_or(error))
    }
}

/// The quotes with ids and references for `article`, which has a new id.
fn with_new_id(article: &Article, quotes: &[Quote]) -> Vec<Quote> {
    let renamed = quotes.iter().map(|quote| Quote {
        id: quote_id(&article.id, &quote.content, &quote.cue),
        article: article.reference(),
        ..quote.clone()
    });
    renamed.collect()
}

/// What happened to an article that a file no longer contains.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Release {
    /// It stays in the index and on the list of the file: nobody asked to prune.
    Kept,
    /// Another file contains it.
    Shared,
    /// It was deleted from the index.
    Deleted,
}

impl Drop for Update {
    fn drop(&mut self) {
        // The engine's threads must end before their files are removed.
        drop(self.writer.take());
        if self.is_unpublished {
            cleanup::remove_dir(&self.data);
        }
    }
}
