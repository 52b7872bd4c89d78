//! Splits text into folded words: the only place that decides which spellings count as the same word.
//!
//! Words that differ only in case, accents, kind of apostrophe, soft hyphens, the periods of initials (`U.S.`) or the
//! commas of thousands (`10,000`) are the same. Other punctuation and white space separate words. The engine's
//! analyzers use this iterator, so that indexing, querying and highlighting always agree.
//!
//! There is no stemming here (see `analyzer`), and no word is dropped as a stop word.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::letters::plain_form;

/// Longest folded word in bytes; longer ones are truncated, in the index as in queries.
const MAX_WORD: usize = 100;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// The folded word.
    pub folded: String,
    /// Its byte range in the text.
    pub range: Range<usize>,
    /// Length of `folded` without a possessive `'s`.
    pub bare_len: usize,
}

/// The words of `text`, in order.
pub(crate) fn words(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

/// The folded words of `text` with one space between them.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let (mut words, mut word) = (words(text), String::new());
    while words.next_into(&mut word).is_some() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(&word);
    }
    folded
}

/// Iterator over the words of a text; see [`words`].
pub(crate) struct Words<'a> {
    text: &'a str,
    /// Byte offset of what is left.
    at: usize,
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let mut folded = String::new();
        let WordBounds { range, bare_len } = self.next_into(&mut folded)?;
        Some(Word { folded, range, bare_len })
    }
}

/// A [`Word`] without its folded text.
pub(super) struct WordBounds {
    pub(super) range: Range<usize>,
    pub(super) bare_len: usize,
}

impl Words<'_> {
    /// The next word; its folded text replaces the contents of `folded`, so that one buffer serves a whole text.
    pub(super) fn next_into(&mut self, folded: &mut String) -> Option<WordBounds> {
        folded.clear();
        let start = self.next_start()?;
        let mut apostrophe = None;
        self.at = start;
        loop {
            self.push_ascii(folded);
            let Some(c) = self.text[self.at..].chars().next() else { break };
            match self.step(start, self.at, c) {
                Step::End => break,
                Step::Letter => push_folded(folded, c),
                Step::Apostrophe => apostrophe = Some(folded.len()),
                Step::Joiner => {}
            }
            self.at += c.len_utf8();
        }
        let bare_len = apostrophe.filter(|&at| &folded[at..] == "s").unwrap_or(folded.len());
        truncate(folded);
        Some(WordBounds { range: start..self.at, bare_len: bare_len.min(folded.len()) })
    }

    /// Where the next word begins.
    fn next_start(&self) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = self.at;
        loop {
            at += bytes[at..].iter().position(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())?;
            let c = self.text[at..].chars().next()?;
            // An accent without a letter does not begin a word, though Unicode counts some accents as letters.
            if c.is_ascii() || c.is_alphanumeric() && !is_accent(c) {
                return Some(at);
            }
            at += c.len_utf8();
        }
    }

    /// Appends the ASCII letters and digits that follow: most of any text.
    fn push_ascii(&mut self, folded: &mut String) {
        let rest = &self.text.as_bytes()[self.at..];
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let before = folded.len();
        folded.push_str(&self.text[self.at..self.at + length]);
        folded[before..].make_ascii_lowercase();
        self.at += length;
    }
}

/// The role of a character after the beginning of a word.
enum Step {
    /// Belongs to the word.
    Letter,
    /// Is dropped; the word continues.
    Joiner,
    /// Is dropped; the word continues, perhaps with a possessive.
    Apostrophe,
    /// Ends the word.
    End,
}

impl Words<'_> {
    fn step(&self, start: usize, at: usize, c: char) -> Step {
        let rest = &self.text[at + c.len_utf8()..];
        let continues = || rest.chars().next().is_some_and(char::is_alphanumeric);
        match c {
            ' ' => Step::End,
            _ if c.is_alphanumeric() || !c.is_ascii() && is_combining_mark(c) => Step::Letter,
            _ if is_apostrophe(c) && continues() => Step::Apostrophe,
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' if continues() => Step::Joiner,
            '.' if joins_initials(&self.text[start..at], rest) => Step::Joiner,
            ',' if joins_thousands(&self.text[start..at], rest) => Step::Joiner,
            _ => Step::End,
        }
    }
}

