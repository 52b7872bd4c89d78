//! Which speaker keys belong to the same person.
//!
//! `query` computes this when it is first needed. It is cached while the index is open, and in a file that is valid for
//! the same segments. Records and columns keep the spelling of their article, so a further article can merge two
//! spellings, or separate them, without a rebuild.

use std::path::Path;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::document::{speaker_bits, with_speaker_bits};
use super::error::IndexError;
use super::{atomic_file, data_dir};
use crate::quote::Polarity;

/// The persons who have several speaker keys.
#[derive(Debug, Default)]
pub(crate) struct MergedSpeakers {
    all: Vec<MergedSpeaker>,
    /// From every key of a person to its position in `all`.
    positions: FxHashMap<String, usize>,
    /// From the speaker bits of each key to those of the canonical key.
    canonical_bits: FxHashMap<u64, u64>,
}

/// The contents of the file.
#[derive(Debug, Serialize, Deserialize)]
struct Stored {
    /// Identifies the segments that this was computed from.
    state: String,
    all: Vec<MergedSpeaker>,
}

/// A person with several speaker keys.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct MergedSpeaker {
    /// The name to show.
    pub name: String,
    /// The canonical key first.
    pub keys: Vec<String>,
}

impl MergedSpeakers {
    /// Raised when the rules for merging change: a stored file of another version is computed again.
    pub(super) const VERSION: u32 = 1;

    /// From the persons who have more than one key.
    pub(crate) fn new(all: Vec<MergedSpeaker>) -> Self {
        let mut merged = MergedSpeakers::default();
        for (position, speaker) in all.iter().enumerate() {
            let Some(canonical) = speaker.keys.first() else { continue };
            for key in &speaker.keys {
                merged.positions.insert(key.clone(), position);
                let bits = |polarity| (speaker_bits(key, polarity), speaker_bits(canonical, polarity));
                merged.canonical_bits.extend(Polarity::ALL.map(bits));
            }
        }
        MergedSpeakers { all, ..merged }
    }

    /// Loads what is stored in `data` for the segments in `state`; `None` when there is nothing, or it is damaged.
    pub(super) fn load(data: &Path, state: &str) -> Option<Self> {
        let stored: Stored = atomic_file::read(data, data, data_dir::SPELLINGS).ok()??;
        (stored.state == state).then(|| Self::new(stored.all))
    }

    /// Whether the file in `data` is valid or missing.
    pub(super) fn is_file_valid(dir: &Path, data: &Path) -> bool {
        atomic_file::read::<Stored>(dir, data, data_dir::SPELLINGS).is_ok()
    }

    /// Stores them in `data`.
    pub(super) fn store(&self, dir: &Path, data: &Path, state: String) -> Result<(), IndexError> {
        atomic_file::write(dir, data, data_dir::SPELLINGS, &Stored { state, all: self.all.clone() })
    }

    /// The persons who have several keys.
    pub(crate) fn all(&self) -> &[MergedSpeaker] {
        &self.all
    }

    /// The person with that key, if that person has several.
    pub(crate) fn of(&self, key: &str) -> Option<&MergedSpeaker> {
        self.all.get(*self.positions.get(key)?)
    }

    /// The key that stands for all keys of the person.
    pub(crate) fn canonical_key<'a>(&'a self, key: &'a str) -> &'a str {
        self.of(key).and_then(|speaker| speaker.keys.first()).map_or(key, String::as_str)
    }

    /// How many keys are not canonical: the number of keys minus that of persons.
    pub(crate) fn surplus_keys(&self) -> usize {
        self.all.iter().map(|speaker| speaker.keys.len().saturating_sub(1)).sum()
    }

    /// The quotation key with the canonical key of its speaker.
    pub(crate) fn canonical_quotation_key(&self, quotation_key: u64) -> u64 {
        if self.canonical_bits.is_empty() {
            return quotation_key;
        }
        let bits = self.canonical_bits.get(&super::speaker_part(quotation_key));
        bits.map_or(quotation_key, |&bits| with_speaker_bits(quotation_key, bits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_file_is_valid_undamaged_and_for_its_own_segments() {
        let folder = tempfile::tempdir().unwrap();
        let keys = ["ann-lee", "ann-b-lee"].map(str::to_owned).to_vec();
        let persons = MergedSpeakers::new(vec![MergedSpeaker { name: "Ann Lee".into(), keys }]);
        persons.store(folder.path(), folder.path(), "one".into()).unwrap();
        assert_eq!(MergedSpeakers::load(folder.path(), "one").unwrap().canonical_key("ann-b-lee"), "ann-lee");
        assert!(MergedSpeakers::load(folder.path(), "two").is_none());
        let path = folder.path().join(data_dir::SPELLINGS);
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, text.replace("Ann Lee", "Ann Leo")).unwrap();
        assert!(MergedSpeakers::load(folder.path(), "one").is_none());
    }

    #[test]
    fn every_key_leads_to_the_canonical_one() {
        let keys = ["hillary-clinton", "hillary-rodham-clinton"].map(str::to_owned).to_vec();
        let persons = MergedSpeakers::new(vec![MergedSpeaker { name: "Hillary Clinton".into(), keys }]);
        assert_eq!(persons.canonical_key("hillary-rodham-clinton"), "hillary-clinton");
        assert_eq!((persons.canonical_key("bill-clinton"), persons.surplus_keys()), ("bill-clinton", 1));
        let of =
            |key: &str, polarity| persons.canonical_quotation_key(with_speaker_bits(7, speaker_bits(key, polarity)));
        let same = |key: &str| of(key, Polarity::Affirmed);
        assert_eq!(same("hillary-rodham-clinton"), same("hillary-clinton"));
        assert_ne!(same("hillary-rodham-clinton"), same("bill-clinton"));
        // Denied words never share a key with said ones, under any name.
        let denied = |key: &str| of(key, Polarity::Denied);
        assert_eq!(denied("hillary-rodham-clinton"), denied("hillary-clinton"));
        assert_ne!(denied("hillary-clinton"), same("hillary-clinton"));
    }
}
