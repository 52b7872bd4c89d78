//! Candidate speakers.

use std::ops::Range;

/// Whom a candidate refers to.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::speakers) enum Referent {
    /// The entity with this index.
    Entity(usize),
    /// The pair of names with this index.
    Pair(usize),
    /// A speaker without a name, described by these words.
    Description(Range<usize>),
    /// Nobody whom the article names.
    Nobody,
}

/// The type of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CandidateType {
    Person,
    Organisation,
    Place,
    Unclear,
    Pair,
    OwnWords,
    OwnHead,
    Antecedent,
    Nobody,
}

impl CandidateType {
    pub const COUNT: usize = 9;
}

/// A candidate speaker of an attribution.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub referent: Referent,
    pub candidate_type: CandidateType,
    /// Identifies the referent across attributions.
    pub key: u64,
    /// The index of the noun phrase of an antecedent.
    pub phrase: Option<usize>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_types_are_counted_up_to_nobody() {
        assert_eq!(CandidateType::Nobody as usize + 1, CandidateType::COUNT);
    }
}
