//! Which of the keys that speakers are kept under are one person's.
//!
//! Decided by `query`, when it is first asked; kept here as long as the index is open. The records and columns keep the
//! spelling of their article, so an article more can join two spellings, or part them, without a rebuild.

use rustc_hash::FxHashMap;

use super::document::{speaker_bits, with_speaker_bits};

/// The persons who are kept under several keys.
#[derive(Debug, Default)]
pub(crate) struct Persons {
    /// From every key of theirs to the number of the person.
    number: FxHashMap<String, usize>,
    all: Vec<Several>,
    /// From the bits of a key in the number `same` to those of the main key.
    bits: FxHashMap<u64, u64>,
}

/// Somebody with several keys.
#[derive(Debug)]
pub(crate) struct Several {
    /// The name to show.
    pub name: String,
    /// The main key first.
    pub keys: Vec<String>,
}

impl Persons {
    /// Of those who have more than one key.
    pub(crate) fn new(all: Vec<Several>) -> Self {
        let mut persons = Persons::default();
        for (number, several) in all.iter().enumerate() {
            let Some(main) = several.keys.first() else { continue };
            for key in &several.keys {
                persons.number.insert(key.clone(), number);
                persons.bits.insert(speaker_bits(key), speaker_bits(main));
            }
        }
        Persons { all, ..persons }
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
    fn every_key_leads_to_the_main_one() {
        let keys = ["hillary-clinton", "hillary-rodham-clinton"].map(str::to_owned).to_vec();
        let persons = Persons::new(vec![Several { name: "Hillary Clinton".into(), keys }]);
        assert_eq!(persons.main("hillary-rodham-clinton"), "hillary-clinton");
        assert_eq!((persons.main("bill-clinton"), persons.spare()), ("bill-clinton", 1));
        let same = |key: &str| persons.same(with_speaker_bits(7, speaker_bits(key)));
        assert_eq!(same("hillary-rodham-clinton"), same("hillary-clinton"));
        assert_ne!(same("hillary-rodham-clinton"), same("bill-clinton"));
    }
}
