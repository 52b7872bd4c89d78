//! Whether the index on disk is whole.

use rustc_hash::FxHashSet;
use tantivy::schema::Value;
use tantivy::store::StoreReader;
use tantivy::{SegmentReader, TantivyDocument, TantivyError};

use super::error::IndexError;
use super::open::Index;
use super::place;
use super::schema::name;
use crate::article::Article;
use crate::quote::Quote;

impl Index {
    /// Looks for faults and gives one line for each; none when all is well.
    ///
    /// Every file's checksum is compared, every stored record read, every quote's article looked for; files that
    /// belong to nothing are named. Versions were compared when the index was opened.
    ///
    /// # Errors
    /// When the files cannot be read at all.
    pub fn check(&self) -> Result<Vec<String>, IndexError> {
        let failed = |error| IndexError::engine(self.dir(), error);
        let mut faults = self.damaged_files().map_err(failed)?;
        faults.extend(self.orphans());
        // Records from damaged files would only say the same again, and less clearly.
        if faults.iter().all(|fault| !fault.contains("damaged")) {
            for segment in self.searcher().segment_readers() {
                self.check_records(segment, &mut faults).map_err(failed)?;
            }
            faults.extend(self.lost_quotes().map_err(failed)?);
        }
        Ok(faults)
    }

    fn damaged_files(&self) -> Result<Vec<String>, TantivyError> {
        let mut damaged: Vec<_> = self.engine().validate_checksum()?.into_iter().collect();
        damaged.sort();
        Ok(damaged.iter().map(|file| format!("`{}` is damaged", self.data().join(file).display())).collect())
    }

    /// Files left behind by a writer that did not finish. The next writer removes them.
    fn orphans(&self) -> Vec<String> {
        let leftovers = place::leftovers(self.dir(), self.data());
        leftovers.iter().map(|data| format!("`{}` is left over from an unfinished update", data.display())).collect()
    }

    fn check_records(&self, segment: &SegmentReader, faults: &mut Vec<String>) -> Result<(), TantivyError> {
        let store = segment.get_store_reader(1)?;
        let unreadable = segment.doc_ids_alive().filter(|&doc| !self.readable(&store, doc)).count();
        if unreadable > 0 {
            faults.push(format!("{unreadable} records cannot be read"));
        }
        Ok(())
    }

    fn readable(&self, store: &StoreReader, doc: u32) -> bool {
        let Ok(document) = store.get::<TantivyDocument>(doc) else { return false };
        let record = document.get_first(self.fields().record);
        let Some(bytes) = record.as_ref().and_then(|value| value.as_bytes()) else { return false };
        serde_json::from_slice::<Quote>(bytes).is_ok() || serde_json::from_slice::<Article>(bytes).is_ok()
    }

    /// Quotes whose article is not in the index.
    fn lost_quotes(&self) -> Result<Option<String>, TantivyError> {
        let mut articles = FxHashSet::default();
        let mut of_quotes = Vec::new();
        for segment in self.searcher().segment_readers() {
            let keys = segment.fast_fields().u64(name::article_key)?;
            // Only quotes have a place.
            let places = segment.fast_fields().u64(name::place)?;
            for doc in segment.doc_ids_alive() {
                match (keys.first(doc), places.first(doc)) {
                    (Some(key), Some(_)) => of_quotes.push(key),
                    (Some(key), None) => drop(articles.insert(key)),
                    (None, _) => {}
                }
            }
        }
        let lost = of_quotes.iter().filter(|key| !articles.contains(key)).count();
        Ok((lost > 0).then(|| format!("{lost} quotes stand in articles that are not in the index")))
    }
}
