//! What was found out about words, kept from document to document.
//!
//! Most of an article's different words stood in the last few articles too. Whoever looks words up in large tables asks
//! a [`Memo`] first: one place in memory tells all that several tables, cold by then, would have to be asked for.
//!
//! Promises that a value is given for the very tables it was found for, and that memory stays bounded: a word that is not met
//! for long gives up its place. A word is told from others by a number of 64 bits: of ten million different ones, two share
//! theirs with a chance of three in a million. Leaves out sharing: every thread has memos of its own and waits for nobody.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::lexicon::lemma_key;

/// Sets of two places; a power of two. With so many, one look-up in eleven finds nothing, with a quarter of them one in four,
/// with places for all one in twenty-four: counted over 3,000 newspaper articles.
const SETS: usize = 1 << 14;

/// The number by which a [`Memo`] knows a word: its own as it is written, as another is that of its lemma.
pub fn word_key(word: &str) -> u64 {
    lemma_key(word)
}

/// Tells one table from every other that the process ever had. A copy of a table may keep it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner(u64);

impl Default for Owner {
    fn default() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

/// Values of words, found with the tables of owners `O`.
pub struct Memo<V, O = ()> {
    owner: Option<O>,
    /// Keys and values; of each set, the one asked for last stands first.
    sets: Vec<[Option<(u64, V)>; 2]>,
}

impl<V, O> Default for Memo<V, O> {
    fn default() -> Self {
        Self { owner: None, sets: Vec::new() }
    }
}

impl<V: Clone, O: PartialEq> Memo<V, O> {
    /// The memo as far as it holds for `owner`: what was found with other tables is forgotten.
    pub fn of(&mut self, owner: O) -> &mut Self {
        if self.owner.as_ref() != Some(&owner) {
            self.sets.clear();
            self.sets.resize(SETS, [None, None]);
            self.owner = Some(owner);
        }
        self
    }

    /// The value of the word with this `key`: as it was found before, or as `find` finds it now.
    #[inline]
    pub fn get(&mut self, key: u64, find: impl FnOnce() -> V) -> V {
        let Some(set) = self.sets.get_mut(key as usize % SETS) else { return find() };
        if set[0].as_ref().is_none_or(|(known, _)| *known != key) {
            set.swap(0, 1);
        }
        match &set[0] {
            Some((known, value)) if *known == key => value.clone(),
            _ => set[0].insert((key, find())).1.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_looked_up_once_and_again_when_two_others_took_its_place() {
        let mut memo = Memo::default();
        let memo = memo.of(());
        let [tide, ebb, flood] = [1, 2, 3].map(|number| number * SETS as u64);
        assert_eq!(memo.get(tide, || 1), 1);
        assert_eq!(memo.get(tide, || 2), 1);
        assert_eq!(memo.get(ebb, || 3), 3);
        assert_eq!(memo.get(tide, || 4), 1);
        assert_eq!(memo.get(flood, || 5), 5);
        assert_eq!(memo.get(tide, || 6), 1, "met later than the other");
        assert_eq!(memo.get(ebb, || 7), 7);
        assert_eq!(memo.get(tide, || 8), 1);
    }

    #[test]
    fn other_tables_have_values_of_their_own() {
        let mut memo = Memo::default();
        let (one, other) = (Owner::default(), Owner::default());
        assert_eq!(memo.of(one).get(7, || 1), 1);
        assert_eq!(memo.of(other).get(7, || 2), 2);
        assert_eq!(memo.of(one).get(7, || 3), 3);
    }

    #[test]
    fn words_are_told_apart() {
        assert_eq!(word_key("tide"), word_key("tide"));
        assert_ne!(word_key("tide"), word_key("tides"));
    }
}
