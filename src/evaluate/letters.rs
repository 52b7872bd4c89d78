//! Sets of letters and digits of a text: spans are compared by these alone.

use std::collections::BTreeSet;

use super::gold::CharRange;

/// A set of letters and digits, by code point index.
pub(super) type Letters = BTreeSet<usize>;

/// The letters and digits of `text` in `ranges`.
pub(super) fn letters(text: &[char], ranges: &[CharRange]) -> Letters {
    let inside = |&[start, end]: &CharRange| start..end.min(text.len());
    ranges.iter().flat_map(inside).filter(|&at| text[at].is_alphanumeric()).collect()
}

/// The size of the intersection.
pub(super) fn shared(first: &Letters, second: &Letters) -> usize {
    let (few, many) = if first.len() < second.len() { (first, second) } else { (second, first) };
    few.iter().filter(|at| many.contains(at)).count()
}

/// Intersection over union.
pub(super) fn overlap(first: &Letters, second: &Letters) -> f64 {
    let both = shared(first, second);
    if both == 0 { 0.0 } else { both as f64 / (first.len() + second.len() - both) as f64 }
}
