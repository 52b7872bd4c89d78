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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_given_name_tells_the_gender_and_its_ending_less() {
        let female = |name: &str, entity_type| {
            given_gender(&name.split(' ').map(str::to_owned).collect::<Vec<_>>(), entity_type)
        };
        assert!(female("ann lee", EntityType::Person).unwrap() > 0.95);
        assert!(female("bob ray", EntityType::Unclear).unwrap() < 0.05);
        assert!(female("j. bob ray", EntityType::Person).unwrap() < 0.05, "the first known one counts");
        let by_ending = female("zorvinka moss", EntityType::Person).unwrap();
        assert!((0.7..0.9).contains(&by_ending), "{by_ending}");
        for (name, entity_type) in [
            ("ann lee", EntityType::Organisation),
            ("ann lee", EntityType::Place),
            ("zorvinka", EntityType::Person),
            ("zorvinka moss", EntityType::Unclear),
            ("xi jinping", EntityType::Person),
        ] {
            assert_eq!(female(name, entity_type), None, "{name} {entity_type:?}");
        }
    }

    #[test]
    fn the_head_of_a_role_tells_the_gender() {
        for (role, expected) in [
            ("His aunt", Some(Gender::Female)),
            ("actress of the year", Some(Gender::Female)),
            ("the son of an actress", Some(Gender::Male)),
            ("a spokesman for her sister", Some(Gender::Male)),
            ("a teacher from the city", None),
            ("of the city", None),
            ("", None),
        ] {
            assert_eq!(role_gender(role), expected, "{role}");
        }
    }
}
