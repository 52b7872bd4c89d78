//! Evidence for the gender of a named person: the given name, its ending, and role nouns. It is a probability, never a
//! decision.

use super::entity_type::EntityType;
use super::name_forms::is_family_first;
use super::nouns::noun_gender;
use crate::lexicon::{GIVEN_NAME_ENDINGS, GIVEN_NAMES, Gender};

/// The probability that a person of this full name is a woman, by the given name. For a name that is not on the list,
/// its ending gives weaker evidence.
pub(super) fn given_gender(words: &[String], entity_type: EntityType) -> Option<f32> {
    if !entity_type.may_be_person() || is_family_first(words) {
        return None;
    }
    let given = &words[..if words.len() > 1 { words.len() - 1 } else { 1 }];
    let by_ending = || {
        let first =
            words.first().filter(|word| words.len() > 1 && word.len() > 3 && entity_type == EntityType::Person)?;
        let share = GIVEN_NAME_ENDINGS.female_by_ending(first)?;
        Some(0.5 + (share - 0.5) * 0.7)
    };
    given.iter().find_map(|word| GIVEN_NAMES.female(word)).or_else(by_ending)
}

/// The gender of a role noun: the last word before a preposition.
pub(super) fn role_gender(role: &str) -> Option<Gender> {
    let mut words = role.split(' ').take_while(|word| !matches!(*word, "of" | "in" | "at" | "for" | "who" | "from"));
    noun_gender(&words.by_ref().last()?.to_lowercase())
}
