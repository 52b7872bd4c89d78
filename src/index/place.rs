//! The folder of an index: which part of it counts, and how another takes its place.
//!
//! ```text
//! index/
//!   README.md             whatever else stands there is left alone
//!   quotedex.json         names the folder that counts, and the versions it was written with
//!   data-1/               the engine's files
//!     quotedex-data.json  proves that the folder is ours (see `marker`)
//!     people.json, ...    what else is remembered, sealed (see `sealed`)
//!   .quotedex-lock        one writer at a time (see `lock`)
//!   .quotedex-writer      who that is
//! ```
//!
//! Replacing `quotedex.json` is one rename: readers see the old data until that moment and the new from then on. A
//! data folder that `quotedex.json` does not name is the rest of a writer that did not finish. When `quotedex.json` is
//! lost or cannot be read, the markers tell what it named.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::IndexError;
use super::marker::{self, MARKER, Marker, data_dir, data_number, data_numbers};
use super::sealed;
use super::versions::Versions;

/// The file that names what counts.
pub(super) const POINTER: &str = "quotedex.json";
/// The table of people that is remembered.
pub(super) const PEOPLE: &str = "people.json";
/// Which spellings are one person's; decided anew where it is missing.
pub(super) const SPELLINGS: &str = "spellings.json";
/// How articles are read.
pub(super) const SETTINGS: &str = "settings.json";
/// Which articles were taken out for good.
pub(super) const REMOVED: &str = "removed.json";
/// All files that stand beside the engine's in a folder of data.
pub(super) const OWN: [&str; 5] = [MARKER, PEOPLE, SPELLINGS, SETTINGS, REMOVED];

/// What `quotedex.json` holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Pointer {
    #[serde(flatten)]
    versions: Versions,
    data: String,
    /// The id of the index; versions before the ninth had none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<String>,
}

impl Pointer {
    fn text(&self) -> String {
        serde_json::to_string(self).map_or(String::new(), |text| text + "\n")
    }
}

/// The data that counts, whatever version wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    /// Its folder.
    pub(super) data: PathBuf,
    /// What it was written with.
    pub(super) versions: Versions,
    /// The id of the index, if it has one.
    pub(super) id: Option<String>,
    /// `quotedex.json` is lost or cannot be read: the markers tell.
    pub(super) lost: bool,
}

/// The data that counts; `None` when there is no index here.
pub(super) fn counted(dir: &Path) -> Result<Option<Counted>, IndexError> {
    let bytes = read_pointer(dir)?;
    let pointer = bytes.as_deref().and_then(|bytes| serde_json::from_slice::<Pointer>(bytes).ok());
    let named = pointer.and_then(|pointer| {
        let data = data_dir(dir, data_number(&pointer.data)?);
        // Of another version it need not be there to be told from ours.
        let is_there = data.is_dir() || pointer.versions != Versions::OURS;
        is_there.then_some(Counted { data, versions: pointer.versions, id: pointer.id, lost: false })
    });
    if named.is_some() {
        return Ok(named);
    }
    match found_again(dir)? {
        None if bytes.is_some() => {
            Err(IndexError::Damaged { dir: dir.to_owned(), detail: format!("`{POINTER}` cannot be read") })
        }
        found => Ok(found),
    }
}

/// What counts by the markers alone: the newest folder that is whole, when all are of one index.
fn found_again(dir: &Path) -> Result<Option<Counted>, IndexError> {
    let whole: Vec<(PathBuf, Marker)> = marker::proved(dir).into_iter().filter(|(_, marker)| marker.whole).collect();
    let Some((data, newest)) = whole.last().cloned() else { return Ok(None) };
    if whole.iter().any(|(_, marker)| marker.index != newest.index) {
        let folders = whole.into_iter().map(|(data, _)| data).collect();
        return Err(IndexError::Unclear { dir: dir.to_owned(), folders });
    }
    Ok(Some(Counted { data, versions: newest.versions, id: Some(newest.index), lost: true }))
}

/// The data folder that counts and that this version can read; `None` when there is no index here.
pub(crate) fn current(dir: &Path) -> Result<Option<PathBuf>, IndexError> {
    Ok(readable(dir)?.map(|counted| counted.data))
}

