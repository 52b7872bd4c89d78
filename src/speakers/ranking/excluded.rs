//! Hard constraints: entities that a description cannot refer to.
//!
//! "The deputy mayor" is not the mayor, "the 60-year-old" is not 38, and "the former chancellor" is not the current
//! one. "A spokesman for Ann Lee" and "Ann Lee’s team" are not Ann Lee, and "the ministry" is no person.

use super::super::entity_type::EntityType;
use super::super::nouns::{is_kin, noun_kind, synonyms};
use super::super::ranks::{lowers_rank, ranked_office, split_rank};
use super::article::ArticleContext;
use super::instance::{Instance, SourceClass};
use super::mentions::{age_of, is_preposition};
use crate::attribution::{looks_like_participle, passive_participle};
use crate::lexicon::{List, PERSON_NOUNS};
use crate::quote::SpeakerKind;
use crate::text::TokenKind;

/// What the source says of its speaker, as far as it excludes entities.
pub(super) struct Excluded<'a> {
    article: &'a ArticleContext<'a>,
    /// Entities that the sentence sets apart from its speaker: complements and owners in the source, who is asked or
    /// told, and names in the participle clause before the source.
    others: Vec<usize>,
    /// The office in the source.
    office: Option<String>,
    /// The age in the source.
    age: Option<u32>,
    /// The noun, if the article has a former and a current holder of it, and whether the source is the former one.
    former: Option<(&'a str, bool)>,
    /// Whether the source is "its president": no former one.
    possessive_role: bool,
    /// Whether the source is "the ministry": no person.
    is_body: bool,
}

impl<'a> Excluded<'a> {
    pub fn new(article: &'a ArticleContext, instance: &Instance) -> Self {
        let is_other = |&name: &usize| {
            is_complement(article, instance, name)
                || is_object(article, instance, name)
                || is_before_noun(article, instance, name)
                || is_owner(article, instance, name)
        };
        let names = instance.names.clone().filter(is_other).chain(names_in_participle_clause(article, instance));
        let others = names.map(|name| article.entities.of_name[name]);
        let listeners = addressed(article, instance).into_iter().chain(addressee(article, instance));
        Self {
            article,
            others: others.chain(listeners).collect(),
            office: asked_office(article, instance),
            age: asked_age(article, instance),
            former: asked_former(article, instance),
            possessive_role: is_possessive_role(article, instance),
            is_body: instance.class == SourceClass::Definite
                && instance.names.is_empty()
                && instance.noun_kind == SpeakerKind::Organisation,
        }
    }

    /// Whether `entity` cannot be the speaker.
    pub fn excludes(&self, entity: usize) -> bool {
        let role_words = &self.article.role_words[entity];
        self.others.contains(&entity)
            || self.office.as_ref().is_some_and(|asked| is_other_rank(role_words, asked))
            || self.possessive_role && is_past(role_words)
            || self.is_body && self.article.entities.all[entity].entity_type == EntityType::Person
            || self.former.is_some_and(|(noun, former)| has_role(role_words, noun) && is_past(role_words) != former)
            || self.age.is_some_and(|age| self.article.mentions.profiles[entity].age.is_some_and(|own| own != age))
    }
}

/// Maximum distance between a subject and its passive participle: "was then also asked".
const MAX_PASSIVE_DISTANCE: usize = 4;

/// The subject of a passive reporting verb without a source: "“Is it late?” Ann Lee was asked".
fn addressed(article: &ArticleContext, instance: &Instance) -> Option<usize> {
    let cue = instance.cue.as_ref().filter(|_| instance.source.is_none())?;
    let participle = passive_participle(article.document, cue)?;
    let name = article.name_from(participle).checked_sub(1)?;
    let mention = &article.mentions.all[name];
    let near = mention.end + MAX_PASSIVE_DISTANCE > participle && !mention.quoted;
    let together = mention.sentence == article.document.sentence_of(participle);
    (near && together).then(|| article.entities.of_name[name])
}

/// The name directly after the cue of an active verb of telling: "the judge told Ann Lee".
pub(super) fn addressee(article: &ArticleContext, instance: &Instance) -> Option<usize> {
    let (source, cue) = (instance.source.as_ref()?, instance.cue.as_ref()?);
    let tells = ADDRESSING.binary_search(&article.document.lower(cue.end - 1)).is_ok();
    let active = source.end <= cue.start && passive_participle(article.document, cue).is_none();
    let name = article.name_from(cue.end);
    let mention = article.mentions.all.get(name).filter(|mention| mention.start == cue.end && !mention.possessive)?;
    (tells && active && !mention.quoted).then(|| article.entities.of_name[name])
}

