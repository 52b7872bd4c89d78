//! Pronouns: whom "he" and "she" mean.
//!
//! One pass from left to right over the pronouns outside of quotation marks. Each is given to the person that speaks
//! for it most: gender, distance in sentences, whether the person was the subject or spoke last, how often named. A
//! resolved pronoun counts as a mention for the next one, so that a chain of them holds. Sentences that are all
//! quotation do not count as distance: whoever spoke before three paragraphs of quotation is still "she" behind them. The evidence is that of
//! salience-based resolution (Lappin and Leass, 1994); the weights are our own.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::entities::Entities;
use super::name::{Bearer, Name};
use crate::lexicon::Gender;
use crate::text::Document;

/// How far back, in sentences the reporter tells, somebody may be meant.
const REACH: usize = 5;

/// How many recently mentioned persons are weighed: keeps the pass linear.
const MOST_CANDIDATES: usize = 16;

/// A source that is one person without a name.
#[derive(Clone, Debug)]
pub(super) struct Nameless {
    /// Its tokens.
    pub source: Range<usize>,
    /// The gender its noun tells.
    pub gender: Option<Gender>,
}

/// Whom a pronoun may mean.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Person {
    /// Somebody with a name: the index of the entity.
    Entity(usize),
    /// Somebody without: the tokens of the source that mentions them.
    Nameless(Range<usize>),
}

/// Somebody as last mentioned.
#[derive(Clone, Debug)]
struct Recent {
    who: Person,
    /// Of a nameless person, by the noun.
    gender: Option<Gender>,
    sentence: usize,
    subject: bool,
    quoted: bool,
    count: u32,
}

/// Whom a pronoun means, and why.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Meant {
    /// Who.
    pub who: Person,
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
    nameless: &[Nameless],
) -> FxHashMap<usize, Meant> {
    let told = told_sentences(document);
    let mut meant = FxHashMap::default();
    let mut recent: Vec<Recent> = Vec::new();
    let mut names_ahead = names.iter().enumerate().peekable();
    let mut nameless_ahead = nameless.iter().peekable();
    for token in 0..document.tokens.len() {
        let sentence = told[document.sentence_of(token)];
        let quoted = document.quoted_at(token).is_some();
        let seen = |who, gender, subject| Recent { who, gender, sentence, subject, quoted, count: 1 };
        if let Some(person) = nameless_ahead.next_if(|person| person.source.start == token) {
            note(&mut recent, seen(Person::Nameless(person.source.clone()), person.gender, true));
        }
        if let Some((index, _)) = names_ahead.next_if(|(_, name)| name.tokens.start == token) {
            let entity = entities.of_name[index];
            if entities.all[entity].may_be_person() {
                note(&mut recent, seen(Person::Entity(entity), None, is_subject(document, names, index, sources)));
            }
        } else if let Some(gender) = pronoun_gender(document.word(token)) {
            let Some(found) = choose(sentence, entities, &recent, gender) else { continue };
            if !quoted {
                let subject = !document.word(token).eq_ignore_ascii_case("his");
                note(&mut recent, seen(found.who.clone(), Some(gender), subject));
            }
            meant.insert(token, found);
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

/// For each sentence, how many before it the reporter tells in words of his own.
fn told_sentences(document: &Document) -> Vec<usize> {
    let mut count = 0;
    let number = |sentence: &Range<usize>| {
        let region = document.quoted_at(sentence.start);
        let all_quoted = region.is_some() && region == document.quoted_at(sentence.end - 1);
        let before = count;
        count += usize::from(!all_quoted);
        before
    };
    document.sentences.iter().map(number).collect()
}

fn note(recent: &mut Vec<Recent>, mut seen: Recent) {
    if let Some(at) = recent.iter().position(|other| other.who == seen.who) {
        seen.count += recent.remove(at).count;
    }
    recent.push(seen);
    if recent.len() > MOST_CANDIDATES {
        recent.remove(0);
    }
}

fn choose(sentence: usize, entities: &Entities, recent: &[Recent], gender: Gender) -> Option<Meant> {
    let mut best: Option<(f32, &Recent)> = None;
    let mut second = f32::NEG_INFINITY;
    for candidate in recent.iter().rev() {
        if sentence - candidate.sentence > REACH {
            continue;
        }
        let Some(known) = gender_weight(candidate, entities, gender) else { continue };
        let weight = weigh(candidate, sentence) + known;
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
    Some(Meant { who: chosen.who.clone(), margin, why: explain(chosen, sentence, gender, second.is_finite()) })
}

/// What gender and kind say for the candidate; `None` when they rule it out.
fn gender_weight(candidate: &Recent, entities: &Entities, gender: Gender) -> Option<f32> {
    let unknown = -0.7;
    match &candidate.who {
        Person::Nameless(_) => match candidate.gender {
            Some(told) if told != gender => None,
            Some(_) => Some(0.0),
            None => Some(unknown),
        },
        Person::Entity(entity) => {
            let entity = &entities.all[*entity];
            // One capitalised word without further evidence is as often a club, a firm or a town.
            let doubt = if entity.bearer == Bearer::Unclear && entity.female.is_none() { -2.0 } else { 0.0 };
            let told = entity.probability(gender).map_or(unknown, |probability| probability.max(0.05).ln());
            entity.may_be(gender).then_some(told + doubt)
        }
    }
}

fn weigh(candidate: &Recent, sentence: usize) -> f32 {
    let distance = (sentence - candidate.sentence) as f32;
    let subject = if candidate.subject { 0.8 } else { 0.0 };
    let quoted = if candidate.quoted { -1.2 } else { 0.0 };
    subject + quoted - distance * 0.9 + (candidate.count as f32).ln() * 0.3
}

fn explain(chosen: &Recent, sentence: usize, gender: Gender, others: bool) -> String {
    let who = if gender == Gender::Female { "woman" } else { "man" };
    let place = match sentence - chosen.sentence {
        0 => "the same sentence".to_owned(),
        1 => "the sentence before".to_owned(),
        n => format!("the text {n} sentences before"),
    };
    let subject = if chosen.subject { ", as subject" } else { "" };
    let only = if others { "likeliest" } else { "only" };
    format!("{only} {who} named nearby, last in {place}{subject}")
}