/// The data that counts, refused when another version wrote it.
pub(super) fn readable(dir: &Path) -> Result<Option<Counted>, IndexError> {
    let counted = counted(dir)?;
    match counted.as_ref().filter(|counted| counted.versions != Versions::OURS) {
        Some(other) => Err(IndexError::Version { dir: dir.to_owned(), found: other.versions.difference() }),
        None => Ok(counted),
    }
}

/// The data folder that counts, whatever version wrote it, as far as that can be told.
pub(crate) fn named(dir: &Path) -> Option<PathBuf> {
    counted(dir).ok()?.map(|counted| counted.data)
}

fn read_pointer(dir: &Path) -> Result<Option<Vec<u8>>, IndexError> {
    let path = dir.join(POINTER);
    match fs::read(&path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(IndexError::io(&path, error)),
    }
}

/// Makes `data` of the index `id` the folder that counts, in one step that survives a power cut.
pub(super) fn point_to(dir: &Path, data: &Path, id: &str) -> Result<(), IndexError> {
    // First of all it proves itself: should `quotedex.json` be lost, it is found again.
    Marker::new(id, data, true).write(dir, data)?;
    let name = data.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let pointer = Pointer { versions: Versions::OURS, data: name, id: Some(id.to_owned()) };
    let path = dir.join(POINTER);
    sealed::replace(data, &path, pointer.text().as_bytes()).map_err(|error| IndexError::io(&path, error))
}

/// What is wrong with `quotedex.json` and the marker, one file each; none when they are, to the byte, what was written.
pub(super) fn misnamed(dir: &Path, data: &Path) -> Vec<PathBuf> {
    let bytes = read_pointer(dir).ok().flatten();
    let pointer = bytes.as_deref().and_then(|bytes| serde_json::from_slice::<Pointer>(bytes).ok());
    let marker = Marker::of(data).filter(|marker| marker.whole && marker.versions == Versions::OURS);
    let as_written = pointer.as_ref().is_some_and(|pointer| Some(pointer.text().as_bytes()) == bytes.as_deref());
    let names_it = pointer.as_ref().is_some_and(|pointer| data.file_name().is_some_and(|name| *name == *pointer.data));
    let agree = marker.as_ref().zip(pointer).is_none_or(|(marker, pointer)| Some(&marker.index) == pointer.id.as_ref());
    let mut wrong = Vec::new();
    if !(as_written && names_it && agree) {
        wrong.push(dir.join(POINTER));
    }
    if marker.is_none() {
        wrong.push(data.join(MARKER));
    }
    wrong
}

/// Makes the folder if need be; refuses one that holds somebody else's files.
pub(super) fn prepare(dir: &Path) -> Result<(), IndexError> {
    fs::create_dir_all(dir).map_err(|error| IndexError::io(dir, error))?;
    let entries = fs::read_dir(dir).map_err(|error| IndexError::io(dir, error))?;
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let ours = |name: &str| {
        let proved = || data_number(name).is_some_and(|number| Marker::of(&data_dir(dir, number)).is_some());
        name.starts_with('.') || name.starts_with("README") || proved()
    };
    let is_index =
        || names.iter().any(|name| name == POINTER) || marker::proved(dir).iter().any(|(_, marker)| marker.whole);
    let other = names.iter().find(|name| !ours(name));
    match other.filter(|_| !is_index()) {
        Some(other) => Err(IndexError::NotAnIndex { dir: dir.to_owned(), holds: other.clone() }),
        None => Ok(()),
    }
}

/// An empty data folder of the index `id` that no reader knows yet. To be called with the lock held.
pub(super) fn fresh_data(dir: &Path, id: &str) -> Result<PathBuf, IndexError> {
    let numbers = data_numbers(dir);
    let next = numbers.last().map_or(Some(1), |last| last.checked_add(1));
    let free = || (1..=u32::MAX).find(|number| numbers.binary_search(number).is_err());
    let data = data_dir(dir, next.or_else(free).unwrap_or(1));
    let failed = |error| IndexError::io(&data, error);
    // It has its name only when it is proved to be ours.
    let draft = tempfile::Builder::new().prefix(".data-").tempdir_in(dir).map_err(failed)?;
    Marker::new(id, &data, false).write(dir, draft.path())?;
    share_folder(dir, draft.path());
    fs::rename(draft.path(), &data).map_err(failed)?;
    // Nothing has its name any more.
    let _ = draft.keep();
    Ok(data)
}

