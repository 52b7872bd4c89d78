//! Checks an index on disk for damage.

use std::path::Path;

use rustc_hash::FxHashSet;
use tantivy::{DocAddress, TantivyError};

use super::data_dir;
use super::error::IndexError;
use super::integrity::IntegrityCheck;
use super::open::{Index, open_engine};
use super::record_reader::RecordReader;
use super::schema::name;

impl Index {
    /// Checks the index in `dir` and returns one line for each problem; none when it is in order.
    ///
    /// It verifies the checksum of every file, compares the lists of files with the files, reads every stored record
    /// and looks up the article of every quote. Remains of an interrupted writer are no problem: no reader uses them,
    /// and the next writer removes them.
    ///
    /// # Errors
    /// When there is no index, it was written by another version, or cannot be opened at all.
    pub fn verify(dir: &Path) -> Result<Vec<String>, IndexError> {
        let data = data_dir::current(dir)?.ok_or_else(|| IndexError::Missing { dir: dir.to_owned() })?;
        let found = Self::verify_data(dir, &data);
        if data_dir::current(dir)?.is_some_and(|now| now != data) {
            // A rebuild has published another index in the meantime.
            return Self::verify(dir);
        }
        found
    }

    fn verify_data(dir: &Path, data: &Path) -> Result<Vec<String>, IndexError> {
        // The files are verified before anything in them is used.
        let found = open_engine(data).and_then(|(engine, _)| IntegrityCheck { dir, data, engine: &engine }.problems());
        let damaged = found.map_err(|error| IndexError::engine(dir, error))?;
        if damaged.is_empty() { Index::open(dir)?.check() } else { Ok(damaged) }
    }

    /// Checks the open index and returns one line for each problem. [`verify`](Self::verify) verifies the files before
    /// they are opened.
    ///
    /// # Errors
    /// When the files cannot be read.
    pub fn check(&self) -> Result<Vec<String>, IndexError> {
        let failed = |error| IndexError::engine(self.dir(), error);
        let on_disk = IntegrityCheck { dir: self.dir(), data: self.data(), engine: self.engine() };
        let mut problems = on_disk.problems().map_err(failed)?;
        problems.extend(self.wrong_document_count().map_err(failed)?);
        // Records from damaged files would only repeat the problem less clearly.
        if problems.is_empty() {
            // A quote without its article cannot be read either: it is reported once.
            let orphaned = self.orphaned_quotes().map_err(failed)?;
            problems.extend(if orphaned.is_some() { orphaned } else { self.unreadable_records().map_err(failed)? });
        }
        Ok(problems)
    }

    /// Compares the numbers of documents in the list of segments with the segments.
    fn wrong_document_count(&self) -> Result<Option<String>, TantivyError> {
        let metas = self.engine().load_metas()?;
        for segment in self.searcher().segment_readers() {
            // A segment that is not on the list belongs to an earlier commit.
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

    fn unreadable_records(&self) -> Result<Option<String>, TantivyError> {
        let mut records = RecordReader::new(self)?;
        let mut count = 0;
        for (ordinal, segment) in (0..).zip(self.searcher().segment_readers()) {
            // Only quotes have an offset, and only files a file key.
            let (offsets, files) =
                (segment.fast_fields().u64(name::quote_offset)?, segment.fast_fields().u64(name::file_key)?);
            for doc in segment.doc_ids_alive() {
                let address = DocAddress::new(ordinal, doc);
                let read = match (offsets.first(doc), files.first(doc)) {
                    (Some(_), _) => records.quote(address).is_ok(),
                    (None, Some(_)) => records.is_file_readable(address)?,
                    (None, None) => records.article_of(address).is_ok(),
                };
                count += usize::from(!read);
            }
        }
        Ok((count > 0).then(|| format!("{count} records cannot be read")))
    }

    /// Counts quotes whose article is not in the index.
    fn orphaned_quotes(&self) -> Result<Option<String>, TantivyError> {
        let mut articles = FxHashSet::default();
        let mut of_quotes = Vec::new();
        for segment in self.searcher().segment_readers() {
            let keys = segment.fast_fields().u64(name::article_key)?;
            // Only quotes have an offset.
            let offsets = segment.fast_fields().u64(name::quote_offset)?;
            for doc in segment.doc_ids_alive() {
                match (keys.first(doc), offsets.first(doc)) {
                    (Some(key), Some(_)) => of_quotes.push(key),
                    (Some(key), None) => drop(articles.insert(key)),
                    (None, _) => {}
                }
            }
        }
        let orphaned = of_quotes.iter().filter(|key| !articles.contains(key)).count();
        Ok((orphaned > 0).then(|| format!("{orphaned} quotes stand in articles that are not in the index")))
    }
}
