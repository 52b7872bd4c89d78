//! A phrase or a quote as a sequence of words that can be aligned with another.

use std::cell::OnceCell;
use std::ops::Range;

use crate::index::{stems, words};

/// So many bytes in brackets may be the changed beginning of a word.
const MAX_BRACKETED_LETTERS: usize = 4;

/// One word of a [`TokenizedText`].
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// The folded word, as it is compared.
    pub folded: String,
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// Whether it stands in square brackets: a word of the editor, not of the speaker.
    pub bracketed: bool,
    /// Whether `…` or `...` stands before it: words were left out there.
    pub after_gap: bool,
    /// Whether it stands inside quotation marks.
    pub quoted: bool,
    /// Whether it is a number in digits.
    pub numeric: bool,
    /// Its number among the words as the index cuts them: the stem is that of this one.
    token: usize,
}

/// The words of a text, in order.
#[derive(Clone, Debug)]
pub(crate) struct TokenizedText<'a> {
    /// The text as given.
    pub raw: &'a str,
    /// Its words.
    pub words: Vec<Word>,
    /// The stems of the words, computed when the first is asked for: most quotes never need them.
    stems: OnceCell<Vec<String>>,
}

impl<'a> TokenizedText<'a> {
    /// The first `max_words` words of `text`; the ranges `quoted` are inside quotation marks.
    pub(crate) fn new(text: &'a str, quoted: &[Range<usize>], max_words: usize) -> Self {
        let mut tokenized = TokenizedText { raw: text, words: Vec::new(), stems: OnceCell::new() };
        let (mut end, mut in_brackets) = (0, false);
        for (token, word) in words(text).take(max_words).enumerate() {
            let between = &text[end..word.range.start];
            in_brackets = between.chars().rev().find(|c| matches!(c, '[' | ']')).map_or(in_brackets, |c| c == '[');
            end = word.range.end;
            tokenized.words.push(Word {
                quoted: quoted.iter().any(|range| range.contains(&word.range.start)),
                bracketed: in_brackets,
                after_gap: between.contains('…') || between.contains("...") || between.contains(". . ."),
                numeric: word.folded.as_bytes().first().is_some_and(u8::is_ascii_digit),
                folded: word.folded,
                range: word.range,
                token,
            });
        }
        tokenized.join(|raw, one, other| {
            // `[T]his` is one word: the bracket only changes its first letter.
            let between = &raw[one.range.end..other.range.start];
            let opens = raw[..one.range.start].ends_with('[') && one.range.len() <= MAX_BRACKETED_LETTERS;
            (one.bracketed && opens && between == "]").then(|| format!("{}{}", one.folded, other.folded))
        });
        tokenized
    }

    /// The same with decimals as one word: the index cuts `4.25` in two.
    pub(crate) fn with_decimals(mut self) -> Self {
        self.join(|raw, one, other| {
            let between = &raw[one.range.end..other.range.start];
            (one.numeric && other.numeric && matches!(between, "." | ","))
                .then(|| format!("{}.{}", one.folded, other.folded))
        });
        self
    }

    /// Joins a word with the next one where `joined` gives what both are together.
    fn join(&mut self, joined: impl Fn(&str, &Word, &Word) -> Option<String>) {
        let mut at = 0;
        while at + 1 < self.words.len() {
            let (one, other) = (&self.words[at], &self.words[at + 1]);
            let Some(folded) = joined(self.raw, one, other) else {
                at += 1;
                continue;
            };
            let range = one.range.start..other.range.end;
            self.words[at + 1] = Word { folded, range, bracketed: false, ..self.words[at + 1].clone() };
            self.words.remove(at);
        }
    }

    /// The stem of the word at `at`.
    pub(crate) fn stem(&self, at: usize) -> &str {
        let token = self.words.get(at).map_or(at, |word| word.token);
        self.stems.get_or_init(|| stems(self.raw)).get(token).map_or("", String::as_str)
    }

    /// The word at `at`, as written.
    pub(crate) fn written(&self, at: usize) -> &'a str {
        &self.raw[self.words[at].range.clone()]
    }

    /// Indexes of all words except those in square brackets.
    pub(crate) fn unbracketed(&self) -> Vec<usize> {
        (0..self.words.len()).filter(|&at| !self.words[at].bracketed).collect()
    }

    /// Indexes of all words.
    pub(crate) fn all(&self) -> Vec<usize> {
        (0..self.words.len()).collect()
    }

    /// Indexes of the words inside quotation marks.
    pub(crate) fn quoted(&self) -> Vec<usize> {
        (0..self.words.len()).filter(|&at| self.words[at].quoted).collect()
    }
}

/// Whether a folded word is a function word: it has no content of its own.
pub(crate) fn is_function_word(folded: &str) -> bool {
    FUNCTION_WORDS.binary_search(&folded).is_ok()
}

/// Sorted and folded.
const FUNCTION_WORDS: [&str; 121] = [
    "a", "about", "also", "am", "an", "and", "are", "arent", "as", "at", "be", "been", "being", "but", "by", "can",
    "cant", "could", "couldnt", "did", "didnt", "do", "does", "doesnt", "doing", "dont", "for", "from", "had", "hadnt",
    "has", "hasnt", "have", "havent", "having", "he", "her", "here", "hers", "hes", "him", "his", "how", "i", "id",
    "if", "ill", "im", "in", "into", "is", "isnt", "it", "its", "ive", "may", "me", "might", "must", "my", "not", "of",
    "on", "or", "our", "out", "s", "shall", "she", "shes", "should", "shouldnt", "so", "t", "than", "that", "thats",
    "the", "their", "them", "then", "there", "theres", "these", "they", "theyll", "theyre", "this", "those", "through",
    "to", "up", "upon", "us", "was", "wasnt", "we", "well", "were", "werent", "weve", "what", "when", "where", "which",
    "while", "who", "whom", "whose", "why", "will", "with", "wont", "would", "wouldnt", "you", "youll", "your",
    "youre", "yours", "youve",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_are_sorted_and_unique() {
        assert!(FUNCTION_WORDS.is_sorted_by(|one, other| one < other));
    }

    #[test]
    fn a_bracketed_letter_and_a_decimal_are_parts_of_a_word() {
        let folded =
            |text: TokenizedText<'_>| text.words.into_iter().map(|word| word.folded).collect::<Vec<_>>().join(" ");
        assert_eq!(folded(TokenizedText::new("“[T]his is [sic] [a]n end", &[], 99)), "this is sic an end");
        assert_eq!(
            folded(TokenizedText::new("5.5 percent, 4,250 or 3. 4", &[], 99).with_decimals()),
            "5.5 percent 4250 or 3 4"
        );
        let text = TokenizedText::new("[T]hese ships", &[], 99);
        assert_eq!(text.stem(1), "ship");
    }

    #[test]
    fn brackets_and_gaps_are_seen() {
        let tokenized = TokenizedText::new("We [the people] want … it", &[], 100);
        let bracketed: Vec<bool> = tokenized.words.iter().map(|word| word.bracketed).collect();
        assert_eq!(bracketed, [false, true, true, false, false]);
        assert!(tokenized.words[4].after_gap && !tokenized.words[3].after_gap);
    }
}
