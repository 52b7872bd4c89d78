//! The source of an attribution to its speaker.
//!
//! A source is read like a reader reads it: its head first. A pronoun is followed back, a name finds its entity, a
//! noun ("the president", "officials") stands for whoever bears it in this article or stays what it is. When nothing
//! holds, the speaker is unknown: better no name than a wrong one.

use std::cell::OnceCell;
use std::ops::Range;

use super::bearers::bearers;
use super::cast::Cast;
use super::descriptions::{Called, described, facts_of};
use super::entities::Entities;
use super::listed::Listed;
use super::name::{Bearer, Name, is_calling, is_title};
use super::names::find_names;
use super::people::People;
use super::pronouns::{Person, PronounModel, pronoun_gender, resolve_pronouns};
use super::recogniser::Recogniser;
use super::sequel::{followers, speakers_of_i};
use super::who::{Resolved, Who, unknown};
use crate::attribution::Attribution;
use crate::lexicon::Gender;
use crate::model::ModelError;
use crate::quote::{Evidence, SpeakerKind};
use crate::text::{Document, TokenKind};

/// What resolving goes by.
#[derive(Clone, Debug)]
pub struct Resolver {
    recogniser: Recogniser,
    pronouns: PronounModel,
    people: People,
}

impl Resolver {
    /// With the weights that the library ships.
    ///
    /// # Errors
    ///
    /// When they are damaged or of another version.
    pub fn shipped() -> Result<Self, ModelError> {
        let (recogniser, pronouns) = (Recogniser::shipped()?, PronounModel::shipped()?);
        Ok(Self { recogniser, pronouns, people: People::default() })
    }

    /// The same, with a list that decides over what the article tells.
    pub fn with_people(self, people: People) -> Self {
        Self { people, ..self }
    }

    /// One speaker for each of `attributions`, in their order.
    pub fn resolve(&self, document: &Document, attributions: &[Attribution]) -> Vec<Resolved> {
        let names = find_names(document, &self.recogniser);
        let (entities, roles) = bearers(document, &names);
        let facts = facts_of(&entities, &roles);
        let nameless = described(document, &names, (&entities, &roles, &facts), attributions);
        let pronouns = resolve_pronouns(document, &names, &entities, attributions, &nameless, &self.pronouns);
        let article = Who {
            document,
            names: &names,
            entities: &entities,
            first_person: first_person(&names, &entities),
            pronouns: &pronouns,
            roles: &roles,
            facts: &facts,
            bodies: OnceCell::new(),
            told_apart: OnceCell::new(),
        };
        let mut called = Called::default();
        let mut resolved: Vec<Resolved> =
            attributions.iter().map(|attribution| article.speaker(attribution, &mut called)).collect();
        followers(&article, attributions, &mut resolved);
        speakers_of_i(document, attributions, &mut resolved);
        by_people(&self.people, &entities, &mut resolved);
        resolved
    }

    /// Which of `given`, tokens of names of persons, the pronoun at `token` means. Others whom the document names may be
    /// meant as well, so that often none of them is.
    pub fn meant(
        &self,
        document: &Document,
        attributions: &[Attribution],
        token: usize,
        given: &[Range<usize>],
    ) -> Vec<bool> {
        let cast = Cast::new(document, attributions, given, &self.recogniser);
        let entities: Vec<usize> = given.iter().filter_map(|name| cast.entity_at(name)).collect();
        let meant = cast.meant_of(&self.pronouns, token, &entities);
        given.iter().map(|name| meant.is_some() && cast.entity_at(name) == meant).collect()
    }
}

/// The first of `names` that is a person's and stands in no headline; how many there are when there is none.
fn first_person(names: &[Name], entities: &Entities) -> usize {
    let person = |(name, &entity): (&Name, &usize)| !name.headline && entities.all[entity].bearer == Bearer::Person;
    names.iter().zip(&entities.of_name).position(person).unwrap_or(names.len())
}

/// Those whom the user lists are who the list says.
fn by_people(people: &People, entities: &Entities, resolved: &mut [Resolved]) {
    let persons = entities.all.iter().filter(|entity| entity.may_be_person());
    let mut listed = Listed::new(people, persons.map(|entity| entity.name.as_str()));
    for resolved in resolved {
        let Some(named) = listed.decide(&mut resolved.speaker) else { continue };
        resolved.why = format!("{}; {}", resolved.why, Evidence::LISTED);
        if named {
            resolved.certainty = resolved.certainty.max(0.99);
        }
    }
}

