//! The linear layers: a chain over the features of each token, and one over what the first has found.

use std::sync::Arc;

use super::chain::{ReadySteps, Sums};
use super::facts::Facts;
use super::features::{EDGES, edge, features};
use super::label::{LABELS, Label};
use super::second::{FirstView, second_features};
use crate::model::{Layer, Model, Scores, Steps};

/// The linear layers of a model.
#[derive(Clone)]
pub(super) struct Linear {
    model: Arc<Model>,
    first_steps: Arc<[ReadySteps]>,
}

impl Linear {
    pub(super) fn new(model: Arc<Model>) -> Linear {
        let first_steps = (0..EDGES).map(|edge| ReadySteps::new(model.first.step(edge))).collect();
        Linear { model, first_steps }
    }

    /// Replaces the scores of the tokens in `asked`, in order, by those of the layers. `facts` and `edges` (see
    /// [`edges`]) are those of all tokens; what the other tokens are is taken from the scores they have.
    pub(super) fn score(&self, facts: &Facts, edges: &[usize], asked: &[usize], scores: &mut [Scores]) {
        asked.iter().for_each(|&index| scores[index] = [0.0; LABELS]);
        add_first(&self.model.first, facts, asked, scores);
        if let Some(second) = &self.model.second {
            let marginals = marginals(&self.first_steps, scores, edges);
            let view = FirstView::new(facts, &marginals);
            second.add_each(scores, asked.iter().copied(), |index, out| second_features(&view, index, out));
        }
    }

    /// The scores of stepping into a place of the kind `edge` (see [`edge()`]).
    pub(super) fn steps(&self, edge: usize) -> &Steps {
        self.model.second.as_ref().unwrap_or(&self.model.first).step(edge)
    }
}

/// The kinds of places of all tokens.
pub fn edges(facts: &Facts) -> Vec<usize> {
    (0..facts.len()).map(|index| edge(facts, index)).collect()
}

/// The scores that the first layer gives to all tokens.
pub fn first_scores(layer: &Layer, facts: &Facts) -> Vec<Scores> {
    let mut scores = vec![[0.0; LABELS]; facts.len()];
    add_first(layer, facts, &(0..scores.len()).collect::<Vec<_>>(), &mut scores);
    scores
}

fn add_first(layer: &Layer, facts: &Facts, asked: &[usize], scores: &mut [Scores]) {
    layer.add_each(scores, asked.iter().copied(), |index, out| features(facts, index, out));
}

/// The probabilities of the labels of all tokens; `steps` holds one table for each kind of place.
pub fn marginals(steps: &[ReadySteps], scores: &[Scores], edges: &[usize]) -> Vec<Scores> {
    let steps: Vec<&ReadySteps> = edges.iter().map(|&edge| &steps[edge]).collect();
    Sums::new(scores, &steps, Label::OUTSIDE).marginals()
}
