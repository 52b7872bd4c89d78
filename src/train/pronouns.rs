//! Learning whom pronouns mean: the weights of `speakers`' evidence.
//!
//! A pronoun must choose among the persons that the program itself would weigh. It is taught by
//! - GAP's validation pronouns (labelled by hand, Wikipedia, two names of the same gender),
//! - GUM's chains (labelled by hand, many genres),
//! - CoreNLP's chains over PolNeAR's news, where a chain holds exactly one full name and only one gender of pronouns,
//! - the same news once more with genders hidden: where gender leaves one person only, that one is meant, and the choice
//!   must be made without knowing it. So place and part learn from thousands of certain cases.
//!
//! The likelihood of the right ones is climbed with AdaGrad (Duchi, Hazan, Singer 2011); the weights are the mean over the
//! passes, the first left out. Earlier pronouns count as mentions as the weights of the round before resolve them.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::parsed::Parsed;
use super::parts::{PartExample, learn_parts};
use super::rng::Random;
use crate::attribution::Attribution;
use crate::evaluate::GapCase;
use crate::model::Words;
use crate::span::{CodePoints, Span};
use crate::speakers::{Cast, FEATURES, Parts, PronounModel, Question, best, part_features, probabilities};
use crate::text::Document;

/// Where a lesson comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// GAP.
    Gap,
    /// GUM.
    Gum,
    /// PolNeAR with CoreNLP's chains.
    News,
}

/// One text with what its pronouns mean.
pub struct Lesson<'a> {
    /// Where it comes from.
    pub origin: Origin,
    /// The document.
    pub document: &'a Document<'a>,
    /// Its attributions.
    pub attributions: &'a [Attribution],
    /// What is known.
    pub gold: Gold<'a>,
}

/// What is known of pronouns.
pub enum Gold<'a> {
    /// One pronoun and two names.
    Case(&'a GapCase),
    /// Chains of mentions.
    Chains(&'a Parsed),
}

/// How much each kind of lesson counts: GAP, GUM, news by chains, news without genders.
#[derive(Clone, Copy, Debug)]
pub struct Shares {
    /// GAP.
    pub gap: f32,
    /// GUM.
    pub gum: f32,
    /// CoreNLP's chains.
    pub news: f32,
    /// Genders hidden.
    pub blind: f32,
    /// Passes over all choices.
    pub epochs: usize,
    /// Step of AdaGrad.
    pub step: f32,
    /// Pull of the weights towards nothing.
    pub decay: f32,
}

/// The shares that the shipped weights are learned with.
pub const SHARES: Shares = Shares { gap: 3.0, gum: 1.0, news: 0.1, blind: 0.5, epochs: 3, step: 0.05, decay: 1e-4 };

/// One choice: the candidates' features, which of them are right, how much it counts.
#[derive(Clone)]
pub struct Choice {
    evidence: Vec<Vec<u16>>,
    right: Vec<bool>,
    weight: f32,
    /// Which lesson it comes from.
    pub lesson: usize,
}

/// Rounds of resolving and learning.
const ROUNDS: usize = 3;

/// The mentions of `parsed` with their parts, to learn from.
pub fn part_examples(document: &Document, words: &Words, parsed: &Parsed) -> Vec<PartExample> {
    let cast = Cast::new(document, &[], &[]);
    let names = cast.persons().map(|(tokens, _)| tokens);
    let pronouns = (0..document.tokens.len()).filter(|&token| is_pronoun(document.word(token))).map(|token| token..token + 1);
    let example = |tokens: Range<usize>| {
        let part = parsed.part_at(document.span(tokens.clone()))?;
        Some(PartExample { features: part_features(document, words, &tokens), part })
    };
    names.chain(pronouns).filter_map(example).collect()
}

fn is_pronoun(word: &str) -> bool {
    matches!(word.to_ascii_lowercase().as_str(), "he" | "she" | "him" | "his" | "her" | "hers" | "himself" | "herself")
}

/// Learns what part mentions play from `parsed`.
pub fn learn_roles(parsed: &[(&Document, &Parsed)], words: &Words) -> Parts {
    let examples: Vec<PartExample> =
        parsed.par_iter().flat_map_iter(|(document, parsed)| part_examples(document, words, parsed)).collect();
    learn_parts(&examples)
}

/// A text prepared: who appears in it, and what is known of its pronouns.
pub struct Prepared<'a> {
    cast: Cast<'a>,
    gold: FxHashMap<usize, Meaning>,
    share: f32,
    blind: bool,
}

