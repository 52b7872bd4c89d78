//! The word lists of `seeds/lexicon`, compiled in and parsed once.
//!
//! A list is a table: one entry per line, lower case, sorted, `#` for comments. The head of each file says what an
//! entry means, and tests check the format. Tables with more than membership have a module of their own:
//! [`WORD_FREQUENCIES`], [`CONCEPTS`], [`SUBJECT_WORDS`].

mod concepts;
mod courtesy;
mod lemma;
mod lists;
mod name_suffixes;
mod phrases;
mod subject_words;
mod word_frequencies;

use std::collections::HashMap;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

pub use concepts::{CONCEPTS, Concept};
pub use courtesy::{is_anybodys_title, is_no_office, is_no_role};
pub use lemma::{lemma, lemma_key, lemma_of, lemmas, usual_number};
pub use lists::{List, Lists};
pub use name_suffixes::{is_family_suffix, is_generation_suffix, is_written_suffix};
pub use phrases::{Lemmatised, PhrasesFrom};
pub use subject_words::{SUBJECT_WORDS, SUBJECTS, SubjectWeight};
pub use word_frequencies::{PartOfSpeech, WORD_FREQUENCIES};

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

/// Titles with the gender of some of them.
pub struct Titles(FxHashMap<&'static str, Option<Gender>>);

/// A gender.
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

    /// The gender of the title.
    pub fn gender(&self, word: &str) -> Option<Gender> {
        self.0.get(word).copied().flatten()
    }
}

/// Given names with the share of women among people of that name.
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

    /// The probability that a person is a woman, by the longest listed ending of an unlisted given name.
    pub fn female_by_ending(&self, name: &str) -> Option<f32> {
        let ends = name.char_indices().rev().take(3).map(|(at, _)| &name[at..]);
        ends.filter_map(|ending| self.female(ending)).last()
    }

    /// The probability, 0 to 1, that a person with that name is a woman.
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

/// Words of roles with their field.
pub struct RoleFields(FxHashMap<&'static str, &'static str>);

impl RoleFields {
    fn parse(table: &'static str) -> Self {
        Self(entries(table).filter_map(|line| line.split_once('\t')).collect())
    }

    /// The field of `word` (folded): a striker is in sport.
    pub fn field(&self, word: &str) -> Option<&'static str> {
        self.0.get(word).copied()
    }

    /// The words of `field`, in order; empty for an unknown field.
    pub fn words(&self, field: &str) -> Vec<&'static str> {
        let mut words: Vec<&str> = self.0.iter().filter(|(_, of)| **of == field).map(|(word, _)| *word).collect();
        words.sort_unstable();
        words
    }
}

/// Pairs of words that are opposites.
pub struct Opposites(FxHashSet<(&'static str, &'static str)>);

impl Opposites {
    fn parse(table: &'static str) -> Self {
        let columns = entries(table).filter_map(|line| line.split_once('\t'));
        Self(
            columns
                .flat_map(|(some, others)| {
                    some.split(' ').flat_map(|one| others.split(' ').map(move |other| (one, other)))
                })
                .collect(),
        )
    }

