//! What was found out about words, kept from document to document.
//!
//! Most of an article's different words stood in the last few articles too. Whoever looks words up in large tables asks
//! a [`Memo`] first: one place in memory tells all that several tables, cold by then, would have to be asked for.
//!
//! Promises that a value is given for the very word and the very tables it was found for, and that memory stays bounded: a
//! word that falls on another's slot takes it. Leaves out sharing: every thread has memos of its own and waits for nobody.

use std::sync::atomic::{AtomicU64, Ordering};

/// Slots of a memo; a power of two.
const SLOTS: usize = 8192;

/// Longest word that is kept, in bytes.
const LONGEST: usize = 23;

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
    slots: Vec<Option<(Short, V)>>,
}

/// A word with blanks behind it and its length at the end.
type Short = [u8; LONGEST + 1];

impl<V, O> Default for Memo<V, O> {
    fn default() -> Self {
        Self { owner: None, slots: Vec::new() }
    }
}

impl<V: Clone, O: PartialEq> Memo<V, O> {
    /// The memo as far as it holds for `owner`: what was found with other tables is forgotten.
    pub fn of(&mut self, owner: O) -> &mut Self {
        if self.owner.as_ref() != Some(&owner) {
            self.slots.clear();
            self.slots.resize(SLOTS, None);
            self.owner = Some(owner);
        }
        self
    }

    /// The value of `word`, which has this `hash`: as it was found before, or as `find` finds it now.
    #[inline]
    pub fn get(&mut self, word: &str, hash: u64, find: impl FnOnce() -> V) -> V {
        let slot = hash as usize % SLOTS;
        let (Some(short), Some(slot)) = (short(word), self.slots.get_mut(slot)) else { return find() };
        if let Some((known, value)) = slot
            && *known == short
        {
            return value.clone();
        }
        let value = find();
        *slot = Some((short, value.clone()));
        value
    }
}

#[inline]
fn short(word: &str) -> Option<Short> {
    let mut short = [0; LONGEST + 1];
    short.get_mut(..word.len()).filter(|_| word.len() <= LONGEST)?.copy_from_slice(word.as_bytes());
    short[LONGEST] = word.len() as u8;
    Some(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_looked_up_once_and_again_when_its_slot_was_taken() {
        let mut memo = Memo::default();
        let memo = memo.of(());
        assert_eq!(memo.get("tide", 7, || 1), 1);
        assert_eq!(memo.get("tide", 7, || 2), 1);
        assert_eq!(memo.get("tides", 7 + SLOTS as u64, || 3), 3);
        assert_eq!(memo.get("tide", 7, || 4), 4);
        assert_eq!(memo.get("t\0", 8, || 5), 5);
        assert_eq!(memo.get("t", 8, || 6), 6);
    }

    #[test]
    fn other_tables_have_values_of_their_own_and_long_words_none_kept() {
        let mut memo = Memo::default();
        let (one, other) = (Owner::default(), Owner::default());
        assert_eq!(memo.of(one).get("tide", 7, || 1), 1);
        assert_eq!(memo.of(other).get("tide", 7, || 2), 2);
        assert_eq!(memo.of(one).get("tide", 7, || 3), 3);
        let long = "é".repeat(12);
        assert_eq!([4, 5].map(|value| memo.get(&long, 9, || value)), [4, 5]);
        assert_eq!([6, 7].map(|value| memo.get(&long[..22], 9, || value)), [6, 6]);
    }
}
