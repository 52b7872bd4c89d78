//! One attribution, as found: its words, not yet its speaker.

use std::ops::Range;

use crate::quote::{Kind, Report};
use crate::span::Span;

/// What joined the content to its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// A cue beside the content, with its source.
    Cue,
    /// A source beside the content, and no cue.
    Source,
    /// A name and a colon before it.
    Colon,
    /// A dash and a name behind it.
    Signature,
    /// The turn of a transcript: `NAME: words`.
    Transcript,
    /// A quotation for which the text has no words of saying.
    Uncued,
}

impl Found {
    /// How it was found, in words.
    pub fn explain(self) -> &'static str {
        match self {
            Found::Cue => "a cue beside the content",
            Found::Source => "a source beside the content",
            Found::Colon => "a colon that introduces the content",
            Found::Signature => "a dash and a name behind the content",
            Found::Transcript => "the turn of a transcript",
            Found::Uncued => "a quotation without words of saying",
        }
    }
}

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
