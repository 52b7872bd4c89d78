//! What tells the gender of somebody named: the given name, its ending, the noun of a role. Evidence with a probability,
//! never an answer.

use super::forms::is_family_first;
use super::name::Bearer;
use super::nouns::noun_gender;
use crate::lexicon::{GIVEN_NAME_ENDINGS, GIVEN_NAMES, Gender};

/// The probability that the bearer of a full name is a woman, by its given name; by the ending of that where it is not
/// on the list, which tells less.
pub(super) fn given_gender(words: &[String], bearer: Bearer) -> Option<f32> {
    if !matches!(bearer, Bearer::Person | Bearer::Unclear) || is_family_first(words) {
        return None;
    }
    let given = &words[..if words.len() > 1 { words.len() - 1 } else { 1 }];
    let by_ending = || {
        let first = words.first().filter(|word| words.len() > 1 && word.len() > 3 && bearer == Bearer::Person)?;
        let share = GIVEN_NAME_ENDINGS.female_by_ending(first)?;
        Some(0.5 + (share - 0.5) * 0.7)
    };
    given.iter().find_map(|word| GIVEN_NAMES.female(word)).or_else(by_ending)
}

/// The gender that the noun of a role tells: the last word before a preposition.
pub(super) fn role_gender(role: &str) -> Option<Gender> {
    let mut words = role.split(' ').take_while(|word| !matches!(*word, "of" | "in" | "at" | "for" | "who" | "from"));
    noun_gender(&words.by_ref().last()?.to_lowercase())
}
