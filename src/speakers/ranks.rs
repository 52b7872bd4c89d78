//! Offices with their rank: the deputy mayor is not the mayor.
//!
//! An office is a noun, or a noun behind the word that makes it one below: "mayor", "deputy mayor".

use std::borrow::Cow;

use super::nouns::{canonical, noun_kind};
use crate::quote::SpeakerKind;

/// Nouns that whoever stands below is called by as well: an assistant professor is a professor.
const ALL_RANKS: [&str; 3] = ["lawyer", "professor", "teacher"];

/// Whether the word (lower case) makes of an office the one below it.
pub(super) fn is_below(word: &str) -> bool {
    matches!(word, "assistant" | "deputy" | "vice")
}

/// The office of `noun` behind the word `below`.
pub(super) fn office<'a>(below: Option<&str>, noun: &'a str) -> Cow<'a, str> {
    match below {
        Some(below) if below != noun && !ALL_RANKS.contains(&canonical(noun)) => format!("{below} {noun}").into(),
        _ => noun.into(),
    }
}

/// The offices among the folded `words` of a role, and its other words: those of "deputy prime minister" are "deputy",
/// "prime" and "deputy minister".
pub(super) fn offices(words: impl Iterator<Item = String>) -> Vec<String> {
    let is_person = |word: &str| noun_kind(word) == SpeakerKind::Person;
    let mut found = Vec::new();
    let (mut below, mut met) = (None::<String>, false);
    for word in words {
        // "one of the nurses": the nurse.
        for form in word.strip_suffix('s').into_iter().chain([&*word]) {
            found.push(office(below.as_deref().filter(|_| is_person(form)), form).into_owned());
        }
        if is_below(&word) {
            (below, met) = (Some(word), false);
        } else if below.is_some() {
            // "deputy attorney general", "deputy mayor and teacher"
            let is_noun = is_person(&word);
            below = below.filter(|_| is_noun || !met);
            met |= is_noun;
        }
    }
    found
}

/// The word that makes it an office below, and the noun that stands for all that say the same.
pub(super) fn ranks(office: &str) -> (Option<&str>, &str) {
    match office.rsplit_once(' ') {
        Some((below, noun)) => (Some(below), canonical(noun)),
        None => (None, canonical(office)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_stands_below_an_office_does_not_hold_it() {
        let facts = |role: &str| offices(role.split(' ').map(str::to_owned)).join(", ");
        assert_eq!(facts("deputy prime minister for trade"), "deputy, prime, deputy minister, for, trade");
        assert_eq!(facts("deputy attorney general and teacher"), "deputy, attorney, deputy general, and, teacher");
        assert_eq!(facts("vice president of nurses"), "vice, vice president, of, nurse, nurses");
        assert_eq!(facts("assistant professor"), "assistant, professor");
        assert!(ranks("vice chairman") == ranks("vice chairwoman") && ranks("chairman") != ranks("vice chairwoman"));
    }
}
