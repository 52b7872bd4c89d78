//! Which numbers were certainly never put in: a Bloom filter (Bloom, CACM 1970) that grows.
//!
//! The numbers are digests already, so their own bits say where they leave a mark. Two to four bytes a number, a layer
//! being made for all that it has room for.

/// Bits for each number.
const BITS: usize = 16;
/// Marks of each number.
const MARKS: usize = 6;
/// Numbers that the first layer has room for; each further one has room for twice as many as the one before.
const FIRST: usize = 1 << 12;

/// Numbers, without a way to name them.
#[derive(Clone, Debug, Default)]
pub(super) struct Sieve {
    layers: Vec<Layer>,
}

#[derive(Clone, Debug)]
struct Layer {
    words: Vec<u64>,
    room: usize,
}

impl Sieve {
    /// Puts in a number that looks like noise, as digests do.
    pub(super) fn insert(&mut self, number: u64) {
        if self.layers.last().is_none_or(|layer| layer.room == 0) {
            let room = FIRST << self.layers.len();
            self.layers.push(Layer { words: vec![0; room * BITS / 64], room });
        }
        if let Some(layer) = self.layers.last_mut() {
            layer.room -= 1;
            let size = layer.words.len() * 64;
            marks(number, size).for_each(|mark| layer.words[mark / 64] |= 1 << (mark % 64));
        }
    }

    /// False for a number that was never put in; true for one that was, and seldom for another.
    pub(super) fn may_hold(&self, number: u64) -> bool {
        self.layers.iter().any(|layer| {
            let size = layer.words.len() * 64;
            marks(number, size).all(|mark| layer.words[mark / 64] >> (mark % 64) & 1 == 1)
        })
    }
}

/// Where a number leaves its marks among `size` bits, which are a power of two: steps of equal width from a first place, as
/// good as independent ones (Kirsch, Mitzenmacher, ESA 2006).
fn marks(number: u64, size: usize) -> impl Iterator<Item = usize> {
    let (first, step) = (number as usize, (number >> 32) as usize | 1);
    (0..MARKS).map(move |mark| first.wrapping_add(step.wrapping_mul(mark)) & (size - 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::keys::article_key;

    #[test]
    fn what_was_put_in_passes_and_hardly_anything_else() {
        let mut sieve = Sieve::default();
        assert!(!sieve.may_hold(article_key("a")));
        let number = |at: u32| article_key(&at.to_string());
        (0..50_000).for_each(|at| sieve.insert(number(at)));
        assert!((0..50_000).all(|at| sieve.may_hold(number(at))));
        let passed = (50_000..100_000).filter(|&at| sieve.may_hold(number(at))).count();
        assert!(passed < 500, "{passed}");
    }
}
