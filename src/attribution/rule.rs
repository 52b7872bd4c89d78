//! A rule of attribution as a value: its name, its description, its function, and examples. `rules.rs` lists all rules.

use super::link::Link;
use crate::text::Document;

/// A rule of attribution.
pub struct Rule {
    /// Its name, for `--without`.
    pub id: &'static str,
    /// Its description.
    pub sentence: &'static str,
    /// Changes the links found so far.
    pub(super) apply: fn(&Document, &mut Vec<Link>),
    /// Links before and after the rule.
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are for readers and the test"))]
    pub(super) examples: &'static [(&'static str, &'static str)],
    /// Links that it does not change.
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are for readers and the test"))]
    pub(super) counterexamples: &'static [&'static str],
}