    /// Whether one of two words (lower case) is an opposite of the other, in any form: "rose" and "falls".
    pub fn join(&self, one: &str, other: &str) -> bool {
        self.0.contains(&(one, other)) || self.0.contains(&(other, one))
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
    /// Nouns for claims.
    CLAIM_NOUNS: WordList = "claim-nouns.txt";
    /// Verbs of denial.
    DENIAL_VERBS: WordList = "denial-verbs.txt";
    /// Nouns for a text that can be quoted.
    DOCUMENT_NOUNS: WordList = "document-nouns.txt";
    /// Nouns by which a reporter refers to somebody named before.
    EPITHETS: WordList = "epithets.txt";
    /// Endings of given names.
    GIVEN_NAME_ENDINGS: GivenNames = "given-name-endings.tsv";
    /// Words for things that are not what they seem.
    FAKE_WORDS: WordList = "fake-words.txt";
    /// Adverbs that make the verb next to them false.
    FALSELY_WORDS: WordList = "falsely-words.txt";
    /// Words that are no names, even if a sentence begins with them.
    FUNCTION_WORDS: WordList = "function-words.txt";
    /// Given names.
    GIVEN_NAMES: GivenNames = "given-names.tsv";
    /// Nouns for several people.
    GROUP_NOUNS: WordList = "group-nouns.txt";
    /// Verbs in the past that do not end in "ed".
    IRREGULAR_PAST: WordList = "irregular-past.txt";
    /// Kinship nouns.
    KIN_NOUNS: WordList = "kin-nouns.txt";
    /// Finite forms of verbs that label something "as" what is quoted.
    LABELLING_VERBS: WordList = "labelling-verbs.txt";
    /// Nouns for media that contain or show words.
    MEDIA_NOUNS: WordList = "media-nouns.txt";
    /// Nouns that make an organisation of the name before them.
    NAMED_BODY_NOUNS: WordList = "named-body-nouns.txt";
    /// Small words inside names of persons.
    NAME_PARTICLES: WordList = "name-particles.txt";
    /// Words that negate a verb or a subject.
    NEGATIONS: WordList = "negations.txt";
    /// Short forms of given names.
    NICKNAMES: Nicknames = "nicknames.tsv";
    /// Nouns for men and boys only.
    NOUNS_FOR_MEN: WordList = "nouns-for-men.txt";
    /// Nouns for women and girls only.
    NOUNS_FOR_WOMEN: WordList = "nouns-for-women.txt";
    /// Common nouns for an organisation.
    ORGANISATION_NOUNS: WordList = "organisation-nouns.txt";
    /// Words inside names of organisations.
    ORGANISATION_WORDS: WordList = "organisation-words.txt";
    /// Well-known organisations that are not recognisable by their names.
    ORGANISATIONS: WordList = "organisations.txt";
    /// Words and their opposites.
    OPPOSITES: Opposites = "opposites.tsv";
    /// Nouns for one person.
    PERSON_NOUNS: WordList = "person-nouns.txt";
    /// Places and their adjectives.
    PLACES: WordList = "places.txt";
    /// Honours, degrees and seats behind a person's name.
    POST_NOMINALS: WordList = "post-nominals.txt";
    /// Words that stand for some of several, alone or before a noun.
    QUANTIFIERS: WordList = "quantifiers.txt";
    /// Forms of reporting verbs that are too rare in cues to be counted.
    RARE_SAYING_FORMS: WordList = "rare-saying-forms.txt";
    /// Nouns for evidence that something was said.
    RECORD_NOUNS: WordList = "record-nouns.txt";
    /// Words that imply that the following verb does not happen.
    RESTRAINT_WORDS: WordList = "restraint-words.txt";
    /// Fields of role words.
    ROLE_FIELDS: RoleFields = "role-fields.tsv";
    /// Cue words that report a statement.
    SAYING_WORDS: WordList = "saying-words.txt";
    /// Titles before names.
    TITLES: Titles = "titles.txt";
    /// Adjectives for fields of topics.
    TOPIC_ADJECTIVES: WordList = "topic-adjectives.txt";
    /// Nouns that neither are a topic nor end one.
    TOPIC_NEVER: WordList = "topic-never.txt";
    /// Nouns that end a topic but are no topic alone.
    TOPIC_NOT_ALONE: WordList = "topic-not-alone.txt";
    /// Forms of reporting verbs that have a subject of their own beside a quotation.
    VERBS_OF_SAYING: WordList = "verbs-of-saying.txt";
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
    fn titles_and_names_have_a_gender_or_none() {
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
    fn opposites_match_both_ways_in_any_form() {
        for (one, other) in [("more", "less"), ("less", "more"), ("rose", "falls"), ("supports", "opposed")] {
            assert!(OPPOSITES.join(one, other), "{one} {other}");
        }
        for (one, other) in [("more", "more"), ("rise", "grow"), ("less", "never")] {
            assert!(!OPPOSITES.join(one, other), "{one} {other}");
        }
    }

    #[test]
    fn short_forms_match_and_roles_have_a_field() {
        assert!(NICKNAMES.join("william", "bill") && NICKNAMES.join("bill", "william"));
        assert!(!NICKNAMES.join("bill", "bill") && !NICKNAMES.join("ann", "bill"));
        assert_eq!(ROLE_FIELDS.field("striker"), Some("sport"));
        for ambiguous in ["president", "manager", "director", "captain", "premier", "qqq"] {
            assert_eq!(ROLE_FIELDS.field(ambiguous), None, "{ambiguous}");
        }
        assert!(ROLE_FIELDS.words("law").contains(&"judge") && ROLE_FIELDS.words("qqq").is_empty());
    }
}
