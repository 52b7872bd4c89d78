//! A set of occupied tokens with logarithmic lookup, for articles of a million words.

use std::collections::BTreeMap;
use std::ops::Range;

/// Ranges of tokens, by their start.
#[derive(Default)]
pub(super) struct OccupiedTokens(BTreeMap<usize, usize>);

impl OccupiedTokens {
    /// Whether no range overlaps `tokens`.
    pub fn is_free(&self, tokens: &Range<usize>) -> bool {
        self.0.range(..tokens.end).next_back().is_none_or(|(_, &end)| end <= tokens.start)
    }

    /// Adds `tokens`. Of nested ranges, the longer one counts.
    pub fn insert(&mut self, tokens: &Range<usize>) {
        let before = self.0.range(..=tokens.start).next_back().map_or(0, |(_, &end)| end);
        self.0.insert(tokens.start, before.max(tokens.end));
    }
}

impl<'r> FromIterator<&'r Range<usize>> for OccupiedTokens {
    fn from_iter<I: IntoIterator<Item = &'r Range<usize>>>(ranges: I) -> Self {
        let mut ranges: Vec<_> = ranges.into_iter().collect();
        ranges.sort_by_key(|range| range.start);
        let mut taken = Self::default();
        ranges.into_iter().for_each(|range| taken.insert(range));
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn occupied_tokens_are_not_free() {
        let taken: OccupiedTokens = [8..9, 2..6, 3..4].iter().collect();
        for (range, free) in [(0..2, true), (1..3, false), (4..5, false), (6..8, true), (8..12, false), (9..12, true)] {
            assert_eq!(taken.is_free(&range), free, "{range:?}");
        }
    }
}
