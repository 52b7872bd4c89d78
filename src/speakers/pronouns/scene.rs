//! An article as the evidence about pronouns sees it.

use std::cell::OnceCell;
use std::ops::Range;

use super::grammar::Grammar;
use super::mention::{Form, Mention, Nameless};
use super::part::{Parts, features_of};
use crate::attribution::Attribution;
use crate::lexicon::{Gender, TITLES};
use crate::model::Words;
use crate::quote::Kind;
use crate::speakers::entities::Entities;
use crate::speakers::name::Name;
use crate::tag::hash_bytes;
use crate::text::Document;

/// Who says what: one attribution.
pub(in crate::speakers) struct Speech {
    /// Tokens of the source.
    pub source: Option<Range<usize>>,
    /// Whether the words are the speaker's own.
    pub direct: bool,
}

/// The article with everything that is known before the pronouns are looked at.
pub(in crate::speakers) struct Scene<'a> {
    pub document: &'a Document<'a>,
    pub names: &'a [Name],
    pub entities: &'a Entities,
    pub nameless: &'a [Nameless],
    words: &'a Words,
    pub(super) grammar: Grammar,
    pub parts: &'a Parts,
    pub speech: Vec<Speech>,
    /// For each sentence, how many before it the reporter tells in words of his own.
    pub told: Vec<usize>,
    /// For each token, 1 + the attribution whose content it stands in, the innermost; 0 outside.
    content_of: Vec<u32>,
    /// For each token, 1 + the attribution whose source it stands in; 0 outside.
    source_of: Vec<u32>,
    /// For each entity, how many words of its name are common nouns or verbs, once somebody has asked.
    common: Vec<OnceCell<usize>>,
}

impl<'a> Scene<'a> {
    pub(in crate::speakers) fn new(
        document: &'a Document<'a>,
        (names, entities): (&'a [Name], &'a Entities),
        attributions: &[Attribution],
        nameless: &'a [Nameless],
        (words, parts): (&'a Words, &'a Parts),
    ) -> Self {
        let speech = attributions
            .iter()
            .map(|found| Speech { source: found.source.clone(), direct: found.kind == Kind::Direct })
            .collect();
        let mut source_of = vec![0; document.tokens.len()];
        for (number, source) in
            attributions.iter().enumerate().filter_map(|(n, found)| Some((n, found.source.clone()?)))
        {
            if let Some(part) = source_of.get_mut(source) {
                part.fill(number as u32 + 1);
            }
        }
        Self {
            grammar: Grammar::new(document, words),
            told: told_sentences(document),
            content_of: contents(document, attributions),
            source_of,
            common: vec![OnceCell::new(); entities.all.len()],
            document,
            names,
            entities,
            nameless,
            words,
            parts,
            speech,
        }
    }

    /// The attribution whose content `token` stands in.
    pub fn content_at(&self, token: usize) -> Option<usize> {
        (self.content_of[token] as usize).checked_sub(1)
    }

    /// How many words of the name of this entity are common nouns or verbs.
    pub fn common_words(&self, entity: usize) -> usize {
        let class = |word: &String| self.words.get(hash_bytes(word.as_bytes()));
        let is_common = |word: &&String| {
            let class = class(word);
            class.noun > 0 || class.verb > 0
        };
        *self.common[entity].get_or_init(|| self.entities.all[entity].words.iter().filter(is_common).count())
    }

    /// The mention at `tokens`.
    pub fn mention(&self, tokens: Range<usize>, form: Form) -> Mention {
        let document = self.document;
        let sentence = document.sentence_of(tokens.start);
        Mention {
            sentence,
            told: self.told[sentence],
            paragraph: document.paragraph_of(tokens.start),
            part: self.parts.of(&features_of(document, &self.grammar, &tokens)),
            form,
            quoted: document.quoted_at(tokens.start),
            source: self.source_of[tokens.start] > 0,
            paired: false,
            first: false,
            tokens,
        }
    }

