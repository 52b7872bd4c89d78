//! The folder of an index: which data folder is current, and how another takes its place.
//!
//! ```text
//! index/
//!   README.md             any other file is left alone
//!   added/                articles that were dropped on a page
//!   corrections.csv       what the user corrected (see `corrections`)
//!   watches.json          searches that are kept (see `watches`)
//!   quotedex.json         the pointer: names the current data folder, and the versions it was written with
//!   data-1/               the engine's files
//!     quotedex-data.json  the marker: proves that the folder is ours (see `marker`)
//!     people.json, ...    what else is remembered (see `atomic_file`)
//!   .quotedex-lock        the write lock (see `lock`)
//!   .quotedex-writer      which process holds it
//! ```
//!
//! Replacing `quotedex.json` is one rename: readers see the old data before it and the new data after it. A data folder
//! that `quotedex.json` does not name is the rest of an interrupted writer. When `quotedex.json` is lost or unreadable,
//! it is restored from the markers.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::atomic_file;
use super::error::IndexError;
use super::marker::{self, MARKER, Marker, data_number, data_numbers, numbered_dir};
use super::versions::Versions;

/// The file that names the current data folder.
pub(super) const POINTER: &str = "quotedex.json";
/// The remembered table of people.
pub(super) const PEOPLE: &str = "people.json";
/// Which speaker keys are one person's; computed again where it is missing.
pub(super) const SPELLINGS: &str = "spellings.json";
/// How articles are read.
pub(super) const SETTINGS: &str = "settings.json";
/// The articles that the user removed.
pub(super) const REMOVED: &str = "removed.json";
/// The corrections that were applied.
pub(super) const CORRECTIONS: &str = "corrections.json";
/// The searches that are kept, in the folder of the index.
pub(super) const WATCHES: &str = "watches.json";
/// The usual name of the user's table of corrections, in the folder of the index.
pub const CORRECTIONS_TABLE: &str = "corrections.csv";
/// Articles that were dropped on a page, in the folder of the index.
pub const ADDED: &str = "added";
/// All files of ours beside the engine's in a data folder.
pub(super) const OWN_FILES: [&str; 6] = [MARKER, PEOPLE, SPELLINGS, SETTINGS, REMOVED, CORRECTIONS];

/// The contents of `quotedex.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Pointer {
    #[serde(flatten)]
    versions: Versions,
    data: String,
    /// The id of the index; indexes before schema version 9 have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<String>,
}

impl Pointer {
    fn text(&self) -> String {
        serde_json::to_string(self).map_or(String::new(), |text| text + "\n")
    }
}

/// The current data folder, whatever version wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CurrentData {
    /// The folder.
    pub(super) data: PathBuf,
    /// The versions that it was written with.
    pub(super) versions: Versions,
    /// The id of the index, if it has one.
    pub(super) id: Option<String>,
    /// Whether `quotedex.json` is lost or unreadable, so that the folder was found by its marker.
    pub(super) pointer_lost: bool,
}

/// The current data folder of any version; `None` when there is no index here.
pub(super) fn locate(dir: &Path) -> Result<Option<CurrentData>, IndexError> {
    let bytes = read_pointer(dir)?;
    let pointer = bytes.as_deref().and_then(|bytes| serde_json::from_slice::<Pointer>(bytes).ok());
    let named = pointer.and_then(|pointer| {
        let data = numbered_dir(dir, data_number(&pointer.data)?);
        // The pointer of another version counts even if its folder is missing: it tells which version that is.
        let is_valid = data.is_dir() || pointer.versions != Versions::CURRENT;
        is_valid.then_some(CurrentData { data, versions: pointer.versions, id: pointer.id, pointer_lost: false })
    });
    if named.is_some() {
        return Ok(named);
    }
    match locate_by_markers(dir)? {
        None if bytes.is_some() => {
            Err(IndexError::Damaged { dir: dir.to_owned(), detail: format!("`{POINTER}` cannot be read") })
        }
        found => Ok(found),
    }
}

/// The current data folder as the markers alone tell it: the newest complete one, if all belong to one index.
fn locate_by_markers(dir: &Path) -> Result<Option<CurrentData>, IndexError> {
    let folders = marker::owned_data_dirs(dir).into_iter();
    let complete: Vec<(PathBuf, Marker)> = folders.filter(|(_, marker)| marker.complete).collect();
    let Some((data, newest)) = complete.last().cloned() else { return Ok(None) };
    if complete.iter().any(|(_, marker)| marker.index != newest.index) {
        let folders = complete.into_iter().map(|(data, _)| data).collect();
        return Err(IndexError::Ambiguous { dir: dir.to_owned(), folders });
    }
    Ok(Some(CurrentData { data, versions: newest.versions, id: Some(newest.index), pointer_lost: true }))
}

