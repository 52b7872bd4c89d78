//! The words of a text, folded: the one place that decides which spellings count as the same word.
//!
//! Case, accents, typographic or straight apostrophes, soft hyphens, the points of initials (`U.S.`) and the commas of
//! thousands (`10,000`) never tell words apart; marks and blanks only end them. The engine's analyzers are made from
//! this very iterator, so that what is indexed, what is asked and what is highlighted cannot disagree.
//!
//! Leaves out stems (see `analyzer`) and any notion of language: nothing is ever dropped as a stop word.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest folded word in bytes; what goes beyond is cut off alike in index and question.
const LONGEST: usize = 100;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// The word as it is compared.
    pub folded: String,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// Bytes of `folded` without a possessive `'s`.
    pub bare: usize,
}

/// The words of `text`, in order.
pub(crate) fn words(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

/// The folded words of `text` with one blank between them.
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
    /// Where the next word is looked for.
    at: usize,
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let mut folded = String::new();
        let Place { range, bare } = self.next_into(&mut folded)?;
        Some(Word { folded, range, bare })
    }
}

/// Where a word stands; see [`Word`].
pub(super) struct Place {
    pub(super) range: Range<usize>,
    pub(super) bare: usize,
}

impl Words<'_> {
    /// The next word, its letters in `folded` in place of what was there: the same memory serves a whole text.
    pub(super) fn next_into(&mut self, folded: &mut String) -> Option<Place> {
        folded.clear();
        let start = self.beginning()?;
        let mut apostrophe = None;
        self.at = start;
        loop {
            self.plain_letters(folded);
            let Some(c) = self.text[self.at..].chars().next() else { break };
            match self.step(start, self.at, c) {
                Step::End => break,
                Step::Letter => push_folded(folded, c),
                Step::Apostrophe => apostrophe = Some(folded.len()),
                Step::Joiner => {}
            }
            self.at += c.len_utf8();
        }
        let bare = apostrophe.filter(|&at| &folded[at..] == "s").unwrap_or(folded.len());
        cut(folded);
        Some(Place { range: start..self.at, bare: bare.min(folded.len()) })
    }

    /// Where the next word begins.
    fn beginning(&self) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = self.at;
        loop {
            at += bytes[at..].iter().position(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())?;
            let c = self.text[at..].chars().next()?;
            // An accent without a letter begins no word, though Unicode counts some accents as letters.
            if c.is_ascii() || c.is_alphanumeric() && !is_accent(c) {
                return Some(at);
            }
            at += c.len_utf8();
        }
    }

    /// Takes letters and digits that need no folding but of their case: nearly all there are.
    fn plain_letters(&mut self, folded: &mut String) {
        let rest = &self.text.as_bytes()[self.at..];
        let many = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let begun = folded.len();
        folded.push_str(&self.text[self.at..self.at + many]);
        folded[begun..].make_ascii_lowercase();
        self.at += many;
    }
}

/// What a character does within a word that has begun.
enum Step {
    /// Belongs to it.
    Letter,
    /// Is passed over, with letters to come.
    Joiner,
    /// Is passed over likewise; a possessive may follow.
    Apostrophe,
    /// Stands after it.
    End,
}

impl Words<'_> {
    fn step(&self, start: usize, at: usize, c: char) -> Step {
        let rest = &self.text[at + c.len_utf8()..];
        let goes_on = || rest.chars().next().is_some_and(char::is_alphanumeric);
        match c {
            ' ' => Step::End,
            _ if c.is_alphanumeric() || !c.is_ascii() && is_combining_mark(c) => Step::Letter,
            _ if is_apostrophe(c) && goes_on() => Step::Apostrophe,
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' if goes_on() => Step::Joiner,
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

/// Whether a full stop joins single letters, as in `U.S.` or `a.m.`.
fn joins_initials(before: &str, rest: &str) -> bool {
    let mut back = before.chars().rev();
    let single = back.next().is_some_and(char::is_alphabetic) && back.next().is_none_or(|c| c == '.');
    let mut ahead = rest.chars();
    single && ahead.next().is_some_and(char::is_alphabetic) && !ahead.next().is_some_and(char::is_alphanumeric)
}

/// Whether a comma stands between the thousands of a number, as in `10,000`.
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
        match plain(part) {
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

/// The marks that Latin, Greek and Cyrillic letters wear; those of other scripts are letters in their own right.
fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// Latin letters that no decomposition makes plain.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ŧ' => "t",
        'ŋ' => "n",
        'þ' => "th",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        _ => return None,
    })
}

fn cut(folded: &mut String) {
    if folded.len() > LONGEST {
        let end = (0..=LONGEST).rev().find(|&at| folded.is_char_boundary(at)).unwrap_or(0);
        folded.truncate(end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_count_as_one_word() {
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
    fn words_that_stay_apart() {
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
        assert_eq!(&found[0].folded[..found[0].bare], "colombia");
        assert_eq!(&found[1].folded[..found[1].bare], "un");
    }

    #[test]
    fn an_accent_alone_is_no_word() {
        assert!(words("\u{345}:").next().is_none());
    }

    proptest::proptest! {
        #[test]
        fn ranges_are_in_order_and_words_are_stable(text in "\\PC{0,80}") {
            let mut last = 0;
            for word in words(&text) {
                proptest::prop_assert!(last <= word.range.start && word.range.start < word.range.end);
                proptest::prop_assert!(text.get(word.range.clone()).is_some());
                proptest::prop_assert!(!word.folded.is_empty() && word.folded.len() <= LONGEST);
                proptest::prop_assert!(word.folded.is_char_boundary(word.bare));
                last = word.range.end;
            }
        }
    }
}
