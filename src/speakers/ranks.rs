//! Offices with their rank: the deputy mayor is not the mayor.
//!
//! An office is a noun, perhaps after a word that lowers its rank: "mayor", "deputy mayor".

use std::borrow::Cow;

use super::nouns::{canonical, noun_kind};
use crate::quote::SpeakerKind;

/// Nouns that are used for lower ranks as well: an assistant professor is a professor.
const RANKLESS: [&str; 3] = ["lawyer", "professor", "teacher"];

/// Whether the word (lower case) lowers the rank of an office.
pub(super) fn lowers_rank(word: &str) -> bool {
    matches!(word, "assistant" | "deputy" | "vice")
}

/// The office of `noun` with the rank word `below`.
pub(super) fn ranked_office<'a>(below: Option<&str>, noun: &'a str) -> Cow<'a, str> {
    match below {
        Some(below) if below != noun && !RANKLESS.contains(&canonical(noun)) => format!("{below} {noun}").into(),
        _ => noun.into(),
    }
}

/// The offices and other words among the folded `words` of a role: "deputy prime minister" gives "deputy", "prime" and
/// "deputy minister".
pub(super) fn offices(words: impl Iterator<Item = String>) -> Vec<String> {
    let is_person = |word: &str| noun_kind(word) == SpeakerKind::Person;
    let mut found = Vec::new();
    let (mut below, mut met) = (None::<String>, false);
    for word in words {
        // "one of the nurses": the nurse.
        for form in word.strip_suffix('s').into_iter().chain([&*word]) {
            found.push(ranked_office(below.as_deref().filter(|_| is_person(form)), form).into_owned());
        }
        if lowers_rank(&word) {
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

/// The rank word of an office, and the representative of the synonyms of its noun.
pub(super) fn split_rank(office: &str) -> (Option<&str>, &str) {
    match office.rsplit_once(' ') {
        Some((below, noun)) => (Some(below), canonical(noun)),
        None => (None, canonical(office)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deputy_does_not_hold_the_office() {
        let facts = |role: &str| offices(role.split(' ').map(str::to_owned)).join(", ");
        assert_eq!(facts("deputy prime minister for trade"), "deputy, prime, deputy minister, for, trade");
        assert_eq!(facts("deputy attorney general and teacher"), "deputy, attorney, deputy general, and, teacher");
        assert_eq!(facts("vice president of nurses"), "vice, vice president, of, nurse, nurses");
        assert_eq!(facts("assistant professor"), "assistant, professor");
        assert!(
            split_rank("vice chairman") == split_rank("vice chairwoman")
                && split_rank("chairman") != split_rank("vice chairwoman")
        );
    }
}
