//! Noun phrases without a name: "a neighbour", "the report", "Acme Bank’s chief". They are antecedents of pronouns.

use std::ops::Range;

use super::super::entities::Entities;
use super::super::name::{Name, fold};
use super::super::nouns::{is_aged, listed_kind};
use super::mentions::is_preposition;
use crate::lexicon::List;
use crate::quote::SpeakerKind;
use crate::tag::hash_bytes;
use crate::text::{Document, TokenKind};

/// A noun phrase without a name: "a neighbour", "the report".
#[derive(Clone, Debug)]
pub(super) struct NounPhrase {
    /// From the determiner to the noun.
    pub tokens: Range<usize>,
    pub noun: usize,
    pub kind: SpeakerKind,
    /// Whether it introduces a referent: "a", "two".
    pub indefinite: bool,
    /// A hash of its words without the determiner.
    pub key: u64,
}

/// Maximum distance between a determiner and its noun, in tokens.
const MAX_DETERMINER_DISTANCE: usize = 5;

/// The noun phrases of the document, in order.
pub(super) fn noun_phrases(document: &Document, names: &[Name]) -> Vec<NounPhrase> {
    let mut phrases: Vec<NounPhrase> = Vec::new();
    for noun in 0..document.tokens.len() {
        let lists = document.lists(noun);
        let lower = document.lower(noun);
        let is_listed = PHRASE_NOUNS.into_iter().any(|list| lists.has(list)) || is_aged(lower);
        if !is_listed || document.tokens[noun].kind == TokenKind::Punctuation {
            continue;
        }
        // "the police officer" ends with "officer".
        let next = document.lists(noun + 1);
        let goes_on = document.word(noun + 1) == document.lower(noun + 1)
            && PHRASE_NOUNS.into_iter().any(|list| next.has(list))
            && noun + 1 < document.tokens.len();
        if (goes_on && !is_aged(lower) && !is_verb(document, noun + 1)) || is_verb(document, noun) {
            continue;
        }
        let sentence = document.sentences[document.sentence_of(noun)].start;
        let mut start = None;
        for token in (noun.saturating_sub(MAX_DETERMINER_DISTANCE).max(sentence)..noun).rev() {
            let word = document.lower(token);
            if is_determiner(word) || document.tokens[token].kind == TokenKind::Number {
                let owner = matches!(word, "’s" | "'s");
                start = Some(if owner { owner_start(document, names, token, sentence) } else { token });
                break;
            }
            if is_preposition(word) || document.tokens[token].kind == TokenKind::Punctuation {
                break;
            }
        }
        let plural = lists.has(List::GroupNouns);
        let Some(start) = start.or_else(|| plural.then_some(noun)) else { continue };
        let indefinite = matches!(document.lower(start), "a" | "an" | "one" | "another" | "some" | "several" | "many")
            || document.tokens[start].kind == TokenKind::Number
            || start == noun
            || matches!(document.lower(start), "two" | "three" | "four" | "five" | "six");
        let tokens = start..noun + 1;
        let key = key_of(document, &tokens);
        phrases.push(NounPhrase { kind: listed_kind(lower, lists), tokens, noun, indefinite, key });
    }
    phrases
}

/// "The report | lists 15 cases": a noun that is a verb here, for a noun stands before it and an object follows.
fn is_verb(document: &Document, token: usize) -> bool {
    let may_be = document.word(token).ends_with('s') && !document.word(token).starts_with(char::is_uppercase);
    let object = is_determiner(document.lower(token + 1))
        || document.tokens.get(token + 1).is_some_and(|token| token.kind == TokenKind::Number);
    let before = document.lists(token.saturating_sub(1));
    may_be && object && token > 0 && PHRASE_NOUNS.into_iter().any(|list| before.has(list))
}

/// The nouns that end a noun phrase.
const PHRASE_NOUNS: [List; 4] = [List::PersonNouns, List::GroupNouns, List::OrganisationNouns, List::DocumentNouns];

/// "Acme Bank’s chief", "the company’s chief": where the owner begins whose "’s" is at `token`.
fn owner_start(document: &Document, names: &[Name], token: usize, sentence: usize) -> usize {
    let before = names.partition_point(|name| name.tokens.end < token);
    let named = names.get(before).filter(|name| name.tokens.end == token).map(Name::start);
    let determined = || {
        let near = token.saturating_sub(MAX_OWNER).max(sentence)..token;
        near.rev().find(|&token| is_determiner(document.lower(token)))
    };
    named.or_else(determined).unwrap_or(token.saturating_sub(1)).max(sentence)
}

/// Maximum number of words of an owner without a name, its determiner included.
const MAX_OWNER: usize = 3;

