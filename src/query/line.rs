//! A phrase or a quote as a line of words to be laid beside another.

use std::cell::OnceCell;
use std::ops::Range;

use crate::index::{stems, words};

/// One word of a [`Line`].
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The word as it is compared.
    pub folded: String,
    /// Where it stands in the text.
    pub range: Range<usize>,
    /// Whether it stands in square brackets: an editor's word, not the speaker's.
    pub bracketed: bool,
    /// Whether words were left out before it, as `…` or `...` says.
    pub after_gap: bool,
    /// Whether it stands inside quotation marks.
    pub marked: bool,
    /// Whether it is a number in figures.
    pub figures: bool,
}

/// The words of a text, in order.
#[derive(Clone, Debug)]
pub(crate) struct Line<'a> {
    /// The text.
    pub text: &'a str,
    /// Its words.
    pub words: Vec<Place>,
    /// Their stems, made when the first is asked for: most quotes are passed over without.
    stems: OnceCell<Vec<String>>,
}

impl<'a> Line<'a> {
    /// The first `most` words of `text`, of which those within `marked` stand inside quotation marks.
    pub(crate) fn new(text: &'a str, marked: &[Range<usize>], most: usize) -> Self {
        let mut line = Line { text, words: Vec::new(), stems: OnceCell::new() };
        let (mut end, mut in_brackets) = (0, false);
        for word in words(text).take(most) {
            let between = &text[end..word.range.start];
            in_brackets = between.chars().rev().find(|c| matches!(c, '[' | ']')).map_or(in_brackets, |c| c == '[');
            end = word.range.end;
            line.words.push(Place {
                marked: marked.iter().any(|range| range.contains(&word.range.start)),
                bracketed: in_brackets,
                after_gap: between.contains('…') || between.contains("...") || between.contains(". . ."),
                figures: word.folded.as_bytes().first().is_some_and(u8::is_ascii_digit),
                folded: word.folded,
                range: word.range,
            });
        }
        line
    }

    /// The stem of the word at `at`.
    pub(crate) fn stem(&self, at: usize) -> &str {
        self.stems.get_or_init(|| stems(self.text)).get(at).map_or("", String::as_str)
    }

    /// The word at `at`, as written.
    pub(crate) fn written(&self, at: usize) -> &'a str {
        &self.text[self.words[at].range.clone()]
    }

    /// Numbers of all words but those in brackets.
    pub(crate) fn unbracketed(&self) -> Vec<usize> {
        (0..self.words.len()).filter(|&at| !self.words[at].bracketed).collect()
    }

    /// Numbers of all words.
    pub(crate) fn all(&self) -> Vec<usize> {
        (0..self.words.len()).collect()
    }

    /// Numbers of the words inside quotation marks.
    pub(crate) fn marked(&self) -> Vec<usize> {
        (0..self.words.len()).filter(|&at| self.words[at].marked).collect()
    }
}

/// Whether a folded word only holds others together; what is said lies in the rest.
pub(crate) fn is_function_word(folded: &str) -> bool {
    FUNCTION_WORDS.binary_search(&folded).is_ok()
}

/// Sorted, folded.
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
    fn function_words_are_sorted() {
        assert!(FUNCTION_WORDS.is_sorted());
    }

    #[test]
    fn brackets_and_gaps_are_seen() {
        let line = Line::new("We [the people] want … it", &[], 100);
        let bracketed: Vec<bool> = line.words.iter().map(|word| word.bracketed).collect();
        assert_eq!(bracketed, [false, true, true, false, false]);
        assert!(line.words[4].after_gap && !line.words[3].after_gap);
    }
}
