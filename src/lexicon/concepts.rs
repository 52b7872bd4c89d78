//! Topics with several names, and countries: `topic-concepts.tsv`, `topic-places.tsv`.
//!
//! The same table assigns topics to articles and interprets topics in queries, so that "drug trade" finds what was
//! filed under "drug trafficking".

use std::sync::LazyLock;

use super::phrases::{Phrases, PhrasesFrom};

/// Both tables.
pub static CONCEPTS: LazyLock<Concepts> = LazyLock::new(Concepts::parse);

const CONCEPTS_TABLE: &str = include_str!("../../seeds/lexicon/topic-concepts.tsv");
const PLACES_TABLE: &str = include_str!("../../seeds/lexicon/topic-places.tsv");

/// A topic with alternative names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Concept {
    /// The name that is shown.
    pub name: &'static str,
    /// Whether it is a country.
    pub place: bool,
}

/// The topics that have alternative names.
pub struct Concepts(Phrases<Concept>);

impl Concepts {
    fn parse() -> Self {
        let rows = |table, place| super::entries(table).flat_map(move |line| row(line, place));
        Self(Phrases::new(rows(CONCEPTS_TABLE, false).chain(rows(PLACES_TABLE, true))))
    }

    /// The concepts whose first word has this lemma.
    pub fn starting_with(&self, lemma: &str) -> PhrasesFrom<'_, Concept> {
        self.0.starting_with(lemma)
    }

    /// The topic with `text` as one of its names.
    pub fn named(&self, text: &str) -> Option<Concept> {
        self.0.matching(text)
    }
}

fn row(line: &'static str, place: bool) -> impl Iterator<Item = (&'static str, Concept)> {
    let (name, variants) = line.split_once('\t').unwrap_or((line, ""));
    let concept = Concept { name, place };
    let all = std::iter::once(name).chain(variants.split(';').map(str::trim).filter(|variant| !variant.is_empty()));
    all.map(move |variant| (variant, concept))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::lemma::lemmas;
    use super::*;

    #[test]
    fn rows_are_sorted_and_no_phrase_has_two_topics() {
        let mut topic_of: BTreeMap<String, &str> = BTreeMap::new();
        for table in [CONCEPTS_TABLE, PLACES_TABLE] {
            assert!(table.starts_with("# "));
            let names: Vec<_> = super::super::entries(table).map(|line| line.split('\t').next()).collect();
            assert!(names.is_sorted_by(|a, b| a < b), "not sorted or not unique");
            for (variant, concept) in super::super::entries(table).flat_map(|line| row(line, false)) {
                let other = topic_of.insert(lemmas(variant), concept.name);
                assert!(other.is_none_or(|other| other == concept.name), "{variant}: {other:?} and {}", concept.name);
            }
        }
    }

    #[test]
    fn other_words_mean_the_same_topic() {
        for (asked, topic) in [
            ("drug trade", "drug trafficking"),
            ("Global Warming", "climate change"),
            ("tariff", "tariffs"),
            ("uk", "Britain"),
            ("Colombian", "Colombia"),
        ] {
            assert_eq!(CONCEPTS.named(asked).map(|concept| concept.name), Some(topic), "{asked}");
        }
        assert_eq!(CONCEPTS.named("purple elephants"), None);
    }
}
