//! The rounds of learning who said it, in their order.

use rayon::prelude::*;

use crate::attribution::{Attribution, Weights};
use crate::evaluate::{Attributed, GoldArticle, Predicted};
use crate::model::Words;
use crate::span::{CodePoints, Span};
use crate::speakers::{Answer, Network, Outcome, Ranker, Recogniser, Scorer, row_widths};
use crate::tag::Tagger;
use crate::text::Document;
use crate::train::folds::{FOLDS, folds};

use super::articles::{Reading, lesson};
use super::fit::{Lesson, Settings, fit, scales};

const CHOICE: Settings = Settings { hidden: 24, epochs: 12, rate: 2e-3, dropout: 0.3, decay: 1e-3, batch: 64 };
const TRUST: Settings = Settings { hidden: 8, epochs: 12, rate: 3e-3, dropout: 0.1, decay: 1e-2, batch: 32 };

/// Taken from the logit of every confidence: news of other days and places than those learned from is somewhat harder, and a
/// confidence that is too low does less harm than one that is too high.
const CAREFUL: f32 = 0.6;

/// How many networks are averaged.
const NETWORKS: u64 = 4;

/// What came of it.
pub struct Learned {
    /// The weights.
    pub ranker: Ranker,
    /// What was found in each article by weights that have not seen its publisher.
    pub unseen: Vec<Predicted>,
}

/// What finds names and attributions in the articles of each fold, without having learned from them.
pub struct Finders<'a> {
    /// By fold.
    pub taggers: Vec<Tagger>,
    /// By fold.
    pub recognisers: Vec<Recogniser>,
    /// Joins what the taggers find.
    pub weights: &'a Weights,
    /// Classes of words.
    pub words: &'a Words,
}

/// What `ranker` finds in `articles`, with the finders of the first fold.
pub fn find_speakers(articles: &[GoldArticle], finders: &Finders, ranker: &Ranker) -> Vec<Predicted> {
    let find = |article: &GoldArticle| {
        let reading = Reading::found(article, &finders.taggers[0], finders.weights);
        let outcomes = reading.ask(&finders.recognisers[0], finders.words, &mut |question, _| {
            Answer::Probabilities(ranker.choice.probabilities(question.shared, question.rows, question.names.len()))
        });
        predicted(&reading, &outcomes, &ranker.trust)
    };
    articles.par_iter().map(find).collect()
}

/// All lessons of one reading, and what was decided.
type Asked = (Vec<Lesson>, Vec<Outcome>);

/// Learns from `articles` that name their speakers.
pub fn learn_speakers(articles: &[GoldArticle], finders: &Finders) -> Learned {
    let folds = folds(articles);
    let readings: Vec<(usize, Reading)> = (articles.par_iter().zip(&folds))
        .flat_map_iter(|(article, &fold)| {
            let found = Reading::found(article, &finders.taggers[fold], finders.weights);
            [(fold, Reading::labelled(article)), (fold, found)]
        })
        .collect();
    let first: Vec<Asked> = ask_all(&readings, finders, None);
    let by_fold = fit_folds(&readings, &first);
    let second = ask_all(&readings, finders, Some(&by_fold));
    let by_fold = fit_folds(&readings, &second);
    let last = ask_all(&readings, finders, Some(&by_fold));
    let choice = fit_choice(&all_lessons(&second));
    let trusts = trust_lessons(&readings, &last);
    let trust = fit_trust(&trusts.iter().map(|(_, lesson)| lesson).collect::<Vec<_>>());
    let fold_trusts: Vec<Scorer> = (0..FOLDS)
        .into_par_iter()
        .map(|fold| {
            fit_trust(&trusts.iter().filter(|(of, _)| *of != fold).map(|(_, lesson)| lesson).collect::<Vec<_>>())
        })
        .collect();
    let found = readings.iter().zip(&last).filter(|((_, reading), _)| !reading.labelled);
    let unseen =
        found.map(|((fold, reading), (_, outcomes))| predicted(reading, outcomes, &fold_trusts[*fold])).collect();
    Learned { ranker: Ranker { choice, trust }, unseen }
}

/// Asks about all attributions of all readings: what was decided before is what is labelled, or what `by_fold` decide.
fn ask_all(readings: &[(usize, Reading)], finders: &Finders, by_fold: Option<&[Scorer]>) -> Vec<Asked> {
    let ask = |(fold, reading): &(usize, Reading)| {
        let mut lessons = Vec::new();
        let outcomes = reading.ask(&finders.recognisers[*fold], finders.words, &mut |question, right| {
            lessons.extend(lesson(question, right));
            let count = question.names.len();
            match by_fold {
                Some(by_fold) => {
                    Answer::Probabilities(by_fold[*fold].probabilities(question.shared, question.rows, count))
                }
                None => Answer::Candidate(
                    right.and_then(|right| right.iter().position(|&right| right)).unwrap_or(count - 1),
                ),
            }
        });
        (lessons, outcomes)
    };
    readings.par_iter().map(ask).collect()
}

/// For each fold the weights learned from all others.
fn fit_folds(readings: &[(usize, Reading)], asked: &[Asked]) -> Vec<Scorer> {
    let fold = |fold: usize| {
        let others = readings.iter().zip(asked).filter(|((of, _), _)| *of != fold);
        fit_choice(&others.flat_map(|(_, (lessons, _))| lessons).collect::<Vec<_>>())
    };
    (0..FOLDS).into_par_iter().map(fold).collect()
}

fn all_lessons(asked: &[Asked]) -> Vec<&Lesson> {
    asked.iter().flat_map(|(lessons, _)| lessons).collect()
}

fn fit_choice(lessons: &[&Lesson]) -> Scorer {
    let scales = scales(lessons);
    let networks = (0..NETWORKS).into_par_iter().map(|seed| fit(lessons, &scales, &CHOICE, seed + 1)).collect();
    Scorer::new(row_widths().0, scales.0, networks)
}

/// How far to trust the decisions on what was found: right or not, with the fold of each.
fn trust_lessons(readings: &[(usize, Reading)], asked: &[Asked]) -> Vec<(usize, Lesson)> {
    let mut lessons = Vec::new();
    for ((fold, reading), (_, outcomes)) in readings.iter().zip(asked).filter(|((_, reading), _)| !reading.labelled) {
        for (outcome, right) in outcomes.iter().zip(reading.right(outcomes)) {
            lessons.push((*fold, Lesson { shared: Vec::new(), rows: outcome.trust.clone(), right: vec![right] }));
        }
    }
    lessons
}

fn fit_trust(lessons: &[&Lesson]) -> Scorer {
    let scales = scales(lessons);
    let careful = |mut network: Network| {
        network.base -= CAREFUL;
        network
    };
    let networks = (0..3).map(|seed| careful(fit(lessons, &scales, &TRUST, seed + 1))).collect();
    Scorer::new(0, scales.0, networks)
}

/// What was found in an article, as the scorer compares it.
fn predicted(reading: &Reading, outcomes: &[Outcome], trust: &Scorer) -> Predicted {
    let document = Document::new(&reading.gold.text);
    let points = CodePoints::new(&reading.gold.text);
    let attributed = |(attribution, outcome): (&Attribution, &Outcome)| {
        let tokens = |tokens: &Option<std::ops::Range<usize>>| -> Vec<[usize; 2]> {
            tokens.iter().map(|tokens| points.range(document.span(tokens.clone()))).collect()
        };
        Attributed {
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
    let both = reading.attributions.iter().zip(outcomes);
    Predicted { id: reading.gold.id.clone(), attributions: both.map(attributed).collect() }
}
