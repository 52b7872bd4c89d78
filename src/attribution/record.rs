//! One attribution, as found: its words, not yet its speaker.

use std::ops::Range;

use crate::quote::{Found, Kind, Polarity, Report};
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
    /// Whether it was said at all.
    pub polarity: Polarity,
    /// The words that decide the polarity, with those of the cue, when it is not affirmed.
    pub ground: Option<String>,
    /// How it was found.
    pub found: Found,
    /// Probability that content and source are both right.
    pub confidence: f32,
}
