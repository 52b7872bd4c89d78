//! One attribution, as found: its words, not yet its speaker.

use std::ops::Range;

use crate::quote::{Found, Kind, Report};
use crate::span::Span;

/// Somebody said something: where the words stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The pieces of the content, in order, with their marks. Never empty.
    pub content: Vec<Span>,
    /// Tokens of the source, when the text names one.
    pub source: Option<Range<usize>>,
    /// Tokens of the cue.
    pub cue: Option<Range<usize>>,
    /// Direct, mixed or indirect.
    pub kind: Kind,
    /// Statement or attitude.
    pub report: Report,
    /// How it was found.
    pub found: Found,
    /// Probability that content and source are both right.
    pub confidence: f32,
}
