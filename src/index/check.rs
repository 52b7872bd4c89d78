//! Whether the index on disk is whole.

use rustc_hash::FxHashSet;
use tantivy::{DocAddress, TantivyError};

use super::error::IndexError;
use super::open::Index;
use super::place;
use super::records::Records;
use super::schema::name;

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
            // A quote without its article is told once.
            let lost = self.lost_quotes().map_err(failed)?;
            faults.extend(if lost.is_some() { lost } else { self.unreadable().map_err(failed)? });
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

    fn unreadable(&self) -> Result<Option<String>, TantivyError> {
        let mut records = Records::new(self)?;
        let mut count = 0;
        for (ordinal, segment) in (0..).zip(self.searcher().segment_readers()) {
            // Only quotes have a place.
            let places = segment.fast_fields().u64(name::place)?;
            for doc in segment.doc_ids_alive() {
                let address = DocAddress::new(ordinal, doc);
                let read = match places.first(doc) {
                    Some(_) => records.quote(address).map(drop),
                    None => records.article_of(address).map(drop),
                };
                count += usize::from(read.is_err());
            }
        }
        Ok((count > 0).then(|| format!("{count} records cannot be read")))
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
