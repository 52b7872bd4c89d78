//! Who may be the speaker of an attribution: the entities of the article, two named together, the source's own words as
//! somebody without a name, such a one of before, and nobody.

use std::ops::Range;

use super::super::name::Bearer;
use super::super::ranks::{is_below, office, ranks};
use super::article::ArticleContext;
use super::candidate::{Candidate, Sort, Who};
use super::history::History;
use super::instance::{Instance, SourceClass};
use super::mentions::{is_person, is_preposition};
use crate::quote::SpeakerKind;
use crate::tag::mix;

/// Names before and behind an attribution whose entities are looked at.
const NAMES_BEFORE: usize = 120;
const NAMES_BEHIND: usize = 24;

/// Most entities that are candidates.
const MOST_ENTITIES: usize = 32;

/// How far back, in tokens, a place or a pair may stand.
const PLACE_REACH: usize = 250;
const PAIR_REACH: usize = 700;

/// How far back, in sentences, somebody without a name may stand; and how many of them at most.
const PHRASE_REACH: usize = 8;
const MOST_PHRASES: usize = 10;

/// How many decisions of before are looked at for somebody without a name.
const RECENT_WORDS: usize = 6;

/// The key of an entity.
pub(super) fn entity_key(entity: usize) -> u64 {
    mix(1, entity as u64)
}

/// Who may be the speaker of `instance`; nobody comes last.
pub(super) fn candidates(article: &ArticleContext, instance: &Instance, history: &History) -> Vec<Candidate> {
    let mut all = Vec::with_capacity(MOST_ENTITIES + 2 * MOST_PHRASES);
    entities(article, instance, history, &mut all);
    pairs(article, instance, &mut all);
    words(article, instance, &mut all);
    spoken(history, &mut all);
    phrases(article, instance, &mut all);
    all.push(Candidate { who: Who::Nobody, sort: Sort::Nobody, key: 0, phrase: None });
    all
}

fn entities(article: &ArticleContext, instance: &Instance, history: &History, all: &mut Vec<Candidate>) {
    let of_name = &article.entities.of_name;
    let gendered = matches!(instance.class, SourceClass::He | SourceClass::She);
    let mut numbers: Vec<usize> = Vec::with_capacity(MOST_ENTITIES);
    let excluded = excluded(article, instance);
    let mut add = |entity: usize, place_fits: bool| {
        let is_another = is_other_rank(article, instance, entity) || is_former(article, instance, entity);
        if excluded.contains(&entity) || is_another {
            return;
        }
        let bearer = article.entities.all[entity].bearer;
        let fits = if is_person(bearer) { true } else { !gendered && (bearer != Bearer::Place || place_fits) };
        if fits && numbers.len() < MOST_ENTITIES && !numbers.contains(&entity) {
            numbers.push(entity);
        }
    };
    article.writer.into_iter().for_each(|entity| add(entity, false));
    instance.names.clone().for_each(|name| add(of_name[name], true));
    let before = instance.names.start;
    let end = article.name_from(instance.end());
    for entity in history.recent_entities() {
        add(entity, true);
    }
    let near = |name: usize| instance.at.saturating_sub(article.names[name].tokens.end) <= PLACE_REACH;
    (before.saturating_sub(NAMES_BEFORE / 8)..before).rev().for_each(|name| add(of_name[name], near(name)));
    (before..end).filter(|name| !instance.names.contains(name)).for_each(|name| add(of_name[name], true));
    (end..of_name.len().min(end + NAMES_BEHIND / 3)).for_each(|name| add(of_name[name], true));
    article.prominent.iter().for_each(|&entity| add(entity, false));
    (before.saturating_sub(NAMES_BEFORE)..before.saturating_sub(NAMES_BEFORE / 8))
        .rev()
        .for_each(|name| add(of_name[name], near(name)));
    (end..of_name.len().min(end + NAMES_BEHIND)).for_each(|name| add(of_name[name], true));
    let candidate = |entity: usize| Candidate {
        who: Who::Entity(entity),
        sort: match article.entities.all[entity].bearer {
            Bearer::Person => Sort::Person,
            Bearer::Organisation => Sort::Organisation,
            Bearer::Place => Sort::Place,
            Bearer::Unclear => Sort::Unclear,
        },
        key: entity_key(entity),
        phrase: None,
    };
    all.extend(numbers.into_iter().map(candidate));
}

/// The entities of the source that are not the person whom it calls.
fn excluded(article: &ArticleContext, instance: &Instance) -> Vec<usize> {
    let complement = instance.names.clone().filter(|&name| is_complement(article, instance, name));
    complement.map(|name| article.entities.of_name[name]).collect()
}

