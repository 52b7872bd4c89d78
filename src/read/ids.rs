//! Ids for articles without an id of their own.
//!
//! The id is the path of the file relative to the requested folder, without extension: `reuters/petro` for
//! `corpus/reuters/petro.txt` found in `corpus`, and `petro` when the file itself was named. So equal file names in
//! different folders get different ids, and moving the corpus does not change them. If two files of one run still get
//! the same id (two folders were requested, or `petro.txt` is beside `petro.md`), the second id gets a hash of the path
//! as a suffix. A file that is reached twice is read once. [`SeenFiles`] may assign the id of an earlier run.

use rustc_hash::FxHashSet;

use super::file_stamp::SeenFiles;
use super::source::Source;

/// The ids assigned and the files read in this run, stored as hashes.
#[derive(Default)]
pub(super) struct ArticleIds {
    assigned: FxHashSet<u64>,
    read: FxHashSet<u64>,
}

impl ArticleIds {
    /// Makes the id of the source unique; false when the same file was already read.
    pub(super) fn assign(&mut self, source: &mut Source, seen_files: Option<&dyn SeenFiles>) -> bool {
        let Some(path) = source.canonical_path() else { return true };
        if !self.read.insert(digest(path.as_os_str().as_encoded_bytes())) {
            return false;
        }
        if let Some(id) = seen_files.and_then(|seen_files| seen_files.id_for(source.id(), &path)) {
            source.set_id(id);
        }
        if !self.assigned.insert(digest(source.id().as_bytes())) {
            source.set_id(format!("{}~{:08x}", source.id(), digest(source.name().as_bytes()) >> 32));
            self.assigned.insert(digest(source.id().as_bytes()));
        }
        true
    }
}

fn digest(bytes: &[u8]) -> u64 {
    let hash = blake3::hash(bytes);
    hash.as_bytes()[..8].iter().fold(0, |number, &byte| number << 8 | u64::from(byte))
}
