//! The source of an attribution to its speaker.
//!
//! A source is read like a reader reads it: its head first. A pronoun is followed back, a name finds its entity, a
//! noun ("the president", "officials") stands for whoever bears it in this article or stays what it is. When nothing
//! holds, the speaker is unknown: better no name than a wrong one.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::entities::{Entities, speaker_id};
use super::names::{Bearer, Name, find_names, fold};
use super::pronouns::{Meant, Nameless, Person, PronounModel, pronoun_gender, resolve_pronouns};
use super::roles::role;
use crate::attribution::Attribution;
use crate::lexicon::{DOCUMENT_NOUNS, GROUP_NOUNS, ORGANISATION_NOUNS, PERSON_NOUNS, TITLES};
use crate::quote::{Speaker, SpeakerKind};
use crate::text::{Document, TokenKind};

/// A speaker with the reason.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolved {
    /// Who.
    pub speaker: Speaker,
    /// How that was found, in words.
    pub why: String,
    /// Probability that the name is right, given the source is.
    pub certainty: f32,
}

/// One speaker for each of `attributions`, in their order.
pub fn resolve(document: &Document, attributions: &[Attribution], model: &PronounModel) -> Vec<Resolved> {
    let names = find_names(document);
    let entities = Entities::new(document, &names);
    let nameless = nameless_persons(document, &names, attributions);
    let pronouns = resolve_pronouns(document, &names, &entities, attributions, &nameless, model);
    let roles = roles_of(document, &names, &entities);
    let article = Who { document, names: &names, entities: &entities, pronouns: &pronouns, roles: &roles };
    let mut resolved: Vec<Resolved> = attributions.iter().map(|attribution| article.speaker(attribution)).collect();
    speakers_of_i(document, attributions, &mut resolved);
    resolved
}

/// The sources that are one person without a name, "a spokesman for the ministry": what comes after may call them "he".
pub(super) fn nameless_persons(document: &Document, names: &[Name], attributions: &[Attribution]) -> Vec<Nameless> {
    let mut found: Vec<Nameless> = Vec::new();
    for source in attributions.iter().filter_map(|attribution| attribution.source.clone()) {
        let ends = |&token: &usize| matches!(document.word(token), "," | "of" | "for" | "who" | "from");
        let head_end = source.clone().find(ends).unwrap_or(source.end);
        let noun =
            (source.start..head_end).next_back().map(|token| document.word(token).to_lowercase()).unwrap_or_default();
        let next = names.partition_point(|name| name.tokens.end <= source.start);
        let named = names.get(next).is_some_and(|name| name.tokens.start < head_end);
        if !named && noun_kind(&noun) == SpeakerKind::Person {
            found.push(Nameless { gender: TITLES.gender(&noun), source });
        }
    }
    found.sort_by_key(|nameless| nameless.source.start);
    found.dedup_by(|one, other| one.source == other.source);
    found
}

/// The first role that the article gives each entity.
fn roles_of(document: &Document, names: &[Name], entities: &Entities) -> Vec<Option<String>> {
    let first = |mentions: &[usize]| mentions.iter().take(12).find_map(|&mention| role(document, names, mention));
    entities.all.iter().map(|entity| if entity.may_be_person() { first(&entity.mentions) } else { None }).collect()
}

/// "I" and "we" inside a quotation are its speaker.
fn speakers_of_i(document: &Document, attributions: &[Attribution], resolved: &mut [Resolved]) {
    // Contents in order of their beginning; a nested one lies in one that begins before it.
    for inner in 0..attributions.len() {
        let Some(source) = attributions[inner].source.clone() else { continue };
        if !matches!(document.word(source.start), "I" | "we" | "We") || source.len() != 1 {
            continue;
        }
        let span = document.span(source);
        let nearby = inner.saturating_sub(8)..(inner + 8).min(attributions.len());
        let outer = nearby
            .filter(|&other| other != inner && attributions[other].content.iter().any(|piece| piece.covers(span)))
            .min_by_key(|&other| attributions[other].content.iter().map(|piece| piece.len()).sum::<usize>());
        if let Some(outer) = outer {
            let mention = resolved[inner].speaker.mention.clone();
            resolved[inner] = resolved[outer].clone();
            resolved[inner].speaker.mention = mention;
            resolved[inner].why = format!(
                "first person inside the words of {}",
                resolved[outer].speaker.name.as_deref().unwrap_or("someone unknown")
            );
        }
    }
}

/// Everything known about who is who in one article.
struct Who<'a> {
    document: &'a Document<'a>,
    names: &'a [Name],
    entities: &'a Entities,
    pronouns: &'a FxHashMap<usize, Meant>,
    roles: &'a [Option<String>],
}