/// Without the noun phrases that describe a person named beside them: "Ann Lee, a nurse", "the nurse Ann Lee", "the
/// nurse, Ann Lee".
pub(super) fn without_appositions(
    document: &Document,
    names: &[Name],
    entities: &Entities,
    mut phrases: Vec<NounPhrase>,
) -> Vec<NounPhrase> {
    let person = |name: usize| entities.all[entities.of_name[name]].may_be_person();
    let joins = |token: usize| matches!(document.word(token), "," | "(" | "—" | "–");
    let describes = |phrase: &NounPhrase| {
        let Range { start, end } = phrase.tokens;
        let next = names.partition_point(|name| name.tokens.end <= start);
        let before = next.checked_sub(1).filter(|&name| start > 0 && names[name].tokens.end + 1 == start);
        let begins = |name: &usize| {
            let start = names[*name].start();
            start == end || start == end + 1 && !phrase.indefinite && joins(end)
        };
        let behind = Some(next).filter(|name| *name < names.len()).filter(begins);
        before.is_some_and(|name| joins(start - 1) && person(name)) || behind.is_some_and(person)
    };
    phrases.retain(|phrase| !describes(phrase));
    phrases
}

fn is_determiner(lower: &str) -> bool {
    matches!(
        lower,
        "the"
            | "a"
            | "an"
            | "this"
            | "that"
            | "these"
            | "those"
            | "his"
            | "her"
            | "their"
            | "its"
            | "our"
            | "my"
            | "one"
            | "another"
            | "some"
            | "several"
            | "many"
            | "two"
            | "three"
            | "four"
            | "five"
            | "six"
            | "’s"
            | "'s"
    )
}

/// A hash of the folded words of `tokens` without the determiner.
pub(super) fn key_of(document: &Document, tokens: &Range<usize>) -> u64 {
    let determiner = matches!(
        document.lower(tokens.start),
        "the" | "a" | "an" | "this" | "that" | "these" | "those" | "one" | "another" | "some" | "two" | "three"
    );
    let start = tokens.start + usize::from(determiner && tokens.len() > 1);
    let mut key = String::new();
    for token in start..tokens.end {
        key.push_str(&fold(document.word(token)));
        key.push(' ');
    }
    hash_bytes(key.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::super::marked::with_marked;

    #[test]
    fn noun_phrases_begin_at_their_determiner() {
        let text = "A tall neighbour called the police officer. Two nurses, 3 tired teachers and her aunt waited; \
            officials read this report. Neither mayor of doctor spoke.";
        with_marked(text, |article| {
            let document = article.document;
            let words = |tokens: &std::ops::Range<usize>| document.span(tokens.clone()).of(document.text);
            let found: Vec<_> = article.phrases.iter().map(|one| (words(&one.tokens), one.indefinite)).collect();
            let expected = [
                ("A tall neighbour", true),
                ("the police officer", false),
                ("Two nurses", true),
                ("3 tired teachers", true),
                ("her aunt", false),
                ("officials", true),
                ("this report", false),
            ];
            assert_eq!(found, expected);
        });
    }

    #[test]
    fn a_phrase_that_describes_a_name_is_none_of_its_own() {
        for (text, count) in [
            ("Ann Lee, a nurse, waited.", 0),
            ("The nurse Ann Lee waited.", 0),
            ("The nurse, Ann Lee, waited.", 0),
            ("Acme Bank, a nurse and Ann Lee waited.", 1),
            ("Ann Lee met a nurse.", 1),
            ("A nurse, Ann Lee and Bob Ray waited.", 1),
        ] {
            assert_eq!(with_marked(text, |article| article.phrases.len()), count, "{text}");
        }
    }

    #[test]
    fn a_determiner_does_not_change_the_key_of_a_phrase() {
        with_marked("A nurse left. The Nurse waited. The tall nurse called.", |article| {
            let keys: Vec<u64> = article.phrases.iter().map(|phrase| phrase.key).collect();
            assert_eq!(keys.len(), 3);
            assert!(keys[0] == keys[1] && keys[1] != keys[2]);
        });
    }

    #[test]
    fn an_owner_is_part_of_the_phrase_and_a_verb_is_not() {
        for (text, expected) in [
            ("Ann Lee met Acme Bank’s chief.", "Acme Bank’s chief"),
            ("Ann Lee met the company’s new chief.", "the company’s new chief"),
            ("We saw it in Leeds’s report.", "Leeds’s report"),
            ("The report lists 15 cases.", "The report"),
            ("The report lists the cases.", "The report"),
            ("The police officers waited.", "The police officers"),
        ] {
            with_marked(text, |article| {
                let document = article.document;
                let last = article.phrases.last().map(|one| document.span(one.tokens.clone()).of(document.text));
                assert_eq!(last, Some(expected), "{text}");
            });
        }
    }
}