/// Verbs whose object is who listens. Sorted.
const ADDRESSING: [&str; 12] = [
    "advised",
    "asked",
    "assured",
    "informed",
    "reassured",
    "reminded",
    "tell",
    "telling",
    "tells",
    "told",
    "urged",
    "warned",
];

/// The names in the participle clause that begins the sentence of the source: "Sentencing Ann Lee, the judge said".
fn names_in_participle_clause(article: &ArticleContext, instance: &Instance) -> Vec<usize> {
    let Some(source) = &instance.source else { return Vec::new() };
    let document = article.document;
    let clause = document.sentences[document.sentence_of(source.start)].start..source.start;
    let begins = clause.len() > 2 && looks_like_participle(document.lower(clause.start));
    if !begins || document.word(clause.end - 1) != "," {
        return Vec::new();
    }
    let names = article.name_from(clause.start)..article.name_from(clause.end);
    names.filter(|&name| !article.mentions.all[name].possessive).collect()
}

/// Whether the role words of an entity say that it held the role before.
fn is_past(role_words: &[String]) -> bool {
    role_words.iter().any(|fact| PAST.contains(&fact.as_str()))
}

/// Words for former roles.
const PAST: [&str; 5] = ["former", "ex", "onetime", "retired", "erstwhile"];

/// Whether the role words of an entity contain `noun` or a synonym.
fn has_role(role_words: &[String], noun: &str) -> bool {
    let same = synonyms(noun);
    role_words.iter().any(|fact| fact == noun || same.contains(&fact.as_str()))
}

fn asked_office(article: &ArticleContext, instance: &Instance) -> Option<String> {
    let is_person = instance.class == SourceClass::Definite && instance.noun_kind == SpeakerKind::Person;
    let noun = instance.noun.filter(|_| is_person)?;
    let document = article.document;
    let below = instance.head.clone().find(|&token| lowers_rank(document.lower(token)));
    Some(ranked_office(below.map(|token| document.lower(token)), document.lower(noun)).into_owned())
}

/// Whether the article gives the entity the same office with another rank.
fn is_other_rank(role_words: &[String], asked: &str) -> bool {
    let asked = split_rank(asked);
    let (mut same, mut other) = (false, false);
    for (rank, noun) in role_words.iter().map(|fact| split_rank(fact)) {
        same |= (rank, noun) == asked;
        other |= noun == asked.1 && rank != asked.0;
    }
    other && !same
}

/// The age in "the 60-year-old".
fn asked_age(article: &ArticleContext, instance: &Instance) -> Option<u32> {
    let definite = instance.class == SourceClass::Definite;
    instance.head.clone().filter(|_| definite).find_map(|token| age_of(article.document.lower(token)))
}

/// "the former chancellor", "the chancellor": the noun and whether it is the former one, if the article has both.
fn asked_former<'a>(article: &'a ArticleContext, instance: &Instance) -> Option<(&'a str, bool)> {
    let is_person = instance.class == SourceClass::Definite && instance.noun_kind == SpeakerKind::Person;
    let noun = article.document.lower(instance.noun.filter(|_| is_person)?);
    let holders = || article.role_words.iter().filter(|role_words| has_role(role_words, noun));
    let both = holders().any(|role_words| is_past(role_words)) && holders().any(|role_words| !is_past(role_words));
    let former = instance.head.clone().any(|token| PAST.contains(&article.document.lower(token)));
    both.then_some((noun, former))
}

/// "its president": a possessive role.
fn is_possessive_role(article: &ArticleContext, instance: &Instance) -> bool {
    instance.class == SourceClass::Possessive
        && instance.noun_kind == SpeakerKind::Person
        && matches!(article.document.lower(instance.head.start), "its" | "their")
}

/// Whether the source is a noun phrase without a possessive.
fn is_described(instance: &Instance) -> bool {
    matches!(instance.class, SourceClass::Definite | SourceClass::Indefinite | SourceClass::Bare)
}

/// "the Archbishop of Canterbury", "a spokesman for the ministry": a name after a preposition is a complement of the
/// noun and not the speaker.
fn is_complement(article: &ArticleContext, instance: &Instance, name: usize) -> bool {
    let described = is_described(instance);
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
        && before != "as"
}

/// "the candidate trying to replace Ann Lee": the object of a verb behind the noun. "A man named Ann Lee" is she.
fn is_object(article: &ArticleContext, instance: &Instance, name: usize) -> bool {
    let document = article.document;
    let described = is_described(instance);
    let person = described && instance.noun_kind == SpeakerKind::Person;
    let Some(noun) = instance.noun.filter(|_| person) else { return false };
    let words = noun + 1..article.mentions.all[name].start;
    let is_verb = |token: usize| {
        let lower = document.lower(token);
        let form = lower == "to" || lower.len() > 4 && (lower.ends_with("ing") || lower.ends_with("ed"));
        form && document.word(token) == lower
    };
    let names = |token: usize| NAMING.binary_search(&document.lower(token)).is_ok();
    words.clone().take(1).any(is_verb) && !words.clone().any(|token| names(token) || document.word(token) == ",")
}

