//! Hashes of features: every string becomes a 64-bit number once, and numbers are mixed from then on.
//!
//! Weights files depend on these numbers. Any change here requires retraining.

/// Multiplier of the mixing step (the golden ratio in 64 bits).
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// Mixes `value` into `state`.
#[inline]
pub fn mix(state: u64, value: u64) -> u64 {
    let mixed = (state ^ value).wrapping_mul(GOLDEN);
    mixed ^ (mixed >> 29)
}

/// The hash of a string.
#[inline]
pub fn hash_bytes(bytes: &[u8]) -> u64 {
    let mut state = bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let mut block = [0; 8];
        block[..chunk.len()].copy_from_slice(chunk);
        state = mix(state, u64::from_le_bytes(block));
    }
    mix(state, GOLDEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_and_order_count() {
        assert_ne!(hash_bytes(b"ab"), hash_bytes(b"ab\0"));
        assert_ne!(hash_bytes(b"abcdefgh1"), hash_bytes(b"abcdefgh2"));
        assert_ne!(mix(mix(0, 1), 2), mix(mix(0, 2), 1));
    }
}
