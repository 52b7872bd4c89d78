//! Pronouns: whom "he" and "she" mean.
//!
//! One pass from left to right over the pronouns outside of quotation marks. Each is given to the person that speaks
//! for it most: gender, distance in sentences, whether the person was the subject or spoke last, how often named. A
//! resolved pronoun counts as a mention for the next one, so that a chain of them holds. The evidence is that of
//! salience-based resolution (Lappin and Leass, 1994); the weights are our own.

use rustc_hash::FxHashMap;

use super::entities::Entities;
use super::names::Name;
use crate::lexicon::Gender;
use crate::text::Document;

/// How far back, in sentences, somebody may be meant.
const REACH: usize = 5;

/// How many recently mentioned persons are weighed: keeps the pass linear.
const MOST_CANDIDATES: usize = 16;

/// Somebody as last mentioned.
#[derive(Clone, Copy, Debug)]
struct Recent {
    entity: usize,
    sentence: usize,
    subject: bool,
    quoted: bool,
    count: u32,
}

/// Whom a pronoun means, and why.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Meant {
    /// Index of the entity.
    pub entity: usize,
    /// How much better than the next candidate, 0 to 1.
    pub margin: f32,
    /// In words.
    pub why: String,
}

/// The gender of a personal pronoun in the third person singular.
pub(super) fn pronoun_gender(word: &str) -> Option<Gender> {
    match word.to_ascii_lowercase().as_str() {
        "he" | "him" | "his" | "himself" => Some(Gender::Male),
        "she" | "her" | "hers" | "herself" => Some(Gender::Female),
        _ => None,
    }
}

/// Resolves the pronouns of the document. `sources` marks the tokens that stand in a source of an attribution.
pub(super) fn resolve_pronouns(
    document: &Document,
    names: &[Name],
    entities: &Entities,
    sources: &[bool],
) -> FxHashMap<usize, Meant> {
    let mut meant = FxHashMap::default();
    let mut recent: Vec<Recent> = Vec::new();
    let mut next_name = 0;
    for token in 0..document.tokens.len() {
        if names.get(next_name).is_some_and(|name| name.tokens.start == token) {
            let entity = entities.of_name[next_name];
            next_name += 1;
            if entities.all[entity].may_be_person() {
                note(&mut recent, document, entity, token, is_subject(document, names, next_name - 1, sources));
            }
        } else if let Some(gender) = pronoun_gender(document.word(token)) {
            let found = choose(document, entities, &recent, token, gender);
            if let Some(found) = found {
                if document.quoted_at(token).is_none() {
                    note(&mut recent, document, found.entity, token, !document.word(token).eq_ignore_ascii_case("his"));
                }
                meant.insert(token, found);
            }
        }
    }
    meant
}

/// Whether the name is likely the subject: the first of its sentence, or a source, and no possessive.
fn is_subject(document: &Document, names: &[Name], index: usize, sources: &[bool]) -> bool {
    let name = &names[index];
    let sentence = document.sentence_of(name.tokens.start);
    let first = index == 0 || document.sentence_of(names[index - 1].tokens.start) != sentence;
    let possessive = matches!(document.word(name.tokens.end), "’s" | "'s");
    (first && !possessive) || sources[name.tokens.start]
}

fn note(recent: &mut Vec<Recent>, document: &Document, entity: usize, token: usize, subject: bool) {
    let known = recent.iter().position(|other| other.entity == entity);
    let count = known.map_or(1, |at| recent.remove(at).count + 1);
    let sentence = document.sentence_of(token);
    recent.push(Recent { entity, sentence, subject, quoted: document.quoted_at(token).is_some(), count });
    if recent.len() > MOST_CANDIDATES {
        recent.remove(0);
    }
}

fn choose(document: &Document, entities: &Entities, recent: &[Recent], token: usize, gender: Gender) -> Option<Meant> {
    let sentence = document.sentence_of(token);
    let mut best: Option<(f32, &Recent)> = None;
    let mut second = f32::NEG_INFINITY;
    for candidate in recent.iter().rev() {
        let entity = &entities.all[candidate.entity];
        if sentence - candidate.sentence > REACH || !entity.may_be(gender) {
            continue;
        }
        let weight = weigh(candidate, sentence, entity.probability(gender));
        match best {
            Some((top, _)) if weight <= top => second = second.max(weight),
            _ => {
                second = best.map_or(second, |(top, _)| top);
                best = Some((weight, candidate));
            }
        }
    }
    let (top, chosen) = best?;
    let margin = if second.is_finite() { ((top - second) / 2.0).clamp(0.0, 1.0) } else { 1.0 };
    Some(Meant { entity: chosen.entity, margin, why: explain(chosen, sentence, gender, second.is_finite()) })
}

fn weigh(candidate: &Recent, sentence: usize, probability: Option<f32>) -> f32 {
    let distance = (sentence - candidate.sentence) as f32;
    let gender = probability.map_or(-0.7, |probability| probability.max(0.05).ln());
    let subject = if candidate.subject { 0.8 } else { 0.0 };
    let quoted = if candidate.quoted { -1.2 } else { 0.0 };
    gender + subject + quoted - distance * 0.9 + (candidate.count as f32).ln() * 0.3
}

fn explain(chosen: &Recent, sentence: usize, gender: Gender, others: bool) -> String {
    let who = if gender == Gender::Female { "woman" } else { "man" };
    let place = match sentence - chosen.sentence {
        0 => "the same sentence".to_owned(),
        1 => "the sentence before".to_owned(),
        n => format!("{n} sentences before"),
    };
    let subject = if chosen.subject { ", as subject" } else { "" };
    let only = if others { "likeliest" } else { "only" };
    format!("{only} {who} named nearby, last in {place}{subject}")
}
