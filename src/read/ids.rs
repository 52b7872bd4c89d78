//! What identifies an article that brings no id of its own.
//!
//! The id is the file's path below the folder that was asked for, without its extension: `reuters/petro` for
//! `corpus/reuters/petro.txt` found in `corpus`, and `petro` when the file itself was named. So files of the same
//! name in different folders stay apart, and an id does not change when the corpus moves to another place. Should two
//! different files of one run still meet in one id (two folders asked for, or `petro.txt` beside `petro.md`), the
//! second gets a short digest of its path. A file reached twice is read once.

use rustc_hash::FxHashMap;

use super::source::Source;

/// The ids given in this run: eight bytes for the id, sixteen for the file, however long the names are.
#[derive(Default)]
pub(super) struct Ids {
    given: FxHashMap<u64, u64>,
}

impl Ids {
    /// Makes the id of the source its own; false when the very same file was given before.
    pub(super) fn claim(&mut self, source: &mut Source) -> bool {
        let Some(place) = source.place().map(|place| digest(place.as_os_str().as_encoded_bytes())) else { return true };
        match self.given.get(&digest(source.id().as_bytes())) {
            Some(&holder) if holder == place => return false,
            Some(_) => source.set_id(format!("{}~{:08x}", source.id(), digest(source.name().as_bytes()) >> 32)),
            None => {}
        }
        self.given.insert(digest(source.id().as_bytes()), place) != Some(place)
    }
}

fn digest(bytes: &[u8]) -> u64 {
    let hash = blake3::hash(bytes);
    hash.as_bytes()[..8].iter().fold(0, |number, &byte| number << 8 | u64::from(byte))
}
