//! Sources without a name: "the senator", "his aunt", "the ministry", "two officials".
//!
//! "The senator" is the one the article calls a senator; else, when no senator without a name was met, whoever was last
//! spoken of and may be one. "The ministry" is the one ministry that was written out before. "A senator" is nobody the
//! reader knows: the words stay what they are.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::bearers::nameless_persons;
use super::bodies::{Body, bodies};
use super::entities::Entities;
use super::entity::{Entity, speaker_id};
use super::name::{Bearer, Name, fold, fold_token};
use super::nouns::{is_aged, is_body, is_epithet, is_out_of_place, listed_kind, may_be_body, noun_gender, noun_kind};
use super::pronouns::Nameless;
use super::ranks::{is_below, is_other_rank, is_same_office, office, offices};
use super::salience::is_subject;
use super::who::{Resolved, Who};
use crate::attribution::Attribution;
use crate::lexicon::{ORGANISATION_NOUNS, PLACES};
use crate::quote::{Speaker, SpeakerKind};
use crate::text::{Document, TokenKind};

/// How many of the names before a description are looked at.
const MOST_NAMES: usize = 60;

/// How far back, in sentences, an epithet reaches.
const REACH: usize = 3;

/// Whether a word says that somebody is no longer what was said: "the former mayor".
fn is_past(word: &str) -> bool {
    matches!(word, "former" | "ex" | "onetime" | "predecessor" | "retired") || word.starts_with("ex-")
}

/// Who was called by which noun so far: once "the minister" is somebody, it stays so.
#[derive(Clone, Debug, Default)]
pub(super) struct Called(FxHashMap<String, usize>);

/// The sources that are one person without a name, and whom of those with a name they describe: as far as that can be
/// told before any pronoun is understood.
pub(super) fn described(
    document: &Document,
    names: &[Name],
    (entities, roles, facts): (&Entities, &[Vec<String>], &[Vec<String>]),
    attributions: &[Attribution],
) -> Vec<Nameless> {
    let pronouns = FxHashMap::default();
    // Who speaks is asked here, not which body.
    let (bodies, told_apart) = (OnceCell::from(Vec::new()), OnceCell::new());
    let who = Who { document, names, entities, first_person: 0, pronouns: &pronouns, roles, facts, bodies, told_apart };
    let mut called = Called::default();
    let mut nameless = nameless_persons(document, names, attributions);
    for person in &mut nameless {
        let head = who.head(&person.source);
        let noun = who.noun(&head);
        if who.is_definite(&head) {
            person.entity = who.person_called(noun, &head, &mut called).map(|(number, _)| number);
        }
    }
    nameless
}

/// The words of all titles and roles of each entity, folded; nouns of an office below with the word that says so.
pub(super) fn facts_of(entities: &Entities, roles: &[Vec<String>]) -> Vec<Vec<String>> {
    let words = |role: &String| -> Vec<String> {
        let parts = role.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|part| !part.is_empty());
        offices(parts.map(fold))
    };
    let facts = |(entity, roles): (&Entity, &Vec<String>)| {
        let titles = offices(entity.titles.iter().cloned());
        let mut facts: Vec<String> = roles.iter().flat_map(words).chain(titles).collect();
        facts.sort();
        facts.dedup();
        facts
    };
    entities.all.iter().zip(roles).map(facts).collect()
}

