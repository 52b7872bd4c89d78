//! Learning which spans belong together: the weights of `attribution`'s ranker.
//!
//! A content must choose its cue and a cue its source, among the candidates that the linker itself would weigh. The
//! spans are the labelled ones, and those a tagger finds in articles it was not trained on, so that "nothing" is learned
//! for what the tagger misses. The likelihood of the right choice is climbed with AdaGrad (Duchi, Hazan, Singer 2011);
//! the weights are the mean over the passes (Polyak, Juditsky 1992), the first left out.

use super::rng::Random;
use crate::attribution::pairs::{Pair, PairFeatures, Scene};
use crate::attribution::{Weights, options};
use crate::span::Span;
use crate::tag::{Role, TaggedSpan};
use crate::text::Document;

/// One labelled attribution, in bytes.
pub struct Bond {
    /// Pieces of content.
    pub content: Vec<Span>,
    /// Source.
    pub source: Vec<Span>,
    /// Cue.
    pub cue: Vec<Span>,
}

/// One document with what belongs together, and spans to choose among.
pub struct Lesson<'a> {
    /// The document.
    pub document: &'a Document<'a>,
    /// What belongs together.
    pub bonds: &'a [Bond],
    /// Spans, in order: labelled or found.
    pub spans: Vec<TaggedSpan>,
}

/// One choice: the candidates' features and which of them is right.
struct Choice {
    pair: Pair,
    candidates: Vec<PairFeatures>,
    right: usize,
}

/// Passes over all choices.
const EPOCHS: usize = 6;
/// Step of AdaGrad.
const STEP: f32 = 0.2;
/// Pull of the weights towards nothing.
const DECAY: f32 = 1e-5;

/// Learns from `lessons`; the same weights every time.
pub fn learn_links(lessons: &[Lesson]) -> Weights {
    let mut choices: Vec<Choice> = lessons.iter().flat_map(choices_of).collect();
    let mut weights = Weights::default();
    let mut squares = Weights::default();
    let mut mean = Weights::default();
    let mut random = Random::new(1);
    for epoch in 0..EPOCHS {
        random.shuffle(&mut choices);
        for choice in &choices {
            climb(choice, &mut weights, &mut squares);
        }
        if epoch > 0 {
            add(&mut mean, &weights, 1.0 / (EPOCHS - 1) as f32);
        }
    }
    mean
}

/// Adds a share of `other` to `sum`.
fn add(sum: &mut Weights, other: &Weights, share: f32) {
    let sums = sum.content_cue.iter_mut().chain(&mut sum.cue_source);
    for (sum, weight) in sums.zip(other.content_cue.iter().chain(&other.cue_source)) {
        *sum += weight * share;
    }
}

fn choices_of(lesson: &Lesson) -> Vec<Choice> {
    let scene = Scene::new(lesson.document, &lesson.spans);
    let mut choices = Vec::new();
    for (from, span) in lesson.spans.iter().enumerate() {
        let (pair, role) = match span.role {
            Role::Content => (Pair::ContentCue, Role::Cue),
            Role::Cue => (Pair::CueSource, Role::Source),
            Role::Source => continue,
        };
        let Some(bond) = lesson.bonds.iter().find(|bond| touches(lesson.document, span, bond.of(span.role))) else {
            continue;
        };
        let offered = options(&scene, from, role);
        let is_right =
            |to: &Option<usize>| to.is_some_and(|to| touches(lesson.document, &lesson.spans[to], bond.of(role)));
        let right = offered.iter().position(is_right).unwrap_or(0);
        let candidates = offered.iter().map(|&to| scene.evidence(pair, from, to)).collect();
        choices.push(Choice { pair, candidates, right });
    }
    choices
}

impl Bond {
    fn of(&self, role: Role) -> &[Span] {
        match role {
            Role::Source => &self.source,
            Role::Cue => &self.cue,
            Role::Content => &self.content,
        }
    }
}

fn touches(document: &Document, span: &TaggedSpan, gold: &[Span]) -> bool {
    let bytes = document.span(span.tokens.clone());
    gold.iter().any(|gold| gold.overlaps(bytes))
}

/// One step up the likelihood of the right candidate.
fn climb(choice: &Choice, weights: &mut Weights, squares: &mut Weights) {
    let probabilities = weights.probabilities(choice.pair, &choice.candidates);
    let (weights, squares) = match choice.pair {
        Pair::ContentCue => (&mut weights.content_cue, &mut squares.content_cue),
        Pair::CueSource => (&mut weights.cue_source, &mut squares.cue_source),
    };
    for (number, (features, probability)) in choice.candidates.iter().zip(probabilities).enumerate() {
        let slope = probability - f32::from(u8::from(number == choice.right));
        if slope.abs() < 1e-4 {
            continue;
        }
        for &feature in features {
            let feature = usize::from(feature);
            let step = slope + DECAY * weights[feature];
            squares[feature] += step * step;
            weights[feature] -= STEP * step / (1.0 + squares[feature]).sqrt();
        }
    }
}
