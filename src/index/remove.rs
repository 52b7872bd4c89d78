//! Removes articles for good: nothing of them is left in the index, and they are not added again.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;
use tantivy::indexer::NoMergePolicy;

use super::dedup::StoredArticle;
use super::digests::article_key;
use super::error::IndexError;
use super::update::Update;

impl Update {
    /// Removes articles for good. They are not added again, except under [`readmit_removed`](Self::readmit_removed),
    /// and after [`finish`](Self::finish) the engine's files contain nothing of them. Returns how many there were.
    ///
    /// # Errors
    /// When the file system or the engine refuses.
    pub fn remove(&mut self, ids: &[String]) -> Result<usize, IndexError> {
        // The engine must not merge segments at the same time as `finish` rewrites them.
        self.writer()?.set_merge_policy(Box::new(NoMergePolicy));
        self.purges_deleted = true;
        self.withdraw(ids)
    }

    /// Removes articles that their publisher canceled. They are not added again either, but the engine's files contain
    /// them until it merges them. Returns how many there were.
    ///
    /// # Errors
    /// When the file system or the engine refuses.
    pub fn withdraw(&mut self, ids: &[String]) -> Result<usize, IndexError> {
        let articles: Vec<StoredArticle> = ids.iter().filter_map(|id| self.view.article(article_key(id))).collect();
        if articles.is_empty() {
            return Ok(0);
        }
        articles.iter().for_each(|article| self.view.removed.add(article));
        self.view.removed.store(&self.dir, &self.data)?;
        self.delete_all(&articles)?;
        Ok(articles.len())
    }

    /// Deletes articles that an earlier writer put on the list of removed ones before it was interrupted.
    pub(super) fn resume_removal(&mut self) -> Result<(), IndexError> {
        let listed = self.view.removed.ids().filter_map(|id| self.view.article(article_key(id)));
        let mut articles: Vec<StoredArticle> = listed.collect();
        articles.retain(|article| self.view.removed.contains(&article.fingerprint, article.source_file));
        self.delete_all(&articles)
    }

    /// Deletes the articles, also from the lists of the files that contain them. The files stay as current as they
    /// were.
    fn delete_all(&mut self, articles: &[StoredArticle]) -> Result<(), IndexError> {
        let deleted: FxHashSet<u64> = articles.iter().map(|article| article.fingerprint.key()).collect();
        let files: BTreeSet<u64> = deleted.iter().flat_map(|&article| self.view.files_with(article)).collect();
        let files: Vec<_> = files.into_iter().filter_map(|file| self.view.file(file)).collect();
        for (state, mut articles) in files {
            articles.retain(|article| !deleted.contains(article));
            let stamp = self.view.snapshot.files().stamp_key_of(state.key()).unwrap_or_default();
            self.write_file_under(stamp, state, articles)?;
        }
        articles.iter().try_for_each(|article| self.delete(article.fingerprint.key()))
    }

    /// Rewrites segments with deleted documents, so that these are no longer in any file.
    pub(super) fn purge_deleted(&mut self) -> Result<(), IndexError> {
        let failed = |error| IndexError::engine(&self.dir, error);
        let segments = self.view.snapshot.segments_with_deletions();
        let writer = self.writer.as_mut().ok_or_else(|| IndexError::ended(&self.dir))?;
        for segment in segments {
            writer.merge(&[segment]).wait().map_err(failed)?;
        }
        Ok(())
    }
}
