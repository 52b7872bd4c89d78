//! A text with its tokens, sentences, paragraphs and quotation marks, indexed for lookups by position.

use std::borrow::Cow;
use std::ops::Range;

use super::paragraphs::split_paragraphs;
use super::quotation_marks::{QuotedSpan, pair_marks};
use super::sentences::split_sentences;
use super::tokens::{Token, TokenKind, tokenize};
use super::vocabulary::Vocabulary;
use crate::lexicon::{List, Lists};
use crate::span::Span;

/// A text split into tokens, sentences and paragraphs, with paired quotation marks.
///
/// Sentences and paragraphs are ranges of token indices; both cover all tokens, in order, without gaps.
pub struct Document<'a> {
    /// The text. All spans count its bytes.
    pub text: &'a str,
    /// Words, numbers, punctuation.
    pub tokens: Vec<Token>,
    /// Token ranges of the sentences. A sentence never crosses a paragraph.
    pub sentences: Vec<Range<usize>>,
    /// Token ranges of the paragraphs that contain at least one token: lines, or hard-wrapped lines joined.
    pub paragraphs: Vec<Range<usize>>,
    /// The spans inside quotation marks, ordered by opening mark; nested ones follow the outer one.
    pub quoted: Vec<QuotedSpan>,
    vocabulary: Vocabulary<'a>,
    sentence_of: Vec<u32>,
    paragraph_of: Vec<u32>,
    /// For each token, 1 + the index of the outermost [`QuotedSpan`] that contains it; 0 outside.
    quoted_of: Vec<u32>,
}

impl<'a> Document<'a> {
    /// Analyses `text` in linear time.
    pub fn new(text: &'a str) -> Self {
        let mut tokens = Vec::with_capacity(text.len() / 5);
        let mut paragraphs = Vec::new();
        let mut quoted = Vec::new();
        for line in split_paragraphs(text) {
            let first = tokens.len();
            tokenize(text, line, &mut tokens);
            if tokens.len() > first {
                paragraphs.push(first..tokens.len());
                pair_marks(text, line.trim(text), &mut quoted);
            }
        }
        let sentences: Vec<_> =
            paragraphs.iter().flat_map(|range| split_sentences(text, &tokens, range.clone())).collect();
        Self {
            vocabulary: Vocabulary::new(tokens.iter().map(|token| token.span.of(text))),
            sentence_of: range_indices(&sentences, tokens.len()),
            paragraph_of: range_indices(&paragraphs, tokens.len()),
            quoted_of: outermost_quoted(&tokens, &quoted),
            text,
            tokens,
            sentences,
            paragraphs,
            quoted,
        }
    }

    /// The text of token `index`.
    pub fn word(&self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |token| token.span.of(self.text))
    }

    /// The text of token `index` in lower case.
    pub fn lower(&self, index: usize) -> &str {
        self.vocabulary.lower(index)
    }

    /// The word lists that contain token `index`.
    pub fn lists(&self, index: usize) -> Lists {
        self.vocabulary.lists(index)
    }

    /// Whether token `index` is a word that starts with a capital letter, possibly after an article and a hyphen
    /// ("al-Harbi").
    pub fn is_capitalised(&self, index: usize) -> bool {
        self.vocabulary.is_capitalised(index) && self.tokens[index].kind == TokenKind::Word
    }

    /// Whether `list` contains token `index`, ignoring case.
    pub fn is_on(&self, list: List, index: usize) -> bool {
        self.lists(index).has(list)
    }

    /// Whether `list` contains token `index` as written: "Bank" is not on a list with "bank".
    pub fn is_on_as_written(&self, list: List, index: usize) -> bool {
        self.is_on(list, index) && self.lower(index) == self.word(index)
    }

    /// The number of distinct words, as written.
    pub fn distinct_words(&self) -> usize {
        self.vocabulary.len()
    }

    /// The first token of each distinct word, by word id.
    pub fn first_occurrences(&self) -> impl Iterator<Item = usize> {
        self.vocabulary.first_tokens()
    }

    /// The id of the word of token `index` as written: a number below [`Self::distinct_words`], in order of first
    /// occurrence.
    pub fn word_id(&self, index: usize) -> usize {
        self.vocabulary.id(index)
    }

    /// The key under which a [`WordCache`](super::WordCache) stores the word of token `index`, as written.
    pub fn word_key(&self, index: usize) -> u64 {
        self.vocabulary.key(index)
    }

    /// The text from the first to the last token of `range`, with white space collapsed.
    pub fn normalized_text(&self, range: Range<usize>) -> Cow<'a, str> {
        let words = self.span(range).of(self.text);
        let mut before = '\0';
        let is_normalized = words.chars().all(|c| {
            let plain = !c.is_whitespace() || c == ' ' && before != ' ';
            before = c;
            plain
        });
        // A range starts and ends with a token, so there is no white space at its ends.
        if is_normalized {
            Cow::Borrowed(words)
        } else {
            Cow::Owned(words.split_whitespace().collect::<Vec<_>>().join(" "))
        }
    }

    /// The index of the sentence that contains token `index`.
    pub fn sentence_of(&self, index: usize) -> usize {
        self.sentence_of.get(index).map_or(0, |&n| n as usize)
    }

    /// The index of the paragraph that contains token `index`.
    pub fn paragraph_of(&self, index: usize) -> usize {
        self.paragraph_of.get(index).map_or(0, |&n| n as usize)
    }

    /// The index of the outermost quoted span that contains token `index`. The marks count as inside.
    pub fn quoted_at(&self, index: usize) -> Option<usize> {
        self.quoted_of.get(index).and_then(|&n| (n as usize).checked_sub(1))
    }

    /// The first token that ends after byte `position`; the number of tokens if there is none.
    pub fn token_at(&self, position: usize) -> usize {
        self.tokens.partition_point(|token| token.span.end() <= position)
    }

    /// The tokens that overlap `span`.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let first = self.token_at(span.start());
        first..self.tokens.partition_point(|token| token.span.start() < span.end()).max(first)
    }

    /// The span from the first to the last token of `range`; empty for an empty range.
    pub fn span(&self, range: Range<usize>) -> Span {
        match self.tokens.get(range) {
            Some([first, .., last]) => first.span.cover(last.span),
            Some([only]) => only.span,
            _ => Span::new(0, 0),
        }
    }
}

