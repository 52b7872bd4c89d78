//! What the index knows of the files that were read, so that an unchanged file need not be opened again.
//!
//! Each file has a document, which is written in the same commit as its articles: the index never knows a file without
//! them. The columns of all files are loaded once into a table of about sixty bytes a file; path and articles are read
//! when they are needed. Commits may come while a file is being read: the first one stores it as partially read, with
//! the articles that it contained before, and articles that were read since name the file themselves. The list of its
//! articles is written once, at its end.
//!
//! A file is unchanged while its size and modification time are. The time is stored only if it was more than
//! [`MIN_AGE`] ago when the file was read, because file systems do not distinguish changes within such a time (the
//! "racy git" problem). When the time differs or is not stored, a digest of the bytes decides, and the new time is
//! stored.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rustc_hash::FxHashMap;
use tantivy::{SegmentReader, TantivyDocument, TantivyError};

use super::codec::{ByteReader, ByteWriter};
use super::digests::{digest64, file_key};
use super::schema::{FILE, Fields, name};

/// How long ago a file must have been changed for its modification time to be trusted.
pub const MIN_AGE: Duration = Duration::from_secs(2);

/// A file as it was when it was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileState {
    /// Its absolute path, links resolved.
    pub canonical_path: PathBuf,
    /// The id that it gives its article, or the beginning of the ids that it gives.
    pub id: String,
    /// Size in bytes.
    pub size: u64,
    /// When it was last modified, in nanoseconds since 1970; `None` when that cannot be trusted.
    pub modified: Option<u64>,
    /// Digest of its bytes; `None` when the file is stale: to be read again whatever its bytes are.
    pub hash: Option<u64>,
}

impl FileState {
    /// The same file, to be read again next time.
    pub(super) fn stale(self) -> Self {
        Self { modified: None, hash: None, ..self }
    }

    pub(super) fn key(&self) -> u64 {
        file_key(&self.canonical_path)
    }
}

/// The modification time as it is stored for a file that is looked at `now`; `None` when it cannot be trusted.
pub fn trusted_time(modified: Option<SystemTime>, now: SystemTime) -> Option<u64> {
    let modified = modified?;
    let age = now.duration_since(modified).ok()?;
    let since = modified.duration_since(UNIX_EPOCH).ok()?;
    (age >= MIN_AGE).then(|| u64::try_from(since.as_nanos()).ok()).flatten().filter(|&time| time > 0)
}

/// The absolute path with the links in its existing part resolved.
pub(super) fn canonical_path(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for ancestor in absolute.ancestors() {
        if let (Ok(found), Ok(rest)) = (ancestor.canonicalize(), absolute.strip_prefix(ancestor)) {
            // Joining an empty path would add a slash.
            return if rest.as_os_str().is_empty() { found } else { found.join(rest) };
        }
    }
    absolute
}

/// The columns of one file.
#[derive(Clone, Copy, Debug)]
struct FileEntry {
    size: u64,
    modified: u64,
    hash: u64,
    stamp: u64,
    id: u64,
    articles: u32,
}

/// All files that the index knows.
#[derive(Clone, Debug, Default)]
pub struct FileTable {
    entries: FxHashMap<u64, FileEntry>,
    /// From the digest of an id to the file that gives it.
    by_id: FxHashMap<u64, u64>,
}

/// How a file compares with what the index knows of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileChange {
    /// Size and time are the same; it contains so many articles.
    Unchanged(usize),
    /// The time differs or could not be trusted, but the bytes are the same; it contains so many articles.
    Touched(usize),
    /// The file is new, changed or stale.
    Changed,
}

impl FileTable {
    pub(super) fn add(&mut self, segment: &SegmentReader) -> Result<(), TantivyError> {
        let columns = segment.fast_fields();
        let of = |name| columns.u64(name);
        let keys = of(name::file_key)?;
        let (sizes, times, hashes) = (of(name::file_size)?, of(name::file_time)?, of(name::file_hash)?);
        let (stamps, ids, articles) = (of(name::file_stamp)?, of(name::file_id)?, of(name::file_articles)?);
        for doc in segment.doc_ids_alive() {
            let Some(key) = keys.first(doc) else { continue };
            let id = ids.first(doc).unwrap_or(0);
            let entry = FileEntry {
                size: sizes.first(doc).unwrap_or(0),
                modified: times.first(doc).unwrap_or(0),
                hash: hashes.first(doc).unwrap_or(0),
                stamp: stamps.first(doc).unwrap_or(0),
                id,
                articles: u32::try_from(articles.first(doc).unwrap_or(0)).unwrap_or(u32::MAX),
            };
            self.entries.insert(key, entry);
            self.by_id.insert(id, key);
        }
        Ok(())
    }

    /// Compares a file, read under `stamp`, with what is known of it. Its bytes are digested only when size and time do
    /// not decide.
    pub fn compare(&self, file: &mut FileState, stamp: &str, hash: impl FnOnce(&Path) -> Option<u64>) -> FileChange {
        let entry = self.entries.get(&file.key());
        let same = entry.filter(|entry| entry.stamp == stamp_key(stamp) && entry.size == file.size && entry.hash != 0);
        if let Some(entry) = same.filter(|entry| file.modified == Some(entry.modified)) {
            file.hash = Some(entry.hash);
            return FileChange::Unchanged(entry.articles as usize);
        }
        file.hash = hash(&file.canonical_path);
        match same.filter(|entry| file.hash == Some(entry.hash)) {
            Some(entry) => FileChange::Touched(entry.articles as usize),
            None => FileChange::Changed,
        }
    }

