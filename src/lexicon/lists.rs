//! Membership of a word in all lists, with one look-up.
//!
//! Each list answers for itself; running text asks about many lists for every word.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{
    BETWEEN_WORDS, CALENDAR, CLAIM_NOUNS, DENIAL_VERBS, DOCUMENT_NOUNS, FAKE_WORDS, FALSELY_WORDS, FUNCTION_WORDS,
    GIVEN_NAMES, GROUP_NOUNS, MEDIA_NOUNS, NAME_PARTICLES, NAMED_BODY_NOUNS, NEGATIONS, ORGANISATION_NOUNS,
    ORGANISATION_WORDS, ORGANISATIONS, PERSON_NOUNS, PLACES, POST_NOMINALS, RARE_SAYING_FORMS, RECORD_NOUNS,
    RESTRAINT_WORDS, SAYING_WORDS, TITLES, TOPIC_ADJECTIVES, TOPIC_NEVER, TOPIC_NOT_ALONE, VERBS_OF_SAYING,
};

/// A set of lists, as bits: those that contain a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lists(u32);

impl Lists {
    /// The lists that contain `word` (lower case).
    pub fn of(word: &str) -> Lists {
        MEMBERS.get(word).copied().unwrap_or_default()
    }

    /// Whether `list` is in the set.
    pub fn has(self, list: List) -> bool {
        self.0 & list.bit() != 0
    }
}

impl List {
    fn bit(self) -> u32 {
        1 << self as u32
    }
}

macro_rules! members {
    ($($list:ident = $table:ident;)*) => {
        /// A word list; see the static of that name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum List {
            $(#[doc = concat!("[`", stringify!($table), "`]")] $list),*
        }

        /// All words of the lists.
        static MEMBERS: LazyLock<FxHashMap<&'static str, Lists>> = LazyLock::new(|| {
            let mut members: FxHashMap<&'static str, Lists> = FxHashMap::default();
            $($table.words().for_each(|word| members.entry(word).or_default().0 |= List::$list.bit());)*
            members
        });

        #[cfg(test)]
        fn every_list() -> Vec<(List, Vec<&'static str>)> {
            vec![$((List::$list, $table.words().collect())),*]
        }
    };
}

members! {
    BetweenWords = BETWEEN_WORDS;
    Calendar = CALENDAR;
    ClaimNouns = CLAIM_NOUNS;
    DenialVerbs = DENIAL_VERBS;
    DocumentNouns = DOCUMENT_NOUNS;
    FakeWords = FAKE_WORDS;
    FalselyWords = FALSELY_WORDS;
    FunctionWords = FUNCTION_WORDS;
    GivenNames = GIVEN_NAMES;
    GroupNouns = GROUP_NOUNS;
    MediaNouns = MEDIA_NOUNS;
    NameParticles = NAME_PARTICLES;
    NamedBodyNouns = NAMED_BODY_NOUNS;
    Negations = NEGATIONS;
    OrganisationNouns = ORGANISATION_NOUNS;
    OrganisationWords = ORGANISATION_WORDS;
    Organisations = ORGANISATIONS;
    PersonNouns = PERSON_NOUNS;
    Places = PLACES;
    PostNominals = POST_NOMINALS;
    RareSayingForms = RARE_SAYING_FORMS;
    RecordNouns = RECORD_NOUNS;
    RestraintWords = RESTRAINT_WORDS;
    SayingWords = SAYING_WORDS;
    Titles = TITLES;
    TopicAdjectives = TOPIC_ADJECTIVES;
    TopicNever = TOPIC_NEVER;
    TopicNotAlone = TOPIC_NOT_ALONE;
    VerbsOfSaying = VERBS_OF_SAYING;
}

#[cfg(test)]
mod tests {
    use rustc_hash::FxHashSet;

    use super::*;

    #[test]
    fn one_look_up_agrees_with_the_lists() {
        let words: Vec<&str> = every_list().into_iter().flat_map(|(_, words)| words).collect();
        for (list, members) in every_list() {
            let members: FxHashSet<&str> = members.into_iter().collect();
            assert!(words.iter().all(|word| Lists::of(word).has(list) == members.contains(word)), "{list:?}");
        }
        assert_eq!(Lists::of("frobnicated"), Lists::default());
    }
}
