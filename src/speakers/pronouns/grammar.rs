//! What the words of an article do in the build of its sentences: found once for each word, asked for every mention.

use crate::model::{WordClass, Words};
use crate::tag::hash_bytes;
use crate::text::{Document, TokenKind};

/// Words that begin a clause within another one. Sorted.
const SUBORDINATORS: [&str; 20] = [
    "after", "although", "as", "because", "before", "how", "if", "once", "since", "that", "though", "unless", "until",
    "what", "when", "where", "which", "while", "who", "whom",
];

/// Prepositions that stand before persons. Sorted.
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

/// Auxiliaries, which the dictionary of verbs does not tell from nouns. Sorted.
const AUXILIARIES: [&str; 19] = [
    "are", "be", "been", "can", "could", "did", "does", "had", "has", "have", "is", "may", "might", "must", "should",
    "was", "were", "will", "would",
];

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
        let tokens = 0..document.tokens.len();
        let mut words = Vec::with_capacity(document.different_words() + 1);
        for token in tokens.clone() {
            // Words are numbered in the order in which they first occur.
            if document.word_number(token) == words.len() {
                words.push(Facts::of(document.word(token), document.lower(token), classes));
            }
        }
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
        let listed = |list: &[&str]| word.is_ascii() && list.binary_search(&lower).is_ok();
        let capital = word.starts_with(char::is_uppercase);
        let told = [
            (is_verb(lower, class, capital), can_be::VERB),
            (is_break(word), can_be::BREAK),
            (listed(&SUBORDINATORS), can_be::SUBORDINATOR),
            (listed(&PREPOSITIONS), can_be::PREPOSITION),
            (listed(&["and", "but", "or"]), can_be::CONJUNCTION),
            (capital, can_be::CAPITAL),
        ];
        let bits = told.iter().fold(0, |bits, &(holds, bit)| if holds { bits | bit } else { bits });
        Self { written: hash_bytes(word.as_bytes()), lower: number, class, joint: joint(word, bits), bits }
    }
}

fn is_verb(lower: &str, class: WordClass, capital: bool) -> bool {
    AUXILIARIES.binary_search(&lower).is_ok() || class.verb > 0 && class.noun == 0 && !capital
}

fn is_break(word: &str) -> bool {
    matches!(word, "," | ";" | ":" | "—" | "–" | "--" | "“" | "”" | "\"")
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
    fn tables_are_sorted() {
        for table in [&SUBORDINATORS[..], &PREPOSITIONS, &AUXILIARIES] {
            assert!(table.is_sorted_by(|a, b| a < b));
        }
    }

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