/// What is known of one pronoun.
enum Meaning {
    /// One of these entities; nobody with a name when there is none.
    One(Vec<usize>),
    /// None of these.
    NoneOf(Vec<usize>),
}

/// Prepares a lesson.
pub fn prepare<'a>(lesson: &Lesson<'a>, shares: &Shares) -> Prepared<'a> {
    let share = match lesson.origin {
        Origin::Gap => shares.gap,
        Origin::Gum => shares.gum,
        Origin::News => shares.news,
    };
    match lesson.gold {
        Gold::Case(case) => {
            let points = CodePoints::new(&case.text);
            let tokens = |[start, end]: [usize; 2]| {
                lesson.document.tokens_in(Span::new(points.byte(start), points.byte(end)))
            };
            let names = case.names.map(tokens);
            let cast = Cast::new(lesson.document, lesson.attributions, &names);
            let entities = names.map(|tokens| cast.entity_at(&tokens));
            let known = |meant: bool| {
                entities.iter().zip(case.meant).filter(move |(_, is)| *is == meant).filter_map(|(entity, _)| *entity).collect()
            };
            let meaning = if case.meant == [false; 2] { Meaning::NoneOf(known(false)) } else { Meaning::One(known(true)) };
            let gold = [(tokens(case.pronoun).start, meaning)].into_iter().collect();
            Prepared { cast, gold, share, blind: true }
        }
        Gold::Chains(parsed) => {
            let cast = Cast::new(lesson.document, lesson.attributions, &[]);
            let careful = lesson.origin == Origin::News;
            let gold = by_chains(lesson.document, &cast, parsed, careful);
            Prepared { cast, gold, share, blind: true }
        }
    }
}

/// What the chains tell of the pronouns. With `careful`, only chains with one full name and pronouns of one gender count.
fn by_chains(document: &Document, cast: &Cast, parsed: &Parsed, careful: bool) -> FxHashMap<usize, Meaning> {
    let mut named: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (tokens, entity) in cast.persons() {
        if let Some(chain) = parsed.chain_at(document.span(tokens)) {
            let entities = named.entry(chain).or_default();
            if !entities.contains(&entity) {
                entities.push(entity);
            }
        }
    }
    let pronouns: Vec<(usize, u32)> = (0..document.tokens.len())
        .filter(|&token| is_pronoun(document.word(token)))
        .filter_map(|token| Some((token, parsed.chain_at(document.span(token..token + 1))?)))
        .collect();
    let female = |token: usize| document.word(token).to_ascii_lowercase().starts_with(['s']) || document.word(token).to_ascii_lowercase().starts_with("her");
    let one_gender = |chain: u32| {
        let mut of_chain = pronouns.iter().filter(|(_, other)| *other == chain).map(|(token, _)| female(*token));
        let first = of_chain.next();
        of_chain.all(|other| Some(other) == first)
    };
    let mut gold = FxHashMap::default();
    for &(token, chain) in &pronouns {
        let entities = named.get(&chain).cloned().unwrap_or_default();
        let full = entities.iter().filter(|&&entity| cast.words_of(entity) > 1).count();
        if !careful || (entities.len() == 1 && full == 1 && one_gender(chain)) {
            gold.insert(token, Meaning::One(entities));
        }
    }
    gold
}

