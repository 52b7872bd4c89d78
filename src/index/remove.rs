//! Articles that the user takes out: nothing of them is left, and they do not come in again.

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
        held.iter().try_for_each(|held| self.delete(held.gist.key()))?;
        Ok(held.len())
    }

    /// Takes out what an earlier writer was to take out when it ended.
    pub(super) fn take_out_again(&mut self) -> Result<(), IndexError> {
        let keys: Vec<u64> = self.view.removed.ids().map(keys::article_key).collect();
        for held in keys.into_iter().filter_map(|key| self.view.held(key)).collect::<Vec<_>>() {
            if self.view.removed.holds(&held.gist, held.from) {
                self.delete(held.gist.key())?;
            }
        }
        Ok(())
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
