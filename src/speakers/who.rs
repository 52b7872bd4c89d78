//! Everything known of who is who in one article, and the simple questions put to it.

use std::cell::OnceCell;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::bodies::Body;
use super::entities::Entities;
use super::name::{Bearer, Name, is_title};
use super::pronouns::Meant;
use super::told_apart::ToldApart;
use crate::lexicon::List;
use crate::quote::{Speaker, SpeakerKind};
use crate::text::Document;

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

/// Everything known about who is who in one article.
pub(super) struct Who<'a> {
    /// The article.
    pub document: &'a Document<'a>,
    /// Its names, in order.
    pub names: &'a [Name],
    /// Who bears them.
    pub entities: &'a Entities,
    /// The first name of a person outside of headlines, or how many names there are.
    pub first_person: usize,
    /// Whom its pronouns mean, by token.
    pub pronouns: &'a FxHashMap<usize, Meant>,
    /// The roles of each entity, as written.
    pub roles: &'a [Vec<String>],
    /// The words of all titles and roles of each entity.
    pub facts: &'a [Vec<String>],
    /// Bodies called by common words, for those who ask.
    pub bodies: OnceCell<Vec<Body>>,
    /// What tells namesakes apart, for those who ask.
    pub told_apart: OnceCell<ToldApart>,
}

pub(super) fn unknown(kind: SpeakerKind, why: String, certainty: f32) -> Resolved {
    Resolved { speaker: Speaker { kind, ..Speaker::default() }, why, certainty }
}

/// How many names before a source are looked at.
const MOST_NAMES: usize = 60;

impl Who<'_> {
    pub fn plain(&self, tokens: Range<usize>) -> String {
        self.document.plain(tokens).into_owned()
    }

    /// The head of a source: up to its first comma, preposition or relative word.
    pub fn head(&self, source: &Range<usize>) -> Range<usize> {
        let cut = |&token: &usize| {
            let word = self.document.word(token);
            let cuts = matches!(
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
            );
            cuts && !self.is_in_name(token)
        };
        let end = source.clone().skip(1).find(cut).unwrap_or(source.end);
        source.start..end
    }

    /// Index of the first name that ends after `token`.
    pub fn name_from(&self, token: usize) -> usize {
        self.names.partition_point(|name| name.tokens.end <= token)
    }

    /// Whether `token` belongs to a name.
    pub fn is_in_name(&self, token: usize) -> bool {
        self.names.get(self.name_from(token)).is_some_and(|name| name.tokens.contains(&token))
    }

    /// The two persons named together, "Smith and Jones", last before `token` and at most `reach` sentences back, and
    /// where they stand.
    pub fn pair_before(&self, token: usize, reach: usize) -> Option<(usize, Resolved)> {
        let before = self.name_from(token);
        let sentence = self.document.sentence_of(token);
        let pairs = (before.saturating_sub(MOST_NAMES)..before.saturating_sub(1)).rev();
        let near =
            pairs.take_while(|&name| sentence - self.document.sentence_of(self.names[name].tokens.start) <= reach);
        let persons = |&name: &usize| {
            let and = self.names[name + 1].titles.start == self.names[name].tokens.end + 1;
            let person = |name: usize| self.entities.all[self.entities.of_name[name]].bearer == Bearer::Person;
            and && self.document.word(self.names[name].tokens.end) == "and" && person(name) && person(name + 1)
        };
        let first = near.filter(|name| name + 1 < before).find(persons)?;
        let mut joint = self.joint(&[first, first + 1])?;
        joint.why = "the two named together before".into();
        joint.certainty = 0.7;
        Some((self.names[first].tokens.start, joint))
    }

    /// "Smith and Jones": the names of a source when an "and" joins them.
    pub fn joint(&self, inside: &[usize]) -> Option<Resolved> {
        // "NASA scientist and author Ann Lee": what she is stands between.
        let tells = |name: &Name| {
            let next = name.tokens.end;
            let noun = self.document.is_on_as_written(List::PersonNouns, next) || is_title(self.document, next);
            name.bearer != Bearer::Person && noun
        };
        let joined = |pair: &[usize]| {
            if tells(&self.names[pair[0]]) {
                return false;
            }
            let between = self.names[pair[0]].tokens.end..self.names[pair[1]].titles.start;
            between.clone().any(|token| self.document.word(token) == "and")
                || between.len() == 1 && self.document.word(between.start) == ","
        };
        let all = inside.windows(2).all(joined);
        let last = inside.windows(2).last().is_some_and(joined);
        if inside.len() < 2 || !all || !last {
            return None;
        }
        let names: Vec<&str> =
            inside.iter().map(|&name| self.entities.all[self.entities.of_name[name]].name.as_str()).collect();
        let speaker = Speaker { name: Some(names.join(" and ")), kind: SpeakerKind::Group, ..Speaker::default() };
        Some(Resolved { speaker, why: "several names that speak together".into(), certainty: 0.9 })
    }

    pub fn entity(&self, number: usize, why: String, certainty: f32) -> Resolved {
        let entity = &self.entities.all[number];
        let speaker = Speaker {
            name: Some(entity.name.clone()),
            id: entity.id(),
            kind: entity.kind(),
            role: self.roles[number].first().cloned(),
            mention: None,
            aliases: entity.aliases.clone(),
        };
        Resolved { speaker, why, certainty }
    }
}
