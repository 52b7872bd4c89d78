//! Learning whom pronouns mean: the weights of `speakers`' evidence.
//!
//! A pronoun must choose among the persons that the program itself would weigh. It is taught by
//! - GAP's validation pronouns (labelled by hand, Wikipedia, two names of the same gender),
//! - GUM's chains (labelled by hand, many genres),
//! - all these texts, and PolNeAR's news, with genders hidden: where gender rules out somebody near, the choice among all must be made
//!   without knowing it. So place and part learn from thousands of certain cases.
//!
//! The likelihood of the right ones is climbed with AdaGrad (Duchi, Hazan, Singer 2011), half of the features left out at
//! random; the weights are the mean over the passes, the first left out. Earlier pronouns count as mentions, as the
//! weights of the round before resolve them. Attributions are the labelled ones in news, elsewhere those that the program
//! finds with the weights compiled into it.

use std::ops::Range;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::corpus::read_text;
use super::error::TrainError;
use super::parsed::{Parsed, from_columns, from_gum};
use super::parts::{PartExample, learn_parts};
use super::pronoun_lessons::{Choice, Gold, Lesson, Shares, is_pronoun};
use super::rng::Random;
use crate::attribution::{Attribution, Found, Weights, attribute, kind_of};
use crate::evaluate::{Attributed, GapCase, GoldArticle, Stretch, gap_cases};
use crate::model::{Words, chances};
use crate::quote::Report;
use crate::span::{CodePoints, Span};
use crate::speakers::{Cast, FEATURES, Parts, PronounModel, Recogniser, part_features};
use crate::tag::Tagger;
use crate::text::Document;

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct PronounSettings {
    /// How much each kind of lesson counts.
    pub shares: Shares,
    /// Passes over all choices.
    pub epochs: usize,
    /// Step of AdaGrad.
    pub step: f32,
    /// Pull of the weights towards nothing.
    pub decay: f32,
    /// The share of features that is not left out at random.
    pub keep: f32,
    /// How many runs with other random numbers the weights are the mean of.
    pub runs: u64,
}

/// The settings that the shipped weights are learned with.
pub const PRONOUN_SETTINGS: PronounSettings = PronounSettings {
    shares: Shares { case: 7.0, chains: 3.0, blind: 0.7 },
    epochs: 16,
    step: 0.05,
    decay: 2e-2,
    keep: 0.5,
    runs: 3,
};

/// Rounds of resolving and learning.
const ROUNDS: usize = 3;

/// The texts that pronouns are learned from.
pub struct PronounTexts {
    /// News with guessed parses, and its attributions.
    pub news: Vec<(Parsed, Vec<Attributed>)>,
    /// GUM's texts.
    pub gum: Vec<Parsed>,
    /// GAP's cases.
    pub gap: Vec<GapCase>,
}

impl PronounTexts {
    /// Reads the `files`: columns over the texts of `articles`, GUM, GAP.
    pub fn read(articles: &[GoldArticle], [columns, gum, gap]: &[PathBuf; 3]) -> Result<Self, TrainError> {
        let texts = articles.iter().map(|article| (article.id.as_str(), article.text.as_str())).collect();
        let labels: FxHashMap<&str, &GoldArticle> =
            articles.iter().map(|article| (article.id.as_str(), article)).collect();
        let attributed = |parsed: Parsed| {
            let labelled = labels.get(parsed.id.as_str()).map(|article| article.attributions.clone());
            (parsed, labelled.unwrap_or_default())
        };
        let news = from_columns(&read_text(columns)?, &texts).into_iter().map(attributed).collect();
        Ok(Self { news, gum: from_gum(&read_text(gum)?), gap: read_gap(gap)? })
    }
}

/// The cases of the GAP file at `path`.
pub fn read_gap(path: &Path) -> Result<Vec<GapCase>, TrainError> {
    gap_cases(&read_text(path)?).map_err(|source| TrainError::Gap { path: path.to_owned(), source })
}

