//! Trains the linker: the weights of `attribution`'s ranker.
//!
//! A content chooses its cue and a cue its source, among the same candidates as in use. The spans are labelled ones,
//! and those found by a tagger in unseen articles, so that "nothing" is learned for what the tagger misses. The
//! log-likelihood of the right choice is maximised with AdaGrad (Duchi, Hazan, Singer 2011). The weights are the mean
//! over all passes except the first (Polyak, Juditsky 1992).

use super::xorshift::Xorshift;
use crate::attribution::pair_features::{PairContext, PairFeatures, PairKind};
use crate::attribution::{Weights, choice_options};
use crate::span::Span;
use crate::tag::{Role, TaggedSpan};
use crate::text::Document;

/// A labelled attribution, in bytes.
pub struct GoldLink {
    /// Pieces of content.
    pub content: Vec<Span>,
    /// Source.
    pub source: Vec<Span>,
    /// Cue.
    pub cue: Vec<Span>,
}

/// A document with its labelled attributions, and spans to link.
pub struct LinkExample<'a> {
    /// The document.
    pub document: &'a Document<'a>,
    /// The labelled attributions.
    pub gold_links: &'a [GoldLink],
    /// Spans in order, labelled or found.
    pub spans: Vec<TaggedSpan>,
}

/// One choice: the features of the candidates, and the index of the right one.
struct Choice {
    pair: PairKind,
    candidates: Vec<PairFeatures>,
    right: usize,
}

/// Number of passes over all choices.
const EPOCHS: usize = 6;
/// Learning rate of AdaGrad.
const STEP: f32 = 0.2;
/// Weight decay.
const DECAY: f32 = 1e-5;

/// Trains on `examples`. Deterministic.
pub fn learn_links(examples: &[LinkExample]) -> Weights {
    let mut choices: Vec<Choice> = examples.iter().flat_map(choices_of).collect();
    let mut weights = Weights::default();
    let mut squares = Weights::default();
    let mut mean = Weights::default();
    let mut random = Xorshift::new(1);
    for epoch in 0..EPOCHS {
        random.shuffle(&mut choices);
        for choice in &choices {
            gradient_step(choice, &mut weights, &mut squares);
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

fn choices_of(example: &LinkExample) -> Vec<Choice> {
    let context = PairContext::new(example.document, &example.spans);
    let mut choices = Vec::new();
    for (from, span) in example.spans.iter().enumerate() {
        let (pair, role) = match span.role {
            Role::Content => (PairKind::ContentCue, Role::Cue),
            Role::Cue => (PairKind::CueSource, Role::Source),
            Role::Source => continue,
        };
        let Some(gold_link) =
            example.gold_links.iter().find(|gold_link| touches(example.document, span, gold_link.of(span.role)))
        else {
            continue;
        };
        let offered = choice_options(&context, from, role);
        let is_right =
            |to: &Option<usize>| to.is_some_and(|to| touches(example.document, &example.spans[to], gold_link.of(role)));
        let right = offered.iter().position(is_right).unwrap_or(0);
        let candidates = offered.iter().map(|&to| context.features(pair, from, to)).collect();
        choices.push(Choice { pair, candidates, right });
    }
    choices
}

impl GoldLink {
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

/// One gradient step towards the right candidate.
fn gradient_step(choice: &Choice, weights: &mut Weights, squares: &mut Weights) {
    let probabilities = weights.probabilities(choice.pair, &choice.candidates);
    let (weights, squares) = match choice.pair {
        PairKind::ContentCue => (&mut weights.content_cue, &mut squares.content_cue),
        PairKind::CueSource => (&mut weights.cue_source, &mut squares.cue_source),
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
