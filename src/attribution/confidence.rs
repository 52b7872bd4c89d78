//! How likely an attribution is right, from what the stages were sure of.
//!
//! The stages are too sure of some things and not of others, so their product is brought into line with what is true
//! by a logistic curve (Platt 1999) over it, the kind of the content and what is missing. The numbers below were fitted
//! on the development articles, where an attribution is right when content and source are (`relation`); the table of
//! reliability stands in `seeds/model/CARD.md`.

use crate::quote::{Kind, Report};

/// What each stage was sure of, as probabilities, and what kind of attribution came of it.
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
    /// Direct, mixed or indirect.
    pub kind: Kind,
    /// Statement or attitude.
    pub report: Report,
    /// Whether the text names a source.
    pub has_source: bool,
    /// Whether there is a cue.
    pub has_cue: bool,
}

/// Weight of the stages' own belief, in logits.
const BELIEF: f32 = 0.699;
/// Added for what is missing or seldom wrong, in logits.
const DIRECT: f32 = 0.741;
const MIXED: f32 = 0.114;
const ATTITUDE: f32 = -0.052;
const NO_SOURCE: f32 = -2.426;
const NO_CUE: f32 = 2.651;
const BASE: f32 = -0.027;

impl Signals {
    /// The probability that content and source are right.
    pub fn probability(&self) -> f32 {
        let belief = (self.content * self.cue * self.source * self.joined).clamp(0.01, 0.99);
        let kind = match self.kind {
            Kind::Direct => DIRECT,
            Kind::Mixed => MIXED,
            Kind::Indirect => 0.0,
        };
        let when = |holds: bool, weight: f32| if holds { weight } else { 0.0 };
        let missing = when(!self.has_source, NO_SOURCE) + when(!self.has_cue, NO_CUE);
        let logit = BASE + BELIEF * (belief / (1.0 - belief)).ln() + kind + missing;
        sigmoid(logit + when(self.report == Report::Attitude, ATTITUDE))
    }
}

fn sigmoid(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SURE: Signals = Signals {
        content: 0.99,
        cue: 0.99,
        source: 0.99,
        joined: 0.99,
        kind: Kind::Direct,
        report: Report::Statement,
        has_source: true,
        has_cue: true,
    };

    #[test]
    fn less_evidence_is_less_confidence() {
        let doubtful = Signals { source: 0.5, ..SURE };
        let indirect = Signals { kind: Kind::Indirect, ..SURE };
        let nobody = Signals { has_source: false, ..SURE };
        assert!(SURE.probability() > 0.95);
        for less in [doubtful, indirect, nobody] {
            assert!(less.probability() < SURE.probability(), "{less:?}");
        }
    }
}