/// The path of the current data folder; an error when another version wrote it, `None` when there is no index here.
pub(crate) fn current(dir: &Path) -> Result<Option<PathBuf>, IndexError> {
    Ok(locate_readable(dir)?.map(|current| current.data))
}

/// The current data folder; an error when another version wrote it, `None` when there is no index here.
pub(super) fn locate_readable(dir: &Path) -> Result<Option<CurrentData>, IndexError> {
    let current = locate(dir)?;
    match current.as_ref().filter(|current| current.versions != Versions::CURRENT) {
        Some(other) => Err(IndexError::Version { dir: dir.to_owned(), found: other.versions.difference() }),
        None => Ok(current),
    }
}

/// The path of the current data folder of any version; `None` also when it cannot be determined.
pub(crate) fn current_of_any_version(dir: &Path) -> Option<PathBuf> {
    locate(dir).ok()?.map(|current| current.data)
}

fn read_pointer(dir: &Path) -> Result<Option<Vec<u8>>, IndexError> {
    let path = dir.join(POINTER);
    match fs::read(&path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(IndexError::io(&path, error)),
    }
}

/// Makes `data` the current data folder of the index `id`, in one step that survives a power cut.
pub(super) fn point_to(dir: &Path, data: &Path, id: &str) -> Result<(), IndexError> {
    // The marker first: if `quotedex.json` is lost later, the folder is found by it.
    Marker::new(id, data, true).write(dir, data)?;
    let name = data.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let pointer = Pointer { versions: Versions::CURRENT, data: name, id: Some(id.to_owned()) };
    let path = dir.join(POINTER);
    atomic_file::replace(data, &path, pointer.text().as_bytes()).map_err(|error| IndexError::io(&path, error))
}

/// Which of `quotedex.json` and the marker are not, byte for byte, what was written for `data`. No `quotedex.json` is no
/// damage beside a complete marker: whoever makes an index writes that first, and may be killed in between.
pub(super) fn damaged_pointers(dir: &Path, data: &Path) -> Vec<PathBuf> {
    let bytes = read_pointer(dir);
    let is_missing = matches!(bytes, Ok(None));
    let bytes = bytes.ok().flatten();
    let pointer = bytes.as_deref().and_then(|bytes| serde_json::from_slice::<Pointer>(bytes).ok());
    let marker = Marker::read(data).filter(|marker| marker.complete && marker.versions == Versions::CURRENT);
    let as_written = pointer.as_ref().is_some_and(|pointer| Some(pointer.text().as_bytes()) == bytes.as_deref());
    let names_it = pointer.as_ref().is_some_and(|pointer| data.file_name().is_some_and(|name| *name == *pointer.data));
    let agree = marker.as_ref().zip(pointer).is_none_or(|(marker, pointer)| Some(&marker.index) == pointer.id.as_ref());
    let mut damaged = Vec::new();
    if !(as_written && names_it && agree || is_missing && marker.is_some()) {
        damaged.push(dir.join(POINTER));
    }
    if marker.is_none() {
        damaged.push(data.join(MARKER));
    }
    damaged
}

/// Makes the folder of an index if it does not exist; an error when it contains other files and no index.
pub(super) fn prepare(dir: &Path) -> Result<(), IndexError> {
    fs::create_dir_all(dir).map_err(|error| IndexError::io(dir, error))?;
    let entries = fs::read_dir(dir).map_err(|error| IndexError::io(dir, error))?;
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let is_allowed = |name: &str| {
        let is_owned = || data_number(name).is_some_and(|number| Marker::read(&numbered_dir(dir, number)).is_some());
        let is_users = [WATCHES, CORRECTIONS_TABLE, ADDED].contains(&name);
        name.starts_with('.') || name.starts_with("README") || is_users || is_owned()
    };
    let is_index = || {
        let has_pointer = names.iter().any(|name| name == POINTER);
        has_pointer || marker::owned_data_dirs(dir).iter().any(|(_, marker)| marker.complete)
    };
    let other = names.iter().find(|name| !is_allowed(name));
    match other.filter(|_| !is_index()) {
        Some(other) => Err(IndexError::NotAnIndex { dir: dir.to_owned(), holds: other.clone() }),
        None => Ok(()),
    }
}

/// Makes an empty, unpublished data folder for the index `id`. Requires the write lock.
pub(super) fn create_data_dir(dir: &Path, id: &str) -> Result<PathBuf, IndexError> {
    let numbers = data_numbers(dir);
    let next = numbers.last().map_or(Some(1), |last| last.checked_add(1));
    let free = || (1..=u32::MAX).find(|number| numbers.binary_search(number).is_err());
    let data = numbered_dir(dir, next.or_else(free).unwrap_or(1));
    let failed = |error| IndexError::io(&data, error);
    // It gets its name only when it has its marker.
    let draft = tempfile::Builder::new().prefix(".data-").tempdir_in(dir).map_err(failed)?;
    Marker::new(id, &data, false).write(dir, draft.path())?;
    copy_permissions(dir, draft.path());
    fs::rename(draft.path(), &data).map_err(failed)?;
    // The temporary name no longer exists, so nothing is to be removed.
    let _ = draft.keep();
    Ok(data)
}