impl Prepared<'_> {
    /// The choices of this text, with earlier pronouns resolved by `model`, or as they are labelled when there is none.
    fn choices(&self, model: &PronounModel, first: bool, lesson: usize, shares: &Shares) -> Vec<Choice> {
        let mut choices = Vec::new();
        let mut answers: FxHashMap<usize, Option<usize>> = FxHashMap::default();
        self.cast.ask(model, false, &mut |question| {
            let right = self.right(&question);
            let labelled = right.as_ref().and_then(|right| right.iter().position(|right| *right));
            let answer = match labelled {
                Some(labelled) if first => labelled,
                _ if first => 0,
                _ => best(&probabilities(&model.weights, &question.evidence)),
            };
            answers.insert(question.token, question.entities.get(answer).copied().flatten());
            if let Some(right) = right {
                choices.push(Choice { evidence: question.evidence, right, weight: self.share, lesson });
            }
            Some(answer)
        });
        if self.blind && shares.blind > 0.0 {
            self.cast.ask(model, true, &mut |question| {
                let known = answers.get(&question.token).copied().flatten();
                let answer = known.and_then(|known| question.entities.iter().position(|entity| *entity == Some(known)));
                if let Some(right) = left_by_gender(&question) {
                    let mut evidence = question.evidence;
                    evidence.truncate(right.len());
                    choices.push(Choice { evidence, right, weight: shares.blind, lesson });
                }
                answer
            });
        }
        choices
    }

    /// Tells `heed`, for each pronoun that is labelled, the probabilities and which candidates are right.
    pub fn judge(&self, model: &PronounModel, heed: &mut dyn FnMut(&[f32], &[bool])) {
        self.cast.ask(model, false, &mut |question| {
            let chances = probabilities(&model.weights, &question.evidence);
            if let Some(right) = self.right(&question) {
                heed(&chances, &right);
            }
            Some(best(&chances))
        });
    }

    /// Which candidates are right, where that is known.
    fn right(&self, question: &Question) -> Option<Vec<bool>> {
        let nobody = question.evidence.len() - 1;
        let entity = |number: usize| question.entities.get(number).copied().flatten();
        let mut right: Vec<bool> = match self.gold.get(&question.token)? {
            Meaning::One(entities) => {
                (0..=nobody).map(|number| entity(number).is_some_and(|entity| entities.contains(&entity))).collect()
            }
            Meaning::NoneOf(entities) => {
                (0..=nobody).map(|number| entity(number).is_none_or(|entity| !entities.contains(&entity))).collect()
            }
        };
        if right.iter().all(|right| !right) {
            right[nobody] = true;
        }
        Some(right)
    }
}

/// The candidates that gender leaves, when it rules out others that are near.
fn left_by_gender(question: &Question) -> Option<Vec<bool>> {
    let sure = |share: &&Option<f32>| share.is_some_and(|share| share >= 0.95);
    let out = |share: &Option<f32>| share.is_some_and(|share| share <= 0.05);
    let near = &question.genders[..question.genders.len().min(10)];
    let useful = near.iter().any(out) && near.iter().filter(sure).count() > 0;
    useful.then(|| question.genders.iter().map(|share| !out(share)).collect())
}

/// Learns the weights from `lessons` (those that `keep` keeps).
pub fn learn_pronouns(prepared: &[Prepared], words: &Words, parts: &Parts, shares: &Shares, keep: &(dyn Fn(usize) -> bool + Sync)) -> PronounModel {
    let mut model = PronounModel { words: words.clone(), parts: parts.clone(), weights: vec![0.0; FEATURES] };
    for round in 0..ROUNDS {
        let choices: Vec<Choice> = prepared
            .par_iter()
            .enumerate()
            .filter(|(number, _)| keep(*number))
            .flat_map_iter(|(number, prepared)| prepared.choices(&model, round == 0, number, shares))
            .collect();
        if round == 2 { eprintln!("{} choices, {} blind", choices.len(), choices.iter().filter(|c| c.weight == shares.blind).count()); }
        model.weights = climb_all(choices, shares);
    }
    model
}

fn climb_all(mut choices: Vec<Choice>, shares: &Shares) -> Vec<f32> {
    let (mut weights, mut squares, mut mean) = (vec![0.0; FEATURES], vec![0.0; FEATURES], vec![0.0; FEATURES]);
    let mut random = Random::new(1);
    for epoch in 0..shares.epochs {
        random.shuffle(&mut choices);
        for choice in &choices {
            climb(choice, &mut weights, &mut squares, shares);
        }
        if epoch > 0 {
            mean.iter_mut().zip(&weights).for_each(|(mean, weight)| *mean += weight / (shares.epochs - 1) as f32);
        }
    }
    mean
}

/// One step up the likelihood of the right candidates.
fn climb(choice: &Choice, weights: &mut [f32], squares: &mut [f32], shares: &Shares) {
    let chances = probabilities(weights, &choice.evidence);
    let right: f32 = chances.iter().zip(&choice.right).filter(|(_, right)| **right).map(|(chance, _)| chance).sum();
    for (number, features) in choice.evidence.iter().enumerate() {
        let wanted = if choice.right[number] { chances[number] / right.max(1e-6) } else { 0.0 };
        let slope = (chances[number] - wanted) * choice.weight;
        if slope.abs() < 1e-4 {
            continue;
        }
        for &feature in features {
            let feature = usize::from(feature);
            let step = slope + shares.decay * weights[feature];
            squares[feature] += step * step;
            weights[feature] -= shares.step * step / (1.0 + squares[feature]).sqrt();
        }
    }
}
