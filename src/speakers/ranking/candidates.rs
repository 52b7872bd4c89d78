//! Who may be the speaker of an attribution: the entities of the article, two named together, the source's own words as
//! somebody without a name, such a one of before, and nobody.

use std::ops::Range;

use super::super::name::Bearer;
use super::article::ArticleContext;
use super::candidate::{Candidate, Sort, Who};
use super::excluded::Excluded;
use super::history::History;
use super::instance::{Instance, SourceClass};
use super::mentions::is_person;
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
    let excluded = Excluded::new(article, instance);
    let mut add = |entity: usize, place_fits: bool| {
        if excluded.has(entity) {
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
