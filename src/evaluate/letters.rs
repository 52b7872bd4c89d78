//! A text as its code points, and sets of the letters and digits in it: all that is ever compared.

use std::collections::BTreeSet;

use super::gold::Stretch;

/// A set of letters and digits, by their code point.
pub(super) type Letters = BTreeSet<usize>;

/// The letters and digits of `text` inside `stretches`.
pub(super) fn letters(text: &[char], stretches: &[Stretch]) -> Letters {
    let inside = |&[start, end]: &Stretch| start..end.min(text.len());
    stretches.iter().flat_map(inside).filter(|&at| text[at].is_alphanumeric()).collect()
}

/// How many letters two sets share.
pub(super) fn shared(first: &Letters, second: &Letters) -> usize {
    let (few, many) = if first.len() < second.len() { (first, second) } else { (second, first) };
    few.iter().filter(|at| many.contains(at)).count()
}

/// What two sets share over what they hold together.
pub(super) fn overlap(first: &Letters, second: &Letters) -> f64 {
    let both = shared(first, second);
    if both == 0 { 0.0 } else { both as f64 / (first.len() + second.len() - both) as f64 }
}
