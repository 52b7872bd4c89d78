//! Which content belongs to which cue, which cue to which source.
//!
//! Each content chooses its cue, each cue its source, by the learned weights of [`Weights`]; contents that chose the
//! same cue are the pieces of one quotation. What stays without a cue is left to the format rules.

use std::ops::Range;

use super::pairs::{Pair, Scene};
use super::ranker::Weights;
use crate::tag::{Role, TaggedSpan};
use crate::text::Document;

/// Spans joined: a cue with the contents and the source that go with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The pieces of content, in order, as tokens.
    pub contents: Vec<Range<usize>>,
    /// The cue.
    pub cue: Option<Range<usize>>,
    /// The source.
    pub source: Option<Range<usize>>,
    /// Probabilities: of the worst content, of its cue, of the source span, of its joining.
    pub certainty: [f32; 4],
}

impl Link {
    /// Gives the link a source that is found by other means than the learned ones, and is this `certain`.
    pub(super) fn find_source(&mut self, source: Range<usize>, certain: f32) {
        self.source = Some(source);
        self.certainty[2] = certain;
        self.certainty[3] = self.certainty[3].min(certain);
    }
}

/// The choice that one span makes.
#[derive(Clone, Copy, Debug)]
struct Choice {
    to: Option<usize>,
    probability: f32,
}

/// Joins `spans`, which must be in order; in no order. Contents that found no cue come out alone.
pub fn link(document: &Document, spans: &[TaggedSpan], weights: &Weights) -> Vec<Link> {
    let scene = Scene::new(document, spans);
    let mut pieces: Vec<Vec<(usize, f32)>> = vec![Vec::new(); spans.len()];
    let mut links = Vec::new();
    for content in of_role(spans, Role::Content) {
        let choice = choose(&scene, weights, Pair::ContentCue, content, Role::Cue);
        match choice.to {
            Some(cue) => pieces[cue].push((content, choice.probability)),
            None => links.push(alone(spans, content, choice.probability)),
        }
    }
    for cue in of_role(spans, Role::Cue).filter(|&cue| !pieces[cue].is_empty()) {
        let source = choose(&scene, weights, Pair::CueSource, cue, Role::Source);
        links.push(joined(spans, cue, &pieces[cue], source));
    }
    links
}

fn of_role(spans: &[TaggedSpan], role: Role) -> impl Iterator<Item = usize> {
    spans.iter().enumerate().filter(move |(_, span)| span.role == role).map(|(index, _)| index)
}

/// The likeliest candidate for `from`; nothing when that is likelier.
fn choose(scene: &Scene, weights: &Weights, pair: Pair, from: usize, role: Role) -> Choice {
    let candidates: Vec<Option<usize>> = options(scene, from, role);
    let evidence: Vec<_> = candidates.iter().map(|&to| scene.evidence(pair, from, to)).collect();
    let probabilities = weights.probabilities(pair, &evidence);
    let mut best = Choice { to: None, probability: -1.0 };
    for (&to, &probability) in candidates.iter().zip(&probabilities) {
        if probability > best.probability {
            best = Choice { to, probability };
        }
    }
    best
}

/// What `from` may be joined to: nothing, or a span of `role` nearby.
pub fn options(scene: &Scene, from: usize, role: Role) -> Vec<Option<usize>> {
    std::iter::once(None).chain(scene.candidates(from, role).into_iter().map(Some)).collect()
}

fn alone(spans: &[TaggedSpan], content: usize, probability: f32) -> Link {
    let contents = vec![spans[content].tokens.clone()];
    Link { contents, cue: None, source: None, certainty: [spans[content].probability, probability, 0.0, 0.0] }
}

fn joined(spans: &[TaggedSpan], cue: usize, pieces: &[(usize, f32)], source: Choice) -> Link {
    let worst = |values: &mut dyn Iterator<Item = f32>| values.fold(1.0, f32::min);
    let content = worst(&mut pieces.iter().map(|&(content, _)| spans[content].probability));
    let cue_joined = worst(&mut pieces.iter().map(|&(_, probability)| probability));
    Link {
        contents: pieces.iter().map(|&(content, _)| spans[content].tokens.clone()).collect(),
        cue: Some(spans[cue].tokens.clone()),
        source: source.to.map(|source| spans[source].tokens.clone()),
        certainty: [content, cue_joined, source.to.map_or(1.0, |source| spans[source].probability), source.probability],
    }
}
