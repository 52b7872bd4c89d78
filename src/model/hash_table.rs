//! A read-only hash table from features to values: open addressing by buckets, built once at load time.
//!
//! Keys are the upper halves of 64-bit feature hashes. With a million features, an unknown feature collides once in
//! several thousand look-ups, which does not affect accuracy.

/// Maximum number of entries of a bucket.
const BUCKET: usize = 8;

/// Values by 32-bit key.
///
/// A bucket has at most eight entries; an entry whose bucket is full goes to the next one. One byte (tag) of each key
/// is in a 64-bit number of the bucket, so that one load and a few operations without branches filter out most features
/// that are absent. The entries are stored without gaps, bucket by bucket, because the speed of look-ups depends on the
/// memory they touch.
#[derive(Clone, Debug)]
pub struct Table<V> {
    buckets: Vec<Bucket>,
    entries: Vec<(u32, V)>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Bucket {
    /// The tag of each entry, never 0; 0 after the last entry.
    tags: u64,
    /// The index of the first entry.
    start: u32,
}

/// The key of `feature`; never 0.
#[inline]
pub fn key_of(feature: u64) -> u32 {
    ((feature >> 32) as u32).max(1)
}

impl<V> Default for Table<V> {
    fn default() -> Self {
        Table { buckets: Vec::new(), entries: Vec::new() }
    }
}

impl<V: Copy + Default> Table<V> {
    /// A table of `entries`. The first of two equal keys wins.
    pub fn new(entries: &[(u32, V)]) -> Table<V> {
        let mut sorted: Vec<(u32, V)> = entries.iter().map(|&(key, value)| (key.max(1), value)).collect();
        sorted.sort_by_key(|entry| entry.0);
        sorted.dedup_by_key(|entry| entry.0);
        let count = (sorted.len() / 4 + 2).next_power_of_two();
        let mut sizes = vec![0; count];
        let home = |&(key, _): &(u32, V)| {
            let mut home = bucket_of(key, count);
            while sizes[home] == BUCKET {
                home = (home + 1) % count;
            }
            sizes[home] += 1;
            home
        };
        let homes: Vec<usize> = sorted.iter().map(home).collect();
        let mut table = Table { buckets: Vec::with_capacity(count), entries: vec![(0, V::default()); sorted.len()] };
        let mut start = 0;
        for size in &mut sizes {
            table.buckets.push(Bucket { tags: 0, start: start as u32 });
            start += std::mem::take(size);
        }
        for (home, entry) in homes.into_iter().zip(sorted) {
            let (bucket, rank) = (&mut table.buckets[home], &mut sizes[home]);
            bucket.tags |= u64::from(tag(entry.0)) << (*rank * 8);
            table.entries[bucket.start as usize + *rank] = entry;
            *rank += 1;
        }
        table
    }
}

/// The home bucket of `key`. `count` is a power of two.
#[inline(always)]
fn bucket_of(key: u32, count: usize) -> usize {
    (key.wrapping_mul(0x9e37_79b1) >> 7) as usize & (count - 1)
}

/// The tag of `key`; never 0.
#[inline(always)]
fn tag(key: u32) -> u8 {
    (key >> 24) as u8 | 1
}

/// The bytes of `word` that equal `byte`, as their highest bits. The lowest set bit is always correct; higher ones may
/// be false positives.
#[inline(always)]
fn bytes_equal(word: u64, byte: u8) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let other = word ^ (u64::from(byte) * ONES);
    other.wrapping_sub(ONES) & !other & (ONES << 7)
}

/// Buffers for looking up many features.
#[derive(Debug, Default)]
pub struct LookupBuffers<V> {
    buckets: Vec<Bucket>,
    likely: Vec<(u32, u32)>,
    entries: Vec<(u32, V)>,
}

impl<V: Copy + Default> LookupBuffers<V> {
    /// Makes room for `count` features.
    #[inline(always)]
    fn grow(&mut self, count: usize) {
        if self.buckets.len() < count {
            self.buckets.resize(count, Bucket::default());
            self.likely.resize(count, (0, 0));
            self.entries.resize(count, (0, V::default()));
        }
    }
}

impl Bucket {
    /// The index of the entry of the lowest byte in `found`.
    #[inline(always)]
    fn entry(self, found: u64) -> u32 {
        self.start + found.trailing_zeros() / 8
    }

    /// Whether entries may be in the next bucket.
    #[inline(always)]
    fn is_full(self) -> bool {
        bytes_equal(self.tags, 0) == 0
    }
}

impl<V> Table<V> {
    /// The value of `feature`.
    #[inline]
    pub fn get(&self, feature: u64) -> Option<&V> {
        if self.buckets.is_empty() {
            return None;
        }
        self.find(key_of(feature))
    }

    /// Calls `found` with the value of each of `features` that has one, in order. `buffers` are reused.
    ///
    /// Looking up many features together is several times as fast as one by one. The time is spent waiting for memory,
    /// so first all buckets and then all entries are fetched, in short loops with many loads in flight, and without
    /// data-dependent branches.
    #[inline(always)]
    pub fn get_all(&self, features: &[u64], buffers: &mut LookupBuffers<V>, mut found: impl FnMut(&V))
    where
        V: Copy + Default,
    {
        if self.entries.is_empty() {
            return;
        }
        buffers.grow(features.len());
        for (fetched, &feature) in buffers.buckets.iter_mut().zip(features) {
            *fetched = self.buckets[bucket_of(key_of(feature), self.buckets.len())];
        }
        let mut count = 0;
        for (bucket, &feature) in buffers.buckets.iter().zip(features) {
            let key = key_of(feature);
            let equal = bytes_equal(bucket.tags, tag(key));
            buffers.likely[count] = (bucket.entry(equal), key);
            // Non-short-circuiting on purpose: a branch here is mispredicted half of the time.
            count += usize::from(equal != 0) | usize::from(bucket.is_full());
        }
        let likely = &buffers.likely[..count];
        for (fetched, &(entry, _)) in buffers.entries.iter_mut().zip(likely) {
            *fetched = self.entries[(entry as usize).min(self.entries.len() - 1)];
        }
        for ((there, value), &(_, key)) in buffers.entries.iter().zip(likely) {
            if *there == key {
                found(value);
            } else if let Some(value) = self.find(key) {
                found(value);
            }
        }
    }

    /// The value of `key`.
    fn find(&self, key: u32) -> Option<&V> {
        let mut number = bucket_of(key, self.buckets.len());
        loop {
            let bucket = self.buckets[number];
            let mut equal = bytes_equal(bucket.tags, tag(key));
            while equal != 0 {
                if let Some((there, value)) = self.entries.get(bucket.entry(equal) as usize)
                    && *there == key
                {
                    return Some(value);
                }
                equal &= equal - 1;
            }
            if !bucket.is_full() {
                return None;
            }
            number = (number + 1) & (self.buckets.len() - 1);
        }
    }

    /// All entries in order of their keys.
    pub fn entries(&self) -> Vec<(u32, V)>
    where
        V: Copy,
    {
        let mut entries = self.entries.clone();
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
        // Keys that differ only in their highest bits share a bucket; the first nine overflow it.
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
            table.get_all(&features, &mut LookupBuffers::default(), |value| found.push(*value));
            let expected: Vec<u32> = features.iter().filter_map(|&feature| table.get(feature).copied()).collect();
            proptest::prop_assert_eq!(found, expected);
        }
    }
}
