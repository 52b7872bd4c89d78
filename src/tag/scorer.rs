//! Who gives the scores: the linear layers of the shipped weights, and whoever else is asked to join.

use std::sync::Arc;

use super::chain::{Sums, exp_steps};
use super::facts::Facts;
use super::features::{EDGES, edge, features};
use super::label::{LABELS, Label};
use super::neural::Network;
use super::second::{FirstView, second_features};
use crate::model::{Layer, Model, Scores, Steps};
use crate::text::Document;

/// Gives every token of a document a score for every label, and every step between labels a score.
///
/// Scores are logarithms up to a constant for each token. Those of several scorers are averaged before the best
/// labelling is sought, so each should be trained as a chain of its own.
pub trait Scorer: Send + Sync {
    /// The scores of all tokens, in order. `facts` are those of `document`.
    fn scores(&self, document: &Document, facts: &Facts) -> Vec<Scores>;

    /// The scores of steps into a place of the kind `edge` (see [`edge()`]).
    fn steps(&self, edge: usize) -> Steps;
}

/// The linear layers of a model.
pub(super) struct Linear {
    model: Arc<Model>,
    first_steps: Vec<Steps>,
}

impl Linear {
    pub(super) fn new(model: Arc<Model>) -> Linear {
        let first_steps = (0..EDGES).map(|edge| exp_steps(model.first.step(edge))).collect();
        Linear { model, first_steps }
    }
}

impl Scorer for Linear {
    fn scores(&self, _document: &Document, facts: &Facts) -> Vec<Scores> {
        let mut scores = first_scores(&self.model.first, facts);
        if let Some(second) = &self.model.second {
            let marginals = marginals(&self.first_steps, &scores, &edges(facts));
            add_second(second, facts, &marginals, &mut scores);
        }
        scores
    }

    fn steps(&self, edge: usize) -> Steps {
        *self.model.second.as_ref().unwrap_or(&self.model.first).step(edge)
    }
}

impl Scorer for Network {
    fn scores(&self, document: &Document, _facts: &Facts) -> Vec<Scores> {
        let mut scores = Vec::new();
        self.score(document, &mut scores);
        scores
    }

    fn steps(&self, _edge: usize) -> Steps {
        *self.transitions()
    }
}

/// The kinds of places of all tokens.
pub fn edges(facts: &Facts) -> Vec<usize> {
    (0..facts.words.len()).map(|index| edge(facts, index)).collect()
}

/// The scores that the first layer gives to all tokens.
pub fn first_scores(layer: &Layer, facts: &Facts) -> Vec<Scores> {
    let mut scores = vec![[0.0; LABELS]; facts.words.len()];
    layer.add_each(&mut scores, |index, out| features(facts, index, out));
    scores
}

/// Adds the scores of the second layer to those of the first.
fn add_second(layer: &Layer, facts: &Facts, marginals: &[Scores], scores: &mut [Scores]) {
    let view = FirstView::new(facts, marginals);
    layer.add_each(scores, |index, out| second_features(&view, index, out));
}

/// The probabilities of the labels of all tokens; `steps` hold exponentials, one table a kind of place.
pub fn marginals(steps: &[Steps], scores: &[Scores], edges: &[usize]) -> Vec<Scores> {
    let steps: Vec<&Steps> = edges.iter().map(|&edge| &steps[edge]).collect();
    let sums = Sums::new(scores, &steps, Label::OUTSIDE);
    (0..scores.len()).map(|index| sums.marginal(index)).collect()
}
