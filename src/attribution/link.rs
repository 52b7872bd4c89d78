//! Links contents with cues, and cues with sources.
//!
//! Each content chooses its cue and each cue its source, by the learned [`Weights`]. Contents that chose the same cue
//! are pieces of one quotation. Contents without a cue are left to the rules.

use std::ops::Range;

use super::pair_features::{PairContext, PairKind};
use super::ranker::Weights;
use crate::tag::{Role, TaggedSpan};
use crate::text::Document;

/// A cue with its contents and its source.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The pieces of content, in order, as tokens.
    pub contents: Vec<Range<usize>>,
    /// The cue.
    pub cue: Option<Range<usize>>,
    /// The source.
    pub source: Option<Range<usize>>,
    /// How sure each stage is.
    pub scores: LinkScores,
}

/// How sure each stage of finding a link is, as probabilities.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinkScores {
    /// The least certain piece of content is content.
    pub content: f32,
    /// The content belongs to the cue.
    pub cue: f32,
    /// The source span is a source.
    pub source: f32,
    /// The source belongs to the cue.
    pub cue_source: f32,
}

impl LinkScores {
    /// The same `score` for every stage.
    pub fn uniform(score: f32) -> Self {
        Self { content: score, cue: score, source: score, cue_source: score }
    }
}

impl Link {
    /// Sets the source when it is found by other means than the learned ones, with this `score`.
    pub(super) fn set_source(&mut self, source: Range<usize>, score: f32) {
        self.source = Some(source);
        self.scores.source = score;
        self.scores.cue_source = self.scores.cue_source.min(score);
    }
}

/// The choice of one span.
#[derive(Clone, Copy, Debug)]
struct Choice {
    to: Option<usize>,
    probability: f32,
}

/// Links `spans`, which must be in order. The links are in no order. Contents without a cue have a link of their own.
pub fn link(document: &Document, spans: &[TaggedSpan], weights: &Weights) -> Vec<Link> {
    let context = PairContext::new(document, spans);
    let mut pieces: Vec<Vec<(usize, f32)>> = vec![Vec::new(); spans.len()];
    let mut links = Vec::new();
    for content in of_role(spans, Role::Content) {
        let choice = choose(&context, weights, PairKind::ContentCue, content, Role::Cue);
        match choice.to {
            Some(cue) => pieces[cue].push((content, choice.probability)),
            None => links.push(uncued_link(spans, content, choice.probability)),
        }
    }
    for cue in of_role(spans, Role::Cue).filter(|&cue| !pieces[cue].is_empty()) {
        let source = choose(&context, weights, PairKind::CueSource, cue, Role::Source);
        links.push(cued_link(spans, cue, &pieces[cue], source));
    }
    links
}

fn of_role(spans: &[TaggedSpan], role: Role) -> impl Iterator<Item = usize> {
    spans.iter().enumerate().filter(move |(_, span)| span.role == role).map(|(index, _)| index)
}

/// The most likely candidate for `from`, or none if that is more likely.
fn choose(context: &PairContext, weights: &Weights, pair: PairKind, from: usize, role: Role) -> Choice {
    let candidates: Vec<Option<usize>> = choice_options(context, from, role);
    let evidence: Vec<_> = candidates.iter().map(|&to| context.features(pair, from, to)).collect();
    let probabilities = weights.probabilities(pair, &evidence);
    let mut best = Choice { to: None, probability: -1.0 };
    for (&to, &probability) in candidates.iter().zip(&probabilities) {
        if probability > best.probability {
            best = Choice { to, probability };
        }
    }
    best
}

/// What `from` may be linked to: nothing, or a span of `role` nearby.
pub fn choice_options(context: &PairContext, from: usize, role: Role) -> Vec<Option<usize>> {
    std::iter::once(None).chain(context.candidates(from, role).into_iter().map(Some)).collect()
}

fn uncued_link(spans: &[TaggedSpan], content: usize, probability: f32) -> Link {
    let contents = vec![spans[content].tokens.clone()];
    Link {
        contents,
        cue: None,
        source: None,
        scores: LinkScores { content: spans[content].probability, cue: probability, source: 0.0, cue_source: 0.0 },
    }
}

fn cued_link(spans: &[TaggedSpan], cue: usize, pieces: &[(usize, f32)], source: Choice) -> Link {
    let worst = |values: &mut dyn Iterator<Item = f32>| values.fold(1.0, f32::min);
    let content = worst(&mut pieces.iter().map(|&(content, _)| spans[content].probability));
    let cue_score = worst(&mut pieces.iter().map(|&(_, probability)| probability));
    Link {
        contents: pieces.iter().map(|&(content, _)| spans[content].tokens.clone()).collect(),
        cue: Some(spans[cue].tokens.clone()),
        source: source.to.map(|source| spans[source].tokens.clone()),
        scores: LinkScores {
            content,
            cue: cue_score,
            source: source.to.map_or(1.0, |source| spans[source].probability),
            cue_source: source.probability,
        },
    }
}
