//! What identifies an article that brings no id of its own.
//!
//! The id is the file's path below the folder that was asked for, without its extension: `reuters/petro` for
//! `corpus/reuters/petro.txt` found in `corpus`, and `petro` when the file itself was named. So files of the same
//! name in different folders stay apart, and an id does not change when the corpus moves to another place. Should two
//! different files of one run still meet in one id (two folders asked for, or `petro.txt` beside `petro.md`), the
//! second gets a short digest of its path. A file reached twice is read once. Who remembers an earlier run may say what id a
//! file had then.

use rustc_hash::FxHashSet;

use super::source::Source;
use super::stamp::Memory;

/// The ids given in this run and the files that were read: a few bytes for each, however long the names are.
#[derive(Default)]
pub(super) struct Ids {
    given: FxHashSet<u64>,
    read: FxHashSet<u64>,
}

impl Ids {
    /// Makes the id of the source its own; false when the very same file was given before.
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
