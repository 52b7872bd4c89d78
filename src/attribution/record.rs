//! An attribution before its speaker is resolved.

use std::ops::Range;

use crate::quote::{AttributionPattern, AttributionType, Kind, Polarity};
use crate::span::Span;

/// An attribution: where content, source and cue are.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The pieces of the content, in order, with their marks. Never empty.
    pub content: Vec<Span>,
    /// Tokens of the source, if the text has one.
    pub source: Option<Range<usize>>,
    /// Tokens of the cue.
    pub cue: Option<Range<usize>>,
    /// Direct, mixed or indirect.
    pub kind: Kind,
    /// Statement or attitude.
    pub report: AttributionType,
    /// Whether it was said.
    pub polarity: Polarity,
    /// The deciding words of the polarity, with those of the cue, if it is not affirmed.
    pub ground: Option<String>,
    /// The pattern that links content and source.
    pub found: AttributionPattern,
    /// Probability that content and source are both right.
    pub confidence: f32,
}
