//! The first of many things, in an order that may be costly to compute: only those that may be first are kept.

use std::cmp::Ordering;

/// The list is not cut before it has so many things.
const MIN_KEPT: usize = 1024;

/// Keeps the first `limit` of the things that are added, in the order of `compare`.
pub(super) struct Leading<T, C> {
    limit: usize,
    compare: C,
    kept: Vec<T>,
    /// What comes after it is not among the first.
    last: Option<T>,
}

impl<T: Copy, C: Fn(&T, &T) -> Ordering> Leading<T, C> {
    pub(super) fn new(limit: usize, compare: C) -> Self {
        Self { limit, compare, kept: Vec::new(), last: None }
    }

    /// Adds `one`. In linear time altogether: the list is cut when it is twice too long.
    pub(super) fn add(&mut self, one: T) {
        if self.last.as_ref().is_some_and(|last| (self.compare)(&one, last).is_gt()) {
            return;
        }
        self.kept.push(one);
        if self.kept.len() >= self.limit.saturating_mul(2).max(MIN_KEPT) {
            let (_, last, _) = self.kept.select_nth_unstable_by(self.limit, &self.compare);
            self.last = Some(*last);
            self.kept.truncate(self.limit);
        }
    }

    /// The first ones, in order.
    pub(super) fn sorted(mut self) -> Vec<T> {
        self.kept.sort_unstable_by(&self.compare);
        self.kept.truncate(self.limit);
        self.kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_ones_are_those_of_a_sorted_list() {
        for (count, limit) in [(0, 3), (10, 0), (10, 20), (20_000, 1), (20_000, 700), (20_000, usize::MAX)] {
            let numbers: Vec<u64> = (0..count).map(|at: u64| at.wrapping_mul(2_654_435_761) % 10_007).collect();
            let mut leading = Leading::new(limit, u64::cmp);
            numbers.iter().for_each(|&number| leading.add(number));
            let mut expected = numbers;
            expected.sort_unstable();
            expected.truncate(limit);
            assert_eq!(leading.sorted(), expected, "{limit} of {count}");
        }
    }
}
