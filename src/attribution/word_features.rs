//! Word features for linking spans, computed once for each distinct word.

use std::ops::Range;

use crate::text::{Document, TokenKind};

/// The word features of a document.
pub(super) struct WordFeatures {
    /// By word number; the last entry is for a missing word.
    words: Vec<WordFeature>,
    /// For each token, how strongly it separates as punctuation.
    punctuation: Vec<u8>,
    /// For each token, and after the last one, the number of words before it.
    before: Vec<u32>,
}

/// The features of one word.
#[derive(Clone, Copy)]
pub(super) struct WordFeature {
    /// The hash of the word, to be mixed with a template.
    pub hash: WordHash,
    /// The hash of its verb ending.
    pub ending: WordHash,
    /// Its class as the first word of a span.
    pub word_class: usize,
}

/// An FNV-1a hash that can be extended.
#[derive(Clone, Copy)]
pub(super) struct WordHash(u64);

impl WordHash {
    /// The hash of `word` in lower case.
    fn of(word: &str) -> Self {
        WordHash(0xcbf2_9ce4_8422_2325).with(word.bytes().map(|byte| byte.to_ascii_lowercase()))
    }

    /// The hash, extended by `bytes`.
    pub fn with(self, bytes: impl IntoIterator<Item = u8>) -> Self {
        WordHash(bytes.into_iter().fold(self.0, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)))
    }

    /// The upper bits as a number.
    pub fn number(self) -> usize {
        (self.0 >> 20) as usize
    }
}

impl WordFeatures {
    /// Reads every word of `document`.
    pub fn new(document: &Document) -> Self {
        let tokens = document.tokens.len();
        let mut all = Self {
            words: Vec::with_capacity(document.distinct_words() + 1),
            punctuation: Vec::with_capacity(tokens),
            before: Vec::with_capacity(tokens + 1),
        };
        all.words.extend(
            document
                .first_occurrences()
                .map(|token| WordFeature::of(document.word(token), word_class(document, token))),
        );
        let mut count = 0;
        for token in 0..tokens {
            let is_word = document.tokens[token].kind != TokenKind::Punctuation;
            all.punctuation.push(if is_word { 0 } else { punctuation(document.word(token)) });
            all.before.push(count);
            count += u32::from(is_word);
        }
        all.before.push(count);
        all.words.push(WordFeature::of("", 0));
        all
    }

    /// The features of a token; of an empty word if there is none.
    pub fn at(&self, document: &Document, token: Option<usize>) -> WordFeature {
        let known = token.filter(|&token| token < document.tokens.len());
        self.words[known.map_or(self.words.len() - 1, |token| document.word_id(token))]
    }

    /// The number of words in `tokens`.
    pub fn count(&self, tokens: &Range<usize>) -> usize {
        (self.before[tokens.end] - self.before[tokens.start]) as usize
    }

    /// The strongest punctuation among the first of `tokens`.
    pub fn punctuation(&self, tokens: &Range<usize>) -> usize {
        let end = tokens.end.min(tokens.start + MAX_PUNCTUATION_DISTANCE);
        self.punctuation[tokens.start..end].iter().copied().max().map_or(0, usize::from)
    }
}

/// How many tokens are searched for punctuation.
const MAX_PUNCTUATION_DISTANCE: usize = 40;

impl WordFeature {
    fn of(word: &str, word_class: usize) -> Self {
        Self { hash: WordHash::of(word), ending: WordHash::of(ending(word)), word_class }
    }
}

/// How strongly `word` separates as punctuation.
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

/// The class of `token` as the first word of a span.
fn word_class(document: &Document, token: usize) -> usize {
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

/// The ending that shows the form of a verb.
fn ending(word: &str) -> &'static str {
    ["ing", "ed", "s", "tion", "ment", "to"].into_iter().find(|ending| word.ends_with(ending)).unwrap_or("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_and_known_wherever_they_stand() {
        let document = Document::new("Ann, who waited: “We left.”");
        let words = WordFeatures::new(&document);
        assert_eq!(words.count(&(0..document.tokens.len())), 5);
        assert_eq!(words.count(&(1..3)), 1);
        assert_eq!([1..2, 1..5, 0..1].map(|tokens| words.punctuation(&tokens)), [1, 5, 0]);
        assert_eq!([0, 2, 6].map(|token| words.at(&document, Some(token)).word_class), [7, 2, 1]);
        let number = |token| words.at(&document, token).hash.number();
        assert_eq!(number(Some(99)), number(None));
        assert_eq!(WordHash::of("SAID").number(), WordHash::of("said").number());
    }
}
