//! The fields people work in, as far as their roles tell: what keeps two people of one name apart.
//!
//! A role tells a field by its words (`seeds/lexicon/role-fields.tsv`). What somebody was ("former striker") tells
//! nothing about what else he or she is now, and many a pair of fields goes together in one life.

use crate::index::{Word, words};
use crate::lexicon::ROLE_FIELDS;

/// Fields that one person often has together: neither tells two people apart.
const NEAR: [(&str, &str); 27] = [
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

/// Words behind which a role is no longer, or not yet, or somebody else's.
const NOT_NOW: [&str; 9] = ["ex", "former", "formerly", "late", "once", "onetime", "retired", "turned", "then"];

/// The fields that `role` tells, in order, each once.
pub(super) fn fields_of(role: &str) -> Vec<&'static str> {
    let words: Vec<Word> = words(role).collect();
    if words.iter().any(|word| NOT_NOW.contains(&word.folded.as_str())) {
        return Vec::new();
    }
    let mut fields: Vec<&str> = words.iter().filter_map(|word| ROLE_FIELDS.field(&word.folded[..word.bare])).collect();
    fields.sort_unstable();
    fields.dedup();
    fields
}

/// Whether one person can well work in both.
pub(super) fn near(one: &str, other: &str) -> bool {
    one == other || NEAR.contains(&(one, other)) || NEAR.contains(&(other, one))
}

/// The words that tell `field` or a field near it; none for what is no field.
pub(super) fn words_near(field: &str) -> Vec<&'static str> {
    if ROLE_FIELDS.words(field).is_empty() {
        return Vec::new();
    }
    let others = NEAR.iter().filter_map(|&(one, other)| match field {
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

/// The parts into which `sets` of fields fall: sets that share a field, or have fields near each other, are one part.
/// For each set the number of its part, counted from 0; `None` for a set without a field.
pub(super) fn parts(sets: &[Vec<&'static str>]) -> Vec<Option<usize>> {
    let mut fields: Vec<&str> = sets.iter().flatten().copied().collect();
    fields.sort_unstable();
    fields.dedup();
    let place = |field: &str| fields.iter().position(|known| *known == field);
    // A dozen fields at most: joined over and over until nothing moves.
    let mut part: Vec<usize> = (0..fields.len()).collect();
    let joined = |one: usize, other: usize, part: &mut Vec<usize>| {
        let (low, high) = (part[one].min(part[other]), part[one].max(part[other]));
        part.iter_mut().filter(|part| **part == high).for_each(|part| *part = low);
    };
    for one in 0..fields.len() {
        for other in 0..one {
            if near(fields[one], fields[other]) {
                joined(one, other, &mut part);
            }
        }
    }
    for set in sets {
        let places: Vec<usize> = set.iter().filter_map(|field| place(field)).collect();
        places.windows(2).for_each(|pair| joined(pair[0], pair[1], &mut part));
    }
    sets.iter().map(|set| set.first().and_then(|field| place(field)).map(|place| part[place])).collect()
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
            assert_eq!(fields_of(role), fields, "{role}");
        }
    }

    #[test]
    fn near_is_a_table_of_fields() {
        for (one, other) in NEAR {
            assert!(!ROLE_FIELDS.words(one).is_empty() && !ROLE_FIELDS.words(other).is_empty(), "{one} {other}");
            let again = NEAR.iter().filter(|pair| **pair == (one, other) || **pair == (other, one)).count();
            assert_eq!(again, 1, "{one} {other}");
        }
        assert!(near("law", "politics") && near("politics", "law") && near("sport", "sport"));
        assert!(!near("sport", "politics") && !near("medicine", "law"));
        assert!(words_near("sport").contains(&"striker") && words_near("sport").contains(&"anchor"));
        assert_eq!(words_near("nonsense"), Vec::<&str>::new());
    }

    #[test]
    fn parts_are_joined_by_nearness_and_by_articles() {
        let sets = |sets: &[&[&'static str]]| parts(&sets.iter().map(|set| set.to_vec()).collect::<Vec<_>>());
        assert_eq!(sets(&[&["politics"], &[], &["sport"], &["law"]]), [Some(0), None, Some(2), Some(0)]);
        assert_eq!(sets(&[&["politics"], &["sport"], &["politics", "sport"]]), [Some(0); 3]);
        assert_eq!(sets(&[&["politics"], &["sport"], &["media"]]), [Some(0); 3], "media goes with both");
        assert_eq!(sets(&[]), []);
    }
}