/// The folder was made for its owner alone: who may enter the index may enter it.
fn share_folder(dir: &Path, data: &Path) {
    if let Ok(like) = fs::metadata(dir) {
        let _ = fs::set_permissions(data, like.permissions());
    }
}

/// A link in the folder `data`, or under its name, through which something could be written.
pub(super) fn link_in(data: &Path) -> Option<PathBuf> {
    let is_link = |path: &Path| fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink());
    let entries = fs::read_dir(data).into_iter().flatten().flatten().map(|entry| entry.path());
    std::iter::once(data.to_owned()).chain(entries).find(|path| is_link(path))
}

/// Lets whoever may read `quotedex.json` read the engine's lists too, which it writes for their owner alone.
pub(super) fn share(dir: &Path, data: &Path) {
    let Ok(pointer) = fs::metadata(dir.join(POINTER)) else { return };
    for list in ["meta.json", ".managed.json"].map(|list| data.join(list)) {
        if fs::symlink_metadata(&list).is_ok_and(|meta| meta.is_file()) {
            // Not worth failing for: the writer itself can read its index.
            let _ = fs::set_permissions(list, pointer.permissions());
        }
    }
}

/// Bytes of all files in `data`.
pub(super) fn bytes(data: &Path) -> u64 {
    let entries = fs::read_dir(data).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.metadata().ok()).filter(|meta| meta.is_file()).map(|meta| meta.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(dir: &Path, number: u32, id: &str, whole: bool) -> PathBuf {
        let data = data_dir(dir, number);
        fs::create_dir(&data).unwrap();
        Marker::new(id, &data, whole).write(dir, &data).unwrap();
        data
    }

    #[test]
    fn what_is_lost_is_found_again_when_it_is_clear() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        assert_eq!(counted(dir).unwrap(), None);
        let first = data(dir, 1, "a", true);
        point_to(dir, &first, "a").unwrap();
        assert!(!counted(dir).unwrap().unwrap().lost && misnamed(dir, &first).is_empty());
        let second = data(dir, 2, "a", false);
        for lose in [
            || Some(String::new()),
            || None,
            || Some("{\"record\":1}".to_owned()),
            || Some(Pointer { versions: Versions::OURS, data: "data-9".into(), id: None }.text()),
        ] {
            match lose() {
                Some(text) => fs::write(dir.join(POINTER), text).unwrap(),
                None => fs::remove_file(dir.join(POINTER)).unwrap(),
            }
            let found = counted(dir).unwrap().unwrap();
            assert_eq!((&found.data, found.lost), (&first, true), "one that never counted is not meant");
            assert_eq!(misnamed(dir, &first), [dir.join(POINTER)]);
        }
        Marker::new("a", &second, true).write(dir, &second).unwrap();
        assert_eq!(counted(dir).unwrap().unwrap().data, second);
        data(dir, 3, "b", true);
        assert!(matches!(counted(dir), Err(IndexError::Unclear { folders, .. }) if folders.len() == 3));
    }

    #[test]
    fn a_folder_that_holds_anything_else_is_no_place_for_an_index() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        for name in ["README.md", ".gitignore"] {
            fs::write(dir.join(name), "").unwrap();
        }
        data(dir, 1, "a", false);
        prepare(dir).unwrap();
        fs::create_dir(data_dir(dir, 2)).unwrap();
        let refused = prepare(dir).unwrap_err().to_string();
        assert!(refused.contains("`data-2`"), "{refused}");
        fs::write(dir.join(POINTER), "").unwrap();
        prepare(dir).unwrap();
        fs::remove_file(dir.join(POINTER)).unwrap();
        data(dir, 3, "a", true);
        prepare(dir).unwrap();
    }

    #[test]
    fn a_fresh_folder_has_a_name_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        assert_eq!(fresh_data(dir, "a").unwrap(), data_dir(dir, 1));
        fs::create_dir(data_dir(dir, 7)).unwrap();
        assert_eq!(fresh_data(dir, "a").unwrap(), data_dir(dir, 8));
        fs::create_dir(data_dir(dir, u32::MAX)).unwrap();
        assert_eq!(fresh_data(dir, "a").unwrap(), data_dir(dir, 2));
        assert_eq!(Marker::of(&data_dir(dir, 2)).map(|marker| marker.whole), Some(false));
    }
}
