//! Whether the index on disk is whole.

use std::path::Path;

use rustc_hash::FxHashSet;
use tantivy::{DocAddress, TantivyError};

use super::error::IndexError;
use super::lists::OnDisk;
use super::open::{Index, open_engine};
use super::place;
use super::records::Records;
use super::schema::name;

impl Index {
    /// Looks for faults in the index in `dir` and gives one line for each; none when all is well.
    ///
    /// Every file's checksum is compared, the lists of files are held against the files, every stored record is read and
    /// every quote's article looked for. What a writer leaves that did not finish is no fault: nobody reads it, and the
    /// next writer removes it.
    ///
    /// # Errors
    /// When there is no index, it was written by another version, or cannot be opened at all.
    pub fn verify(dir: &Path) -> Result<Vec<String>, IndexError> {
        let data = place::current(dir)?.ok_or_else(|| IndexError::Missing { dir: dir.to_owned() })?;
        let found = Self::verify_data(dir, &data);
        if place::current(dir)?.is_some_and(|now| now != data) {
            // A rebuild has put another index in place meanwhile.
            return Self::verify(dir);
        }
        found
    }

    fn verify_data(dir: &Path, data: &Path) -> Result<Vec<String>, IndexError> {
        // Before anything in the files is believed.
        let found = open_engine(data).and_then(|(engine, _)| OnDisk { dir, data, engine: &engine }.damaged());
        let damaged = found.map_err(|error| IndexError::engine(dir, error))?;
        if damaged.is_empty() { Index::open(dir)?.check() } else { Ok(damaged) }
    }

    /// Whether what was opened agrees with itself: one line for each fault. [`verify`](Self::verify) looks at the files
    /// as well, and before they are opened.
    ///
    /// # Errors
    /// When the files cannot be read.
    pub fn check(&self) -> Result<Vec<String>, IndexError> {
        let failed = |error| IndexError::engine(self.dir(), error);
        let on_disk = OnDisk { dir: self.dir(), data: self.data(), engine: self.engine() };
        let mut faults = on_disk.damaged().map_err(failed)?;
        faults.extend(self.miscounted().map_err(failed)?);
        // Records from damaged files would only say the same again, and less clearly.
        if faults.is_empty() {
            // A quote without its article is told once.
            let lost = self.lost_quotes().map_err(failed)?;
            faults.extend(if lost.is_some() { lost } else { self.unreadable().map_err(failed)? });
        }
        Ok(faults)
    }

    /// Whether the list of segments counts their documents as they are.
    fn miscounted(&self) -> Result<Option<String>, TantivyError> {
        let metas = self.engine().load_metas()?;
        for segment in self.searcher().segment_readers() {
            // One that is not in the list belongs to an earlier commit.
            let Some(meta) = metas.segments.iter().find(|meta| meta.id() == segment.segment_id()) else { continue };
            let docs = segment.get_fieldnorms_reader(self.fields().text)?.num_docs();
            let alive = segment.alive_bitset().map_or(docs as usize, |alive| alive.num_alive_docs());
            if meta.max_doc() != docs || docs as usize != alive + meta.num_deleted_docs() as usize {
                let list = self.data().join("meta.json");
                return Ok(Some(format!(
                    "`{}` is damaged: it counts {} documents of {docs}",
                    list.display(),
                    meta.max_doc()
                )));
            }
        }
        Ok(None)
    }

    fn unreadable(&self) -> Result<Option<String>, TantivyError> {
        let mut records = Records::new(self)?;
        let mut count = 0;
        for (ordinal, segment) in (0..).zip(self.searcher().segment_readers()) {
            // Only quotes have a place, only files a file's key.
            let (places, files) = (segment.fast_fields().u64(name::place)?, segment.fast_fields().u64(name::file_key)?);
            for doc in segment.doc_ids_alive() {
                let address = DocAddress::new(ordinal, doc);
                let read = match (places.first(doc), files.first(doc)) {
                    (Some(_), _) => records.quote(address).is_ok(),
                    (None, Some(_)) => records.file(address)?,
                    (None, None) => records.article_of(address).is_ok(),
                };
                count += usize::from(!read);
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
