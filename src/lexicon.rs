//! The word lists of `seeds/lexicon`, compiled in and parsed once.
//!
//! A list is a table as data: one entry a line, lower case, sorted, `#` for comments. Membership is all that is asked
//! of it. The tests hold the tables to their form; what an entry means stands in the head of its file. Tables that tell
//! more than membership have a file of their own: [`Background`], [`Concepts`], [`SubjectWords`].

mod background;
mod concepts;
mod lemma;
mod lists;
mod phrases;
mod subjects;

use std::collections::HashMap;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

pub use background::{BACKGROUND, Background, Common, Part};
pub use concepts::{CONCEPTS, Concept, Concepts};
pub use lemma::{lemma, lemma_key, lemma_of, lemmas, usual_number};
pub use lists::{List, Lists};
pub use phrases::{Beginning, Lemmatised, Phrases};
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

    fn words(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().copied()
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

    fn words(&self) -> impl Iterator<Item = &'static str> {
        self.0.keys().copied()
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

    fn words(&self) -> impl Iterator<Item = &'static str> {
        self.0.keys().copied()
    }

    /// The probability that somebody of an unknown name is a woman, by the longest of its endings in this table.
    pub fn female_by_ending(&self, name: &str) -> Option<f32> {
        let ends = name.char_indices().rev().take(3).map(|(at, _)| &name[at..]);
        ends.filter_map(|ending| self.female(ending)).last()
    }

    /// The probability, 0 to 1, that somebody of that name is a woman.
    pub fn female(&self, name: &str) -> Option<f32> {
        self.0.get(name).map(|&share| f32::from(share) / 100.0)
    }
}

/// Given names with their short forms.
pub struct Nicknames(FxHashMap<&'static str, Vec<&'static str>>);

impl Nicknames {
    fn parse(table: &'static str) -> Self {
        let entry = |line: &'static str| line.split_once('\t').map(|(name, short)| (name, short.split(' ').collect()));
        Self(entries(table).filter_map(entry).collect())
    }

    /// The short forms of a given name (lower case, without accents).
    pub fn short(&self, name: &str) -> &[&'static str] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether one of two given names (lower case, without accents) is a short form of the other: Bill and William.
    pub fn join(&self, one: &str, other: &str) -> bool {
        let short = |name: &str, short: &str| self.0.get(name).is_some_and(|forms| forms.contains(&short));
        short(one, other) || short(other, one)
    }
}

/// Words of roles with the field they tell.
pub struct RoleFields(FxHashMap<&'static str, &'static str>);

impl RoleFields {
    fn parse(table: &'static str) -> Self {
        Self(entries(table).filter_map(|line| line.split_once('\t')).collect())
    }

    /// The field that `word` (folded) tells: a striker is in sport.
    pub fn field(&self, word: &str) -> Option<&'static str> {
        self.0.get(word).copied()
    }

    /// The words that tell `field`, in order; none for what is no field.
    pub fn words(&self, field: &str) -> Vec<&'static str> {
        let mut words: Vec<&str> = self.0.iter().filter(|(_, of)| **of == field).map(|(word, _)| *word).collect();
        words.sort_unstable();
        words
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
    /// Words that may stand between a negation and the verb it negates.
    BETWEEN_WORDS: WordList = "between-words.txt";
    /// Days, months, feasts.
    CALENDAR: WordList = "calendar.txt";
    /// Nouns for what somebody holds to be so.
    CLAIM_NOUNS: WordList = "claim-nouns.txt";
    /// Verbs by which somebody speaks against what is said.
    DENIAL_VERBS: WordList = "denial-verbs.txt";
    /// Nouns for a text that speaks.
    DOCUMENT_NOUNS: WordList = "document-nouns.txt";
    /// Nouns by which a reporter calls again somebody named before.
    EPITHETS: WordList = "epithets.txt";
    /// Endings of given names.
    GIVEN_NAME_ENDINGS: GivenNames = "given-name-endings.tsv";
    /// Words for what is not what it seems to be.
    FAKE_WORDS: WordList = "fake-words.txt";
    /// Adverbs that take back the verb they stand beside.
    FALSELY_WORDS: WordList = "falsely-words.txt";
    /// Words that are no names though a sentence may begin with them.
    FUNCTION_WORDS: WordList = "function-words.txt";
    /// Given names.
    GIVEN_NAMES: GivenNames = "given-names.tsv";
    /// Nouns for several people.
    GROUP_NOUNS: WordList = "group-nouns.txt";
    /// Nouns that say whose kin somebody is.
    KIN_NOUNS: WordList = "kin-nouns.txt";
    /// Nouns for what holds or shows words.
    MEDIA_NOUNS: WordList = "media-nouns.txt";
    /// Nouns that make a named body of the name before them.
    NAMED_BODY_NOUNS: WordList = "named-body-nouns.txt";
    /// Small words inside names of persons.
    NAME_PARTICLES: WordList = "name-particles.txt";
    /// Words that negate a verb or a subject.
    NEGATIONS: WordList = "negations.txt";
    /// Short forms of given names.
    NICKNAMES: Nicknames = "nicknames.tsv";
    /// Nouns that only a man or a boy is called by.
    NOUNS_FOR_MEN: WordList = "nouns-for-men.txt";
    /// Nouns that only a woman or a girl is called by.
    NOUNS_FOR_WOMEN: WordList = "nouns-for-women.txt";
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
    /// Honours, degrees and seats behind a person's name.
    POST_NOMINALS: WordList = "post-nominals.txt";
    /// Nouns for what would show that something was said.
    RECORD_NOUNS: WordList = "record-nouns.txt";
    /// Words behind which nobody comes to say it.
    RESTRAINT_WORDS: WordList = "restraint-words.txt";
    /// Fields that words of roles tell.
    ROLE_FIELDS: RoleFields = "role-fields.tsv";
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
        assert!(GIVEN_NAME_ENDINGS.female_by_ending("ludmila").is_some_and(|share| share > 0.8));
        assert_eq!(GIVEN_NAME_ENDINGS.female_by_ending("βγδ"), None);
    }

    #[test]
    fn short_forms_join_and_roles_tell_a_field() {
        assert!(NICKNAMES.join("william", "bill") && NICKNAMES.join("bill", "william"));
        assert!(!NICKNAMES.join("bill", "bill") && !NICKNAMES.join("ann", "bill"));
        assert_eq!(ROLE_FIELDS.field("striker"), Some("sport"));
        for ambiguous in ["president", "manager", "director", "captain", "premier", "qqq"] {
            assert_eq!(ROLE_FIELDS.field(ambiguous), None, "{ambiguous}");
        }
        assert!(ROLE_FIELDS.words("law").contains(&"judge") && ROLE_FIELDS.words("qqq").is_empty());
    }
}