/// How many tokens may stand between a name and the relative pronoun behind it.
const ANTECEDENT: usize = 8;

impl Who<'_> {
    fn speaker(&self, attribution: &Attribution, called: &mut Called) -> Resolved {
        let Some(source) = attribution.source.clone().filter(|source| !source.is_empty()) else {
            return Resolved { why: "no source in the text".into(), certainty: 0.97, ..Resolved::default() };
        };
        let named = self
            .by_pronoun(&source, called)
            .or_else(|| self.by_given_name(&source))
            .or_else(|| self.by_title(&source))
            .or_else(|| self.by_namesake(&source))
            .or_else(|| self.by_name(&source))
            .or_else(|| self.by_description(&source))
            .or_else(|| self.by_apposition(&source));
        let mut resolved = named.unwrap_or_else(|| self.by_noun(&source, called));
        resolved.speaker.mention = Some(self.plain(source));
        resolved
    }

    /// A source that is a pronoun, or begins with one that a relative clause follows.
    fn by_pronoun(&self, source: &Range<usize>, called: &mut Called) -> Option<Resolved> {
        let word = self.document.word(source.start);
        let lower = self.document.lower(source.start);
        if source.len() > 3 {
            return None;
        }
        // "He Jianxiong"
        if self.is_in_name(source.start) {
            return None;
        }
        let possessive = matches!(lower, "his" | "her") && source.len() > 1;
        if pronoun_gender(word).is_some() && !possessive {
            let Some(meant) = self.pronouns.get(&source.start) else {
                let why = format!("“{word}”: nobody named before fits");
                let ahead = pronoun_gender(word).and_then(|gender| self.named_next(source.start, gender));
                return Some(ahead.unwrap_or_else(|| unknown(SpeakerKind::Person, why, 0.5)));
            };
            let certainty = meant.probability;
            let why = format!("“{word}”: {}", meant.why);
            return Some(match &meant.who {
                Person::Entity(entity) => self.entity(*entity, why, certainty),
                Person::Nameless(source) => {
                    let described = self.by_noun(source, called);
                    Resolved { why, certainty: certainty * described.certainty, ..described }
                }
            });
        }
        match lower {
            "who" | "which" | "that" | "whom" => self.antecedent(source.start),
            "it" | "they" | "them" | "we" | "i" | "you" | "one" | "this" | "these" | "those" if source.len() == 1 => {
                self.impersonal(source.start, lower)
            }
            _ => None,
        }
    }

    /// "“I quit,” she said. Ann Lee, 40, had had enough": where nobody was named yet, the person named first.
    fn named_next(&self, token: usize, gender: Gender) -> Option<Resolved> {
        let next = self.name_from(token);
        let person = |name: usize| &self.entities.all[self.entities.of_name[name]];
        let mut ahead = (next..self.names.len().min(next + 4)).filter(|&name| {
            let entity = person(name);
            entity.bearer == Bearer::Person && entity.may_be(gender)
        });
        let name = ahead.next().filter(|&name| {
            self.first_person >= next
                && self.document.sentence_of(self.names[name].tokens.start) - self.document.sentence_of(token) <= 4
        })?;
        let why = "nobody was named before; the person named next".into();
        Some(self.entity(self.entities.of_name[name], why, 0.6))
    }

    /// The name that a relative pronoun hangs on: the last one before it in its sentence, for "who" the last person's.
    fn antecedent(&self, token: usize) -> Option<Resolved> {
        let sentence = self.document.sentences[self.document.sentence_of(token)].start;
        let before = self.names.partition_point(|name| name.tokens.end <= token);
        let near = (before.saturating_sub(4)..before).rev().filter(|&name| {
            self.names[name].tokens.start >= sentence && token - self.names[name].tokens.end <= ANTECEDENT
        });
        let who = self.document.lower(token).starts_with("who");
        let person = |name: &usize| self.entities.all[self.entities.of_name[*name]].bearer == Bearer::Person;
        let name = near.clone().find(|name| !who || person(name)).or_else(|| near.clone().next())?;
        Some(self.entity(self.entities.of_name[name], "the name before the relative clause".into(), 0.8))
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

    /// "a man who gave his name as Rizal"
    fn by_given_name(&self, source: &Range<usize>) -> Option<Resolved> {
        let gave = source.clone().find(|&token| {
            self.document.word(token) == "name" && matches!(self.document.word(token + 1), "as" | "only")
        })?;
        let name = self.name_from(gave);
        self.names.get(name).filter(|name| name.tokens.end <= source.end)?;
        Some(self.entity(self.entities.of_name[name], "the name the source gave".into(), 0.9))
    }

    /// "Florida’s Secretary of State Ken Lee", "Undersecretary for Trade Ann Ray": the name behind a title that goes on
    /// with "of" or "for".
    fn by_title(&self, source: &Range<usize>) -> Option<Resolved> {
        let document = self.document;
        let of = source.clone().take(6).find(|&token| matches!(document.word(token), "of" | "for"))?;
        let leads = |token| {
            document.is_capitalised(token)
                || is_title(document, token)
                || matches!(document.word(token), "’s" | "'s" | "former" | "assistant" | "acting" | "the")
        };
        let titled = of > source.start && is_title(document, of - 1) && (source.start..of).all(leads);
        let next = self.name_from(source.start);
        let people = next..self.names.len().min(next + 4);
        let name = people.into_iter().map(|name| &self.names[name]).zip(next..).find(|(name, _)| {
            name.bearer == Bearer::Person && name.tokens.start > of + 1 && name.tokens.end <= source.end
        });
        let (name, index) = name.filter(|_| titled)?;
        let between = of..name.tokens.start;
        let plain = between.clone().all(|token| document.tokens[token].kind == TokenKind::Word);
        // "the director for Mayor Ann Lee", "a spokesman for Leeds Town’s Ann Lee" are others.
        let capitals =
            || document.is_capitalised(of - 1) && between.clone().skip(1).any(|token| document.is_capitalised(token));
        let own = document.word(of) == "of" || name.titles.is_empty() && capitals();
        let direct = matches!(document.word(name.tokens.start - 1), "of" | "the" | "and" | "for");
        (plain && own && !direct && between.len() <= 8)
            .then(|| self.entity(self.entities.of_name[index], "the name behind the title".into(), 0.95))
    }

    /// A source whose head ends in a name.
    fn by_name(&self, source: &Range<usize>) -> Option<Resolved> {
        let head = self.head(source);
        let first = self.name_from(head.start);
        let inside: Vec<usize> =
            (first..self.names.len()).take_while(|&name| self.names[name].tokens.start < head.end).take(8).collect();
        let &last = inside.last()?;
        let name = &self.names[last];
        if self.is_demonym(&head) {
            return None;
        }
        let rest = name.tokens.end..head.end;
        // "Trump’s lawyer", "a Trump spokesman": the name is not the head.
        let another_head = rest.clone().any(|token| {
            self.document.tokens[token].kind == TokenKind::Word
                && !matches!(
                    self.document.word(token),
                    "himself" | "herself" | "itself" | "Jr." | "also" | "and" | "’s" | "'s"
                )
        });
        if another_head {
            return None;
        }
        let entity = self.entities.of_name[last];
        if let Some(joint) = self.joint(&inside) {
            return Some(joint);
        }
        let full = &self.entities.all[entity].name;
        let written = self.plain(name.tokens.clone());
        let why = if written == *full {
            "the name beside the cue".to_owned()
        } else {
            format!("“{written}” is short for {full} in this article")
        };
        let alone = self.names[last].tokens.len() > 1 || !self.entities.is_shared(entity);
        Some(self.entity(entity, why, if alone { 0.98 } else { 0.85 }))
    }

    /// "chairman, founder and president Ann Lee": all that she is, and the name at the end.
    fn by_description(&self, source: &Range<usize>) -> Option<Resolved> {
        let index = self.name_from(source.end - 1);
        let name = self.names.get(index).filter(|name| name.tokens.end == source.end)?;
        let nouns = source.start..name.titles.start.min(name.tokens.start);
        let is_noun = |token: usize| is_calling(self.document, token);
        let joins = |token: usize| matches!(self.document.word(token), "," | "and" | "&" | "the" | "former" | "chief");
        let plain = nouns.clone().all(|token| is_noun(token) || joins(token)) && nouns.clone().any(is_noun);
        (plain && name.bearer == Bearer::Person)
            .then(|| self.entity(self.entities.of_name[index], "the name behind what is told of it".into(), 0.95))
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
}