    /// The mention by the name with this index.
    pub fn name(&self, index: usize) -> Mention {
        let name = &self.names[index];
        let form = if name.tokens.len() > 1 { Form::Full } else { Form::Short };
        let tokens = name.titles.start.min(name.tokens.start)..name.tokens.end;
        let joined = |end: usize, start: usize| end + 1 == start && self.document.word(end) == "and";
        let start = |name: &Name| name.titles.start.min(name.tokens.start);
        let before = index.checked_sub(1).is_some_and(|other| joined(self.names[other].tokens.end, tokens.start));
        let behind = self.names.get(index + 1).is_some_and(|other| joined(tokens.end, start(other)));
        Mention { paired: before || behind, ..self.mention(tokens, form) }
    }

    /// How many names stand before token `end`, in its sentence or the next one.
    pub fn names_until(&self, end: usize) -> usize {
        let next = self.document.sentence_of(end.saturating_sub(1)) + 1;
        let end = self.document.sentences.get(next).map_or(usize::MAX, |sentence| sentence.end);
        self.names.partition_point(|name| name.tokens.start < end)
    }

    /// The gender that a noun beside the name tells: "his wife Ann", "Ann, an actress".
    pub fn noun_gender(&self, index: usize) -> Option<Gender> {
        let name = &self.names[index];
        let sentence = &self.document.sentences[self.document.sentence_of(name.tokens.start)];
        let start = name.titles.start.min(name.tokens.start);
        let comma = |token: usize| self.document.word(token) == ",";
        let end = if start > sentence.start && comma(start - 1) { start - 1 } else { start };
        let before =
            (end.saturating_sub(1).max(sentence.start)..name.tokens.start).find_map(|token| self.gender(token));
        let apposition = || {
            let rest = name.tokens.end..sentence.end.min(name.tokens.end + 6);
            let article = |token| matches!(self.document.word(token), "a" | "an" | "the" | "his" | "her" | "whose");
            let opens = rest.len() > 2 && comma(rest.start) && article(rest.start + 1);
            let noun = || (rest.start + 2..rest.end).take_while(|&token| !comma(token) && !self.is_of(token));
            opens.then(|| noun().find_map(|token| self.gender(token))).flatten()
        };
        before.or_else(apposition)
    }

    fn is_of(&self, token: usize) -> bool {
        matches!(self.document.word(token), "of" | "to" | "for" | "who" | "’s" | "'s" | "and")
    }

    fn gender(&self, token: usize) -> Option<Gender> {
        let lower = self.document.lower(token);
        let listed = |list: &[&str]| list.binary_search(&lower).is_ok();
        match () {
            () if listed(&WOMEN) => Some(Gender::Female),
            () if listed(&MEN) => Some(Gender::Male),
            () => TITLES.gender(lower.trim_end_matches('.')),
        }
    }
}

/// Nouns that only a woman is called by. Sorted.
const WOMEN: [&str; 34] = [
    "actress",
    "aunt",
    "ballerina",
    "bride",
    "businesswoman",
    "chairwoman",
    "comedienne",
    "congresswoman",
    "countess",
    "daughter",
    "duchess",
    "empress",
    "ex-wife",
    "girl",
    "girlfriend",
    "goddess",
    "granddaughter",
    "grandmother",
    "heiress",
    "heroine",
    "hostess",
    "housewife",
    "lady",
    "mistress",
    "mother",
    "niece",
    "nun",
    "princess",
    "queen",
    "sister",
    "soprano",
    "waitress",
    "widow",
    "wife",
];

/// Nouns that only a man is called by. Sorted.
const MEN: [&str; 34] = [
    "boy",
    "boyfriend",
    "brother",
    "businessman",
    "chairman",
    "congressman",
    "cowboy",
    "duke",
    "emperor",
    "ex-husband",
    "father",
    "fisherman",
    "frontman",
    "gentleman",
    "grandfather",
    "grandson",
    "groom",
    "husband",
    "king",
    "knight",
    "lord",
    "man",
    "monk",
    "nephew",
    "policeman",
    "pope",
    "priest",
    "prince",
    "salesman",
    "son",
    "sportsman",
    "uncle",
    "widower",
    "youngster",
];

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

/// For each token, 1 + the attribution whose content it stands in. Contents come in the order of their beginning, so
/// that the inner ones overwrite the outer.
fn contents(document: &Document, attributions: &[Attribution]) -> Vec<u32> {
    let mut contents = vec![0; document.tokens.len()];
    for (number, attribution) in attributions.iter().enumerate() {
        for piece in &attribution.content {
            contents[document.tokens_in(*piece)].fill(number as u32 + 1);
        }
    }
    contents
}