/// Participles that give a name. Sorted.
const NAMING: [&str; 8] = ["called", "calling", "dubbed", "identified", "known", "named", "naming", "nicknamed"];

/// "the Danish shipping group", "the Leeds mayor", "the Lee family": the place or person before the noun is not who
/// speaks.
fn is_before_noun(article: &ArticleContext, instance: &Instance, name: usize) -> bool {
    let (document, mention) = (article.document, &article.mentions.all[name]);
    let described = is_described(instance);
    let before_noun = instance.noun.is_some_and(|noun| mention.end <= noun) && !mention.possessive;
    let person = article.entities.all[article.entities.of_name[name]].entity_type == EntityType::Person;
    let place = (mention.start..mention.end).all(|token| document.is_on(List::Places, token));
    let family = instance.noun.is_some_and(|noun| matches!(document.lower(noun), "families" | "family"));
    let speaks = matches!(instance.noun_kind, SpeakerKind::Person | SpeakerKind::Group | SpeakerKind::Organisation);
    // Without an article it is a name and what is behind it: "Ann Lee MP".
    let determined = instance.class != SourceClass::Bare;
    described && before_noun && (place || person && determined && (speaks || family))
}

/// "Ann Lee’s lawyer", "a statement from Acme Bank’s chairman": people and bodies speak for themselves, whosever they
/// are. Documents and pages speak for their owner, and so do the desks and teams of a body ("Acme Bank’s trading desk").
fn is_owner(article: &ArticleContext, instance: &Instance, name: usize) -> bool {
    let (document, mention) = (article.document, &article.mentions.all[name]);
    if !mention.possessive {
        return false;
    }
    let source_end = instance.source.as_ref().map_or(0, |source| source.end);
    let lists = [List::PersonNouns, List::GroupNouns, List::OrganisationNouns];
    let speaks = |&token: &usize| {
        let lower = document.lower(token);
        let one = lower.strip_suffix('s').unwrap_or(lower);
        let people = lists.into_iter().any(|list| document.is_on(list, token));
        (people || is_kin(one) || PERSON_NOUNS.has(one)) && !PAGES.contains(&lower)
    };
    let is_noun = |token: &usize| speaks(token) || noun_kind(document.lower(*token)) == SpeakerKind::Document;
    let in_phrase = |&token: &usize| {
        let lower = document.lower(token);
        let plain = document.tokens[token].kind == TokenKind::Word && !document.is_on(List::FunctionWords, token);
        plain && !is_preposition(lower) && (document.word(token) == lower || is_noun(&token))
    };
    let owned = (mention.end + 1..source_end).take_while(in_phrase).filter(is_noun).last();
    let body = article.entities.all[article.entities.of_name[name]].entity_type == EntityType::Organisation;
    let is_part = |token: usize| body && PARTS.binary_search(&document.lower(token)).is_ok();
    owned.is_some_and(|owned| speaks(&owned) && !is_part(owned))
}

/// Nouns for a part of a body that speaks for the whole. Sorted.
const PARTS: [&str; 7] = ["arm", "department", "desk", "division", "office", "team", "unit"];

/// Nouns for a body that are used for what its owner publishes.
const PAGES: [&str; 9] =
    ["account", "app", "blog", "channel", "newsletter", "platform", "programme", "site", "website"];

#[cfg(test)]
mod tests {
    use super::super::marked::{entity_named, with_marked};
    use super::*;

    /// Whether the last source cannot refer to the persons Ann Lee and Bob Ray.
    fn excluded(marked: &str) -> [bool; 2] {
        with_marked(marked, |article| {
            let excluded = Excluded::new(article, article.instances.last().unwrap());
            ["Ann Lee", "Bob Ray"].map(|name| excluded.excludes(entity_named(article, name)))
        })
    }

    /// Each source with whether it cannot refer to Ann Lee and Bob Ray.
    fn assert_excluded(cases: &[(&str, [bool; 2])]) {
        for (source, expected) in cases {
            assert_eq!(excluded(&format!("Bob Ray left. {{{source}}} said [it rains].")), *expected, "{source}");
        }
    }

