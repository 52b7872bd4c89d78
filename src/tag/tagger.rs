//! Spans.
use super::label::Role;
use std::ops::Range;
/// A stretch of tokens with its role.
#[derive(Clone, Debug, PartialEq)]
pub struct TaggedSpan {
    /// role
    pub role: Role,
    /// tokens
    pub tokens: Range<usize>,
    /// probability
    pub probability: f32,
}
