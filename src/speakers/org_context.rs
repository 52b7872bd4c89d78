//! Organisations that are recognised by the words next to their names: "the Norland government", "Pellor, a maker of
//! cameras".

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::capitalised_spans::follows_blank;
use super::entity_type::EntityType;
use super::name::{Name, is_given_name};
use super::name_words::is_common_word;
use crate::lexicon::List;
use crate::text::{Document, TokenKind};

/// "Norland’s Defence Ministry", "Norland’s Air Force": the state is part of the name of an institution that it has
/// only one of.
pub(super) fn merge_state_owners(document: &Document, names: &mut Vec<Name>) {
    let mut index = 0;
    while index + 1 < names.len() {
        let (owner, org) = (&names[index], &names[index + 1]);
        let owned = owner.tokens.end + 1 == org.tokens.start && matches!(document.word(owner.tokens.end), "’s" | "'s");
        let ends = [org.tokens.start, org.tokens.end - 1];
        let of_state = ends.iter().any(|&token| {
            document.is_on(List::NamedBodyNouns, token) || matches!(document.lower(token), "force" | "department")
        });
        if owned
            && of_state
            && owner.entity_type == EntityType::Place
            && org.entity_type == EntityType::Organisation
            && org.titles.is_empty()
        {
            names[index].tokens.end = names[index + 1].tokens.end;
            names[index].entity_type = EntityType::Organisation;
            names.remove(index + 1);
        }
        index += 1;
    }
}

/// Maximum number of lower-case words between a name and the noun that makes an organisation of it.
const MAX_BETWEEN: usize = 3;

/// "Maine state police", "the Israeli military", "Norland’s foreign ministry": the name extends to the noun.
pub(super) fn extend_to_org_nouns(document: &Document, names: &mut [Name]) {
    for index in 0..names.len() {
        let next = names.get(index + 1).map_or(usize::MAX, |next| next.start());
        let name = &mut names[index];
        let Some(end) = org_name_end(document, name).filter(|&end| end <= next && !name.headline) else { continue };
        name.tokens.end = end;
        name.entity_type = EntityType::Organisation;
    }
}

fn org_name_end(document: &Document, name: &Name) -> Option<usize> {
    let end = name.tokens.end;
    if !name.titles.is_empty() || is_one_of_many(document, name.tokens.start) {
        return None;
    }
    let is_person = name.entity_type.may_be_person();
    let owned = matches!(document.word(end), "’s" | "'s" | "’" | "'");
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
            && follows_blank(document, token)
            && !document.is_on(List::FunctionWords, token)
            && !word.ends_with("ed")
            && !word.ends_with("ing")
            && !document.is_on(List::SayingWords, token)
            && !document.is_on(List::PersonNouns, token)
    };
    let most = if is_person { 1 } else { MAX_BETWEEN };
    let run = (start..sentence.min(start + most))
        .take_while(|&token| describes(token) || is_noun(token) && follows_blank(document, token));
    // "Sindh health department": up to the last of the nouns.
    let noun = run.filter(|&token| is_noun(token)).last()?;
    let by_person = matches!(document.word(noun), "administration" | "campaign");
    if by_person != is_person && (by_person || !matches!(document.word(noun), "police" | "government")) {
        return None;
    }
    if is_person
        && (name.tokens.len() > 1
            || !matches!(document.word(noun), "administration" | "police" | "government" | "campaign"))
    {
        return None;
    }
    Some(noun + 1)
}

/// "a Kenyan court", "three Kenyan courts": one of many, not a name.
fn is_one_of_many(document: &Document, start: usize) -> bool {
    let before = start.checked_sub(1).map_or("", |before| document.lower(before));
    matches!(before, "a" | "an" | "another" | "any" | "every" | "each" | "no" | "local" | "former" | "new")
}

/// Makes organisations of names that are described as companies or have spokespeople ("Pellor, a maker of cameras",
/// "Pellor spokeswoman Ann Lee"), and of names with dictionary words only ("the Cold War").
pub(super) fn retype_organisations(document: &Document, names: &mut [Name]) {
    let titled = titled_words(document, names);
    for name in names.iter_mut().filter(|name| name.entity_type == EntityType::Person && name.tokens.len() > 1) {
        if name.titles.is_empty() && is_all_common_words(document, &name.tokens, &titled) {
            name.entity_type = EntityType::Organisation;
        }
    }
    let mut votes: FxHashMap<usize, i32> = FxHashMap::default();
    let mut person_words = titled;
    for name in names.iter() {
        if name.entity_type == EntityType::Person && name.tokens.len() > 1 {
            person_words.extend(name.tokens.clone().map(|token| document.word_id(token)));
        }
        if name.tokens.len() == 1 {
            *votes.entry(document.word_id(name.tokens.start)).or_default() += vote(document, &name.tokens);
        }
    }
    for name in names.iter_mut().filter(|name| name.tokens.len() == 1 && name.titles.is_empty()) {
        let token = name.tokens.start;
        let word = document.word_id(token);
        let least = match name.entity_type {
            // A dictionary word that the recogniser skipped needs no vote.
            EntityType::Unclear if is_common_word(document, token) => i32::MIN,
            EntityType::Person if is_common_word(document, token) => 1,
            EntityType::Person | EntityType::Unclear => 2,
            EntityType::Organisation | EntityType::Place => continue,
        };
        let votes = votes.get(&word).copied().unwrap_or_default();
        if votes >= least && !person_words.contains(&word) && !is_given_name(document, token) {
            name.entity_type = EntityType::Organisation;
        }
    }
}