    #[test]
    fn what_the_source_says_excludes_whom_it_does_not_fit() {
        let offices = "Mayor Ann Lee met Bob Ray, the deputy mayor.";
        let ages = "Ann Lee, 38, met Bob Ray, 60.";
        let terms = "Ann Lee, the former chancellor, met Bob Ray, the chancellor.";
        for (text, source, expected) in [
            (offices, "The deputy mayor", [true, false]),
            (offices, "The mayor", [false, true]),
            (offices, "The nurse", [false, false]),
            (offices, "A mayor", [false, false]),
            (ages, "The 60-year-old", [true, false]),
            (ages, "The 38-year-old nurse", [false, true]),
            (ages, "A 38-year-old", [false, false]),
            (terms, "The former chancellor", [false, true]),
            (terms, "The chancellor", [true, false]),
            (terms, "Its chancellor", [true, false]),
            (terms, "The ministry", [true, true]),
            (terms, "A ministry", [false, false]),
            (terms, "She", [false, false]),
        ] {
            assert_eq!(excluded(&format!("{text} {{{source}}} said [it rains].")), expected, "{text} {source}");
        }
    }

    #[test]
    fn an_owner_of_people_is_not_the_speaker() {
        assert_excluded(&[
            ("Ann Lee’s lawyer", [true, false]),
            ("Ann Lee’s lawyer, Bob Ray,", [true, false]),
            ("A statement from Ann Lee’s team", [true, false]),
            ("One of Ann Lee’s aunts in Leeds", [true, false]),
            ("Ann Lee’s campaign", [true, false]),
            ("Ann Lee’s founder Bob Ray is this", [true, false]),
            ("Ann Lee’s Press Secretary Bob Ray", [true, false]),
            ("Ann Lee’s team", [true, false]),
            ("Ann Lee’s team report", [false, false]),
            ("Ann Lee’s report", [false, false]),
            ("Ann Lee’s website", [false, false]),
            ("Ann Lee’s lively words", [false, false]),
            ("Ann Lee", [false, false]),
        ]);
    }

    #[test]
    fn who_is_asked_does_not_ask() {
        for (marked, expected) in [
            ("Bob Ray left. [“Is it late?”] {} Ann Lee was <asked>.", [true, false]),
            ("Bob Ray left. [“Is it late?”] {} Ann Lee <asked>.", [false, false]),
        ] {
            assert_eq!(excluded(marked), expected, "{marked}");
        }
    }

    #[test]
    fn who_is_told_does_not_tell() {
        for (marked, expected) in [
            ("Bob Ray left. {The judge} told Ann Lee [“it rains”].", [true, false]),
            ("Bob Ray left. {The judge} told Ann Lee’s lawyer [“it rains”].", [false, false]),
            ("Bob Ray left. {The judge} said Ann Lee [“is late”].", [false, false]),
            ("Ann Lee left. Sentencing Bob Ray, {the judge} said [“it rains”].", [false, true]),
            ("Ann Lee left. Quoting Bob Ray’s lawyer, {the judge} said [“it rains”].", [false, false]),
            ("Ann Lee left. Sentencing Bob Ray {the judge} said [“it rains”].", [false, false]),
            ("Ann Lee left. With Bob Ray, {the judge} said [“it rains”].", [false, false]),
        ] {
            assert_eq!(excluded(marked), expected, "{marked}");
        }
    }

    #[test]
    fn lists_of_verbs_are_sorted() {
        assert!(NAMING.is_sorted_by(|a, b| a < b) && ADDRESSING.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn the_team_of_a_body_speaks_for_it() {
        let excluded = |source: &str| {
            with_marked(&format!("Bob Ray left. {{{source}}} said [it rains]."), |article| {
                let excluded = Excluded::new(article, article.instances.last().unwrap());
                excluded.excludes(entity_named(article, "Acme Bank"))
            })
        };
        assert!(!excluded("Acme Bank’s analysis team"));
        assert!(excluded("Acme Bank’s chairman"));
        assert!(PARTS.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn a_name_after_a_preposition_is_a_complement() {
        assert_excluded(&[
            ("A spokesman for Ann Lee", [true, false]),
            ("A spokesman for the teacher Ann Lee", [true, false]),
            ("The lawyer of Ann Lee", [true, false]),
            ("The lawyer trying to replace Ann Lee", [true, false]),
            ("A lawyer representing Ann Lee", [true, false]),
            ("The Ann Lee family", [true, false]),
            ("The Ann Lee lawyer", [true, false]),
            ("The Ann Lee report", [false, false]),
            ("Ann Lee MP", [false, false]),
            ("A nurse trained by Ann Lee", [true, false]),
            ("A nurse named Ann Lee", [false, false]),
            ("A nurse identified as Ann Lee", [false, false]),
            ("A nurse retired now, Ann Lee", [false, false]),
            ("The retired nurse Ann Lee", [false, false]),
            ("The lawyer, Ann Lee,", [false, false]),
            ("The lawyer for trade Ann Lee", [false, false]),
            ("The report of Ann Lee", [false, false]),
            ("Ann Lee", [false, false]),
        ]);
    }
}
