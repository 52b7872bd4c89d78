//! What the index knows of the files that were read, so that an unchanged one need not be opened again.
//!
//! A file is one document, changed in the same commit as its articles: it cannot be known while they are not. The columns
//! of all files are loaded once into a table of about sixty bytes a file; path and articles of a file are read when they
//! are needed. While a file is being read, commits may come in between: the first notes it as half read, with what it held
//! before; the articles read from it since name it themselves. Its list is written once, at its end.
//!
//! A file is the same while size and time are. The time is remembered only when it was more than [`SETTLED`] ago as the
//! file was read: a file system tells no two changes within that time apart (the "racy git" problem). When the time is
//! another or not remembered, a digest of the bytes decides, and the new time is remembered.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rustc_hash::FxHashMap;
use tantivy::{SegmentReader, TantivyDocument, TantivyError};

use super::bytes::{Reader, Writer};
use super::keys::{file_key, number};
use super::schema::{FILE, Fields, name};

/// How long ago a file must have been changed for its time to be trusted.
pub const SETTLED: Duration = Duration::from_secs(2);

/// A file as it was when it was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileState {
    /// Its true path, links resolved.
    pub place: PathBuf,
    /// The id that it gives its article, or the beginning of the ids that it gives.
    pub id: String,
    /// Bytes.
    pub size: u64,
    /// When it was last written, in nanoseconds since 1970; none when that says nothing.
    pub time: Option<u64>,
    /// Digest of its bytes; none when it should be read again whatever they are.
    pub hash: Option<u64>,
}

impl FileState {
    /// The same file, to be read again next time.
    pub(super) fn distrusted(self) -> Self {
        Self { time: None, hash: None, ..self }
    }

    pub(super) fn key(&self) -> u64 {
        file_key(&self.place)
    }
}

/// The time as it is remembered of a file that was changed at `modified` and looked at `now`.
pub fn settled_time(modified: Option<SystemTime>, now: SystemTime) -> Option<u64> {
    let modified = modified?;
    let ago = now.duration_since(modified).ok()?;
    let since = modified.duration_since(UNIX_EPOCH).ok()?;
    (ago >= SETTLED).then(|| u64::try_from(since.as_nanos()).ok()).flatten().filter(|&time| time > 0)
}

/// The path with its links resolved, as far as it exists.
pub(super) fn true_path(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for there in absolute.ancestors() {
        if let (Ok(found), Ok(rest)) = (there.canonicalize(), absolute.strip_prefix(there)) {
            // Joining nothing would end the path with a slash.
            return if rest.as_os_str().is_empty() { found } else { found.join(rest) };
        }
    }
    absolute
}

/// What the columns say of one file.
#[derive(Clone, Copy, Debug)]
struct Known {
    size: u64,
    time: u64,
    hash: u64,
    with: u64,
    id: u64,
    articles: u32,
}

/// All files that the index knows.
#[derive(Clone, Debug, Default)]
pub struct Files {
    known: FxHashMap<u64, Known>,
    /// Which file gives which id.
    holders: FxHashMap<u64, u64>,
}

/// What is known of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// It is as it was, and holds so many articles.
    Same(usize),
    /// Its time has changed, or could not be trusted, but its bytes have not; it holds so many articles.
    Touched(usize),
    /// It is new, or other than it was.
    Other,
}

impl Files {
    pub(super) fn add(&mut self, segment: &SegmentReader) -> Result<(), TantivyError> {
        let columns = segment.fast_fields();
        let of = |name| columns.u64(name);
        let keys = of(name::file_key)?;
        let (sizes, times, hashes) = (of(name::file_size)?, of(name::file_time)?, of(name::file_hash)?);
        let (withs, ids, articles) = (of(name::file_with)?, of(name::file_id)?, of(name::file_articles)?);
        for doc in segment.doc_ids_alive() {
            let Some(key) = keys.first(doc) else { continue };
            let id = ids.first(doc).unwrap_or(0);
            let known = Known {
                size: sizes.first(doc).unwrap_or(0),
                time: times.first(doc).unwrap_or(0),
                hash: hashes.first(doc).unwrap_or(0),
                with: withs.first(doc).unwrap_or(0),
                id,
                articles: u32::try_from(articles.first(doc).unwrap_or(0)).unwrap_or(u32::MAX),
            };
            self.known.insert(key, known);
            self.holders.insert(id, key);
        }
        Ok(())
    }

    /// Whether a file is as it was when it was read with `with`. The digest of its bytes is asked for only when size and
    /// time do not decide.
    pub fn seen(&self, file: &mut FileState, with: &str, hash: impl FnOnce(&Path) -> Option<u64>) -> Seen {
        let known = self.known.get(&file.key());
        let same = known.filter(|known| known.with == stamp_key(with) && known.size == file.size && known.hash != 0);
        if let Some(known) = same.filter(|known| file.time == Some(known.time)) {
            file.hash = Some(known.hash);
            return Seen::Same(known.articles as usize);
        }
        file.hash = hash(&file.place);
        match same.filter(|known| file.hash == Some(known.hash)) {
            Some(known) => Seen::Touched(known.articles as usize),
            None => Seen::Other,
        }
    }

