//! Trains the speaker ranker, in several rounds.

use rayon::prelude::*;

use crate::attribution::{Attribution, Weights};
use crate::evaluate::{GoldArticle, LabelledAttribution, PredictedArticle};
use crate::model::WordClasses;
use crate::span::{CodePoints, Span};
use crate::speakers::{Network, Ranker, RankingOutcome, RankingOutput, Recogniser, Scorer, row_widths};
use crate::tag::Tagger;
use crate::text::Document;
use crate::train::folds::{FOLDS, folds};

use super::articles::{LabelledDocument, ranking_example};
use super::fit::{RankingExample, Settings, fit, scales};

const CHOICE: Settings = Settings { hidden: 24, epochs: 12, rate: 2e-3, dropout: 0.3, decay: 1e-3, batch: 64 };
const TRUST: Settings = Settings { hidden: 8, epochs: 12, rate: 3e-3, dropout: 0.1, decay: 1e-2, batch: 32 };

/// Subtracted from the logit of every confidence: other news is somewhat harder than the training articles, and a
/// confidence that is too low does less harm than one that is too high.
const CAUTION: f32 = 0.8;

/// Number of networks that are averaged.
const NETWORKS: u64 = 4;

/// The result of training.
pub struct TrainedSpeakers {
    /// The weights.
    pub ranker: Ranker,
    /// The speakers found in each article by weights that have not seen its publisher.
    pub unseen: Vec<PredictedArticle>,
}

/// Models for finding names and attributions, each trained without one fold.
pub struct FoldModels<'a> {
    /// By fold.
    pub taggers: Vec<Tagger>,
    /// By fold.
    pub recognisers: Vec<Recogniser>,
    /// Links the spans of the taggers.
    pub weights: &'a Weights,
    /// Classes of words.
    pub words: &'a WordClasses,
}

/// The speakers that `ranker` finds in `articles`, with the models of the first fold.
pub fn find_speakers(articles: &[GoldArticle], models: &FoldModels, ranker: &Ranker) -> Vec<PredictedArticle> {
    let find = |article: &GoldArticle| {
        let labelled_document = LabelledDocument::found(article, &models.taggers[0], models.weights);
        let outcomes = labelled_document.ask(&models.recognisers[0], models.words, &mut |question, _| {
            RankingOutput::Probabilities(ranker.choice.probabilities(
                question.shared,
                question.rows,
                question.names.len(),
            ))
        });
        predicted(&labelled_document, &outcomes, &ranker.trust)
    };
    articles.par_iter().map(find).collect()
}

/// The examples and the outcomes of one document.
type Asked = (Vec<RankingExample>, Vec<RankingOutcome>);

/// Trains on `articles` with labelled speakers.
pub fn learn_speakers(articles: &[GoldArticle], models: &FoldModels) -> TrainedSpeakers {
    let folds = folds(articles);
    let documents: Vec<(usize, LabelledDocument)> = (articles.par_iter().zip(&folds))
        .flat_map_iter(|(article, &fold)| {
            let found = LabelledDocument::found(article, &models.taggers[fold], models.weights);
            [(fold, LabelledDocument::labelled(article)), (fold, found)]
        })
        .collect();
    let first: Vec<Asked> = ask_all(&documents, models, None);
    let by_fold = fit_folds(&documents, &first);
    let second = ask_all(&documents, models, Some(&by_fold));
    let by_fold = fit_folds(&documents, &second);
    let last = ask_all(&documents, models, Some(&by_fold));
    let choice = fit_choice(&all_examples(&second));
    let trusts = trust_examples(&documents, &last);
    let trust = fit_trust(&trusts.iter().map(|(_, example)| example).collect::<Vec<_>>());
    let fold_trusts: Vec<Scorer> = (0..FOLDS)
        .into_par_iter()
        .map(|fold| {
            fit_trust(&trusts.iter().filter(|(of, _)| *of != fold).map(|(_, example)| example).collect::<Vec<_>>())
        })
        .collect();
    let found = documents.iter().zip(&last).filter(|((_, labelled_document), _)| !labelled_document.labelled);
    let unseen = found
        .map(|((fold, labelled_document), (_, outcomes))| predicted(labelled_document, outcomes, &fold_trusts[*fold]))
        .collect();
    TrainedSpeakers { ranker: Ranker { choice, trust }, unseen }
}

