//! The tagger: a document in, labelled spans out.

use std::ops::Range;
use std::sync::Arc;

use super::chain::{ReadySteps, Sums, viterbi};
use super::facts::Facts;
use super::features::{EDGES, feature_groups};
use super::label::{LABELS, Label, Role, spans_of};
use super::linear::{Linear, edges, marginals};
use super::neural::Network;
use crate::model::{Model, ModelError, Scores};
use crate::text::{Document, MarkStyle};

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
    linear: Linear,
    network: Option<Averaged>,
    /// The averaged step scores of each kind of place.
    steps: Arc<[ReadySteps]>,
    /// Added to the scores of beginning a source, a cue, a content before the best labelling is sought.
    boost: [f32; 3],
}

/// The network that is averaged with the linear layers.
#[derive(Clone)]
struct Averaged {
    network: Arc<Network>,
    steps: Arc<ReadySteps>,
    /// How much of the averaged scores is the network's, from 0 to 1.
    share: f32,
}

/// How much the network counts beside the linear layers. Shares from 0.4 to 0.6 are alike (seeds/model/CARD.md).
const NETWORK_SHARE: f32 = 0.5;

/// Where the network gives one label so much probability, the linear layers are not asked: that is the greater part of
/// all tokens, and of a thousand of them less than one would get another label (seeds/model/CARD.md).
const SURE: f32 = 0.96;

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
        Tagger::of(model, None)
    }

    /// The same tagger with a network, whose scores count for `share` (0 to 1) of the whole.
    #[must_use]
    pub fn with(self, network: Arc<Network>, share: f32) -> Tagger {
        let steps = Arc::new(ReadySteps::new(network.transitions()));
        Tagger::of(self.model, Some(Averaged { network, steps, share }))
    }

    fn of(model: Arc<Model>, network: Option<Averaged>) -> Tagger {
        let linear = Linear::new(Arc::clone(&model));
        let mean = |edge| {
            let mut steps = *linear.steps(edge);
            if let Some(Averaged { network, share, .. }) = &network {
                steps.iter_mut().zip(network.transitions()).for_each(|(row, other)| mix(row, other, *share));
            }
            ReadySteps::new(&steps)
        };
        let steps = (0..EDGES).map(mean).collect();
        let boost = model.boost;
        Tagger { model, linear, network, steps, boost }
    }

    /// The spans of `document`, in order.
    pub fn tag(&self, document: &Document) -> Vec<TaggedSpan> {
        self.read(document).spans
    }

    /// The spans of `document` and the probabilities behind them.
    pub fn read(&self, document: &Document) -> Tagged {
        self.decide(document, self.first_scores(document))
    }

    /// The same of each document: first the network reads all of them, then the linear layers do, so that the weights of
    /// either stay near the core.
    pub fn read_each(&self, documents: &[Document]) -> Vec<Tagged> {
        let first: Vec<_> = documents.iter().map(|document| self.first_scores(document)).collect();
        documents.iter().zip(first).map(|(document, first)| self.decide(document, first)).collect()
    }

    /// The scores of the network; none when there is none.
    fn first_scores(&self, document: &Document) -> Vec<Scores> {
        let mut scores = Vec::new();
        if let Some(Averaged { network, .. }) = &self.network {
            network.score(document, &mut scores);
        }
        scores
    }

    fn decide(&self, document: &Document, first: Vec<Scores>) -> Tagged {
        let facts = self.facts(document);
        let edges = edges(&facts);
        let mut scores = self.scores(document, &facts, &edges, first);
        let marginals = marginals(&self.steps, &scores, &edges);
        boost(&mut scores, self.boost);
        let steps: Vec<&ReadySteps> = edges.iter().map(|&edge| &self.steps[edge]).collect();
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

    /// The scores of all tokens: those of the network, and where it is not sure, averaged with the linear layers'.
    fn scores(&self, document: &Document, facts: &Facts, edges: &[usize], mut scores: Vec<Scores>) -> Vec<Scores> {
        let all = document.tokens.len();
        let Some(Averaged { steps, share, .. }) = &self.network else {
            scores.resize(all, [0.0; LABELS]);
            self.linear.score(facts, edges, &(0..all).collect::<Vec<_>>(), &mut scores);
            return scores;
        };
        let believed = Sums::new(&scores, &vec![&**steps; all], Label::OUTSIDE).marginals();
        let sure =
            |index: usize| believed[index].iter().any(|&share| share >= SURE) && !in_single_marks(document, index);
        let asked: Vec<usize> = (0..all).filter(|&index| !sure(index)).collect();
        let theirs = scores.clone();
        self.linear.score(facts, edges, &asked, &mut scores);
        asked.iter().for_each(|&index| mix(&mut scores[index], &theirs[index], *share));
        scores
    }
}

/// Whether the token stands in single marks, of which the network has seen few: it is surer of them than it is right.
fn in_single_marks(document: &Document, index: usize) -> bool {
    document.quoted_at(index).is_some_and(|region| document.quoted[region].style == MarkStyle::Single)
}

/// The mean of both in `scores`, `share` of it from `other`.
fn mix(scores: &mut Scores, other: &Scores, share: f32) {
    scores.iter_mut().zip(other).for_each(|(score, other)| *score += share * (other - *score));
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
    fn the_linear_layers_are_asked_where_the_network_is_not_sure_and_in_single_marks() {
        let text = "“We have won the day,” she said. ‘We have won the day,’ she said.";
        let document = Document::new(text);
        let tagger = Tagger::shipped().unwrap();
        let facts = tagger.facts(&document);
        let network = tagger.first_scores(&document);
        let both = tagger.scores(&document, &facts, &edges(&facts), network.clone());
        let won: Vec<usize> = (0..document.tokens.len()).filter(|&index| document.word(index) == "won").collect();
        assert_eq!(both[won[0]], network[won[0]]);
        assert_ne!(both[won[1]], network[won[1]]);
    }

    #[test]
    fn a_network_without_a_share_leaves_the_steps_alone() {
        let alone = tagger();
        let both = alone.clone().with(Network::shipped().unwrap(), 0.0);
        assert_eq!(both.steps, alone.steps);
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
