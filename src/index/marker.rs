//! The marker file of a data folder. It proves that this program made the folder, and says for which index.
//!
//! The marker holds the id of the index, the folder's own name and the versions that it was written with. A copy of the
//! folder under another name has no valid marker: it is somebody's backup. A folder whose marker does not say
//! `complete` was never published, so no reader has used it.

use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::atomic_file;
use super::error::IndexError;
use super::versions::Versions;

/// The name of the file.
pub(super) const MARKER: &str = "quotedex-data.json";

const DATA: &str = "data-";

/// The contents of the marker file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Marker {
    /// The index that the folder belongs to.
    pub(super) index: String,
    data: String,
    #[serde(flatten)]
    pub(super) versions: Versions,
    /// Whether the folder is or was published: its contents are a complete index.
    #[serde(rename = "whole")]
    pub(super) complete: bool,
}

impl Marker {
    /// The marker of the folder `data` of that index, written by this program.
    pub(super) fn new(index: &str, data: &Path, complete: bool) -> Self {
        Self { index: index.to_owned(), data: name_of(data), versions: Versions::CURRENT, complete }
    }

    /// The marker of data that was written with other versions.
    pub(super) fn with_versions(self, versions: Versions) -> Self {
        Self { versions, ..self }
    }

    /// The marker in the folder `data`; `None` unless that is a folder with a valid marker of its own.
    pub(super) fn read(data: &Path) -> Option<Self> {
        if !fs::symlink_metadata(data).ok()?.is_dir() {
            return None;
        }
        let marker: Self = atomic_file::read(data, data, MARKER).ok()??;
        (marker.data == name_of(data)).then_some(marker)
    }

    /// Writes it into the folder `data`.
    pub(super) fn write(&self, dir: &Path, data: &Path) -> Result<(), IndexError> {
        atomic_file::write(dir, data, MARKER, self)
    }
}

/// A unique id for a new index.
pub(super) fn new_id() -> String {
    let random = || RandomState::new().hash_one(std::time::SystemTime::now());
    format!("{:016x}{:016x}", random(), random())
}

fn name_of(data: &Path) -> String {
    data.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The number in the name of a data folder.
pub(super) fn data_number(name: &str) -> Option<u32> {
    let number: u32 = name.strip_prefix(DATA)?.parse().ok()?;
    // `data-007` is another folder than `data-7`.
    (name == data_name(number)).then_some(number)
}

fn data_name(number: u32) -> String {
    format!("{DATA}{number}")
}

/// The data folder with that number.
pub(super) fn numbered_dir(dir: &Path, number: u32) -> PathBuf {
    dir.join(data_name(number))
}

/// The numbers of all entries that are named like a data folder, in order.
pub(super) fn data_numbers(dir: &Path) -> Vec<u32> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    let mut numbers: Vec<u32> = entries.filter_map(|entry| data_number(&entry.file_name().to_string_lossy())).collect();
    numbers.sort_unstable();
    numbers
}

/// The data folders with a valid marker, in order, and their markers.
pub(super) fn owned_data_dirs(dir: &Path) -> Vec<(PathBuf, Marker)> {
    let folders = data_numbers(dir).into_iter().map(|number| numbered_dir(dir, number));
    folders.filter_map(|data| Marker::read(&data).map(|marker| (data, marker))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marker_is_valid_only_under_the_name_of_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        let data = numbered_dir(dir, 1);
        fs::create_dir(&data).unwrap();
        assert_eq!(Marker::read(&data), None);
        let marker = Marker::new("id", &data, false);
        marker.write(dir, &data).unwrap();
        assert_eq!(owned_data_dirs(dir), [(data.clone(), marker)]);
        let copy = numbered_dir(dir, 2);
        fs::create_dir(&copy).unwrap();
        fs::copy(data.join(MARKER), copy.join(MARKER)).unwrap();
        assert_eq!(Marker::read(&copy), None);
        assert_eq!(data_numbers(dir), [1, 2]);
        assert_ne!(new_id(), new_id());
    }

    #[test]
    fn names_of_data_folders() {
        assert_eq!(data_number("data-7"), Some(7));
        for other in ["data-", "data-07", "data--1", "data-1.bak", "Data-1", "data-99999999999"] {
            assert_eq!(data_number(other), None, "{other}");
        }
    }
}