/// One text with its attributions and what is known of its pronouns.
pub struct PronounText<'a> {
    /// The text.
    pub document: Document<'a>,
    /// Its attributions.
    pub attributions: Vec<Attribution>,
    /// What is known.
    pub gold: Gold<'a>,
}

impl PronounTexts {
    /// All texts: GAP's, then GUM's, with the attributions that `find` finds, then the news with the labelled ones.
    pub fn prepare(&self, find: &(dyn Fn(&Document) -> Vec<Attribution> + Sync)) -> Vec<PronounText<'_>> {
        let gap = self.gap.iter().map(|case| (case.text.as_str(), Gold::Case(case)));
        let gum = self.gum.iter().map(|parsed| (parsed.text.as_str(), Gold::Chains(parsed)));
        let unlabelled: Vec<(&str, Gold)> = gap.chain(gum).collect();
        let unlabelled = unlabelled.into_par_iter().map(|(text, gold)| {
            let document = Document::new(text);
            PronounText { attributions: find(&document), document, gold }
        });
        let news = self.news.par_iter().map(|(parsed, labelled)| {
            let document = Document::new(&parsed.text);
            PronounText {
                attributions: labelled_attributions(&document, labelled),
                document,
                gold: Gold::Parse(parsed),
            }
        });
        unlabelled.chain(news).collect()
    }
}

/// The attributions of `document` as they are labelled.
pub fn labelled_attributions(document: &Document, labelled: &[Attributed]) -> Vec<Attribution> {
    let points = CodePoints::new(document.text);
    let spans = |stretches: &[Stretch]| -> Vec<Span> {
        stretches.iter().map(|&[start, end]| Span::new(points.byte(start), points.byte(end))).collect()
    };
    let tokens = |stretches: &[Stretch]| -> Option<Range<usize>> {
        let first = *spans(stretches).first()?;
        Some(document.tokens_in(first)).filter(|tokens| !tokens.is_empty())
    };
    let attribution = |labelled: &Attributed| {
        let content = spans(&labelled.content);
        Attribution {
            kind: kind_of(document, &content),
            source: tokens(&labelled.source),
            cue: tokens(&labelled.cue),
            content,
            report: Report::Statement,
            found: Found::Cue,
            confidence: 1.0,
        }
    };
    labelled.iter().map(attribution).collect()
}

/// Reads the `files` and learns all about pronouns; the same files give the same weights.
pub fn pronoun_model(
    articles: &[GoldArticle],
    files: &[PathBuf; 3],
    words: &Words,
) -> Result<PronounModel, TrainError> {
    let texts = PronounTexts::read(articles, files)?;
    let (tagger, weights) = (Tagger::shipped()?, Weights::shipped()?);
    let find = |document: &Document| attribute(document, &tagger.read(document), &weights);
    let recogniser = Recogniser::shipped()?;
    let texts = texts.prepare(&find);
    let all: Vec<&PronounText> = texts.iter().collect();
    let parts = learn_roles(&all, words, &recogniser);
    Ok(learn_pronouns(&all, words, parts, PRONOUN_SETTINGS, &recogniser))
}

/// Learns what part a mention plays in its sentence, from the texts that are parsed.
pub fn learn_roles(texts: &[&PronounText], words: &Words, recogniser: &Recogniser) -> Parts {
    let examples = texts.par_iter().flat_map_iter(|text| match text.gold {
        Gold::Chains(parsed) | Gold::Parse(parsed) => part_examples(&text.document, words, parsed, recogniser),
        Gold::Case(_) => Vec::new(),
    });
    learn_parts(&examples.collect::<Vec<_>>())
}

