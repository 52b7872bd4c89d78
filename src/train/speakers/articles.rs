//! Labelled articles with their attributions, as labelled and as found, and the alignment of the two.

use std::collections::BTreeSet;

use crate::attribution::{Attribution, Weights, attribute, kind_of};
use crate::evaluate::{GoldArticle, LabelledAttribution, same_speaker};
use crate::model::WordClasses;
use crate::quote::{AttributionPattern, AttributionType, Kind, Polarity};
use crate::span::{CodePoints, Span};
use crate::speakers::{RankingInstance, RankingOutcome, RankingOutput, Recogniser, SpeakerTask};
use crate::tag::Tagger;
use crate::text::Document;

use super::fit::RankingExample;

/// An article with labelled or found attributions, each aligned with a labelled one.
pub(super) struct LabelledDocument<'a> {
    pub gold: &'a GoldArticle,
    pub attributions: Vec<Attribution>,
    /// The index of the labelled attribution of each.
    pub labels: Vec<Option<usize>>,
    /// Whether these are the labelled attributions themselves.
    pub labelled: bool,
}

/// Confidence of labelled spans.
const LABELLED: f32 = 0.95;

impl<'a> LabelledDocument<'a> {
    /// The article as labelled.
    pub fn labelled(gold: &'a GoldArticle) -> Self {
        let document = Document::new(&gold.text);
        let points = CodePoints::new(&gold.text);
        let spans = |spans: &[[usize; 2]]| -> Vec<Span> {
            spans.iter().map(|&[start, end]| Span::new(points.byte(start), points.byte(end))).collect()
        };
        let tokens = |spans: &[Span]| spans.iter().min().map(|&span| document.tokens_in(span));
        let attribution = |(place, one): (usize, &LabelledAttribution)| {
            let content = spans(&one.content);
            let kind = kind_of(&document, &content);
            let (source, cue) = (tokens(&spans(&one.source)), tokens(&spans(&one.cue)));
            let found = AttributionPattern::Cue;
            let one = Attribution {
                content,
                source,
                cue,
                kind,
                report: AttributionType::Statement,
                polarity: Polarity::Affirmed,
                ground: None,
                found,
                confidence: LABELLED,
            };
            (one, place)
        };
        let mut all: Vec<_> = gold.attributions.iter().enumerate().map(attribution).collect();
        all.retain(|(one, _)| !one.content.is_empty());
        all.sort_by_key(|(one, _)| one.content.first().map_or(0, |piece| piece.start()));
        let (attributions, labels) = all.into_iter().map(|(one, place)| (one, Some(place))).unzip();
        Self { gold, attributions, labels, labelled: true }
    }

    /// The article as `tagger` finds it.
    pub fn found(gold: &'a GoldArticle, tagger: &Tagger, weights: &Weights) -> Self {
        let document = Document::new(&gold.text);
        let attributions = attribute(&document, &tagger.tag_with_marginals(&document), weights);
        let labelled = Self::labelled(gold);
        let tokens: Vec<BTreeSet<usize>> = labelled.attributions.iter().map(|one| tokens_of(&document, one)).collect();
        let label = |one: &Attribution| {
            let mine = tokens_of(&document, one);
            let marked: BTreeSet<usize> = mine.iter().copied().filter(|&at| document.quoted_at(at).is_some()).collect();
            let shared = |of: &BTreeSet<usize>, place: usize| of.intersection(&tokens[place]).count();
            let quoted = one.kind != Kind::Indirect && !marked.is_empty();
            let fits = |&place: &usize| {
                if quoted {
                    2 * shared(&marked, place) >= marked.len()
                } else {
                    let union = mine.union(&tokens[place]).count();
                    2 * shared(&mine, place) >= union
                }
            };
            let of = if quoted { &marked } else { &mine };
            let places = (0..tokens.len()).filter(fits);
            let best = places.max_by_key(|&place| (shared(of, place), std::cmp::Reverse(tokens[place].len())));
            best.and_then(|place| labelled.labels[place])
        };
        let labels = attributions.iter().map(label).collect();
        Self { gold, attributions, labels, labelled: false }
    }

    /// The labelled attribution for attribution `number`.
    pub fn label(&self, number: usize) -> Option<&'a LabelledAttribution> {
        self.labels[number].map(|place| &self.gold.attributions[place])
    }

    /// Runs the ranking over every attribution. `answer` gets the instance, and which candidates are right if that is
    /// labelled.
    pub fn ask(
        &self,
        recogniser: &Recogniser,
        words: &WordClasses,
        answer: &mut dyn FnMut(&RankingInstance, Option<&[bool]>) -> RankingOutput,
    ) -> Vec<RankingOutcome> {
        let document = Document::new(&self.gold.text);
        let task = SpeakerTask::new(&document, &self.attributions, recogniser);
        task.run(words, &mut |question| {
            let label = self.label(question.number);
            let right = label.map(|label| -> Vec<bool> {
                question.names.iter().map(|name| same_speaker(label, name.as_deref()).0).collect()
            });
            answer(&question, right.as_deref())
        })
    }

    /// Whether each outcome has the labelled speaker; false for attributions without a label.
    pub fn right(&self, outcomes: &[RankingOutcome]) -> Vec<bool> {
        let right = |(number, outcome): (usize, &RankingOutcome)| {
            self.label(number).is_some_and(|label| same_speaker(label, outcome.name.as_deref()).0)
        };
        outcomes.iter().enumerate().map(right).collect()
    }
}

fn tokens_of(document: &Document, attribution: &Attribution) -> BTreeSet<usize> {
    attribution.content.iter().flat_map(|&piece| document.tokens_in(piece)).collect()
}

/// The training example of an instance whose right candidates are known, if there are any.
pub(super) fn ranking_example(question: &RankingInstance, right: Option<&[bool]>) -> Option<RankingExample> {
    let right = right.filter(|right| right.contains(&true))?;
    Some(RankingExample { shared: question.shared.to_vec(), rows: question.rows.to_vec(), right: right.to_vec() })
}