impl Who<'_> {
    fn speaker(&self, attribution: &Attribution) -> Resolved {
        let Some(source) = attribution.source.clone().filter(|source| !source.is_empty()) else {
            return Resolved { why: "no source in the text".into(), certainty: 0.97, ..Resolved::default() };
        };
        let named = self.by_pronoun(&source).or_else(|| self.by_name(&source)).or_else(|| self.by_apposition(&source));
        let mut resolved = named.unwrap_or_else(|| self.by_noun(&source));
        resolved.speaker.mention = Some(self.plain(source));
        resolved
    }

    fn plain(&self, tokens: Range<usize>) -> String {
        let words: Vec<&str> = self.document.span(tokens).of(self.document.text).split_whitespace().collect();
        words.join(" ")
    }

    /// A source that is a pronoun, or begins with one that a relative clause follows.
    fn by_pronoun(&self, source: &Range<usize>) -> Option<Resolved> {
        let word = self.document.word(source.start);
        let lower = word.to_lowercase();
        if source.len() > 3 {
            return None;
        }
        let possessive = matches!(lower.as_str(), "his" | "her") && source.len() > 1;
        if pronoun_gender(word).is_some() && !possessive {
            let Some(meant) = self.pronouns.get(&source.start) else {
                let why = format!("“{word}”: nobody named before fits");
                return Some(unknown(SpeakerKind::Person, why, 0.5));
            };
            let certainty = meant.probability;
            let why = format!("“{word}”: {}", meant.why);
            return Some(match &meant.who {
                Person::Entity(entity) => self.entity(*entity, why, certainty),
                Person::Nameless(source) => Resolved { why, certainty: certainty * 0.8, ..self.by_noun(source) },
            });
        }
        match lower.as_str() {
            "who" | "which" | "that" | "whom" => self.antecedent(source.start),
            "it" | "they" | "them" | "we" | "i" | "you" | "one" | "this" | "these" | "those" if source.len() == 1 => {
                self.impersonal(source.start, &lower)
            }
            _ => None,
        }
    }

    /// The name that a relative pronoun hangs on: the last one before it in its sentence.
    fn antecedent(&self, token: usize) -> Option<Resolved> {
        let sentence = self.document.sentences[self.document.sentence_of(token)].start;
        let before = self.names.partition_point(|name| name.tokens.end <= token);
        let name = before.checked_sub(1).filter(|&name| self.names[name].tokens.start >= sentence)?;
        let gap = token - self.names[name].tokens.end;
        (gap <= 6).then(|| self.entity(self.entities.of_name[name], "the name before the relative clause".into(), 0.8))
    }

    /// "it", "they": the body that was last the subject; "I", "we" are the writer's until a quotation says otherwise.
    fn impersonal(&self, token: usize, word: &str) -> Option<Resolved> {
        let kind = if matches!(word, "i" | "you" | "one") { SpeakerKind::Person } else { SpeakerKind::Unknown };
        if !matches!(word, "it" | "they") {
            return Some(unknown(kind, format!("“{word}” is nobody the article names"), 0.6));
        }
        let sentence = self.document.sentence_of(token);
        let before = self.names.partition_point(|name| name.tokens.end <= token);
        let body = self.names[before.saturating_sub(8)..before].iter().enumerate().rev().find(|(_, name)| {
            name.bearer == Bearer::Organisation && sentence - self.document.sentence_of(name.tokens.start) <= 1
        });
        match body.filter(|_| word == "it") {
            Some((offset, _)) => {
                let entity = self.entities.of_name[before.saturating_sub(8) + offset];
                Some(self.entity(entity, "“it”: the body named last".into(), 0.6))
            }
            None => Some(unknown(SpeakerKind::Group, format!("“{word}”: nobody certain"), 0.5)),
        }
    }

    /// The head of a source: up to its first comma, preposition or relative word.
    fn head(&self, source: &Range<usize>) -> Range<usize> {
        let cut = |&token: &usize| {
            let word = self.document.word(token);
            let inside_name = self
                .names
                .iter()
                .skip(self.name_from(source.start))
                .take_while(|name| name.tokens.start <= token)
                .any(|name| name.tokens.contains(&token));
            !inside_name
                && matches!(
                    word,
                    "," | "("
                        | "of"
                        | "for"
                        | "from"
                        | "in"
                        | "at"
                        | "on"
                        | "with"
                        | "to"
                        | "who"
                        | "which"
                        | "that"
                        | "whose"
                        | "—"
                        | "–"
                )
        };
        let end = source.clone().skip(1).find(cut).unwrap_or(source.end);
        source.start..end
    }

    /// Index of the first name that ends after `token`.
    fn name_from(&self, token: usize) -> usize {
        self.names.partition_point(|name| name.tokens.end <= token)
    }

    /// A source whose head ends in a name.
    fn by_name(&self, source: &Range<usize>) -> Option<Resolved> {
        let head = self.head(source);
        let first = self.name_from(head.start);
        let inside: Vec<usize> =
            (first..self.names.len()).take_while(|&name| self.names[name].tokens.start < head.end).take(8).collect();
        let &last = inside.last()?;
        let name = &self.names[last];
        let rest = name.tokens.end..head.end;
        // "Trump’s lawyer", "a Trump spokesman": the name is not the head.
        let another_head = rest.clone().any(|token| {
            self.document.tokens[token].kind == TokenKind::Word
                && !matches!(self.document.word(token), "himself" | "herself" | "itself" | "Jr." | "also" | "and")
        });
        if another_head {
            return None;
        }
        let joint = inside.len() > 1
            && (self.names[inside[0]].tokens.end..name.tokens.start).any(|token| self.document.word(token) == "and");
        let entity = self.entities.of_name[last];
        if joint {
            let words = self.plain(head);
            let speaker = Speaker { name: Some(words), kind: SpeakerKind::Group, ..Speaker::default() };
            return Some(Resolved { speaker, why: "several names that speak together".into(), certainty: 0.9 });
        }
        let full = &self.entities.all[entity].name;
        let written = self.plain(name.tokens.clone());
        let why = if written == *full {
            "the name beside the cue".to_owned()
        } else {
            format!("“{written}” is short for {full} in this article")
        };
        Some(self.entity(entity, why, 0.98))
    }

    /// "One of them, the economist Farah Siddiqui,": the name stands in the apposition.
    fn by_apposition(&self, source: &Range<usize>) -> Option<Resolved> {
        let comma = source.clone().find(|&token| matches!(self.document.word(token), "," | "—" | "–"))?;
        let index = self.name_from(comma);
        let name =
            self.names.get(index).filter(|name| name.tokens.end <= source.end && name.bearer == Bearer::Person)?;
        let between = comma + 1..name.titles.start.min(name.tokens.start);
        let plain =
            between.len() <= 5 && between.clone().all(|token| self.document.tokens[token].kind == TokenKind::Word);
        let relative = between.clone().any(|token| {
            matches!(self.document.word(token), "who" | "which" | "whose" | "of" | "to" | "by" | "with" | "for")
        });
        (plain && !relative)
            .then(|| self.entity(self.entities.of_name[index], "the name in apposition to the source".into(), 0.95))
    }

    /// The noun that tells what the source is: the last known one of its head, else its last word.
    fn noun(&self, head: &Range<usize>) -> String {
        let words = || {
            head.clone()
                .rev()
                .filter(|&token| self.document.tokens[token].kind == TokenKind::Word)
                .map(|token| self.document.word(token).to_lowercase())
        };
        let known = words().find(|word| noun_kind(word) != SpeakerKind::Unknown && !word.ends_with("’s"));
        known.or_else(|| words().next()).unwrap_or_default()
    }

    /// A source that names nobody: who bears the noun here, or the words themselves.
    fn by_noun(&self, source: &Range<usize>) -> Resolved {
        let head = self.head(source);
        let lower = self.noun(&head);
        let definite = matches!(self.document.word(head.start), "the" | "The" | "this" | "This");
        let bearer = || self.bearer_of(&lower, head.start).or_else(|| self.last_named(&lower, head.start));
        if let Some(found) = (definite && head.len() <= 4).then(bearer).flatten() {
            return found;
        }
        let kind = noun_kind(&lower);
        let kept = if kind == SpeakerKind::Person || kind == SpeakerKind::Group { source.clone() } else { head };
        let name = self.plain(self.without_clause(kept));
        let bare =
            name.strip_prefix("the ").or(name.strip_prefix("The ")).filter(|_| kind == SpeakerKind::Organisation);
        let name = bare.unwrap_or(&name).to_owned();
        // "the Colombian foreign ministry" is a proper body; "the ministry" could be any.
        let proper = kind == SpeakerKind::Organisation
            && name.split(' ').skip(usize::from(bare.is_none())).any(|word| word.starts_with(char::is_uppercase));
        let id =
            if proper || bare.is_some() && name.starts_with(char::is_uppercase) { speaker_id(&name) } else { None };
        let speaker = Speaker { name: (!name.is_empty()).then_some(name), id, kind, ..Speaker::default() };
        Resolved { speaker, why: "a speaker the article does not name".into(), certainty: 0.95 }
    }

    /// `tokens` up to the first comma or relative word: the clause behind it is no part of what somebody is called.
    fn without_clause(&self, tokens: Range<usize>) -> Range<usize> {
        let cut = |&token: &usize| {
            matches!(self.document.word(token), "," | "(" | "who" | "which" | "that" | "whose" | "—" | "–")
        };
        let end = tokens.clone().skip(1).find(cut).unwrap_or(tokens.end);
        tokens.start..end
    }

    /// The one person or body that `noun` was said of: "President Gustavo Petro" makes "the president" Petro.
    fn bearer_of(&self, noun: &str, before: usize) -> Option<Resolved> {
        let mut found: Option<usize> = None;
        for (number, entity) in self.entities.all.iter().enumerate() {
            let titled = |&mention: &usize| {
                let name = &self.names[mention];
                name.titles.clone().any(|token| fold(self.document.word(token)) == noun)
            };
            let in_role = self.roles[number]
                .as_ref()
                .is_some_and(|role| role.split([' ', ',']).any(|word| word.eq_ignore_ascii_case(noun)));
            let by_title = entity.may_be_person() && (in_role || entity.mentions.iter().take(12).any(titled));
            let by_word =
                !entity.may_be_person() && entity.words.len() > 1 && entity.words.iter().any(|word| word == noun);
            let mentioned = entity.mentions.first().is_some_and(|&mention| self.names[mention].tokens.start < before);
            if mentioned && (by_title || by_word) {
                if found.is_some() {
                    return None;
                }
                found = Some(number);
            }
        }
        found.map(|entity| {
            self.entity(entity, format!("“the {noun}” is {} in this article", self.entities.all[entity].name), 0.8)
        })
    }

    /// "the company", "the 29-year-old": whoever of that sort was named last, if that is near and nobody else is.
    fn last_named(&self, noun: &str, before: usize) -> Option<Resolved> {
        let person = noun.ends_with("-year-old");
        if !person && !GENERIC_BODIES.contains(&noun) {
            return None;
        }
        let end = self.names.partition_point(|name| name.tokens.end <= before);
        let paragraph = self.document.paragraph_of(before);
        let away = |name: usize| paragraph - self.document.paragraph_of(self.names[name].tokens.start);
        let fits =
            |name: &usize| self.names[*name].bearer == if person { Bearer::Person } else { Bearer::Organisation };
        let candidates: Vec<usize> = (end.saturating_sub(12)..end).rev().filter(fits).collect();
        let nearest = candidates.first().map(|&name| away(name)).filter(|&away| away <= 1)?;
        let first = self.entities.of_name[candidates[0]];
        // Two bodies in the same paragraph: which one "the company" is, nobody can tell from here.
        let mut others = candidates.iter().filter(|&&name| away(name) == nearest);
        let alone = person || others.all(|&name| self.entities.of_name[name] == first);
        alone.then(|| {
            self.entity(first, format!("“the {noun}”: {} was named last", self.entities.all[first].name), 0.75)
        })
    }

    fn entity(&self, number: usize, why: String, certainty: f32) -> Resolved {
        let entity = &self.entities.all[number];
        let speaker = Speaker {
            name: Some(entity.name.clone()),
            id: entity.id(),
            kind: entity.kind(),
            role: self.roles[number].clone(),
            mention: None,
            aliases: entity.aliases.clone(),
        };
        Resolved { speaker, why, certainty }
    }
}

/// Nouns that stand for a body named shortly before.
const GENERIC_BODIES: [&str; 16] = [
    "agency",
    "airline",
    "bank",
    "broadcaster",
    "carmaker",
    "charity",
    "club",
    "company",
    "firm",
    "group",
    "manufacturer",
    "operator",
    "organisation",
    "organization",
    "publisher",
    "retailer",
];

fn unknown(kind: SpeakerKind, why: String, certainty: f32) -> Resolved {
    Resolved { speaker: Speaker { kind, ..Speaker::default() }, why, certainty }
}

/// What sort of speaker a common noun makes.
fn noun_kind(lower: &str) -> SpeakerKind {
    if GROUP_NOUNS.has(lower) {
        SpeakerKind::Group
    } else if PERSON_NOUNS.has(lower) || TITLES.has(lower) {
        SpeakerKind::Person
    } else if ORGANISATION_NOUNS.has(lower) {
        SpeakerKind::Organisation
    } else if DOCUMENT_NOUNS.has(lower) {
        SpeakerKind::Document
    } else if lower.ends_with('s') {
        SpeakerKind::Group
    } else {
        SpeakerKind::Unknown
    }
}
