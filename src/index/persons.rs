//! Which of the keys that speakers are kept under are one person's.
//!
//! Decided by `query`, when it is first asked; kept here as long as the index is open, and in a file for whoever opens
//! the same segments again. The records and columns keep the spelling of their article, so an article more can join two
//! spellings, or part them, without a rebuild.

use std::path::Path;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::document::{speaker_bits, with_speaker_bits};
use super::error::IndexError;
use super::{place, sealed};
use crate::quote::Polarity;

/// The persons who are kept under several keys.
#[derive(Debug, Default)]
pub(crate) struct Persons {
    /// From every key of theirs to the number of the person.
    number: FxHashMap<String, usize>,
    all: Vec<Several>,
    /// From the bits of a key in the number `same` to those of the main key.
    bits: FxHashMap<u64, u64>,
}

/// What the file holds.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    /// The segments that it was decided on.
    state: String,
    all: Vec<Several>,
}

/// Somebody with several keys.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Several {
    /// The name to show.
    pub name: String,
    /// The main key first.
    pub keys: Vec<String>,
}

impl Persons {
    /// Raised when spellings are decided otherwise than before: what was kept is then decided anew.
    pub(super) const VERSION: u32 = 1;

    /// Of those who have more than one key.
    pub(crate) fn new(all: Vec<Several>) -> Self {
        let mut persons = Persons::default();
        for (number, several) in all.iter().enumerate() {
            let Some(main) = several.keys.first() else { continue };
            for key in &several.keys {
                persons.number.insert(key.clone(), number);
                let bits = |polarity| (speaker_bits(key, polarity), speaker_bits(main, polarity));
                persons.bits.extend(Polarity::ALL.map(bits));
            }
        }
        Persons { all, ..persons }
    }

    /// What is kept in `data` for the segments that `state` tells; `None` where that is nothing, or damaged.
    pub(super) fn kept(data: &Path, state: &str) -> Option<Self> {
        let kept: Kept = sealed::read(data, data, place::SPELLINGS).ok()??;
        (kept.state == state).then(|| Self::new(kept.all))
    }

    /// Whether what is kept in `data`, if anything is, is what was written.
    pub(super) fn are_as_written(dir: &Path, data: &Path) -> bool {
        sealed::read::<Kept>(dir, data, place::SPELLINGS).is_ok()
    }

    /// Keeps them in `data`.
    pub(super) fn keep(&self, dir: &Path, data: &Path, state: String) -> Result<(), IndexError> {
        sealed::write(dir, data, place::SPELLINGS, &Kept { state, all: self.all.clone() })
    }

    /// The person with that key, if it has others.
    pub(crate) fn of(&self, key: &str) -> Option<&Several> {
        self.all.get(*self.number.get(key)?)
    }

    /// The key that stands for all of the person's.
    pub(crate) fn main<'a>(&'a self, key: &'a str) -> &'a str {
        self.of(key).and_then(|several| several.keys.first()).map_or(key, String::as_str)
    }

    /// How many keys there are more than persons.
    pub(crate) fn spare(&self) -> usize {
        self.all.iter().map(|several| several.keys.len().saturating_sub(1)).sum()
    }

    /// The number of a quotation, as if it stood under the main key of its speaker.
    pub(crate) fn same(&self, same: u64) -> u64 {
        if self.bits.is_empty() {
            return same;
        }
        self.bits.get(&super::speaker_part(same)).map_or(same, |&bits| with_speaker_bits(same, bits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_believed_whole_and_for_its_segments_alone() {
        let folder = tempfile::tempdir().unwrap();
        let keys = ["ann-lee", "ann-b-lee"].map(str::to_owned).to_vec();
        let persons = Persons::new(vec![Several { name: "Ann Lee".into(), keys }]);
        persons.keep(folder.path(), folder.path(), "one".into()).unwrap();
        assert_eq!(Persons::kept(folder.path(), "one").unwrap().main("ann-b-lee"), "ann-lee");
        assert!(Persons::kept(folder.path(), "two").is_none());
        let path = folder.path().join(place::SPELLINGS);
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, text.replace("Ann Lee", "Ann Leo")).unwrap();
        assert!(Persons::kept(folder.path(), "one").is_none());
    }

    #[test]
    fn every_key_leads_to_the_main_one() {
        let keys = ["hillary-clinton", "hillary-rodham-clinton"].map(str::to_owned).to_vec();
        let persons = Persons::new(vec![Several { name: "Hillary Clinton".into(), keys }]);
        assert_eq!(persons.main("hillary-rodham-clinton"), "hillary-clinton");
        assert_eq!((persons.main("bill-clinton"), persons.spare()), ("bill-clinton", 1));
        let of = |key: &str, polarity| persons.same(with_speaker_bits(7, speaker_bits(key, polarity)));
        let same = |key: &str| of(key, Polarity::Affirmed);
        assert_eq!(same("hillary-rodham-clinton"), same("hillary-clinton"));
        assert_ne!(same("hillary-rodham-clinton"), same("bill-clinton"));
        // What she denied is another thing than what she said, under whichever name.
        let denied = |key: &str| of(key, Polarity::Denied);
        assert_eq!(denied("hillary-rodham-clinton"), denied("hillary-clinton"));
        assert_ne!(denied("hillary-clinton"), same("hillary-clinton"));
    }
}