/// Whether `c` can stand for an apostrophe.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '‛' | 'ʼ' | '′' | '＇' | '`' | '´')
}

/// Whether a period joins single letters, as in `U.S.` or `a.m.`.
fn joins_initials(before: &str, rest: &str) -> bool {
    let mut back = before.chars().rev();
    let single = back.next().is_some_and(char::is_alphabetic) && back.next().is_none_or(|c| c == '.');
    let mut ahead = rest.chars();
    single && ahead.next().is_some_and(char::is_alphabetic) && !ahead.next().is_some_and(char::is_alphanumeric)
}

/// Whether a comma separates the thousands of a number, as in `10,000`.
fn joins_thousands(before: &str, rest: &str) -> bool {
    let digits = rest.bytes().take(4).take_while(u8::is_ascii_digit).count();
    digits == 3 && before.ends_with(|c: char| c.is_ascii_digit())
}

fn push_folded(folded: &mut String, c: char) {
    if c.is_ascii() {
        folded.push(c.to_ascii_lowercase());
        return;
    }
    let before = folded.len();
    for part in std::iter::once(c).nfkd().flat_map(char::to_lowercase) {
        match plain_form(part) {
            Some(letters) => folded.push_str(letters),
            None if is_accent(part) => {}
            None if part.is_alphanumeric() || is_combining_mark(part) => folded.push(part),
            None => {}
        }
    }
    if folded.len() == before && !is_accent(c) {
        folded.push(c);
    }
}

/// Whether `c` is a combining accent of Latin, Greek or Cyrillic letters. The marks of other scripts are kept.
fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn truncate(folded: &mut String) {
    if folded.len() > MAX_WORD {
        let end = (0..=MAX_WORD).rev().find(|&at| folded.is_char_boundary(at)).unwrap_or(0);
        folded.truncate(end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word() {
        for (one, other) in [
            ("don't", "DON’T"),
            ("don‘t", "dont"),
            ("Bogotá", "bogota"),
            ("Bogota\u{301}", "BOGOTÁ"),
            ("Łódź straße", "lodz STRASSE"),
            ("U.S.", "US"),
            ("U.S.-Colombia", "US Colombia"),
            ("10,000", "10000"),
            ("co\u{ad}operate", "cooperate"),
            ("“The more, … [I am]—", "the more i am"),
            ("‘war’", "war"),
            ("workers’ rights", "workers rights"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} {other}");
        }
    }

    #[test]
    fn different_words() {
        for (text, folded) in [("end.Then", "end then"), ("3.5", "3 5"), ("1,2", "1 2"), ("so-called", "so called")] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn ranges_and_possessives() {
        let found: Vec<Word> = words("“Colombia’s U.N. — it's").collect();
        let text = "“Colombia’s U.N. — it's";
        let written: Vec<&str> = found.iter().map(|word| &text[word.range.clone()]).collect();
        assert_eq!(written, ["Colombia’s", "U.N", "it's"]);
        assert_eq!(&found[0].folded[..found[0].bare_len], "colombia");
        assert_eq!(&found[1].folded[..found[1].bare_len], "un");
    }

    #[test]
    fn an_accent_alone_is_not_a_word() {
        assert!(words("\u{345}:").next().is_none());
    }

    proptest::proptest! {
        #[test]
        fn ranges_are_in_order_and_words_are_stable(text in "\\PC{0,80}") {
            let mut last = 0;
            for word in words(&text) {
                proptest::prop_assert!(last <= word.range.start && word.range.start < word.range.end);
                proptest::prop_assert!(text.get(word.range.clone()).is_some());
                proptest::prop_assert!(!word.folded.is_empty() && word.folded.len() <= MAX_WORD);
                proptest::prop_assert!(word.folded.is_char_boundary(word.bare_len));
                last = word.range.end;
            }
        }
    }
}