fn range_indices(ranges: &[Range<usize>], tokens: usize) -> Vec<u32> {
    let mut numbers = vec![0; tokens];
    for (number, range) in ranges.iter().enumerate() {
        numbers[range.clone()].fill(number as u32);
    }
    numbers
}

fn outermost_quoted(tokens: &[Token], quoted: &[QuotedSpan]) -> Vec<u32> {
    let mut numbers = vec![0; tokens.len()];
    let mut next = 0;
    for (number, region) in quoted.iter().enumerate().filter(|(_, region)| region.depth == 0) {
        next += tokens[next..].partition_point(|token| token.span.end() <= region.outer.start());
        for (token, slot) in tokens[next..].iter().zip(&mut numbers[next..]) {
            if token.span.start() >= region.outer.end() {
                break;
            }
            *slot = number as u32 + 1;
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_paragraphs_whatever_ends_them() {
        let document = Document::new("One.\r\n\r\nTwo. Three\u{2028}Four");
        let words: Vec<_> =
            document.paragraphs.iter().map(|range| document.span(range.clone()).of(document.text)).collect();
        assert_eq!(words, ["One.", "Two. Three", "Four"]);
    }

    #[test]
    fn blanks_are_made_one() {
        let document = Document::new("Ann  Lee\tof Köln and\u{a0}Bob Ray left.");
        assert_eq!(document.normalized_text(0..4), "Ann Lee of Köln");
        assert_eq!(document.normalized_text(4..8), "and Bob Ray left");
        assert!(matches!(document.normalized_text(5..8), Cow::Borrowed("Bob Ray left")));
    }

    #[test]
    fn a_token_knows_where_it_stands() {
        let document = Document::new("He left. “I quit,” Ann said.\nBob stayed.");
        let quit = document.token_at(document.text.find("quit").unwrap());
        assert_eq!(document.word(quit), "quit");
        assert_eq!(document.sentence_of(quit), 1);
        assert_eq!(document.paragraph_of(quit), 0);
        assert_eq!(document.quoted_at(quit), Some(0));
        assert_eq!(document.quoted_at(0), None);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_cut_without_loss(text in "[\\PC\n\r\"“”‘’'«»`. ]{0,200}") {
            let document = Document::new(&text);
            let mut end = 0;
            for token in &document.tokens {
                assert!(!token.span.of(&text).is_empty());
                assert!(text[end..token.span.start()].chars().all(|c| c.is_whitespace() || c.is_control()));
                end = token.span.end();
            }
            for ranges in [&document.sentences, &document.paragraphs] {
                let covered: Vec<usize> = ranges.iter().cloned().flatten().collect();
                assert_eq!(covered, (0..document.tokens.len()).collect::<Vec<_>>());
            }
            for region in &document.quoted {
                assert!(region.outer.covers(region.inner));
                assert!(text.get(region.inner.range()).is_some() && text.get(region.outer.range()).is_some());
            }
        }
    }
}