    /// The file is to be read again.
    pub(super) fn distrust(&mut self, file: u64) {
        if let Some(known) = self.known.get_mut(&file) {
            known.hash = 0;
        }
    }

    /// All files are to be read again.
    pub(super) fn distrust_all(&mut self) {
        self.known.values_mut().for_each(|known| known.hash = 0);
    }

    /// What the file was read with, as its [key](stamp_key).
    pub(super) fn read_with(&self, file: u64) -> Option<u64> {
        self.known.get(&file).map(|known| known.with)
    }

    /// Whether the index knows the file at `place`.
    pub fn knows(&self, place: &Path) -> bool {
        self.known.contains_key(&file_key(place))
    }

    /// Whether the file at `place` gave its articles this id.
    pub(super) fn gave(&self, place: &Path, id: &str) -> bool {
        self.known.get(&file_key(place)).is_some_and(|known| known.id == id_key(id))
    }

    /// The file that gives its articles this id.
    pub(super) fn holder(&self, id: &str) -> Option<u64> {
        self.holders.get(&id_key(id)).copied()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }
}

/// How the index writes down what a file was read with.
pub(super) fn stamp_key(with: &str) -> u64 {
    number(&["with", with])
}

fn id_key(id: &str) -> u64 {
    number(&["file id", id])
}

/// The document of a file that holds `articles`, read with what has this [key](stamp_key).
pub(super) fn document(fields: &Fields, file: &FileState, articles: &[u64], with: u64) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    let mut record = Writer::default();
    record.bytes(&path_bytes(&file.place));
    record.text(&file.id);
    for number in [file.size, file.time.unwrap_or(0), file.hash.unwrap_or(0), articles.len() as u64] {
        record.number(number);
    }
    for key in articles {
        record.0.extend(key.to_le_bytes());
        document.add_u64(fields.holds, *key);
    }
    document.add_bytes(fields.record, &record.0);
    document.add_text(fields.doc, FILE);
    // No quotation; but a column that every document has is read faster.
    document.add_u64(fields.same, 0);
    for (field, number) in [
        (fields.file_key, file.key()),
        (fields.file_size, file.size),
        (fields.file_time, file.time.unwrap_or(0)),
        (fields.file_hash, file.hash.unwrap_or(0)),
        (fields.file_with, with),
        (fields.file_id, id_key(&file.id)),
        (fields.file_articles, articles.len() as u64),
    ] {
        document.add_u64(field, number);
    }
    document
}

/// A file and its articles, as the document of it tells.
pub(super) fn read(record: &[u8]) -> Option<(FileState, Vec<u64>)> {
    let mut reader = Reader(record);
    let length = reader.size()?;
    let (place, id) = (path_of(reader.bytes(length)?)?, reader.text()?.to_owned());
    let [size, time, hash] = [reader.number()?, reader.number()?, reader.number()?];
    let some = |number: u64| Some(number).filter(|&number| number > 0);
    let articles = (0..reader.number()?).map(|_| Some(u64::from_le_bytes(reader.bytes(8)?.try_into().ok()?)));
    let articles = articles.collect::<Option<_>>()?;
    Some((FileState { place, id, size, time: some(time), hash: some(hash) }, articles))
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
    fn only_a_time_that_is_long_enough_ago_is_trusted() {
        let now = UNIX_EPOCH + Duration::from_secs(1000);
        let ago = |millis| now.checked_sub(Duration::from_millis(millis));
        assert_eq!(settled_time(ago(2000), now), Some(998_000_000_000));
        assert_eq!(settled_time(ago(1999), now), None);
        assert_eq!(settled_time(Some(now + Duration::from_secs(9)), now), None, "from the future");
        assert_eq!(settled_time(None, now), None);
        assert_eq!(settled_time(Some(UNIX_EPOCH), now), None, "no time at all");
    }

    #[test]
    fn a_file_is_read_back_as_it_was_written() {
        let (_, fields) = Fields::build();
        let file = FileState { place: "/a/b.txt".into(), id: "b".into(), size: 7, time: None, hash: Some(9) };
        let document = document(&fields, &file, &[3, u64::MAX], 0);
        let record = tantivy::schema::Value::as_bytes(&document.get_first(fields.record).unwrap()).unwrap();
        assert_eq!(read(record), Some((file, vec![3, u64::MAX])));
        for cut in 0..record.len() {
            assert_eq!(read(&record[..cut]), None);
        }
    }
}
