//! Occupational fields, told from roles: they distinguish people of one name.
//!
//! The words of a role tell its fields (`seeds/lexicon/role-fields.tsv`). A former role ("former striker") tells
//! nothing about the present one, and many pairs of fields are compatible in one life.

use crate::index::{Word, words};
use crate::lexicon::ROLE_FIELDS;

/// Pairs of compatible fields: one person often has both, so they distinguish nobody.
const COMPATIBLE: [(&str, &str); 27] = [
    ("arts", "education"),
    ("arts", "media"),
    ("business", "arts"),
    ("business", "law"),
    ("business", "media"),
    ("business", "politics"),
    ("business", "science"),
    ("business", "sport"),
    ("education", "business"),
    ("education", "law"),
    ("education", "medicine"),
    ("education", "politics"),
    ("education", "religion"),
    ("education", "science"),
    ("education", "sport"),
    ("law", "media"),
    ("law", "police"),
    ("law", "politics"),
    ("media", "education"),
    ("media", "politics"),
    ("media", "sport"),
    ("medicine", "politics"),
    ("medicine", "science"),
    ("military", "police"),
    ("military", "politics"),
    ("military", "science"),
    ("police", "politics"),
];

/// Words that make a role a former one, a future one, or somebody else's.
const NOT_CURRENT: [&str; 9] = ["ex", "former", "formerly", "late", "once", "onetime", "retired", "turned", "then"];

/// The fields that `role` tells, sorted and unique.
pub(super) fn fields_of_role(role: &str) -> Vec<&'static str> {
    let words: Vec<Word> = words(role).collect();
    if words.iter().any(|word| NOT_CURRENT.contains(&word.folded.as_str())) {
        return Vec::new();
    }
    let mut fields: Vec<&str> =
        words.iter().filter_map(|word| ROLE_FIELDS.field(&word.folded[..word.bare_len])).collect();
    fields.sort_unstable();
    fields.dedup();
    fields
}

/// Whether one person may well work in both fields.
pub(super) fn compatible(one: &str, other: &str) -> bool {
    one == other || COMPATIBLE.contains(&(one, other)) || COMPATIBLE.contains(&(other, one))
}

/// The words that tell `field` or a compatible field; none when it is not a field.
pub(super) fn words_of_compatible_fields(field: &str) -> Vec<&'static str> {
    if ROLE_FIELDS.words(field).is_empty() {
        return Vec::new();
    }
    let others = COMPATIBLE.iter().filter_map(|&(one, other)| match field {
        _ if field == one => Some(other),
        _ if field == other => Some(one),
        _ => None,
    });
    let mut words: Vec<&str> =
        std::iter::once(field).chain(others).flat_map(|field| ROLE_FIELDS.words(field)).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The connected components of `sets` of fields: sets that share a field, or have compatible fields, are connected. For
/// each set the number of its component, counted from 0; `None` for an empty set.
pub(super) fn components(sets: &[Vec<&'static str>]) -> Vec<Option<usize>> {
    let mut fields: Vec<&str> = sets.iter().flatten().copied().collect();
    fields.sort_unstable();
    fields.dedup();
    let place = |field: &str| fields.iter().position(|known| *known == field);
    // There are a dozen fields at most, so relabelling all of them at each join is cheap.
    let mut component: Vec<usize> = (0..fields.len()).collect();
    let joined = |one: usize, other: usize, component: &mut Vec<usize>| {
        let (low, high) = (component[one].min(component[other]), component[one].max(component[other]));
        component.iter_mut().filter(|component| **component == high).for_each(|component| *component = low);
    };
    for one in 0..fields.len() {
        for other in 0..one {
            if compatible(fields[one], fields[other]) {
                joined(one, other, &mut component);
            }
        }
    }
    for set in sets {
        let places: Vec<usize> = set.iter().filter_map(|field| place(field)).collect();
        places.windows(2).for_each(|pair| joined(pair[0], pair[1], &mut component));
    }
    sets.iter().map(|set| set.first().and_then(|field| place(field)).map(|place| component[place])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_tell_fields_unless_they_are_over() {
        for (role, fields) in [
            ("the mayor of Leeds", &["politics"][..]),
            ("a striker for Rovers", &["sport"]),
            ("Senator and surgeon", &["medicine", "politics"]),
            ("Rovers’ striker", &["sport"]),
            ("a former striker", &[]),
            ("ex-judge", &[]),
            ("president of Acme", &[]),
            ("", &[]),
        ] {
            assert_eq!(fields_of_role(role), fields, "{role}");
        }
    }

    #[test]
    fn near_is_a_table_of_fields() {
        for (one, other) in COMPATIBLE {
            assert!(!ROLE_FIELDS.words(one).is_empty() && !ROLE_FIELDS.words(other).is_empty(), "{one} {other}");
            let again = COMPATIBLE.iter().filter(|pair| **pair == (one, other) || **pair == (other, one)).count();
            assert_eq!(again, 1, "{one} {other}");
        }
        assert!(compatible("law", "politics") && compatible("politics", "law") && compatible("sport", "sport"));
        assert!(!compatible("sport", "politics") && !compatible("medicine", "law"));
        assert!(
            words_of_compatible_fields("sport").contains(&"striker")
                && words_of_compatible_fields("sport").contains(&"anchor")
        );
        assert_eq!(words_of_compatible_fields("nonsense"), Vec::<&str>::new());
    }

    #[test]
    fn parts_are_joined_by_nearness_and_by_articles() {
        let sets = |sets: &[&[&'static str]]| components(&sets.iter().map(|set| set.to_vec()).collect::<Vec<_>>());
        assert_eq!(sets(&[&["politics"], &[], &["sport"], &["law"]]), [Some(0), None, Some(2), Some(0)]);
        assert_eq!(sets(&[&["politics"], &["sport"], &["politics", "sport"]]), [Some(0); 3]);
        assert_eq!(sets(&[&["politics"], &["sport"], &["media"]]), [Some(0); 3], "media goes with both");
        assert_eq!(sets(&[]), []);
    }
}
