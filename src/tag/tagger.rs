//! The tagger: a document in, labelled spans out.

use std::ops::Range;
use std::sync::Arc;

use super::chain::{exp_steps, viterbi};
use super::facts::Facts;
use super::features::{EDGES, feature_groups};
use super::label::{LABELS, Label, Role, spans_of};
use super::neural::Network;
use super::scorer::{Linear, Scorer, edges, marginals};
use crate::model::{Model, ModelError, Scores, Steps};
use crate::text::Document;

/// A span that the tagger found.
#[derive(Clone, Debug, PartialEq)]
pub struct TaggedSpan {
    /// Which part it plays.
    pub role: Role,
    /// Its tokens; never empty.
    pub tokens: Range<usize>,
    /// How sure the tagger is: the mean probability of its role over its tokens.
    pub probability: f32,
}

/// What the tagger thinks of a document.
#[derive(Clone, Debug, Default)]
pub struct Tagged {
    /// The spans of the best labelling, in order, none overlapping.
    pub spans: Vec<TaggedSpan>,
    /// The probabilities of the labels, token by token.
    pub marginals: Vec<Scores>,
}

impl Tagged {
    /// The probability that token `index` is part of a span of `role`, whatever the best labelling says.
    pub fn probability(&self, index: usize, role: Role) -> f32 {
        self.marginals.get(index).map_or(0.0, |row| role_probability(row, role))
    }
}

/// Finds sources, cues and contents. Cheap to clone; may be used by many threads at once.
#[derive(Clone)]
pub struct Tagger {
    model: Arc<Model>,
    /// Who is asked, and how much each counts; the shares sum to one.
    scorers: Vec<(f32, Arc<dyn Scorer>)>,
    /// The averaged step scores of each kind of place, and their exponentials.
    steps: Arc<[Steps]>,
    exp_steps: Arc<[Steps]>,
    /// Added to the scores of beginning a source, a cue, a content before the best labelling is sought.
    boost: [f32; 3],
}

/// How much the network counts beside the linear layers. Shares from 0.4 to 0.6 are alike (seeds/model/CARD.md).
const NETWORK_SHARE: f32 = 0.5;

/// The boost that balances precision and recall of the averaged scores.
const SHIPPED_BOOST: [f32; 3] = [0.4, 0.4, 0.0];

impl Tagger {
    /// The tagger that the library ships: linear layers and network, averaged.
    ///
    /// # Errors
    ///
    /// When the weights are damaged or of another version.
    pub fn shipped() -> Result<Tagger, ModelError> {
        let averaged = Tagger::new(Model::shipped()?).with(Network::shipped()?, NETWORK_SHARE);
        Ok(Tagger { boost: SHIPPED_BOOST, ..averaged })
    }

    /// A tagger with the weights of `model`.
    pub fn new(model: Arc<Model>) -> Tagger {
        let linear: Arc<dyn Scorer> = Arc::new(Linear::new(Arc::clone(&model)));
        Tagger::of(model, vec![(1.0, linear)])
    }

    /// The same tagger with one more scorer, whose scores count for `share` (0 to 1) of the whole.
    #[must_use]
    pub fn with(self, scorer: Arc<dyn Scorer>, share: f32) -> Tagger {
        let mut scorers: Vec<_> =
            self.scorers.into_iter().map(|(weight, scorer)| (weight * (1.0 - share), scorer)).collect();
        scorers.push((share, scorer));
        Tagger::of(self.model, scorers)
    }

    fn of(model: Arc<Model>, scorers: Vec<(f32, Arc<dyn Scorer>)>) -> Tagger {
        let steps: Arc<[Steps]> = (0..EDGES).map(|edge| mean_steps(&scorers, edge)).collect();
        let exp_steps = steps.iter().map(exp_steps).collect();
        let boost = model.boost;
        Tagger { model, scorers, steps, exp_steps, boost }
    }

    /// The spans of `document`, in order.
    pub fn tag(&self, document: &Document) -> Vec<TaggedSpan> {
        self.read(document).spans
    }

    /// The spans of `document` and the probabilities behind them.
    pub fn read(&self, document: &Document) -> Tagged {
        let facts = self.facts(document);
        let edges = edges(&facts);
        let mut scores = self.scores(document, &facts);
        let marginals = marginals(&self.exp_steps, &scores, &edges);
        boost(&mut scores, self.boost);
        let steps: Vec<&Steps> = edges.iter().map(|&edge| &self.steps[edge]).collect();
        let labels = viterbi(&scores, &steps);
        Tagged { spans: spans(&labels, &marginals), marginals }
    }

    /// Why the first layer scores token `index` as it does: the scores of the labels by group of features.
    pub fn explain(&self, document: &Document, index: usize) -> Vec<(&'static str, Scores)> {
        if index >= document.tokens.len() {
            return Vec::new();
        }
        let part = |(name, features): (&'static str, Vec<u64>)| {
            let mut scores = [0.0; LABELS];
            self.model.first.add(&features, &mut scores);
            (name, scores)
        };
        feature_groups(&self.facts(document), index).into_iter().map(part).collect()
    }

