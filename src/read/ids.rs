//! Ids for articles without an id of their own.
//!
//! The id is the path of the file relative to the requested folder, without extension: `reuters/petro` for
//! `corpus/reuters/petro.txt` found in `corpus`, and `petro` when the file itself was named. So equal file names in
//! different folders get different ids, and moving the corpus does not change them. If two files of one run still get
//! the same id (two folders were requested, or `petro.txt` is beside `petro.md`), the second id gets a hash of the path
//! as a suffix. A file that is reached twice is read once. [`SeenFiles`] may assign the id of an earlier run.

use rustc_hash::FxHashSet;

use super::source::Source;
use super::stamp::Memory;

/// The ids assigned and the files read in this run, stored as hashes.
#[derive(Default)]
pub(super) struct Ids {
    given: FxHashSet<u64>,
    read: FxHashSet<u64>,
}

impl Ids {
    /// Makes the id of the source unique; false when the same file was already read.
    pub(super) fn claim(&mut self, source: &mut Source, memory: Option<&dyn Memory>) -> bool {
        let Some(place) = source.place() else { return true };
        if !self.read.insert(digest(place.as_os_str().as_encoded_bytes())) {
            return false;
        }
        if let Some(id) = memory.and_then(|memory| memory.id_for(source.id(), &place)) {
            source.set_id(id);
        }
        if !self.given.insert(digest(source.id().as_bytes())) {
            source.set_id(format!("{}~{:08x}", source.id(), digest(source.name().as_bytes()) >> 32));
            self.given.insert(digest(source.id().as_bytes()));
        }
        true
    }
}

fn digest(bytes: &[u8]) -> u64 {
    let hash = blake3::hash(bytes);
    hash.as_bytes()[..8].iter().fold(0, |number, &byte| number << 8 | u64::from(byte))
}