/// The deputy mayor is not the mayor: whether the article knows the entity by the office of the source, but of another rank.
fn is_other_rank(article: &ArticleContext, instance: &Instance, entity: usize) -> bool {
    let Some(noun) = instance.noun.filter(|_| instance.class == SourceClass::Definite) else { return false };
    let document = article.document;
    let below = instance.head.clone().find(|&token| is_below(document.lower(token)));
    let asked = office(below.map(|token| document.lower(token)), document.lower(noun));
    let facts = &article.facts[entity];
    let same = |fact: &String| ranks(fact) == ranks(&asked);
    let other = |fact: &String| ranks(fact).1 == ranks(&asked).1 && ranks(fact).0 != ranks(&asked).0;
    instance.noun_kind == SpeakerKind::Person && facts.iter().any(other) && !facts.iter().any(same)
}

/// "Its president" is nobody whom the article calls a former one.
fn is_former(article: &ArticleContext, instance: &Instance, entity: usize) -> bool {
    let of_body = instance.class == SourceClass::Possessive
        && instance.noun_kind == SpeakerKind::Person
        && matches!(article.document.lower(instance.head.start), "its" | "their");
    let is_past = |fact: &String| matches!(fact.as_str(), "former" | "ex" | "onetime" | "retired");
    of_body && article.facts[entity].iter().any(is_past)
}

/// "the Archbishop of Canterbury", "a spokesman for the ministry": what stands behind a preposition belongs to the person
/// whom the noun before it calls, and is not that person.
fn is_complement(article: &ArticleContext, instance: &Instance, name: usize) -> bool {
    let described = matches!(instance.class, SourceClass::Definite | SourceClass::Indefinite | SourceClass::Bare);
    let mention = &article.mentions.all[name];
    let before = mention.start.checked_sub(1).map_or("", |token| article.document.lower(token));
    let determined = if before == "the" { mention.start.saturating_sub(2) } else { mention.start.saturating_sub(1) };
    // "a spokesman for Green candidate Ann Lee", but "Undersecretary for Trade Ann Lee"
    let belongs =
        instance.class == SourceClass::Indefinite && is_preposition(article.document.lower(instance.head.end));
    described
        && instance.noun_kind == SpeakerKind::Person
        && mention.start >= instance.head.end
        && (belongs || is_preposition(article.document.lower(determined)))
}

fn pairs(article: &ArticleContext, instance: &Instance, all: &mut Vec<Candidate>) {
    if matches!(instance.class, SourceClass::He | SourceClass::She | SourceClass::It) {
        return;
    }
    let end = instance.source.as_ref().map_or(instance.at, |source| source.end);
    let last = article.pairs.partition_point(|pair| pair.tokens.start < end);
    let near = |pair: &usize| instance.at.saturating_sub(article.pairs[*pair].tokens.end) <= PAIR_REACH;
    for pair in (0..last).rev().take_while(near).take(3) {
        let [one, other] = article.pairs[pair].entities;
        let key = mix(2, mix(one.min(other) as u64, one.max(other) as u64));
        if !all.iter().any(|candidate| candidate.key == key) {
            all.push(Candidate { who: Who::Pair(pair), sort: Sort::Pair, key, phrase: None });
        }
    }
}

fn words(article: &ArticleContext, instance: &Instance, all: &mut Vec<Candidate>) {
    if instance.source.is_none() || instance.class.is_pronoun() {
        return;
    }
    let mut add = |tokens: &Range<usize>, sort| {
        let key = article.key_of(tokens);
        all.push(Candidate { who: Who::Words(tokens.clone()), sort, key, phrase: None });
    };
    add(&instance.own, Sort::OwnWords);
    if instance.head != instance.own && !instance.head.is_empty() {
        add(&instance.head, Sort::OwnHead);
    }
}

/// Those without a name who spoke before.
fn spoken(history: &History, all: &mut Vec<Candidate>) {
    for decision in history.known().take(RECENT_WORDS) {
        let Who::Words(tokens) = &decision.who else { continue };
        if !all.iter().any(|candidate| candidate.key == decision.key) {
            let who = Who::Words(tokens.clone());
            all.push(Candidate { who, sort: Sort::Antecedent, key: decision.key, phrase: None });
        }
    }
}

fn phrases(article: &ArticleContext, instance: &Instance, all: &mut Vec<Candidate>) {
    let before = article.phrases.partition_point(|phrase| phrase.tokens.end <= instance.at);
    let mut count = 0;
    for (number, phrase) in article.phrases[..before].iter().enumerate().rev() {
        let sentence = article.document.sentence_of(phrase.tokens.start);
        if instance.sentence - sentence > PHRASE_REACH || count == MOST_PHRASES {
            return;
        }
        if all.iter().any(|candidate| candidate.key == phrase.key) {
            continue;
        }
        count += 1;
        let who = Who::Words(phrase.tokens.clone());
        all.push(Candidate { who, sort: Sort::Antecedent, key: phrase.key, phrase: Some(number) });
    }
}
