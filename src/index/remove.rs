//! Articles that the user takes out: nothing of them is left, and they do not come in again.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;
use tantivy::indexer::NoMergePolicy;

use super::error::IndexError;
use super::identity::Held;
use super::keys;
use super::write::Update;

impl Update {
    /// Takes articles out of the index for good: they do not come in again, unless [`again`](Self::again) lets them, and
    /// nothing of them is left in the engine's files after [`finish`](Self::finish). Gives how many there were.
    ///
    /// # Errors
    /// When the disk or the engine refuses.
    pub fn remove(&mut self, ids: &[String]) -> Result<usize, IndexError> {
        let held: Vec<Held> = ids.iter().filter_map(|id| self.view.held(keys::article_key(id))).collect();
        held.iter().for_each(|held| self.view.removed.add(held));
        self.view.removed.keep(&self.dir, &self.data)?;
        // What is written anew below is not to be written by the engine at the same time.
        self.writer()?.set_merge_policy(Box::new(NoMergePolicy));
        self.purge = true;
        self.take_out(&held)?;
        Ok(held.len())
    }

    /// Takes out what an earlier writer was to take out when it ended.
    pub(super) fn take_out_again(&mut self) -> Result<(), IndexError> {
        let mut held: Vec<Held> =
            self.view.removed.ids().filter_map(|id| self.view.held(keys::article_key(id))).collect();
        held.retain(|held| self.view.removed.holds(&held.gist, held.from));
        self.take_out(&held)
    }

    /// Deletes the articles, also from the lists of the files that hold them: these files stay as they were read.
    fn take_out(&mut self, held: &[Held]) -> Result<(), IndexError> {
        let out: FxHashSet<u64> = held.iter().map(|held| held.gist.key()).collect();
        let files: BTreeSet<u64> = out.iter().flat_map(|&article| self.view.holders(article)).collect();
        for (state, mut articles) in files.into_iter().filter_map(|file| self.view.file(file)).collect::<Vec<_>>() {
            articles.retain(|article| !out.contains(article));
            let with = self.view.holdings.files().read_with(state.key()).unwrap_or_default();
            self.write_file_read_with(state, articles, with)?;
        }
        held.iter().try_for_each(|held| self.delete(held.gist.key()))
    }

    /// Writes segments with deleted documents anew, without these.
    pub(super) fn write_anew(&mut self) -> Result<(), IndexError> {
        let failed = |error| IndexError::engine(&self.dir, error);
        let segments = self.view.holdings.with_deleted();
        let writer = self.writer.as_mut().ok_or_else(|| IndexError::ended(&self.dir))?;
        for segment in segments {
            writer.merge(&[segment]).wait().map_err(failed)?;
        }
        Ok(())
    }
}