    fn facts(&self, document: &Document) -> Facts {
        Facts::of(document, &self.model.words, &self.model.habits)
    }

    /// The averaged scores of all scorers.
    fn scores(&self, document: &Document, facts: &Facts) -> Vec<Scores> {
        if let [(_, only)] = self.scorers.as_slice() {
            return only.scores(document, facts);
        }
        let mut mean = vec![[0.0; LABELS]; document.tokens.len()];
        for (share, scorer) in &self.scorers {
            for (mean, scores) in mean.iter_mut().zip(scorer.scores(document, facts)) {
                for (mean, score) in mean.iter_mut().zip(scores) {
                    *mean += share * score;
                }
            }
        }
        mean
    }
}

fn mean_steps(scorers: &[(f32, Arc<dyn Scorer>)], edge: usize) -> Steps {
    let mut mean = [[0.0; LABELS]; LABELS];
    for (share, scorer) in scorers {
        let steps = scorer.steps(edge);
        for (mean, step) in mean.iter_mut().flatten().zip(steps.iter().flatten()) {
            *mean += share * step;
        }
    }
    mean
}

/// Raises the scores of beginning a span of each role.
fn boost(scores: &mut [Scores], by: [f32; 3]) {
    for row in scores {
        for (role, by) in Role::ALL.into_iter().zip(by) {
            row[Label::begin(role).index()] += by;
        }
    }
}

fn role_probability(row: &Scores, role: Role) -> f32 {
    row[Label::begin(role).index()] + row[Label::inside(role).index()]
}

fn spans(labels: &[Label], marginals: &[Scores]) -> Vec<TaggedSpan> {
    let tagged = |(role, tokens): (Role, Range<usize>)| {
        let sum: f32 = marginals[tokens.clone()].iter().map(|row| role_probability(row, role)).sum();
        TaggedSpan { role, probability: sum / tokens.len() as f32, tokens }
    };
    spans_of(labels).into_iter().map(tagged).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tagger() -> Tagger {
        Tagger::new(Model::shipped().unwrap())
    }

    fn found(text: &str) -> Vec<(Role, &str)> {
        let document = Document::new(text);
        let spans = Tagger::shipped().unwrap().tag(&document);
        spans.into_iter().map(|span| (span.role, document.span(span.tokens).of(text))).collect()
    }

    #[test]
    fn plain_statements_are_found_in_all_their_forms() {
        use Role::{Content, Cue, Source};
        let cases: &[(&str, &[(Role, &str)])] = &[
            (
                "“The ferry is late again,” said Ulla Brandt.",
                &[(Content, "The ferry is late again"), (Cue, "said"), (Source, "Ulla Brandt")],
            ),
            (
                "‘The ferry is late again,’ said Ulla Brandt.",
                &[(Content, "The ferry is late again"), (Cue, "said"), (Source, "Ulla Brandt")],
            ),
            (
                "The company said that the ferry was late.",
                &[(Source, "The company"), (Cue, "said"), (Content, "that the ferry was late")],
            ),
            (
                "The bridge will close in May, according to the ministry.",
                &[(Content, "The bridge will close in May"), (Cue, "according to"), (Source, "the ministry")],
            ),
            ("The bridge closed in May after a storm.", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(&found(text), expected, "{text}");
        }
    }

    #[test]
    fn a_scorer_that_joins_with_no_share_changes_nothing() {
        let text = "“We won,” she said, adding that it had rained.";
        let document = Document::new(text);
        let alone = tagger();
        let silent: Arc<dyn Scorer> = Arc::new(Linear::new(Model::shipped().unwrap()));
        assert_eq!(alone.clone().with(silent, 0.0).tag(&document), alone.tag(&document));
    }

    #[test]
    fn an_explanation_names_groups() {
        let document = Document::new("“We won,” she said.");
        let groups = tagger().explain(&document, document.tokens.len() - 2);
        assert!(groups.iter().any(|(name, scores)| *name == "habits" && scores[Label::begin(Role::Cue).index()] > 0.0));
        assert!(tagger().explain(&document, 99).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_tagged(text in "[\\PC\n“”‘’'\"«»`.,: ]{0,120}|([a-z]{1,4}[ .,“”\n]){0,60}") {
            let document = Document::new(&text);
            let tagged = tagger().read(&document);
            assert_eq!(tagged.marginals.len(), document.tokens.len());
            let mut end = 0;
            for span in &tagged.spans {
                assert!(span.tokens.start >= end && span.tokens.end > span.tokens.start);
                assert!((0.0..=1.001).contains(&span.probability));
                end = span.tokens.end;
            }
            for row in &tagged.marginals {
                assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-3);
            }
        }
    }
}