/// The mentions of a parsed text with their parts.
pub fn part_examples(document: &Document, words: &Words, parsed: &Parsed, recogniser: &Recogniser) -> Vec<PartExample> {
    let cast = Cast::new(document, &[], &[], recogniser);
    let names = cast.persons().map(|(tokens, _)| tokens);
    let all = (0..document.tokens.len()).map(|token| token..token + 1);
    let pronouns = all.filter(|tokens| is_pronoun(document.word(tokens.start)));
    let example = |tokens: Range<usize>| {
        let part = parsed.part_at(document.span(tokens.clone()))?;
        Some(PartExample { features: part_features(document, words, &tokens), part })
    };
    names.chain(pronouns).filter_map(example).collect()
}

/// Learns the weights of the evidence.
pub fn learn_pronouns(
    texts: &[&PronounText],
    words: &Words,
    parts: Parts,
    settings: PronounSettings,
    recogniser: &Recogniser,
) -> PronounModel {
    let lessons: Vec<Lesson> = texts
        .par_iter()
        .map(|text| Lesson::new(&text.document, &text.attributions, &text.gold, &settings.shares, recogniser))
        .collect();
    let mut model = PronounModel { words: words.clone(), parts, weights: vec![0.0; FEATURES] };
    for round in 0..ROUNDS {
        let choices: Vec<Choice> =
            lessons.par_iter().flat_map_iter(|lesson| lesson.choices(&model, round == 0)).collect();
        model.weights = climb_all(&choices, settings);
    }
    model
}

/// The mean of the weights that several runs with other random numbers come to.
fn climb_all(choices: &[Choice], settings: PronounSettings) -> Vec<f32> {
    let runs: Vec<Vec<f32>> =
        (0..settings.runs).into_par_iter().map(|run| climb_once(choices, run, settings)).collect();
    let mut mean = vec![0.0; FEATURES];
    for run in &runs {
        mean.iter_mut().zip(run).for_each(|(mean, weight)| *mean += weight / runs.len() as f32);
    }
    mean
}

fn climb_once(choices: &[Choice], run: u64, settings: PronounSettings) -> Vec<f32> {
    let (mut weights, mut squares, mut mean) = (vec![0.0; FEATURES], vec![0.0; FEATURES], vec![0.0; FEATURES]);
    let mut random = Random::new(run + 1);
    let mut order: Vec<usize> = (0..choices.len()).collect();
    for epoch in 0..settings.epochs {
        random.shuffle(&mut order);
        for &choice in &order {
            let choice = thinned(&choices[choice], random.bits(), settings.keep);
            climb(&choice, &mut weights, &mut squares, settings);
        }
        if epoch > 0 {
            let share = settings.keep / (settings.epochs - 1) as f32;
            mean.iter_mut().zip(&weights).for_each(|(mean, weight)| *mean += weight * share);
        }
    }
    mean
}

/// The choice with a random share of the features left out, the same ones for all candidates.
fn thinned(choice: &Choice, bits: u64, keep: f32) -> Choice {
    let limit = (keep * 1024.0) as u64;
    let kept = |feature: &&u16| (bits ^ u64::from(**feature)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 54 < limit;
    let evidence = choice.evidence.iter().map(|features| features.iter().filter(kept).copied().collect()).collect();
    Choice { evidence, ..choice.clone() }
}

/// One step up the likelihood of the right candidates.
fn climb(choice: &Choice, weights: &mut [f32], squares: &mut [f32], settings: PronounSettings) {
    let chances = chances(weights, &choice.evidence);
    let right: f32 = chances.iter().zip(&choice.right).filter(|(_, right)| **right).map(|(chance, _)| chance).sum();
    for (number, features) in choice.evidence.iter().enumerate() {
        let wanted = if choice.right[number] { chances[number] / right.max(1e-6) } else { 0.0 };
        let slope = (chances[number] - wanted) * choice.weight;
        if slope.abs() < 1e-4 {
            continue;
        }
        for &feature in features {
            let feature = usize::from(feature);
            let step = slope + settings.decay * weights[feature];
            squares[feature] += step * step;
            weights[feature] -= settings.step * step / (1.0 + squares[feature]).sqrt();
        }
    }
}