/// Runs all documents. The history of decisions is the labels, or the decisions of `by_fold`.
fn ask_all(documents: &[(usize, LabelledDocument)], models: &FoldModels, by_fold: Option<&[Scorer]>) -> Vec<Asked> {
    let ask = |(fold, labelled_document): &(usize, LabelledDocument)| {
        let mut examples = Vec::new();
        let outcomes = labelled_document.ask(&models.recognisers[*fold], models.words, &mut |question, right| {
            examples.extend(ranking_example(question, right));
            let count = question.names.len();
            match by_fold {
                Some(by_fold) => {
                    RankingOutput::Probabilities(by_fold[*fold].probabilities(question.shared, question.rows, count))
                }
                None => RankingOutput::Candidate(
                    right.and_then(|right| right.iter().position(|&right| right)).unwrap_or(count - 1),
                ),
            }
        });
        (examples, outcomes)
    };
    documents.par_iter().map(ask).collect()
}

/// For each fold, weights trained on all others.
fn fit_folds(documents: &[(usize, LabelledDocument)], asked: &[Asked]) -> Vec<Scorer> {
    let fold = |fold: usize| {
        let others = documents.iter().zip(asked).filter(|((of, _), _)| *of != fold);
        fit_choice(&others.flat_map(|(_, (examples, _))| examples).collect::<Vec<_>>())
    };
    (0..FOLDS).into_par_iter().map(fold).collect()
}

fn all_examples(asked: &[Asked]) -> Vec<&RankingExample> {
    asked.iter().flat_map(|(examples, _)| examples).collect()
}

fn fit_choice(examples: &[&RankingExample]) -> Scorer {
    let scales = scales(examples);
    let networks = (0..NETWORKS).into_par_iter().map(|seed| fit(examples, &scales, &CHOICE, seed + 1)).collect();
    Scorer::new(row_widths().0, scales.0, networks)
}

/// Calibration examples from found attributions: right or not, with the fold of each.
fn trust_examples(documents: &[(usize, LabelledDocument)], asked: &[Asked]) -> Vec<(usize, RankingExample)> {
    let mut examples = Vec::new();
    for ((fold, labelled_document), (_, outcomes)) in
        documents.iter().zip(asked).filter(|((_, labelled_document), _)| !labelled_document.labelled)
    {
        for (outcome, right) in outcomes.iter().zip(labelled_document.right(outcomes)) {
            examples
                .push((*fold, RankingExample { shared: Vec::new(), rows: outcome.trust.clone(), right: vec![right] }));
        }
    }
    examples
}

fn fit_trust(examples: &[&RankingExample]) -> Scorer {
    let scales = scales(examples);
    let careful = |mut network: Network| {
        network.base -= CAUTION;
        network
    };
    let networks = (0..3).map(|seed| careful(fit(examples, &scales, &TRUST, seed + 1))).collect();
    Scorer::new(0, scales.0, networks)
}

/// The result for an article in the form of the scorer.
fn predicted(labelled_document: &LabelledDocument, outcomes: &[RankingOutcome], trust: &Scorer) -> PredictedArticle {
    let document = Document::new(&labelled_document.gold.text);
    let points = CodePoints::new(&labelled_document.gold.text);
    let attributed = |(attribution, outcome): (&Attribution, &RankingOutcome)| {
        let tokens = |tokens: &Option<std::ops::Range<usize>>| -> Vec<[usize; 2]> {
            tokens.iter().map(|tokens| points.range(document.span(tokens.clone()))).collect()
        };
        LabelledAttribution {
            content: attribution.content.iter().map(|&piece: &Span| points.range(piece)).collect(),
            source: tokens(&attribution.source),
            cue: tokens(&attribution.cue),
            speaker: Some(outcome.name.clone()),
            speaker_kind: None,
            denied: false,
            polarity: None,
            confidence: Some(trust.probability(&outcome.trust)),
        }
    };
    let both = labelled_document.attributions.iter().zip(outcomes);
    PredictedArticle { id: labelled_document.gold.id.clone(), attributions: both.map(attributed).collect() }
}
