//! A rule of polarity as a value: its name, what it holds, what it tells, and examples.

use std::ops::Range;

use super::clause::Clause;
use crate::quote::Polarity;

/// A rule that tells a polarity.
pub struct PolarityRule {
    /// Its name, for `--without`.
    pub id: &'static str,
    /// What it holds.
    pub sentence: &'static str,
    /// Whether it looks at quotations without words of saying too.
    pub(super) without_cue: bool,
    /// What it tells of the words of saying in a clause, if anything.
    pub(super) tell: fn(&Clause) -> Option<Told>,
    /// Links of which it tells something, and what.
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are for readers and the test"))]
    pub(super) holds: &'static [(&'static str, Polarity)],
    /// Links of which it tells nothing.
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are for readers and the test"))]
    pub(super) fails: &'static [&'static str],
}

/// What a rule tells, and the words by which it does.
pub(super) struct Told {
    pub(super) polarity: Polarity,
    pub(super) words: Range<usize>,
}

impl Told {
    /// `polarity`, by the one word at `token`.
    pub(super) fn by(polarity: Polarity, token: usize) -> Self {
        Self { polarity, words: token..token + 1 }
    }
}
