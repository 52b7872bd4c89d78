//! A read-only hash table from feature numbers to values: open addressing by buckets, built once at load.
//!
//! Keys are the upper halves of 64-bit feature numbers. Two features that share one are one feature to the table; with
//! a million of them that happens to one look-up of an unknown feature in several thousand and moves no figure.

/// Slots that are looked at together.
const BUCKET: usize = 8;

/// Values by 32-bit key.
///
/// Slots lie in buckets of eight. One byte of the key of each stands in a 64-bit number for the bucket, so that one
/// load and a few steps without branches tell whether a feature may be there; most that are not are told apart by that
/// alone. An entry that finds its bucket full stands in the next one.
#[derive(Clone, Debug)]
pub struct Table<V> {
    /// For each bucket a byte a slot: 0 for an empty one, else a byte of the key.
    tags: Vec<u64>,
    slots: Vec<(u32, V)>,
}

/// The key of the feature with number `feature`; never 0.
#[inline]
pub fn key_of(feature: u64) -> u32 {
    ((feature >> 32) as u32).max(1)
}

impl<V> Default for Table<V> {
    fn default() -> Self {
        Table { tags: Vec::new(), slots: Vec::new() }
    }
}

impl<V: Copy + Default> Table<V> {
    /// A table of `entries`; the first of two equal keys stays.
    pub fn new(entries: &[(u32, V)]) -> Table<V> {
        let buckets = (entries.len() * 3 / 2 / BUCKET + 2).next_power_of_two();
        let mut table = Table { tags: vec![0; buckets], slots: vec![(0, V::default()); buckets * BUCKET] };
        for &(key, value) in entries {
            let key = key.max(1);
            if table.find(key).is_none() {
                let slot = table.free(key);
                table.tags[slot / BUCKET] |= u64::from(tag(key)) << (slot % BUCKET * 8);
                table.slots[slot] = (key, value);
            }
        }
        table
    }

    /// The first empty slot for `key`. The table is never full.
    fn free(&self, key: u32) -> usize {
        let mut bucket = self.bucket(key);
        loop {
            let empty = bytes_equal(self.tags[bucket], 0);
            if empty != 0 {
                return slot_of(bucket, empty);
            }
            bucket = self.after(bucket);
        }
    }
}

/// The byte that stands for `key`; never 0.
#[inline]
fn tag(key: u32) -> u8 {
    (key >> 24) as u8 | 1
}

/// The bytes of `word` that are equal to `byte`, as their highest bits. Above the lowest one there may be others that
/// are not equal; the lowest one always is.
#[inline]
fn bytes_equal(word: u64, byte: u8) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let other = word ^ (u64::from(byte) * ONES);
    other.wrapping_sub(ONES) & !other & (ONES << 7)
}

/// The slot of `bucket` for the lowest of the bytes that were found.
#[inline]
fn slot_of(bucket: usize, found: u64) -> usize {
    bucket * BUCKET + found.trailing_zeros() as usize / 8
}

impl<V> Table<V> {
    #[inline]
    fn bucket(&self, key: u32) -> usize {
        (key.wrapping_mul(0x9e37_79b1) >> 7) as usize & (self.tags.len() - 1)
    }

    #[inline]
    fn after(&self, bucket: usize) -> usize {
        (bucket + 1) & (self.tags.len() - 1)
    }

    /// The value of the feature with number `feature`.
    #[inline]
    pub fn get(&self, feature: u64) -> Option<&V> {
        if self.tags.is_empty() {
            return None;
        }
        self.find(key_of(feature))
    }

    /// Calls `found` with the value of each of `features` that has one, in order. `likely` is room to work in.
    ///
    /// Many features at a time are faster than one by one: the first pass over them has no branch that depends on what
    /// is there, and so nothing to guess wrong.
    #[inline(always)]
    pub fn get_all(&self, features: &[u64], likely: &mut Vec<(u32, u32)>, mut found: impl FnMut(&V)) {
        if self.tags.is_empty() {
            return;
        }
        likely.clear();
        likely.resize(features.len(), (0, 0));
        let mut count = 0;
        for &feature in features {
            let key = key_of(feature);
            let bucket = self.bucket(key);
            let tags = self.tags[bucket];
            let (equal, empty) = (bytes_equal(tags, tag(key)), bytes_equal(tags, 0));
            likely[count] = (slot_of(bucket, equal) as u32, key);
            // A full bucket may have sent the entry to the next one.
            count += usize::from(equal != 0 || empty == 0);
        }
        for &(slot, key) in &likely[..count] {
            match self.slots.get(slot as usize) {
                Some((there, value)) if *there == key => found(value),
                _ => self.find(key).into_iter().for_each(&mut found),
            }
        }
    }

    /// The value of `key`.
    fn find(&self, key: u32) -> Option<&V> {
        let mut bucket = self.bucket(key);
        loop {
            let mut equal = bytes_equal(self.tags[bucket], tag(key));
            while equal != 0 {
                let (there, value) = &self.slots[slot_of(bucket, equal)];
                if *there == key {
                    return Some(value);
                }
                equal &= equal - 1;
            }
            if bytes_equal(self.tags[bucket], 0) != 0 {
                return None;
            }
            bucket = self.after(bucket);
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

    #[test]
    fn a_full_bucket_sends_entries_to_the_next() {
        // Keys that differ in their highest bits alone share a bucket; the first nine fill one and more.
        let entries: Vec<(u32, u32)> = (1..40).map(|n| (n << 26 | 5, n)).filter(|entry| entry.0 != 5).collect();
        let table = Table::new(&entries);
        for &(key, value) in &entries {
            assert_eq!(
                table.get(u64::from(key) << 32),
                entries.iter().find(|entry| entry.0 == key).map(|entry| &entry.1)
            );
            assert!(value > 0);
        }
    }

    proptest::proptest! {
        #[test]
        fn many_at_a_time_are_the_same_as_one_by_one(
            keys in proptest::collection::vec(0u32..3000, 0..400),
            asked in proptest::collection::vec(0u32..3000, 0..400),
            spread in proptest::sample::select(vec![1u32, 1 << 20, 0x9e37_79b1]),
        ) {
            let entries: Vec<(u32, u32)> = keys.iter().map(|key| (key.wrapping_mul(spread), *key)).collect();
            let table = Table::new(&entries);
            let features: Vec<u64> = asked.iter().map(|key| u64::from(key.wrapping_mul(spread)) << 32).collect();
            let mut found = Vec::new();
            table.get_all(&features, &mut Vec::new(), |value| found.push(*value));
            let expected: Vec<u32> = features.iter().filter_map(|&feature| table.get(feature).copied()).collect();
            proptest::prop_assert_eq!(found, expected);
        }
    }
}