/// Gives `data` the permissions of the folder of the index: a temporary folder is made for its owner alone.
fn copy_permissions(dir: &Path, data: &Path) {
    if let Ok(like) = fs::metadata(dir) {
        let _ = fs::set_permissions(data, like.permissions());
    }
}

/// A link at or in the folder `data`, through which a writer might write elsewhere.
pub(super) fn link_in(data: &Path) -> Option<PathBuf> {
    let is_link = |path: &Path| fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink());
    let entries = fs::read_dir(data).into_iter().flatten().flatten().map(|entry| entry.path());
    std::iter::once(data.to_owned()).chain(entries).find(|path| is_link(path))
}

/// Gives the engine's lists, which it writes for their owner alone, the permissions of `quotedex.json`.
pub(super) fn share_engine_lists(dir: &Path, data: &Path) {
    let Ok(pointer) = fs::metadata(dir.join(POINTER)) else { return };
    for list in ["meta.json", ".managed.json"].map(|list| data.join(list)) {
        if fs::symlink_metadata(&list).is_ok_and(|meta| meta.is_file()) {
            // Not worth failing for: the writer itself can read its index.
            let _ = fs::set_permissions(list, pointer.permissions());
        }
    }
}

/// Total size in bytes of the files in `data`.
pub(super) fn size_on_disk(data: &Path) -> u64 {
    let entries = fs::read_dir(data).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.metadata().ok()).filter(|meta| meta.is_file()).map(|meta| meta.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(dir: &Path, number: u32, id: &str, complete: bool) -> PathBuf {
        let data = numbered_dir(dir, number);
        fs::create_dir(&data).unwrap();
        Marker::new(id, &data, complete).write(dir, &data).unwrap();
        data
    }

    #[test]
    fn a_lost_pointer_is_restored_unless_ambiguous() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        assert_eq!(locate(dir).unwrap(), None);
        let first = data(dir, 1, "a", true);
        point_to(dir, &first, "a").unwrap();
        assert!(!locate(dir).unwrap().unwrap().pointer_lost && damaged_pointers(dir, &first).is_empty());
        let second = data(dir, 2, "a", false);
        for lose in [
            || Some(String::new()),
            || None,
            || Some("{\"record\":1}".to_owned()),
            || Some(Pointer { versions: Versions::CURRENT, data: "data-9".into(), id: None }.text()),
        ] {
            match lose() {
                Some(text) => fs::write(dir.join(POINTER), text).unwrap(),
                None => fs::remove_file(dir.join(POINTER)).unwrap(),
            }
            let found = locate(dir).unwrap().unwrap();
            assert_eq!(
                (&found.data, found.pointer_lost),
                (&first, true),
                "a folder that was never published is ignored"
            );
            let written = Some(dir.join(POINTER)).filter(|pointer| pointer.exists());
            assert_eq!(damaged_pointers(dir, &first), Vec::from_iter(written), "nothing is no damage");
        }
        Marker::new("a", &second, true).write(dir, &second).unwrap();
        assert_eq!(locate(dir).unwrap().unwrap().data, second);
        data(dir, 3, "b", true);
        assert!(matches!(locate(dir), Err(IndexError::Ambiguous { folders, .. }) if folders.len() == 3));
    }

    #[test]
    fn a_folder_with_other_files_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        for name in ["README.md", ".gitignore"] {
            fs::write(dir.join(name), "").unwrap();
        }
        data(dir, 1, "a", false);
        prepare(dir).unwrap();
        fs::create_dir(numbered_dir(dir, 2)).unwrap();
        let refused = prepare(dir).unwrap_err().to_string();
        assert!(refused.contains("`data-2`"), "{refused}");
        fs::write(dir.join(POINTER), "").unwrap();
        prepare(dir).unwrap();
        fs::remove_file(dir.join(POINTER)).unwrap();
        data(dir, 3, "a", true);
        prepare(dir).unwrap();
    }

    #[test]
    fn a_new_data_folder_gets_an_unused_name() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        assert_eq!(create_data_dir(dir, "a").unwrap(), numbered_dir(dir, 1));
        fs::create_dir(numbered_dir(dir, 7)).unwrap();
        assert_eq!(create_data_dir(dir, "a").unwrap(), numbered_dir(dir, 8));
        fs::create_dir(numbered_dir(dir, u32::MAX)).unwrap();
        assert_eq!(create_data_dir(dir, "a").unwrap(), numbered_dir(dir, 2));
        assert_eq!(Marker::read(&numbered_dir(dir, 2)).map(|marker| marker.complete), Some(false));
    }
}
