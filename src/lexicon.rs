//! The word lists of `seeds/lexicon`, compiled in and parsed once.
//!
//! A list is a table as data: one entry a line, lower case, sorted, `#` for comments. Membership is all that is asked
//! of it. The tests hold the tables to their form; what an entry means stands in the head of its file. Tables that tell
//! more than membership have a file of their own: [`Background`], [`Concepts`], [`SubjectWords`].

mod background;
mod concepts;
mod lemma;
mod phrases;
mod subjects;

use std::collections::HashMap;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

pub use background::{BACKGROUND, Background, Common, Part};
pub use concepts::{CONCEPTS, Concept, Concepts};
pub use lemma::{lemma, lemmas, usual_number};
pub use phrases::{Lemmatised, Phrases};
pub use subjects::{SUBJECT_WORDS, SUBJECTS, SubjectWords, Tells};

/// A set of lower-case words.
pub struct WordList(FxHashSet<&'static str>);

impl WordList {
    fn parse(table: &'static str) -> Self {
        Self(entries(table).collect())
    }

    /// Whether the list holds `word`, which must be lower case.
    pub fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}

/// A word list with a note behind each word.
pub struct Titles(FxHashMap<&'static str, Option<Gender>>);

/// The gender a word tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// She.
    Female,
    /// He.
    Male,
}

impl Titles {
    fn parse(table: &'static str) -> Self {
        let entry = |line: &'static str| match (line.strip_suffix('+'), line.strip_suffix('-')) {
            (Some(word), _) => (word, Some(Gender::Male)),
            (_, Some(word)) => (word, Some(Gender::Female)),
            _ => (line, None),
        };
        Self(entries(table).map(entry).collect())
    }

    /// Whether `word` (lower case, without its point) is a title.
    pub fn has(&self, word: &str) -> bool {
        self.0.contains_key(word)
    }

    /// The gender that the title tells.
    pub fn gender(&self, word: &str) -> Option<Gender> {
        self.0.get(word).copied().flatten()
    }
}

/// Given names with the share of women among those who bear them.
pub struct GivenNames(HashMap<&'static str, u8, rustc_hash::FxBuildHasher>);

impl GivenNames {
    fn parse(table: &'static str) -> Self {
        let entry = |line: &'static str| {
            let (name, share) = line.split_once('\t')?;
            Some((name, share.parse().ok()?))
        };
        Self(entries(table).filter_map(entry).collect())
    }

    /// Whether `name` (lower case, without accents) is a given name.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The probability, 0 to 1, that somebody of that name is a woman.
    pub fn female(&self, name: &str) -> Option<f32> {
        self.0.get(name).map(|&share| f32::from(share) / 100.0)
    }
}

fn entries(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident: $kind:ident = $file:literal;)*) => {
        $($(#[$doc])* pub static $name: LazyLock<$kind> =
            LazyLock::new(|| $kind::parse(include_str!(concat!("../seeds/lexicon/", $file))));)*

        #[cfg(test)]
        const TABLES: &[(&str, &str)] = &[$(($file, include_str!(concat!("../seeds/lexicon/", $file)))),*];
    };
}

lists! {
    /// Days, months, feasts.
    CALENDAR: WordList = "calendar.txt";
    /// Nouns for a text that speaks.
    DOCUMENT_NOUNS: WordList = "document-nouns.txt";
    /// Words that are no names though a sentence may begin with them.
    FUNCTION_WORDS: WordList = "function-words.txt";
    /// Given names.
    GIVEN_NAMES: GivenNames = "given-names.tsv";
    /// Nouns for several people.
    GROUP_NOUNS: WordList = "group-nouns.txt";
    /// Small words inside names of persons.
    NAME_PARTICLES: WordList = "name-particles.txt";
    /// Common nouns for a body.
    ORGANISATION_NOUNS: WordList = "organisation-nouns.txt";
    /// Words inside names of bodies.
    ORGANISATION_WORDS: WordList = "organisation-words.txt";
    /// Well-known bodies whose names do not tell.
    ORGANISATIONS: WordList = "organisations.txt";
    /// Nouns for one person.
    PERSON_NOUNS: WordList = "person-nouns.txt";
    /// Places and their adjectives.
    PLACES: WordList = "places.txt";
    /// Words of cues that tell of a statement.
    SAYING_WORDS: WordList = "saying-words.txt";
    /// Titles before names.
    TITLES: Titles = "titles.txt";
    /// Adjectives that name a field.
    TOPIC_ADJECTIVES: WordList = "topic-adjectives.txt";
    /// Nouns that neither are nor end a topic.
    TOPIC_NEVER: WordList = "topic-never.txt";
    /// Nouns that end a topic but are none by themselves.
    TOPIC_NOT_ALONE: WordList = "topic-not-alone.txt";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_unique_lower_case_and_commented() {
        for (file, table) in TABLES {
            assert!(table.starts_with("# "), "{file}: no comment at its head");
            let words: Vec<&str> = entries(table).collect();
            assert!(words.is_sorted_by(|a, b| a < b), "{file}: not sorted or not unique");
            assert!(words.iter().all(|word| *word == word.to_lowercase()), "{file}: not lower case");
        }
    }

    #[test]
    fn titles_and_names_tell_a_gender_or_none() {
        assert_eq!(TITLES.gender("mrs"), Some(Gender::Female));
        assert_eq!(TITLES.gender("sir"), Some(Gender::Male));
        assert_eq!(TITLES.gender("dr"), None);
        assert!(TITLES.has("dr") && !TITLES.has("table"));
        assert!(GIVEN_NAMES.female("sandra").is_some_and(|share| share > 0.95));
        assert_eq!(GIVEN_NAMES.female("qqq"), None);
    }
}
