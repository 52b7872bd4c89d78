//! Who is not whom a description calls, whatever speaks for it: conventions that leave nothing to weigh.
//!
//! "The deputy mayor" is not the mayor, "the 60-year-old" nobody of 38, "the former chancellor" not the one who holds the
//! office; whom "a spokesman for Ann Lee" names is not the spokesman; and "the ministry" is no person.

use super::super::name::Bearer;
use super::super::nouns::alike;
use super::super::ranks::{is_below, office, ranks};
use super::article::ArticleContext;
use super::instance::{Instance, SourceClass};
use super::mentions::{age_of, is_preposition};
use crate::quote::SpeakerKind;

/// What the source of an attribution says of its speaker that some entities are known not to be.
pub(super) struct Excluded<'a> {
    article: &'a ArticleContext<'a>,
    /// Entities named in the source as what its noun belongs to.
    complements: Vec<usize>,
    /// The office that the source calls.
    office: Option<String>,
    /// How old it calls the speaker.
    age: Option<u32>,
    /// The noun of which the article tells a former and a present bearer, and which of them is called.
    former: Option<(&'a str, bool)>,
    /// Whether the source is "its president": nobody who was that before.
    of_body: bool,
    /// Whether the source is "the ministry": no person.
    is_body: bool,
}

impl<'a> Excluded<'a> {
    pub fn new(article: &'a ArticleContext, instance: &Instance) -> Self {
        let complements = instance.names.clone().filter(|&name| is_complement(article, instance, name));
        Self {
            article,
            complements: complements.map(|name| article.entities.of_name[name]).collect(),
            office: asked_office(article, instance),
            age: asked_age(article, instance),
            former: asked_former(article, instance),
            of_body: is_of_body(article, instance),
            is_body: instance.class == SourceClass::Definite
                && instance.names.is_empty()
                && instance.noun_kind == SpeakerKind::Organisation,
        }
    }

    /// Whether `entity` is not who is called.
    pub fn has(&self, entity: usize) -> bool {
        let facts = &self.article.facts[entity];
        self.complements.contains(&entity)
            || self.office.as_ref().is_some_and(|asked| is_other_rank(facts, asked))
            || self.of_body && is_past(facts)
            || self.is_body && self.article.entities.all[entity].bearer == Bearer::Person
            || self.former.is_some_and(|(noun, former)| bears(facts, noun) && is_past(facts) != former)
            || self.age.is_some_and(|age| self.article.mentions.profiles[entity].age.is_some_and(|own| own != age))
    }
}

/// Whether what is told of an entity says that it was something before.
fn is_past(facts: &[String]) -> bool {
    facts.iter().any(|fact| PAST.contains(&fact.as_str()))
}

/// Words that say that somebody was something before.
const PAST: [&str; 5] = ["former", "ex", "onetime", "retired", "erstwhile"];

/// Whether what is told of an entity has `noun`, or a word that says the same.
fn bears(facts: &[String], noun: &str) -> bool {
    let same = alike(noun);
    facts.iter().any(|fact| fact == noun || same.contains(&fact.as_str()))
}

fn asked_office(article: &ArticleContext, instance: &Instance) -> Option<String> {
    let is_person = instance.class == SourceClass::Definite && instance.noun_kind == SpeakerKind::Person;
    let noun = instance.noun.filter(|_| is_person)?;
    let document = article.document;
    let below = instance.head.clone().find(|&token| is_below(document.lower(token)));
    Some(office(below.map(|token| document.lower(token)), document.lower(noun)).into_owned())
}

/// Whether the article knows the entity by the office that is asked for, but of another rank.
fn is_other_rank(facts: &[String], asked: &str) -> bool {
    let asked = ranks(asked);
    let (mut same, mut other) = (false, false);
    for (rank, noun) in facts.iter().map(|fact| ranks(fact)) {
        same |= (rank, noun) == asked;
        other |= noun == asked.1 && rank != asked.0;
    }
    other && !same
}

/// "the 60-year-old": how old.
fn asked_age(article: &ArticleContext, instance: &Instance) -> Option<u32> {
    let definite = instance.class == SourceClass::Definite;
    instance.head.clone().filter(|_| definite).find_map(|token| age_of(article.document.lower(token)))
}

/// "the former chancellor", "the chancellor": the noun and whether it is the former one, where the article knows both.
fn asked_former<'a>(article: &'a ArticleContext, instance: &Instance) -> Option<(&'a str, bool)> {
    let is_person = instance.class == SourceClass::Definite && instance.noun_kind == SpeakerKind::Person;
    let noun = article.document.lower(instance.noun.filter(|_| is_person)?);
    let holders = || article.facts.iter().filter(|facts| bears(facts, noun));
    let both = holders().any(|facts| is_past(facts)) && holders().any(|facts| !is_past(facts));
    let former = instance.head.clone().any(|token| PAST.contains(&article.document.lower(token)));
    both.then_some((noun, former))
}

/// "its president", of a body.
fn is_of_body(article: &ArticleContext, instance: &Instance) -> bool {
    instance.class == SourceClass::Possessive
        && instance.noun_kind == SpeakerKind::Person
        && matches!(article.document.lower(instance.head.start), "its" | "their")
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
