//! One who may be the speaker of an attribution.

use std::ops::Range;

/// Who a candidate is.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::speakers) enum Who {
    /// The entity of that number.
    Entity(usize),
    /// The two of that number.
    Pair(usize),
    /// Somebody or something that the article calls by these words.
    Words(Range<usize>),
    /// Nobody that the article names.
    Nobody,
}

/// What sort of candidate it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
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

impl Sort {
    pub const COUNT: usize = 9;
}

/// One who may be the speaker.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub who: Who,
    pub sort: Sort,
    /// What tells the same one again, from attribution to attribution.
    pub key: u64,
    /// For an antecedent: the place of its phrase.
    pub phrase: Option<usize>,
}
