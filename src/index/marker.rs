//! What proves that a data folder is ours: a file in it with the id of the index, the folder's own name and the versions
//! that it was written with.
//!
//! A folder that was copied under another name is not proved: it is somebody's backup. One that never counted holds
//! nothing that any answer was given from.

use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::IndexError;
use super::sealed;
use super::versions::Versions;

/// The name of the file.
pub(super) const MARKER: &str = "quotedex-data.json";

const DATA: &str = "data-";

/// What the file says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Marker {
    /// The index that the folder belongs to.
    pub(super) index: String,
    data: String,
    #[serde(flatten)]
    pub(super) versions: Versions,
    /// Whether the folder counts or has counted: what is in it is a whole index.
    pub(super) whole: bool,
}

impl Marker {
    /// The marker of the folder `data` of that index, written by this program.
    pub(super) fn new(index: &str, data: &Path, whole: bool) -> Self {
        Self { index: index.to_owned(), data: name_of(data), versions: Versions::OURS, whole }
    }

    /// The same, of what another program wrote.
    pub(super) fn of_versions(self, versions: Versions) -> Self {
        Self { versions, ..self }
    }

    /// The marker in the folder `data`, if that is a folder and the marker is what was written for it.
    pub(super) fn of(data: &Path) -> Option<Self> {
        if !fs::symlink_metadata(data).ok()?.is_dir() {
            return None;
        }
        let marker: Self = sealed::read(data, data, MARKER).ok()??;
        (marker.data == name_of(data)).then_some(marker)
    }

    /// Writes it into the folder `data`.
    pub(super) fn write(&self, dir: &Path, data: &Path) -> Result<(), IndexError> {
        sealed::write(dir, data, MARKER, self)
    }
}

/// An id for a new index, unlike any other.
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
    // Another spelling of the number, such as `data-007`, names another folder.
    (name == data_name(number)).then_some(number)
}

fn data_name(number: u32) -> String {
    format!("{DATA}{number}")
}

/// The data folder with that number.
pub(super) fn data_dir(dir: &Path, number: u32) -> PathBuf {
    dir.join(data_name(number))
}

/// The numbers of all that has the name of a data folder, in order.
pub(super) fn data_numbers(dir: &Path) -> Vec<u32> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    let mut numbers: Vec<u32> = entries.filter_map(|entry| data_number(&entry.file_name().to_string_lossy())).collect();
    numbers.sort_unstable();
    numbers
}

/// The data folders that are proved to be ours, with their markers, in order.
pub(super) fn proved(dir: &Path) -> Vec<(PathBuf, Marker)> {
    let folders = data_numbers(dir).into_iter().map(|number| data_dir(dir, number));
    folders.filter_map(|data| Marker::of(&data).map(|marker| (data, marker))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_proved_under_its_own_name_alone() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        let data = data_dir(dir, 1);
        fs::create_dir(&data).unwrap();
        assert_eq!(Marker::of(&data), None);
        let marker = Marker::new("id", &data, false);
        marker.write(dir, &data).unwrap();
        assert_eq!(proved(dir), [(data.clone(), marker)]);
        let copy = data_dir(dir, 2);
        fs::create_dir(&copy).unwrap();
        fs::copy(data.join(MARKER), copy.join(MARKER)).unwrap();
        assert_eq!(Marker::of(&copy), None);
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
