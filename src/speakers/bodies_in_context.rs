//! Bodies that the words beside their names tell: "the Norland government", "Pellor, a maker of cameras".

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::name::{Bearer, Name, is_given_name};
use super::stretches::touches;
use crate::lexicon::List;
use crate::text::{Document, TokenKind};

/// Most words in small letters from a name to the noun that makes a body of it.
const MOST_BETWEEN: usize = 3;

/// "Maine state police", "the Israeli military", "Norland’s foreign ministry": the name goes on to the noun.
pub(super) fn take_in_body_nouns(document: &Document, names: &mut [Name]) {
    for index in 0..names.len() {
        let next = names.get(index + 1).map_or(usize::MAX, |next| next.titles.start.min(next.tokens.start));
        let name = &mut names[index];
        let Some(end) = end_of_body(document, name).filter(|&end| end <= next && !name.headline) else { continue };
        name.tokens.end = end;
        name.bearer = Bearer::Organisation;
    }
}

fn end_of_body(document: &Document, name: &Name) -> Option<usize> {
    let end = name.tokens.end;
    if !name.titles.is_empty() || is_one_of_many(document, name.tokens.start) {
        return None;
    }
    let is_person = matches!(name.bearer, Bearer::Person | Bearer::Unclear);
    let owned = matches!(document.word(end), "’s" | "'s");
    if owned && is_person {
        return None;
    }
    let start = end + usize::from(owned);
    let sentence = document.sentences[document.sentence_of(name.tokens.start)].end;
    let is_noun = |token: usize| document.is_on_as_written(List::NamedBodyNouns, token);
    let describes = |token: usize| {
        let word = document.word(token);
        let plain = document.tokens[token].kind == TokenKind::Word && word.starts_with(char::is_lowercase);
        plain
            && touches(document, token)
            && !document.is_on(List::FunctionWords, token)
            && !word.ends_with("ed")
            && !word.ends_with("ing")
            && !document.is_on(List::SayingWords, token)
            && !document.is_on(List::PersonNouns, token)
    };
    let most = if is_person { 1 } else { MOST_BETWEEN };
    let run = (start..sentence.min(start + most))
        .take_while(|&token| describes(token) || is_noun(token) && touches(document, token));
    // "Sindh health department": up to the last of the nouns.
    let noun = run.filter(|&token| is_noun(token)).last()?;
    if is_person
        && (name.tokens.len() > 1
            || !matches!(document.word(noun), "administration" | "police" | "government" | "campaign"))
    {
        return None;
    }
    Some(noun + 1)
}

/// "a Kenyan court", "three Kenyan courts": one of many, and no name.
fn is_one_of_many(document: &Document, start: usize) -> bool {
    let before = start.checked_sub(1).map_or("", |before| document.lower(before));
    matches!(before, "a" | "an" | "another" | "any" | "every" | "each" | "no" | "local" | "former" | "new")
}

/// What is called a company, or has a spokesman, is no person: "Pellor, a maker of cameras", "Pellor spokeswoman Ann Lee".
pub(super) fn learn_bodies(document: &Document, names: &mut [Name]) {
    let mut votes: FxHashMap<usize, i32> = FxHashMap::default();
    let mut borne: FxHashSet<usize> = FxHashSet::default();
    let key = |tokens: &Range<usize>| document.word_number(tokens.end - 1);
    for name in names.iter() {
        if !name.titles.is_empty() || name.bearer == Bearer::Person && name.tokens.len() > 1 {
            borne.extend(name.tokens.clone().map(|token| document.word_number(token)));
        }
        if name.tokens.len() == 1 {
            *votes.entry(key(&name.tokens)).or_default() += vote(document, &name.tokens);
        }
    }
    for name in names.iter_mut().filter(|name| name.tokens.len() == 1 && name.titles.is_empty()) {
        let undecided = matches!(name.bearer, Bearer::Person | Bearer::Unclear);
        let key = key(&name.tokens);
        if undecided
            && votes.get(&key).is_some_and(|&votes| votes > 0)
            && !borne.contains(&key)
            && !is_given_name(document, name.tokens.start)
        {
            name.bearer = Bearer::Organisation;
        }
    }
}

/// What one place tells: above nothing for a body, below for a person.
fn vote(document: &Document, tokens: &Range<usize>) -> i32 {
    let sentence = &document.sentences[document.sentence_of(tokens.start)];
    let before = tokens.start.checked_sub(1).filter(|before| sentence.contains(before));
    let named = before.is_some_and(|before| document.is_on_as_written(List::OrganisationNouns, before));
    let behind = document.word(tokens.end);
    let owned = usize::from(matches!(behind, "’s" | "'s"));
    let has = matches!(
        document.word(tokens.end + owned),
        "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "spokespeople"
            | "shares"
            | "stock"
            | "executives"
            | "executive"
            | "employees"
            | "headquarters"
            | "website"
            | "customers"
            | "shareholders"
            | "users"
            | "stores"
            | "data"
            | "subsidiary"
            | "co-founder"
            | "founder"
            | "CEO"
            | "products"
            | "platform"
            | "app"
    );
    let of_people = matches!(document.word(tokens.end + 1), "who" | "whose") && behind == "," || behind == "who";
    let of_things = behind == "," && document.word(tokens.end + 1) == "which";
    let called = behind == "," && is_called_body(document, tokens.end + 1, sentence.end);
    i32::from(named) + i32::from(has) + i32::from(of_things) + 2 * i32::from(called) - 3 * i32::from(of_people)
}

/// Whether from `start` on stands "a Kenyan maker of cameras": an article, and a noun for a body as head.
fn is_called_body(document: &Document, start: usize, end: usize) -> bool {
    let article = matches!(document.word(start), "a" | "an" | "the" | "one");
    let stops = |&token: &usize| {
        document.tokens[token].kind != TokenKind::Word
            || matches!(
                document.word(token),
                "of" | "for"
                    | "in"
                    | "that"
                    | "which"
                    | "based"
                    | "with"
                    | "and"
                    | "whose"
                    | "to"
                    | "from"
                    | "at"
                    | "who"
            )
    };
    let stop = (start + 1..end.min(start + 9)).find(stops);
    article && stop.is_some_and(|stop| document.is_on_as_written(List::OrganisationNouns, stop - 1))
}
