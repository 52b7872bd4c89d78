//! Generates the candidate speakers of an attribution: entities of the article, pairs of names, the source's own words
//! as a nameless speaker, earlier nameless speakers and noun phrases, and nobody.

use std::ops::Range;

use super::super::entity_type::EntityType;
use super::article::ArticleContext;
use super::candidate::{Candidate, CandidateType, Referent};
use super::excluded::Excluded;
use super::history::History;
use super::instance::{Instance, SourceClass};
use crate::lexicon::QUANTIFIERS;
use crate::tag::mix;

/// Number of names before and after an attribution whose entities are considered.
const NAMES_BEFORE: usize = 120;
const NAMES_BEHIND: usize = 24;

/// Maximum number of entities among the candidates.
const MAX_ENTITIES: usize = 32;

/// Maximum distance of a place or a pair before the attribution, in tokens.
const PLACE_REACH: usize = 250;
const PAIR_REACH: usize = 700;

/// Maximum distance of a noun phrase before the attribution, in sentences, and maximum number of noun phrases.
const PHRASE_REACH: usize = 8;
const MAX_PHRASES: usize = 10;

/// Number of earlier decisions that are searched for nameless speakers.
const RECENT_WORDS: usize = 6;

/// The key of an entity.
pub(super) fn entity_key(entity: usize) -> u64 {
    mix(1, entity as u64)
}

/// The candidate speakers of `instance`; nobody comes last.
pub(super) fn candidates(article: &ArticleContext, instance: &Instance, history: &History) -> Vec<Candidate> {
    let mut all = Vec::with_capacity(MAX_ENTITIES + 2 * MAX_PHRASES);
    entities(article, instance, history, &mut all);
    pairs(article, instance, &mut all);
    source_words(article, instance, &mut all);
    earlier_speakers(history, &mut all);
    phrases(article, instance, &mut all);
    all.push(Candidate { referent: Referent::Nobody, candidate_type: CandidateType::Nobody, key: 0, phrase: None });
    all
}

fn entities(article: &ArticleContext, instance: &Instance, history: &History, all: &mut Vec<Candidate>) {
    let of_name = &article.entities.of_name;
    let gendered = matches!(instance.class, SourceClass::He | SourceClass::She);
    let mut numbers: Vec<usize> = Vec::with_capacity(MAX_ENTITIES);
    let excluded = Excluded::new(article, instance);
    let mut add = |entity: usize, place_fits: bool| {
        if excluded.excludes(entity) {
            return;
        }
        let entity_type = article.entities.all[entity].entity_type;
        let fits = if entity_type.may_be_person() {
            true
        } else {
            !gendered && (entity_type != EntityType::Place || place_fits)
        };
        if fits && numbers.len() < MAX_ENTITIES && !numbers.contains(&entity) {
            numbers.push(entity);
        }
    };
    article.byline_author.into_iter().for_each(|entity| add(entity, false));
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
        referent: Referent::Entity(entity),
        candidate_type: match article.entities.all[entity].entity_type {
            EntityType::Person => CandidateType::Person,
            EntityType::Organisation => CandidateType::Organisation,
            EntityType::Place => CandidateType::Place,
            EntityType::Unclear => CandidateType::Unclear,
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
            all.push(Candidate {
                referent: Referent::Pair(pair),
                candidate_type: CandidateType::Pair,
                key,
                phrase: None,
            });
        }
    }
}

fn source_words(article: &ArticleContext, instance: &Instance, all: &mut Vec<Candidate>) {
    // "Others" and "most of them" are words for somebody; "he" is not.
    let quantified =
        instance.class == SourceClass::Other && QUANTIFIERS.has(article.document.lower(instance.own.start));
    if instance.source.is_none() || instance.class.is_pronoun() && !quantified {
        return;
    }
    let mut add = |tokens: &Range<usize>, candidate_type| {
        let key = article.key_of(tokens);
        all.push(Candidate { referent: Referent::Description(tokens.clone()), candidate_type, key, phrase: None });
    };
    add(&instance.own, CandidateType::OwnWords);
    if instance.head != instance.own && !instance.head.is_empty() {
        add(&instance.head, CandidateType::OwnHead);
    }
}

/// Adds nameless speakers of earlier attributions.
fn earlier_speakers(history: &History, all: &mut Vec<Candidate>) {
    for decision in history.known().take(RECENT_WORDS) {
        let Referent::Description(tokens) = &decision.referent else { continue };
        if !all.iter().any(|candidate| candidate.key == decision.key) {
            let referent = Referent::Description(tokens.clone());
            all.push(Candidate {
                referent,
                candidate_type: CandidateType::Antecedent,
                key: decision.key,
                phrase: None,
            });
        }
    }
}

