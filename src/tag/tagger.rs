//! The tagger: a document in, labelled spans out.

use std::ops::Range;
use std::sync::Arc;

use once_cell::sync::OnceCell;

use super::chain::{Sums, exp_steps, viterbi};
use super::facts::Facts;
use super::features::{edge, features};
use super::label::{LABELS, Label, Role, spans_of};
use super::second::{FirstView, second_features};
use crate::model::{Layer, Model, ModelError, Scores, Steps};
use crate::text::Document;

/// A span that the tagger found.
#[derive(Clone, Debug, PartialEq)]
pub struct TaggedSpan {
    /// Which part it plays.
    pub role: Role,
    /// Its tokens; never empty, with no punctuation at the edges unless it is punctuation all through.
    pub tokens: Range<usize>,
    /// How sure the tagger is: the mean probability of its role over its tokens.
    pub probability: f32,
}

/// What the tagger thinks of a document.
#[derive(Clone, Debug, Default)]
pub struct Tagged {
    /// The best labelling's spans, in order.
    pub spans: Vec<TaggedSpan>,
    /// The probabilities of the labels, token by token.
    pub marginals: Vec<Scores>,
}

impl Tagged {
    /// The probability that token `index` is part of a span of `role`, whatever the best labelling says.
    pub fn probability(&self, index: usize, role: Role) -> f32 {
        self.marginals.get(index).map_or(0.0, |row| row[Label::begin(role).index()] + row[Label::inside(role).index()])
    }
}

/// Finds sources, cues and contents. Cheap to clone; can be used by many threads at once.
#[derive(Clone)]
pub struct Tagger {
    model: Arc<Model>,
}

impl Tagger {
    /// A tagger with the weights that the library ships, decoded once and shared.
    ///
    /// # Errors
    ///
    /// When they are damaged or of another version.
    pub fn shipped() -> Result<Tagger, ModelError> {
        // Decoding can fail, so std's LazyLock does not serve: once_cell still is what has `get_or_try_init`.
        static SHIPPED: OnceCell<Tagger> = OnceCell::new();
        let decode = || Model::from_bytes(include_bytes!("../../seeds/model/tagger.bin")).map(|model| Tagger::new(Arc::new(model)));
        SHIPPED.get_or_try_init(decode).cloned()
    }

    /// A tagger with the weights of `model`.
    pub fn new(model: Arc<Model>) -> Tagger {
        Tagger { model }
    }

    /// The spans of `document`, in order.
    pub fn tag(&self, document: &Document) -> Vec<TaggedSpan> {
        self.read(document).spans
    }

    /// The spans of `document` and the probabilities behind them.
    pub fn read(&self, document: &Document) -> Tagged {
        let facts = Facts::of(document, &self.model.words, &self.model.habits);
        let edges: Vec<usize> = (0..facts.words.len()).map(|index| edge(&facts, index)).collect();
        let mut scores = first_scores(&self.model.first, &facts);
        let mut marginals = marginals(&self.model.first, &scores, &edges);
        let mut last = &self.model.first;
        if let Some(second) = &self.model.second {
            add_second(second, &facts, &marginals, &mut scores);
            marginals = self::marginals(second, &scores, &edges);
            last = second;
        }
        boost(&mut scores, self.model.boost);
        let steps: Vec<&Steps> = edges.iter().map(|&edge| last.step(edge)).collect();
        let labels = viterbi(&scores, &steps);
        Tagged { spans: spans(&labels, &marginals), marginals }
    }
}

/// The scores that the first layer gives to all tokens.
pub fn first_scores(layer: &Layer, facts: &Facts) -> Vec<Scores> {
    let mut found = Vec::with_capacity(200);
    let score = |index| {
        features(facts, index, &mut found);
        let mut scores = [0.0; LABELS];
        layer.add(&found, &mut scores);
        scores
    };
    (0..facts.words.len()).map(score).collect()
}

/// Adds the scores of the second layer to those of the first.
fn add_second(layer: &Layer, facts: &Facts, marginals: &[Scores], scores: &mut [Scores]) {
    let view = FirstView::new(facts, marginals);
    let mut found = Vec::with_capacity(100);
    for (index, row) in scores.iter_mut().enumerate() {
        second_features(&view, index, &mut found);
        layer.add(&found, row);
    }
}

/// The probabilities of the labels of all tokens, with the steps of `layer` between them.
pub fn marginals(layer: &Layer, scores: &[Scores], edges: &[usize]) -> Vec<Scores> {
    let exp: Vec<Steps> = layer.steps.iter().map(exp_steps).collect();
    let steps: Vec<&Steps> = edges.iter().map(|&edge| &exp[edge % exp.len()]).collect();
    let sums = Sums::new(scores, &steps, Label::OUTSIDE);
    (0..scores.len()).map(|index| sums.marginal(index)).collect()
}

/// Raises the scores of beginning a span of each role.
fn boost(scores: &mut [Scores], by: [f32; 3]) {
    for row in scores {
        for (role, by) in Role::ALL.into_iter().zip(by) {
            row[Label::begin(role).index()] += by;
        }
    }
}

fn spans(labels: &[Label], marginals: &[Scores]) -> Vec<TaggedSpan> {
    let probability = |role: Role, tokens: Range<usize>| {
        let count = tokens.len() as f32;
        let sum: f32 = tokens
            .map(|index| marginals[index][Label::begin(role).index()] + marginals[index][Label::inside(role).index()])
            .sum();
        sum / count
    };
    let tagged = |(role, tokens): (Role, Range<usize>)| TaggedSpan {
        role,
        probability: probability(role, tokens.clone()),
        tokens,
    };
    spans_of(labels).into_iter().map(tagged).collect()
}
