//! Features as numbers: what evidence is collected into.

use super::mention::Case;
use super::weights::FEATURES;
use crate::tag::mix;

/// The features of one candidate.
pub(in crate::speakers) type Evidence = Vec<u16>;

/// How many features a candidate has at most, about: room for so many is made at once.
const MOST: usize = 88;

/// Collects the features of one candidate.
pub(super) struct Features {
    /// Those found so far.
    pub found: Evidence,
    case: Case,
}

impl Features {
    /// None yet.
    pub fn new(case: Case) -> Self {
        Self { found: Vec::with_capacity(MOST), case }
    }

    /// The feature `template` with these values; hashed, so that two may share a weight.
    pub fn add(&mut self, template: u64, values: &[usize]) {
        let number = values.iter().fold(mix(0x6a09, template), |number, &value| mix(number, value as u64 + 1));
        self.found.push((mix(number, 1) >> 40) as u16 % FEATURES as u16);
    }

    /// The same, apart for each case of the pronoun.
    pub fn cased(&mut self, template: u64, values: &[usize]) {
        self.add(template * 8 + 1000 + self.case as u64, values);
    }
}
