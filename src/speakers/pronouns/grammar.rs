//! What the words of an article do in the build of its sentences: found once for each word, asked for every mention.

use std::cell::RefCell;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lexicon::Gender;
use crate::model::{WordClass, Words};
use crate::tag::hash_bytes;
use crate::text::{Document, Memo, Owner, TokenKind};

/// Words that begin a clause within another one.
const SUBORDINATORS: [&str; 20] = [
    "after", "although", "as", "because", "before", "how", "if", "once", "since", "that", "though", "unless", "until",
    "what", "when", "where", "which", "while", "who", "whom",
];

/// Prepositions that stand before persons.
const PREPOSITIONS: [&str; 20] = [
    "about",
    "against",
    "alongside",
    "at",
    "behind",
    "between",
    "by",
    "for",
    "from",
    "in",
    "into",
    "like",
    "near",
    "of",
    "on",
    "over",
    "to",
    "under",
    "with",
    "without",
];

/// Auxiliaries, which the dictionary of verbs does not tell from nouns.
const AUXILIARIES: [&str; 19] = [
    "is", "was", "are", "were", "be", "been", "has", "had", "have", "will", "would", "can", "could", "may", "might",
    "should", "must", "did", "does",
];

/// What stands between clauses, and quotation marks.
const BREAKS: [&str; 9] = [",", ";", ":", "—", "–", "--", "“", "”", "\""];

/// What the small words of the tables above can be, see [`can_be`].
static SMALL_WORDS: LazyLock<FxHashMap<&'static str, u8>> = LazyLock::new(|| {
    let tables: [(&[&'static str], u8); 5] = [
        (&SUBORDINATORS, can_be::SUBORDINATOR),
        (&PREPOSITIONS, can_be::PREPOSITION),
        (&AUXILIARIES, can_be::VERB),
        (&BREAKS, can_be::BREAK),
        (&["and", "or", "but"], can_be::CONJUNCTION),
    ];
    let mut words: FxHashMap<&'static str, u8> = FxHashMap::default();
    for (table, bit) in tables {
        table.iter().for_each(|&word| *words.entry(word).or_default() |= bit);
    }
    words
});

/// What a word can be, one bit each.
pub(super) mod can_be {
    /// Nothing but a verb.
    pub const VERB: u8 = 1;
    /// A comma, a dash or the like between clauses, or a quotation mark.
    pub const BREAK: u8 = 2;
    /// The beginning of a clause within another one.
    pub const SUBORDINATOR: u8 = 4;
    /// A preposition that may stand before a person.
    pub const PREPOSITION: u8 = 8;
    /// "and", "or", "but".
    pub const CONJUNCTION: u8 = 16;
    /// A word with a capital.
    pub const CAPITAL: u8 = 32;
    /// A personal pronoun in the third person singular.
    pub const PRONOUN: u8 = 64;
}

/// What sort of joint a word is in the build of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    Comma = 1,
    Dash,
    Mark,
    And,
    Who,
    Owner,
    To,
    Clause,
    Preposition,
    Verb,
    Gerund,
    Name,
}

/// One word by itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts {
    /// The number of the word as written.
    pub written: u64,
    /// The number of the word in small letters.
    pub lower: u64,
    /// Its class.
    pub class: WordClass,
    /// What sort of joint it is, if any.
    pub joint: Option<Joint>,
    /// The gender it tells where it is a pronoun.
    pub pronoun: Option<Gender>,
    /// See [`can_be`].
    bits: u8,
}

/// The words of a document.
pub(super) struct Grammar {
    /// By the number of the word; at the end what stands for the words behind the last token.
    words: Vec<Facts>,
    /// For each token, see [`can_be`].
    bits: Vec<u8>,
    /// The number that stands for all numbers.
    pub number: u64,
    /// The number that stands for all names.
    pub name: u64,
}

impl Grammar {
    /// Looks up every word of `document` in `classes`.
    pub fn new(document: &Document, classes: &Words) -> Self {
        thread_local! {
            static KNOWN: RefCell<Memo<Facts, Owner>> = RefCell::default();
        }
        let tokens = 0..document.tokens.len();
        let mut words = Vec::with_capacity(document.different_words() + 1);
        KNOWN.with_borrow_mut(|memo| {
            let memo = memo.of(classes.owner);
            words.extend(document.first_tokens().map(|token| {
                let find = || Facts::of(document.word(token), document.lower(token), classes);
                memo.get(document.word_key(token), find)
            }));
        });
        let bits = tokens.map(|token| words[document.word_number(token)].bits).collect();
        words.push(Facts::of("", "", classes));
        Self { words, bits, number: hash_bytes(b"<number>"), name: hash_bytes(b"<name>") }
    }

