//! The confidence of an attribution, from the scores of the stages.
//!
//! The stages are overconfident in some cases, so a logistic curve (Platt 1999) calibrates their product, with the kind
//! of content and missing parts as further inputs. The coefficients were fitted on the development articles, where an
//! attribution is right if content and source are (`relation`). The reliability table is in `seeds/model/CARD.md`.

use super::link::LinkScores;
use crate::model::sigmoid;
use crate::quote::{AttributionType, Kind};

/// The inputs: the scores of the stages, and the form of the attribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Signals {
    /// How sure each stage is.
    pub scores: LinkScores,
    /// Direct, mixed or indirect.
    pub kind: Kind,
    /// Statement or attitude.
    pub report: AttributionType,
    /// Whether the text names a source.
    pub has_source: bool,
    /// Whether there is a cue.
    pub has_cue: bool,
}

/// Weight of the product of scores, in logits.
const BELIEF: f32 = 0.699;
/// Weights of the form of the attribution, in logits.
const DIRECT: f32 = 0.741;
const MIXED: f32 = 0.114;
const ATTITUDE: f32 = -0.052;
const NO_SOURCE: f32 = -2.426;
const NO_CUE: f32 = 2.651;
const BASE: f32 = -0.027;

impl Signals {
    /// The probability that content and source are right.
    pub fn probability(&self) -> f32 {
        let LinkScores { content, cue, source, cue_source } = self.scores;
        let belief = (content * cue * source * cue_source).clamp(0.01, 0.99);
        let kind = match self.kind {
            Kind::Direct => DIRECT,
            Kind::Mixed => MIXED,
            Kind::Indirect => 0.0,
        };
        let when = |holds: bool, weight: f32| if holds { weight } else { 0.0 };
        let missing = when(!self.has_source, NO_SOURCE) + when(!self.has_cue, NO_CUE);
        let logit = BASE + BELIEF * (belief / (1.0 - belief)).ln() + kind + missing;
        sigmoid(logit + when(self.report == AttributionType::Attitude, ATTITUDE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SURE: Signals = Signals {
        scores: LinkScores { content: 0.99, cue: 0.99, source: 0.99, cue_source: 0.99 },
        kind: Kind::Direct,
        report: AttributionType::Statement,
        has_source: true,
        has_cue: true,
    };

    #[test]
    fn less_evidence_is_less_confidence() {
        let doubtful = Signals { scores: LinkScores { source: 0.5, ..SURE.scores }, ..SURE };
        let indirect = Signals { kind: Kind::Indirect, ..SURE };
        let nobody = Signals { has_source: false, ..SURE };
        assert!(SURE.probability() > 0.95);
        for less in [doubtful, indirect, nobody] {
            assert!(less.probability() < SURE.probability(), "{less:?}");
        }
    }
}
