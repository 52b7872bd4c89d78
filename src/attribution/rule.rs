//! A rule of attribution as a value: its name, what it holds, what it does, and examples. The list of all is in `rules.rs`.

use super::link::Link;
use crate::text::Document;

/// A rule of attribution.
pub struct Rule {
    /// Its name, for `--without`.
    pub id: &'static str,
    /// What it holds.
    pub sentence: &'static str,
    /// What it does to the links found so far.
    pub(super) apply: fn(&Document, &mut Vec<Link>),
    /// Links before and behind it.
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are for readers and the test"))]
    pub(super) holds: &'static [(&'static str, &'static str)],
    /// Links that it leaves as they are.
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are for readers and the test"))]
    pub(super) fails: &'static [&'static str],
}