    /// Marks a file as stale: it is read again next time.
    pub(super) fn mark_stale(&mut self, file: u64) {
        if let Some(entry) = self.entries.get_mut(&file) {
            entry.hash = 0;
        }
    }

    /// Marks all files as stale.
    pub(super) fn mark_all_stale(&mut self) {
        self.entries.values_mut().for_each(|entry| entry.hash = 0);
    }

    /// The [key](stamp_key) of the stamp that the file was read under.
    pub(super) fn stamp_key_of(&self, file: u64) -> Option<u64> {
        self.entries.get(&file).map(|entry| entry.stamp)
    }

    /// Whether the index knows the file at `path`.
    pub fn contains(&self, path: &Path) -> bool {
        self.entries.contains_key(&file_key(path))
    }

    /// Whether the file at `path` gave its articles this id.
    pub(super) fn gave_id(&self, path: &Path, id: &str) -> bool {
        self.entries.get(&file_key(path)).is_some_and(|entry| entry.id == id_key(id))
    }

    /// The file that gives its articles this id.
    pub(super) fn file_with_id(&self, id: &str) -> Option<u64> {
        self.by_id.get(&id_key(id)).copied()
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// Digest of a stamp, as the document of a file stores it.
pub(super) fn stamp_key(stamp: &str) -> u64 {
    digest64(&["with", stamp])
}

fn id_key(id: &str) -> u64 {
    digest64(&["file id", id])
}

/// The document of a file that contains `articles`, read under the stamp with this [key](stamp_key).
pub(super) fn document(fields: &Fields, file: &FileState, articles: &[u64], stamp: u64) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    let mut record = ByteWriter::default();
    record.bytes(&path_bytes(&file.canonical_path));
    record.text(&file.id);
    for number in [file.size, file.modified.unwrap_or(0), file.hash.unwrap_or(0), articles.len() as u64] {
        record.varint(number);
    }
    for key in articles {
        record.0.extend(key.to_le_bytes());
        document.add_u64(fields.file_article_keys, *key);
    }
    document.add_bytes(fields.record, &record.0);
    document.add_text(fields.doc, FILE);
    // A file is no quotation, but a column is read faster when every document has a value.
    document.add_u64(fields.quotation_key, 0);
    for (field, number) in [
        (fields.file_key, file.key()),
        (fields.file_size, file.size),
        (fields.file_time, file.modified.unwrap_or(0)),
        (fields.file_hash, file.hash.unwrap_or(0)),
        (fields.file_stamp, stamp),
        (fields.file_id, id_key(&file.id)),
        (fields.file_articles, articles.len() as u64),
    ] {
        document.add_u64(field, number);
    }
    document
}

/// Decodes the record of a file: its state and its articles.
pub(super) fn decode(record: &[u8]) -> Option<(FileState, Vec<u64>)> {
    let mut reader = ByteReader(record);
    let length = reader.length()?;
    let (canonical_path, id) = (path_of(reader.bytes(length)?)?, reader.text()?.to_owned());
    let [size, modified, hash] = [reader.varint()?, reader.varint()?, reader.varint()?];
    let nonzero = |number: u64| Some(number).filter(|&number| number > 0);
    let articles = (0..reader.varint()?).map(|_| Some(u64::from_le_bytes(reader.bytes(8)?.try_into().ok()?)));
    let articles = articles.collect::<Option<_>>()?;
    Some((FileState { canonical_path, id, size, modified: nonzero(modified), hash: nonzero(hash) }, articles))
}

#[cfg(unix)]
fn path_bytes(path: &Path) -> Vec<u8> {
    std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_vec()
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> Option<PathBuf> {
    let name: &std::ffi::OsStr = std::os::unix::ffi::OsStrExt::from_bytes(bytes);
    Some(name.into())
}

#[cfg(not(unix))]
fn path_bytes(path: &Path) -> Vec<u8> {
    path.to_string_lossy().into_owned().into_bytes()
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> Option<PathBuf> {
    str::from_utf8(bytes).ok().map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_time_of_some_age_is_trusted() {
        let now = UNIX_EPOCH + Duration::from_secs(1000);
        let ago = |millis| now.checked_sub(Duration::from_millis(millis));
        assert_eq!(trusted_time(ago(2000), now), Some(998_000_000_000));
        assert_eq!(trusted_time(ago(1999), now), None);
        assert_eq!(trusted_time(Some(now + Duration::from_secs(9)), now), None, "from the future");
        assert_eq!(trusted_time(None, now), None);
        assert_eq!(trusted_time(Some(UNIX_EPOCH), now), None, "no time at all");
    }

    #[test]
    fn decoding_returns_the_file_that_was_encoded() {
        let (_, fields) = Fields::build();
        let file =
            FileState { canonical_path: "/a/b.txt".into(), id: "b".into(), size: 7, modified: None, hash: Some(9) };
        let document = document(&fields, &file, &[3, u64::MAX], 0);
        let record = tantivy::schema::Value::as_bytes(&document.get_first(fields.record).unwrap()).unwrap();
        assert_eq!(decode(record), Some((file, vec![3, u64::MAX])));
        for cut in 0..record.len() {
            assert_eq!(decode(&record[..cut]), None);
        }
    }
}