    /// What is known of the word of token `index`, which may stand behind the last one.
    pub fn facts(&self, document: &Document, index: usize) -> &Facts {
        let known = index < document.tokens.len();
        &self.words[if known { document.word_number(index) } else { self.words.len() - 1 }]
    }

    /// Whether the word of token `index` can be `what`, see [`can_be`].
    pub fn can_be(&self, what: u8, index: usize) -> bool {
        self.bits.get(index).is_some_and(|bits| bits & what != 0)
    }

    /// A number for the word of token `index`, as one that stands beside a mention: numbers and, behind the `first` word of
    /// the sentence, names are alike; the class of names is none.
    pub fn beside(&self, document: &Document, index: usize, first: usize) -> (u64, WordClass) {
        let facts = self.facts(document, index);
        let is_name = index > first && self.can_be(can_be::CAPITAL, index);
        let word = match document.tokens[index].kind {
            TokenKind::Number => self.number,
            _ if is_name => self.name,
            _ => facts.lower,
        };
        (word, if is_name { WordClass::default() } else { facts.class })
    }
}

impl Facts {
    fn of(word: &str, lower: &str, classes: &Words) -> Self {
        let number = hash_bytes(lower.as_bytes());
        let class = classes.get(number);
        let capital = word.starts_with(char::is_uppercase);
        let mut bits = SMALL_WORDS.get(lower).copied().unwrap_or(0);
        if class.verb > 0 && class.noun == 0 && !capital {
            bits |= can_be::VERB;
        }
        if capital {
            bits |= can_be::CAPITAL;
        }
        let pronoun = pronoun_gender(word);
        if pronoun.is_some() {
            bits |= can_be::PRONOUN;
        }
        let written = if word == lower { number } else { hash_bytes(word.as_bytes()) };
        Self { written, lower: number, class, joint: joint(word, bits), pronoun, bits }
    }
}

/// The gender of a personal pronoun in the third person singular.
pub(in crate::speakers) fn pronoun_gender(word: &str) -> Option<Gender> {
    let is_one_of = |pronouns: &[&str]| pronouns.iter().any(|pronoun| word.eq_ignore_ascii_case(pronoun));
    match () {
        () if is_one_of(&["he", "him", "his", "himself"]) => Some(Gender::Male),
        () if is_one_of(&["she", "her", "hers", "herself"]) => Some(Gender::Female),
        () => None,
    }
}

/// What sort of joint `word` is, by what it can be.
fn joint(word: &str, bits: u8) -> Option<Joint> {
    let can_be = |what: u8| bits & what != 0;
    match word {
        "," => Some(Joint::Comma),
        ";" | ":" | "—" | "–" | "--" | "-" | "(" | ")" => Some(Joint::Dash),
        "“" | "”" | "\"" | "``" | "''" => Some(Joint::Mark),
        "and" | "but" | "or" => Some(Joint::And),
        "who" | "whose" | "whom" => Some(Joint::Who),
        "’s" | "'s" | "’" | "'" => Some(Joint::Owner),
        "to" => Some(Joint::To),
        _ if can_be(can_be::SUBORDINATOR) && word != "as" => Some(Joint::Clause),
        _ if can_be(can_be::PREPOSITION) || word == "as" => Some(Joint::Preposition),
        _ if can_be(can_be::VERB) => Some(Joint::Verb),
        _ if word.ends_with("ing") => Some(Joint::Gerund),
        _ if can_be(can_be::CAPITAL) => Some(Joint::Name),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_is_known_wherever_it_stands() {
        let document = Document::new("Before Ann left, she was told that Ann was late.");
        let grammar = Grammar::new(&document, &Words::default());
        let that = |what: u8| -> Vec<&str> {
            let tokens = (0..document.tokens.len() + 3).filter(|&token| grammar.can_be(what, token));
            tokens.map(|token| document.word(token)).collect()
        };
        assert_eq!(that(can_be::SUBORDINATOR), ["Before", "that"]);
        assert_eq!(that(can_be::CAPITAL), ["Before", "Ann", "Ann"]);
        assert_eq!(that(can_be::VERB), ["was", "was"]);
        assert_eq!(that(can_be::BREAK), [","]);
        assert_eq!(grammar.facts(&document, 1).joint, Some(Joint::Name));
        assert_eq!(grammar.facts(&document, 99).written, hash_bytes(b""));
    }
}
