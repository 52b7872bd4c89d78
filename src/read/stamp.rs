//! What a file looks like from outside, and who remembers it from an earlier run.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A file before it is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileStamp {
    /// The path, as the user named it.
    pub path: PathBuf,
    /// The true path, links resolved.
    pub place: PathBuf,
    /// The id that its article gets unless it brings its own, or the beginning of the ids of several.
    pub id: String,
    /// Bytes.
    pub size: u64,
    /// When it was last written, where the system tells.
    pub modified: Option<SystemTime>,
}

/// Who remembers files from an earlier run.
pub trait Memory: fmt::Debug + Send + Sync {
    /// Whether this file is to be passed over, unopened. Asked once for each file, in order, right before it is read.
    fn is_known(&self, file: &FileStamp) -> bool;

    /// The id that the file at `place` should get when that is not `proposed`: the one it had before, or another because
    /// that one belongs to another file.
    fn id_for(&self, proposed: &str, place: &Path) -> Option<String>;
}