/// The words of names with a title, by number.
fn titled_words(document: &Document, names: &[Name]) -> FxHashSet<usize> {
    let titled = names.iter().filter(|name| !name.titles.is_empty());
    titled.flat_map(|name| name.tokens.clone()).map(|token| document.word_id(token)).collect()
}

/// "Cold War", "Creative Writing": only dictionary words, no given name, and no title before any of them.
fn is_all_common_words(document: &Document, tokens: &Range<usize>, titled: &FxHashSet<usize>) -> bool {
    let common = |token: usize| is_common_word(document, token) && !titled.contains(&document.word_id(token));
    !is_given_name(document, tokens.start) && tokens.clone().all(common)
}

/// The evidence of one mention: positive for an organisation, negative for a person.
fn vote(document: &Document, tokens: &Range<usize>) -> i32 {
    let (word, behind) = (document.word(tokens.start), document.word(tokens.end));
    let sentence = &document.sentences[document.sentence_of(tokens.start)];
    let before = tokens.start.checked_sub(1).filter(|before| sentence.contains(before));
    let named = before.is_some_and(|before| document.is_on_as_written(List::OrganisationNouns, before));
    let at = before.is_some_and(|before| document.word(before) == "at");
    // "Hale’s app" may be a man's; "the Hale app" is a company's.
    let has = ORG_POSSESSIONS.binary_search(&behind).is_ok();
    let speaks = SPOKESPEOPLE.binary_search(&behind).is_ok();
    let next = document.word(tokens.end + 1);
    let of_people = behind == "who" || behind == "," && matches!(next, "who" | "whose");
    let of_things = behind == "," && next == "which";
    let called = behind == "," && is_org_apposition(document, tokens.end + 1, sentence.end);
    let near = || (tokens.end..sentence.end.min(tokens.end + 6)).map(|token| document.word(token));
    let its = near().any(|word| word == "its");
    let theirs = near().any(|word| matches!(word, "he" | "she" | "his" | "her" | "him"));
    let for_body = [
        (named, 2),
        (has, 2),
        (speaks, 1),
        (called, 2),
        (of_things, 2),
        (has_capital_inside(word), 2),
        (at, 1),
        (its, 1),
    ];
    let for_person = [(of_people, 3), (theirs, 1)];
    let sum = |votes: &[(bool, i32)]| votes.iter().filter(|(holds, _)| *holds).map(|(_, weight)| weight).sum::<i32>();
    sum(&for_body) - sum(&for_person)
}

/// What only organisations have, after their name. Sorted.
const ORG_POSSESSIONS: [&str; 20] = [
    "CEO",
    "app",
    "co-founder",
    "customers",
    "data",
    "employees",
    "executive",
    "executives",
    "founder",
    "headquarters",
    "managers",
    "platform",
    "products",
    "reporters",
    "shareholders",
    "shares",
    "stock",
    "stores",
    "subsidiary",
    "website",
];

/// What both organisations and persons have. Sorted.
const SPOKESPEOPLE: [&str; 4] = ["spokesman", "spokespeople", "spokesperson", "spokeswoman"];

/// "TechCrunch", "GfK"; but "McDonald", "DeSantis".
fn has_capital_inside(word: &str) -> bool {
    let inside = word.char_indices().skip(1).find(|(_, c)| c.is_uppercase()).map(|(at, _)| &word[..at]);
    let small = word.contains(char::is_lowercase) && !word.contains(['-', '’', '\'', '.']);
    let surname = [
        "Mc", "Mac", "De", "Di", "Du", "Da", "La", "Le", "Van", "Von", "Fitz", "Jo", "Ja", "St", "Del", "Ma", "Be",
        "Ka",
    ];
    small && inside.is_some_and(|before| !surname.contains(&before))
}

/// Whether the tokens from `start` are like "a Kenyan maker of cameras": an article, and an organisation noun as head.
fn is_org_apposition(document: &Document, start: usize, end: usize) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(ORG_POSSESSIONS.is_sorted_by(|a, b| a < b) && SPOKESPEOPLE.is_sorted_by(|a, b| a < b));
    }
}
