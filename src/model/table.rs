//! A read-only hash table from feature numbers to values: open addressing, linear probing, built once at load.
//!
//! Keys are the upper halves of 64-bit feature numbers. Two features that share one are one feature to the table; with
//! a million of them that happens to one look-up of an unknown feature in several thousand and moves no figure.

/// Values by 32-bit key.
///
/// Most features that are asked for are not there. One byte a slot tells nearly all of them, so that a look-up in vain
/// touches the small array alone.
#[derive(Clone, Debug)]
pub struct Table<V> {
    /// 0 for an empty slot, else a byte of the key.
    tags: Vec<u8>,
    slots: Vec<(u32, V)>,
    /// One less than the number of slots, which is a power of two.
    mask: usize,
}

/// The key of the feature with number `feature`; never 0.
#[inline]
pub fn key_of(feature: u64) -> u32 {
    ((feature >> 32) as u32).max(1)
}

impl<V> Default for Table<V> {
    fn default() -> Self {
        Table { tags: Vec::new(), slots: Vec::new(), mask: 0 }
    }
}

impl<V: Copy + Default> Table<V> {
    /// A table of `entries`; the first of two equal keys stays.
    pub fn new(entries: &[(u32, V)]) -> Table<V> {
        let size = (entries.len() * 3 / 2 + 2).next_power_of_two();
        let mut table = Table { tags: vec![0; size], slots: vec![(0, V::default()); size], mask: size - 1 };
        for &(key, value) in entries {
            let key = key.max(1);
            if let Err(free) = table.find(key) {
                table.tags[free] = tag(key);
                table.slots[free] = (key, value);
            }
        }
        table
    }
}

/// The byte that stands for `key`; never 0.
#[inline]
fn tag(key: u32) -> u8 {
    (key >> 24) as u8 | 1
}

impl<V> Table<V> {
    /// The value of the feature with number `feature`.
    #[inline]
    pub fn get(&self, feature: u64) -> Option<&V> {
        if self.tags.is_empty() {
            return None;
        }
        self.find(key_of(feature)).ok().map(|slot| &self.slots[slot].1)
    }

    /// The slot that holds `key`, or else the empty one where it would stand. The table is never full.
    #[inline]
    fn find(&self, key: u32) -> Result<usize, usize> {
        let tag = tag(key);
        let mut slot = (key.wrapping_mul(0x9e37_79b1) >> 7) as usize & self.mask;
        loop {
            match self.tags[slot] {
                0 => return Err(slot),
                found if found == tag && self.slots[slot].0 == key => return Ok(slot),
                _ => slot = (slot + 1) & self.mask,
            }
        }
    }

    /// All entries in order of their keys.
    pub fn entries(&self) -> Vec<(u32, V)>
    where
        V: Copy,
    {
        let mut entries: Vec<(u32, V)> = self.slots.iter().filter(|slot| slot.0 != 0).copied().collect();
        entries.sort_unstable_by_key(|entry| entry.0);
        entries
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
