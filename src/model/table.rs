//! A read-only hash table from feature numbers to values: open addressing, linear probing, built once at load.
//!
//! Keys are the upper halves of 64-bit feature numbers. Two features that share one are one feature to the table; with
//! a million of them that happens to one look-up of an unknown feature in several thousand and moves no figure.

/// Values by 32-bit key. `get` costs one or two cache lines.
#[derive(Clone, Debug)]
pub struct Table<V> {
    slots: Vec<(u32, V)>,
    /// One bit below the number of slots, which is a power of two.
    mask: usize,
}

/// Marks an empty slot; a key of this value is stored as its neighbour.
const EMPTY: u32 = 0;

/// The key of the feature with number `feature`.
#[inline]
pub fn key_of(feature: u64) -> u32 {
    ((feature >> 32) as u32).max(1)
}

impl<V> Default for Table<V> {
    fn default() -> Self {
        Table { slots: Vec::new(), mask: 0 }
    }
}

impl<V: Copy + Default> Table<V> {
    /// A table of `entries`; the first of two equal keys stays.
    pub fn new(entries: &[(u32, V)]) -> Table<V> {
        let size = (entries.len() * 3 / 2 + 2).next_power_of_two();
        let mut table = Table { slots: vec![(EMPTY, V::default()); size], mask: size - 1 };
        for &(key, value) in entries {
            let key = key.max(1);
            let slot = table.slot(key);
            if table.slots[slot].0 == EMPTY {
                table.slots[slot] = (key, value);
            }
        }
        table
    }
}

impl<V> Table<V> {
    /// The value of the feature with number `feature`.
    #[inline]
    pub fn get(&self, feature: u64) -> Option<&V> {
        if self.slots.is_empty() {
            return None;
        }
        let slot = &self.slots[self.slot(key_of(feature))];
        (slot.0 != EMPTY).then_some(&slot.1)
    }

    /// All entries in order of their keys.
    pub fn entries(&self) -> Vec<(u32, V)>
    where
        V: Copy,
    {
        let mut entries: Vec<(u32, V)> = self.slots.iter().filter(|slot| slot.0 != EMPTY).copied().collect();
        entries.sort_unstable_by_key(|entry| entry.0);
        entries
    }

    /// The slot that holds `key`, or the empty one where it would stand. The table is never full.
    #[inline]
    fn slot(&self, key: u32) -> usize {
        let mut slot = (key.wrapping_mul(0x9e37_79b1) >> 7) as usize & self.mask;
        while self.slots[slot].0 != key && self.slots[slot].0 != EMPTY {
            slot = (slot + 1) & self.mask;
        }
        slot
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out() {
        let features: Vec<u64> = (1..5000u64).map(|n| n.wrapping_mul(0x9e37_79b9_7f4a_7c15)).collect();
        let entries: Vec<(u32, u64)> = features.iter().map(|&feature| (key_of(feature), feature)).collect();
        let table = Table::new(&entries);
        for feature in features {
            assert_eq!(table.get(feature).map(|value| key_of(*value)), Some(key_of(feature)));
        }
        assert_eq!(Table::<u8>::default().get(7), None);
        assert_eq!(Table::<u8>::new(&[]).get(7), None);
    }
}
