//! A polarity rule as a value: its name, its description, its function, and examples.

use std::ops::Range;

use super::clause::Clause;
use crate::quote::Polarity;

/// A rule that finds a polarity.
pub struct PolarityRule {
    /// Its name, for `--without`.
    pub id: &'static str,
    /// Its description.
    pub sentence: &'static str,
    /// Whether it applies to quotations without a cue as well.
    pub(super) without_cue: bool,
    /// Returns the polarity of the clause, if the rule applies.
    pub(super) evaluate: fn(&Clause) -> Option<PolarityFinding>,
    /// Links it applies to, with the polarity.
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are for readers and the test"))]
    pub(super) examples: &'static [(&'static str, Polarity)],
    /// Links it does not apply to.
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are for readers and the test"))]
    pub(super) counterexamples: &'static [&'static str],
}

/// The polarity that a rule found, and the deciding words.
pub(super) struct PolarityFinding {
    pub(super) polarity: Polarity,
    pub(super) words: Range<usize>,
}

impl PolarityFinding {
    /// `polarity`, decided by the word at `token`.
    pub(super) fn by(polarity: Polarity, token: usize) -> Self {
        Self { polarity, words: token..token + 1 }
    }
}