impl Who<'_> {
    /// A source that names nobody: who bears the noun here, or the words themselves.
    pub(super) fn by_noun(&self, source: &Range<usize>, called: &mut Called) -> Resolved {
        let head = self.head(source);
        let noun = self.noun(&head);
        if self.is_definite(&head) {
            if let Some(compared) = self.by_age(&head) {
                return compared;
            }
            if let Some((_, resolved)) = self.person_called(noun, &head, called) {
                return resolved;
            }
            if let Some(kin) = self.by_kin(noun, &head) {
                return kin;
            }
            if let Some(body) = self.body_called(noun, &head) {
                return body;
            }
        }
        self.as_it_stands(source)
    }

    /// The words themselves, up to the first comma or relative word.
    pub(super) fn as_it_stands(&self, source: &Range<usize>) -> Resolved {
        let kind = noun_kind(self.noun(&self.head(source)));
        let words = self.without_clause(source.clone());
        let name = self.plain(words.clone());
        // "the Colombian foreign ministry" is a proper body; "the ministry" could be any.
        let bare = name.strip_prefix("the ").or(name.strip_prefix("The "));
        let proper = kind == SpeakerKind::Organisation
            && bare.unwrap_or(&name).split(' ').any(|word| word.starts_with(char::is_uppercase));
        let name = if proper { bare.unwrap_or(&name).to_owned() } else { name };
        let id = proper.then(|| speaker_id(&name)).flatten();
        let speaker = Speaker { name: (!name.is_empty()).then_some(name), id, kind, ..Speaker::default() };
        let why = if proper { "a body, as the article calls it" } else { "a speaker the article does not name" };
        // "the officer" the article may well have named: nobody was found, which says less than that there is nobody.
        let open = kind == SpeakerKind::Person && self.is_definite(&self.head(source));
        Resolved { speaker, why: why.into(), certainty: if open { 0.7 } else { 0.92 } }
    }

    /// "the", "this", "her", "Smith's": words that say the reader knows who is meant.
    fn is_definite(&self, head: &Range<usize>) -> bool {
        let first = self.document.lower(head.start);
        let owner = head.clone().take(4).any(|token| matches!(self.document.word(token), "’s" | "'s" | "s’" | "s'"));
        matches!(first, "the" | "this" | "that" | "his" | "her" | "their" | "its" | "my") || owner
    }

    /// Whoever of the persons named is called `noun` in this article, or can be; stays so.
    fn person_called(&self, noun: &str, head: &Range<usize>, called: &mut Called) -> Option<(usize, Resolved)> {
        let below = head.clone().map(|token| self.document.lower(token)).find(|word| is_below(word));
        let office = office(below, noun);
        let found = self.person_in_office(noun, &office, head, called)?;
        called.0.insert(office.into_owned(), found.0);
        Some(found)
    }

    fn person_in_office(
        &self,
        noun: &str,
        office: &str,
        head: &Range<usize>,
        called: &Called,
    ) -> Option<(usize, Resolved)> {
        if matches!(noun_kind(noun), SpeakerKind::Organisation | SpeakerKind::Document | SpeakerKind::Group)
            || is_body(noun)
        {
            return None;
        }
        let words: Vec<Cow<str>> = head.clone().map(|token| fold_token(self.document, token)).collect();
        let gender = noun_gender(noun);
        let before = self.name_from(head.start);
        let near = self.recently_named(before);
        let fits =
            |entity: &Entity| entity.bearer == Bearer::Person && gender.is_none_or(|gender| entity.may_be(gender));
        // "Her sister" is not she.
        let owner = self.owner(head);
        let former = words.iter().any(|word| is_past(word));
        let of_body = matches!(words.first().map(|word| &**word), Some("its" | "their"));
        // "The former commissioner" is not the one who is commissioner now.
        let told = |number: usize| {
            let facts = &self.facts[number];
            let past = facts.iter().any(|fact| is_past(fact));
            let bears = || facts.iter().any(|fact| is_same_office(fact, office));
            // Nor is "its president" a former one of another firm.
            let in_time = if former { past } else { !(past && of_body) };
            in_time && (called.0.get(office) == Some(&number) || bears())
        };
        let weigh = |place: usize, number: usize| {
            let shared = words.iter().filter(|word| word.len() > 3 && self.has_fact(number, word)).count();
            shared as f32 - place as f32 * 0.1 - self.other_body(number, head)
        };
        let called = near.iter().enumerate().filter(|&(_, &number)| fits(&self.entities.all[number]) && told(number));
        let called = called.filter(|&(_, &number)| owner != Some(number));
        let best = called.map(|(place, &number)| (weigh(place, number), number));
        let best = best.max_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, number)| number);
        let why = |number: usize| format!("“{}” is {}", self.plain(head.clone()), self.entities.all[number].name);
        if let Some(number) = best.or_else(|| self.called_further_on(office, before, fits)) {
            let certainty = if self.other_place(number, &words) { 0.55 } else { 0.85 };
            return Some((number, self.entity(number, format!("{} in this article", why(number)), certainty)));
        }
        let possessed = !matches!(words.first().map(|word| &**word), Some("the" | "this" | "that"));
        let epithet = is_epithet(noun) || self.is_demonym(head) || former;
        let is_now = |number: usize| {
            is_out_of_place(noun, &self.facts[number])
                || self.facts[number].iter().any(|fact| is_other_rank(fact, office))
                || former && self.facts[number].iter().any(|fact| is_same_office(fact, office))
        };
        if possessed || !epithet || self.nameless_before(noun, head.start) {
            return None;
        }
        let sentence = self.document.sentence_of(head.start);
        let candidates = near.iter().filter(|&&number| fits(&self.entities.all[number]) && !is_now(number));
        let placed = candidates.filter_map(|&number| {
            let last = self.last_told(number, before)?;
            let there = self.document.sentence_of(self.names[last].tokens.start);
            let rank = (there, is_subject(self.document, self.names, last), last);
            (sentence - there <= REACH).then_some((rank, number))
        });
        let (_, number) = placed.max()?;
        Some((number, self.entity(number, format!("{}, the person last spoken of", why(number)), 0.65)))
    }

    /// Whether `word` is one of the facts of an entity.
    fn has_fact(&self, number: usize, word: &str) -> bool {
        self.facts[number].iter().any(|fact| fact == word)
    }

    /// The last name before name `before` by which the reporter mentions an entity: whom others talk of is not whom the
    /// reporter calls again.
    fn last_told(&self, number: usize, before: usize) -> Option<usize> {
        let mentions = &self.entities.all[number].mentions;
        let told = |&&mention: &&usize| self.document.quoted_at(self.names[mention].tokens.start).is_none();
        mentions[..mentions.partition_point(|&mention| mention < before)].iter().rev().find(told).copied()
    }

    /// "the U.S. president" may be another than the president of whom no country was told.
    fn other_place(&self, number: usize, words: &[Cow<str>]) -> bool {
        let mut places = words.iter().filter(|word| PLACES.has(word)).peekable();
        places.peek().is_some() && !places.any(|place| self.has_fact(number, place))
    }

    /// "the Southport manager" is hardly "Dean Pritchard, the Rovers manager": 1 when both name a body, and not the same.
    fn other_body(&self, number: usize, head: &Range<usize>) -> f32 {
        let capital = |word: &&str| word.starts_with(char::is_uppercase);
        let asked: Vec<&str> = head.clone().skip(1).map(|token| self.document.word(token)).filter(capital).collect();
        let said = || self.roles[number].iter().flat_map(|role| role.split(' ').skip(1)).filter(capital);
        let differs = !asked.is_empty() && said().next().is_some() && !said().any(|word| asked.contains(&word));
        f32::from(u8::from(differs))
    }

    /// "They" of one person: whoever was named last, a sentence or two back, if the name tells no gender.
    pub(super) fn single_they(&self, token: usize) -> Option<Resolved> {
        let before = self.name_from(token);
        let sentence = self.document.sentence_of(token);
        let number = *self.recently_named(before).first()?;
        let entity = &self.entities.all[number];
        let last = *entity.mentions[..entity.mentions.partition_point(|&mention| mention < before)].last()?;
        let near = sentence - self.document.sentence_of(self.names[last].tokens.start) <= 2;
        let open = entity.female.is_none_or(|female| (0.05..0.95).contains(&female));
        (near && open && entity.bearer == Bearer::Person)
            .then(|| self.entity(number, "“they” of one person, who was named last".into(), 0.45))
    }

    /// The entities of the names before name `before`, the one last named first; subjects of their sentence before the
    /// others of it.
    pub(super) fn recently_named(&self, before: usize) -> Vec<usize> {
        let mut near: Vec<usize> = Vec::with_capacity(MOST_NAMES);
        let window: Vec<usize> = (before.saturating_sub(MOST_NAMES)..before).rev().collect();
        let sentence = |&name: &usize| self.document.sentence_of(self.names[name].tokens.start);
        for together in window.chunk_by(|one, other| sentence(one) == sentence(other)) {
            for subjects in [true, false] {
                let wanted = |name: &&usize| is_subject(self.document, self.names, **name) == subjects;
                for &name in together.iter().filter(wanted) {
                    let entity = self.entities.of_name[name];
                    if !near.contains(&entity) {
                        near.push(entity);
                    }
                }
            }
        }
        near
    }

    /// "The agriculture minister said ...": named only afterwards, with just this role.
    fn called_further_on(&self, office: &str, before: usize, fits: impl Fn(&Entity) -> bool) -> Option<usize> {
        let ahead = before..self.names.len().min(before + 8);
        let mut called = ahead.map(|name| self.entities.of_name[name]).filter(|&number| {
            let first = self.entities.all[number].mentions.first().is_some_and(|&first| first >= before);
            first && fits(&self.entities.all[number]) && self.facts[number].iter().any(|fact| fact == office)
        });
        called.next()
    }

    /// "the Brazilian", "the Democrat": a capitalised noun that is no name.
    pub(super) fn is_demonym(&self, head: &Range<usize>) -> bool {
        let last = self.document.word(head.end - 1);
        let ends = ["an", "ese", "ish", "man", "crat", "woman"].iter().any(|ending| last.ends_with(ending));
        let the = head.len() <= 3 && self.document.word(head.start).eq_ignore_ascii_case("the");
        let lower = self.document.lower(head.end - 1);
        the && ends && last.starts_with(char::is_uppercase) && (PLACES.has(lower) || lower == "democrat")
    }

    /// Whether somebody without a name was introduced by `noun` before: "a judge".
    fn nameless_before(&self, noun: &str, before: usize) -> bool {
        let start = before.saturating_sub(400);
        let article = |token: usize| {
            let determines = |&at: &usize| {
                let word = self.document.lower(at);
                matches!(word, "a" | "an" | "one" | "the" | "and" | "," | "his" | "her" | "their" | "its")
            };
            let nearest = (token.saturating_sub(4)..token).rev().find(determines);
            nearest.is_some_and(|at| matches!(self.document.word(at), "a" | "an" | "A" | "An" | "one"))
        };
        (start..before).any(|token| self.document.word(token).eq_ignore_ascii_case(noun) && article(token))
    }

    /// The body that "the ministry" means: one written out before, one whose name has the word, or the one named last.
    fn body_called(&self, noun: &str, head: &Range<usize>) -> Option<Resolved> {
        let plain = matches!(self.document.word(head.start), "the" | "The" | "this" | "This" | "its" | "their");
        if head.len() > 3 || !plain || noun_kind(noun) == SpeakerKind::Person {
            return None;
        }
        self.written_out(noun, head).or_else(|| self.body_named(noun, head))
    }

    fn written_out(&self, noun: &str, head: &Range<usize>) -> Option<Resolved> {
        let bodies = self.bodies.get_or_init(|| bodies(self.document));
        let before = bodies.partition_point(|body| body.tokens.end <= head.start);
        let alike =
            |body: &&Body| self.document.word(body.tokens.end - 1) == noun && body.tokens.len() > head.len() - 1;
        let found = bodies[before.saturating_sub(MOST_NAMES)..before].iter().rev().find(alike)?;
        let named = self.body_named(noun, head).filter(|_| !ORGANISATION_NOUNS.has(noun));
        if named.is_some() {
            return named;
        }
        let name = self.plain(found.tokens.clone());
        if let Some(number) = self.apposed(found) {
            let why = format!("“{}” is {}, {name}", self.plain(head.clone()), self.entities.all[number].name);
            return Some(self.entity(number, why, 0.8));
        }
        let why = format!("“{}” is the {name} in this article", self.plain(head.clone()));
        let speaker =
            Speaker { id: speaker_id(&name), name: Some(name), kind: SpeakerKind::Organisation, ..Speaker::default() };
        Some(Resolved { speaker, why, certainty: 0.8 })
    }

    /// The body with a name that `body` stands in apposition to: "Ibama, the environmental agency,".
    fn apposed(&self, body: &Body) -> Option<usize> {
        let start = body.tokens.start;
        let comma = (start.saturating_sub(2)..start).find(|&token| self.document.word(token) == ",")?;
        let name = self.name_from(comma.saturating_sub(1));
        let named = self.names.get(name).filter(|named| named.tokens.end == comma)?;
        let number = self.entities.of_name[name];
        let closed = self.document.word(body.tokens.end).chars().all(|c| c.is_ascii_punctuation());
        let may_be = match named.bearer {
            Bearer::Person => named.tokens.len() == 1 && named.titles.is_empty(),
            Bearer::Place => false,
            Bearer::Organisation | Bearer::Unclear => true,
        };
        (closed && may_be && !PLACES.has(&fold(&self.plain(named.tokens.clone())))).then_some(number)
    }

    fn body_named(&self, noun: &str, head: &Range<usize>) -> Option<Resolved> {
        let before = self.name_from(head.start);
        let near = self.recently_named(before);
        let why = |number: usize| format!("“{}” is {}", self.plain(head.clone()), self.entities.all[number].name);
        let body = |number: &&usize| self.entities.all[**number].bearer == Bearer::Organisation;
        let says_so = |number: &&usize| {
            let words = &self.entities.all[**number].words;
            words.len() > 1 && (words.iter().any(|word| word == noun) || may_be_body(noun, words) == Some(true))
        };
        if let Some(&number) = near.iter().filter(body).find(says_so) {
            return Some(self.entity(number, format!("{} in this article", why(number)), 0.85));
        }
        if !is_body(noun) {
            return None;
        }
        let paragraph = self.document.paragraph_of(head.start);
        let close = |number: &&usize| {
            let mentions = &self.entities.all[**number].mentions;
            let last = mentions[..mentions.partition_point(|&mention| mention < before)].last();
            last.is_some_and(|&last| paragraph - self.document.paragraph_of(self.names[last].tokens.start) <= 2)
        };
        let may = |number: &&usize| may_be_body(noun, &self.entities.all[**number].words) == Some(false);
        let mut candidates = near.iter().filter(body).filter(close).filter(may);
        let &number = candidates.next()?;
        let alone = candidates.next().is_none();
        let certainty = if alone { 0.75 } else { 0.5 };
        Some(self.entity(number, format!("{}, the body named last", why(number)), certainty))
    }

    /// The noun that tells what the source is: the last known one of its head, else its last word.
    fn noun(&self, head: &Range<usize>) -> &str {
        let words = || {
            head.clone()
                .rev()
                .filter(|&token| self.document.tokens[token].kind == TokenKind::Word || self.is_age(token))
                .map(|token| (self.document.lower(token), self.document.lists(token)))
        };
        let known =
            words().find(|&(word, lists)| listed_kind(word, lists) != SpeakerKind::Unknown && !word.ends_with("’s"));
        known.or_else(|| words().next()).map_or("", |(word, _)| word)
    }

    fn is_age(&self, token: usize) -> bool {
        is_aged(self.document.word(token))
    }

    /// `tokens` up to the first comma or relative word: the clause behind it is no part of what somebody is called.
    fn without_clause(&self, tokens: Range<usize>) -> Range<usize> {
        let cut = |&token: &usize| {
            matches!(self.document.word(token), "," | "(" | "who" | "which" | "that" | "whose" | "—" | "–")
        };
        let end = tokens.clone().skip(1).find(cut).unwrap_or(tokens.end);
        tokens.start..end
    }
}
