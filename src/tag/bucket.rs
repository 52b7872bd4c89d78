//! Distances, made coarse.

/// The bucket of a distance, 0 to 14: exact up to 5, coarser and coarser from there. 15 is free for "none".
#[inline]
pub fn bucket(distance: usize) -> u8 {
    match distance {
        0..=5 => distance as u8,
        6..=7 => 6,
        8..=10 => 7,
        11..=15 => 8,
        16..=22 => 9,
        23..=32 => 10,
        33..=50 => 11,
        51..=80 => 12,
        81..=140 => 13,
        _ => 14,
    }
}
