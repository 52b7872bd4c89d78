//! How likely an attribution is right, from what the stages were sure of.

/// What each stage was sure of, as probabilities.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Signals {
    /// That the worst piece of content is one.
    pub content: f32,
    /// That the content belongs to the cue.
    pub cue: f32,
    /// That the source is one.
    pub source: f32,
    /// That the source belongs to the cue.
    pub joined: f32,
}

impl Signals {
    /// The probability that content and source are right.
    pub fn probability(&self) -> f32 {
        (self.content * self.cue * self.source * self.joined).clamp(0.01, 0.99)
    }
}
