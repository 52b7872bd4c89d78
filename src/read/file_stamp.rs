//! File metadata, and the files seen in earlier runs.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The metadata of a file, known without opening it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileStamp {
    /// The path, as the user named it.
    pub path: PathBuf,
    /// The canonical path.
    pub canonical_path: PathBuf,
    /// The id of its article if that has none of its own, or the prefix of the ids of several.
    pub id: String,
    /// Size in bytes.
    pub size: u64,
    /// Time of the last modification, if known.
    pub modified: Option<SystemTime>,
}

/// The files seen in earlier runs.
pub trait SeenFiles: fmt::Debug + Send + Sync {
    /// Whether to skip the file without opening it. Called once for each file, in order, before it is read.
    fn should_skip(&self, file: &FileStamp) -> bool;

    /// The id for the file at `canonical_path` when it differs from `proposed`: the id of an earlier run, or another
    /// one because `proposed` belongs to another file.
    fn id_for(&self, proposed: &str, canonical_path: &Path) -> Option<String>;
}
