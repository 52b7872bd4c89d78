//! What the evidence for joining spans asks of words: found once for each word of a document, and counted once.

use std::ops::Range;

use crate::text::{Document, TokenKind};

/// The words of a document as evidence needs them.
pub(super) struct Words {
    /// By the number of the word; at the end what stands for a word that is not there.
    words: Vec<Word>,
    /// For each token, how telling it is as punctuation.
    punctuation: Vec<u8>,
    /// For each token and behind the last one, how many words stand before it that are no punctuation.
    before: Vec<u32>,
}

/// One word by itself.
#[derive(Clone, Copy)]
pub(super) struct Word {
    /// The word, ready to be mixed with what it is asked for.
    pub hash: Hash,
    /// The ending that tells the form of a verb.
    pub ending: Hash,
    /// What sort of word it is where a span begins with it.
    pub sort: usize,
}

/// A hash (FNV-1a) of bytes, to which more can be added.
#[derive(Clone, Copy)]
pub(super) struct Hash(u64);

impl Hash {
    /// The hash of `word` in small letters.
    fn of(word: &str) -> Self {
        Hash(0xcbf2_9ce4_8422_2325).with(word.bytes().map(|byte| byte.to_ascii_lowercase()))
    }

    /// The same with more bytes behind.
    pub fn with(self, bytes: impl IntoIterator<Item = u8>) -> Self {
        Hash(bytes.into_iter().fold(self.0, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)))
    }

    /// The upper bits as a number.
    pub fn number(self) -> usize {
        (self.0 >> 20) as usize
    }
}

impl Words {
    /// Looks at every word of `document`.
    pub fn new(document: &Document) -> Self {
        let tokens = document.tokens.len();
        let mut all = Self {
            words: Vec::with_capacity(document.distinct_words() + 1),
            punctuation: Vec::with_capacity(tokens),
            before: Vec::with_capacity(tokens + 1),
        };
        all.words
            .extend(document.first_occurrences().map(|token| Word::of(document.word(token), sort(document, token))));
        let mut count = 0;
        for token in 0..tokens {
            let is_word = document.tokens[token].kind != TokenKind::Punctuation;
            all.punctuation.push(if is_word { 0 } else { punctuation(document.word(token)) });
            all.before.push(count);
            count += u32::from(is_word);
        }
        all.before.push(count);
        all.words.push(Word::of("", 0));
        all
    }

    /// The word of a token; of one that is not there, an empty word.
    pub fn at(&self, document: &Document, token: Option<usize>) -> Word {
        let known = token.filter(|&token| token < document.tokens.len());
        self.words[known.map_or(self.words.len() - 1, |token| document.word_id(token))]
    }

    /// How many of `tokens` are no punctuation.
    pub fn count(&self, tokens: &Range<usize>) -> usize {
        (self.before[tokens.end] - self.before[tokens.start]) as usize
    }

    /// The most telling punctuation among the first of `tokens`.
    pub fn punctuation(&self, tokens: &Range<usize>) -> usize {
        let end = tokens.end.min(tokens.start + FAR);
        self.punctuation[tokens.start..end].iter().copied().max().map_or(0, usize::from)
    }
}

/// How many tokens are looked through for punctuation.
const FAR: usize = 40;

impl Word {
    fn of(word: &str, sort: usize) -> Self {
        Self { hash: Hash::of(word), ending: Hash::of(ending(word)), sort }
    }
}

/// How telling `word` is as punctuation.
fn punctuation(word: &str) -> u8 {
    match word {
        "," => 1,
        "”" | "“" | "\"" | "’" | "‘" | "''" | "``" => 2,
        "—" | "–" | "--" | "-" => 3,
        ";" | ")" | "(" => 4,
        ":" => 5,
        "." | "?" | "!" => 6,
        _ => 0,
    }
}

/// What sort of word `token` is where a span begins with it.
fn sort(document: &Document, token: usize) -> usize {
    match document.lower(token) {
        "he" | "she" | "they" | "it" | "i" | "we" | "you" => 1,
        "who" | "which" | "that" => 2,
        "to" => 3,
        "the" | "a" | "an" | "some" | "many" => 4,
        _ if document.tokens[token].kind == TokenKind::Punctuation => 5,
        word if word.ends_with("ing") => 6,
        _ if document.word(token).starts_with(char::is_uppercase) => 7,
        _ => 0,
    }
}

/// The ending that tells the form of a verb.
fn ending(word: &str) -> &'static str {
    ["ing", "ed", "s", "tion", "ment", "to"].into_iter().find(|ending| word.ends_with(ending)).unwrap_or("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_and_known_wherever_they_stand() {
        let document = Document::new("Ann, who waited: “We left.”");
        let words = Words::new(&document);
        assert_eq!(words.count(&(0..document.tokens.len())), 5);
        assert_eq!(words.count(&(1..3)), 1);
        assert_eq!([1..2, 1..5, 0..1].map(|tokens| words.punctuation(&tokens)), [1, 5, 0]);
        assert_eq!([0, 2, 6].map(|token| words.at(&document, Some(token)).sort), [7, 2, 1]);
        let number = |token| words.at(&document, token).hash.number();
        assert_eq!(number(Some(99)), number(None));
        assert_eq!(Hash::of("SAID").number(), Hash::of("said").number());
    }
}