fn phrases(article: &ArticleContext, instance: &Instance, all: &mut Vec<Candidate>) {
    let before = article.phrases.partition_point(|phrase| phrase.tokens.end <= instance.at);
    let mut count = 0;
    for (number, phrase) in article.phrases[..before].iter().enumerate().rev() {
        let sentence = article.document.sentence_of(phrase.tokens.start);
        if instance.sentence - sentence > PHRASE_REACH || count == MAX_PHRASES {
            return;
        }
        if all.iter().any(|candidate| candidate.key == phrase.key) {
            continue;
        }
        count += 1;
        let referent = Referent::Description(phrase.tokens.clone());
        all.push(Candidate {
            referent,
            candidate_type: CandidateType::Antecedent,
            key: phrase.key,
            phrase: Some(number),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::marked::{last_rows, with_marked};
    use super::*;

    /// The candidates of the last attribution; nobody is checked and left out.
    fn found(marked: &str) -> Vec<(String, CandidateType)> {
        with_marked(marked, |article| {
            let (rows, _) = last_rows(article);
            let (nobody, all) = rows.candidates.split_last().unwrap();
            assert_eq!((&nobody.referent, nobody.candidate_type), (&Referent::Nobody, CandidateType::Nobody));
            let mut keys: Vec<u64> = all.iter().map(|candidate| candidate.key).collect();
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), all.len(), "nobody is a candidate twice: {marked}");
            all.iter().map(|one| (article.name_of(&one.referent).unwrap(), one.candidate_type)).collect()
        })
    }

    #[test]
    fn he_and_she_are_single_persons() {
        let text = |source: &str| format!("Ann Lee and Zarnic left Acme Bank in Leeds. {{{source}}} said [it rains].");
        let persons = [("Ann Lee".to_owned(), CandidateType::Person), ("Zarnic".to_owned(), CandidateType::Unclear)];
        let mut alone = found(&text("She"));
        alone.sort_by(|one, other| one.0.cmp(&other.0));
        assert_eq!(alone, persons);
        let all = found(&text("They"));
        for other in [
            ("Acme Bank".to_owned(), CandidateType::Organisation),
            ("Ann Lee and Zarnic".to_owned(), CandidateType::Pair),
            ("Leeds".to_owned(), CandidateType::Place),
        ] {
            assert!(all.contains(&other), "{other:?}");
        }
        assert!(persons.iter().all(|person| all.contains(person)));
    }

    #[test]
    fn a_description_is_a_candidate_itself_and_again_later() {
        let whole = ("The tall mayor of Leeds".to_owned(), CandidateType::OwnWords);
        let head = ("The tall mayor".to_owned(), CandidateType::OwnHead);
        assert_eq!(found("{The tall mayor of Leeds} said [it rains]."), [whole.clone(), head]);
        assert_eq!(found("{The tall mayor, a friend,} said [it rains].")[0].0, "The tall mayor");
        let later = found("{The tall mayor of Leeds} said [it rains]. {She} said [it pours].");
        assert!(later.contains(&(whole.0, CandidateType::Antecedent)), "{later:?}");
    }

    #[test]
    fn words_for_some_of_several_are_candidates_and_pronouns_are_not() {
        let has = |source: &str| {
            let text = format!("Ann Lee left. {{{source}}} said [it rains].");
            found(&text).contains(&(source.to_owned(), CandidateType::OwnWords))
        };
        assert_eq!(["Others", "Most", "No one", "Everybody"].map(has), [true; 4]);
        assert_eq!(["She", "They", "Then", "Who"].map(has), [false; 4]);
    }

    #[test]
    fn only_the_nearest_noun_phrases_are_candidates() {
        let nouns = "A nurse, a teacher, a pilot, a lawyer, a farmer, a driver, a clerk, a chemist, an engineer, a doctor, \
            a geologist and a captain waited.";
        let last =
            |between: usize| found(&format!("{nouns} {}{{She}} said [it pours].", "It rained. ".repeat(between)));
        let near = last(0);
        assert_eq!(near.len(), MAX_PHRASES);
        assert_eq!((near[0].0.as_str(), near[9].0.as_str()), ("a captain", "a pilot"));
        assert_eq!(last(PHRASE_REACH - 1).len(), MAX_PHRASES);
        assert!(last(PHRASE_REACH).is_empty());
    }
}
