//! A growing Bloom filter (Bloom, CACM 1970): tells which numbers were certainly never inserted.
//!
//! The numbers are digests already, so their own bits serve as hash values. It takes two to four bytes a number, since
//! each layer is allocated for all the numbers that it has room for.

/// Bits for each number.
const BITS_PER_NUMBER: usize = 16;
/// Bits that each number sets.
const HASHES: usize = 6;
/// Capacity of the first layer; each further layer holds twice as many numbers as the one before.
const FIRST_CAPACITY: usize = 1 << 12;

/// A set of numbers that can be tested for membership but not listed.
#[derive(Clone, Debug, Default)]
pub(super) struct BloomFilter {
    layers: Vec<Layer>,
}

#[derive(Clone, Debug)]
struct Layer {
    words: Vec<u64>,
    free: usize,
}

impl BloomFilter {
    /// Inserts a number whose bits are random, as those of digests are.
    pub(super) fn insert(&mut self, number: u64) {
        if self.layers.last().is_none_or(|layer| layer.free == 0) {
            let capacity = FIRST_CAPACITY << self.layers.len();
            self.layers.push(Layer { words: vec![0; capacity * BITS_PER_NUMBER / 64], free: capacity });
        }
        if let Some(layer) = self.layers.last_mut() {
            layer.free -= 1;
            let size = layer.words.len() * 64;
            bits_of(number, size).for_each(|bit| layer.words[bit / 64] |= 1 << (bit % 64));
        }
    }

    /// False for a number that was never inserted; true for one that was, and seldom for another.
    pub(super) fn may_contain(&self, number: u64) -> bool {
        self.layers.iter().any(|layer| {
            let size = layer.words.len() * 64;
            bits_of(number, size).all(|bit| layer.words[bit / 64] >> (bit % 64) & 1 == 1)
        })
    }
}

/// The bits that a number sets among `size` bits, a power of two: double hashing, as good as independent hash functions
/// (Kirsch, Mitzenmacher, ESA 2006).
fn bits_of(number: u64, size: usize) -> impl Iterator<Item = usize> {
    let (first, step) = (number as usize, (number >> 32) as usize | 1);
    (0..HASHES).map(move |hash| first.wrapping_add(step.wrapping_mul(hash)) & (size - 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::digests::article_key;

    #[test]
    fn inserted_numbers_are_found_and_hardly_any_other() {
        let mut filter = BloomFilter::default();
        assert!(!filter.may_contain(article_key("a")));
        let number = |at: u32| article_key(&at.to_string());
        (0..50_000).for_each(|at| filter.insert(number(at)));
        assert!((0..50_000).all(|at| filter.may_contain(number(at))));
        let false_positives = (50_000..100_000).filter(|&at| filter.may_contain(number(at))).count();
        assert!(false_positives < 500, "{false_positives}");
    }
}
