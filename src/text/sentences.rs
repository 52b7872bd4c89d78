//! Sentence splitting.
//!
//! A sentence ends at a full stop, question mark or exclamation mark (with the closing marks and brackets after it)
//! when white space follows and the next word could start a sentence. `“Why?” he asked` is one sentence, since a
//! lower-case letter follows. The full stop of an abbreviation is part of its token (`tokens`) and only ends a sentence
//! before a word that rarely follows an abbreviation.

use std::ops::Range;

use super::tokens::Token;

/// Words that start sentences and rarely follow an abbreviation as part of a name. Sorted.
const STARTERS: &[&str] = &[
    "A", "After", "Also", "An", "And", "As", "At", "But", "By", "For", "He", "Her", "His", "How", "However", "I", "If",
    "In", "It", "Its", "No", "On", "Our", "She", "So", "That", "The", "Their", "Then", "There", "These", "They",
    "This", "Those", "To", "We", "What", "When", "Where", "Who", "Why", "With", "You",
];

/// Splits the tokens of one paragraph into sentences.
pub(super) fn split_sentences(text: &str, tokens: &[Token], paragraph: Range<usize>) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = paragraph.start;
    let mut index = paragraph.start;
    while index < paragraph.end {
        let word = tokens[index].span.of(text);
        let mut after = index + 1;
        if ends_sentence(word) {
            while after < paragraph.end && is_closing(tokens, text, after) {
                after += 1;
            }
            if after < paragraph.end && starts_sentence(text, tokens, after, is_abbreviated(word)) {
                sentences.push(start..after);
                start = after;
            }
        }
        index = after;
    }
    if start < paragraph.end {
        sentences.push(start..paragraph.end);
    }
    sentences
}

fn ends_sentence(word: &str) -> bool {
    matches!(word, "?" | "!" | "…" | "。" | "！" | "？") || word.ends_with('.')
}

/// Whether the full stop belongs to the word: `U.S.`, `Mr.`.
fn is_abbreviated(word: &str) -> bool {
    word.ends_with('.') && word.starts_with(char::is_alphanumeric)
}

/// Whether token `index` belongs to the end of the sentence: it directly follows a token and is a closing mark or
/// bracket.
fn is_closing(tokens: &[Token], text: &str, index: usize) -> bool {
    let touches = tokens[index].span.start() == tokens[index - 1].span.end();
    let word = tokens[index].span.of(text);
    touches
        && (matches!(word, "”" | "\"" | "’" | "'" | "''" | "»" | "」" | ")" | "]" | "?" | "!" | "…")
            || word.starts_with('.'))
}

fn starts_sentence(text: &str, tokens: &[Token], index: usize, after_abbreviation: bool) -> bool {
    let gap = &text[tokens[index - 1].span.end()..tokens[index].span.start()];
    let word = tokens[index].span.of(text);
    if after_abbreviation {
        return STARTERS.binary_search(&word).is_ok();
    }
    let capital =
        word.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || (c.is_alphabetic() && !c.is_lowercase()));
    let opens = word.starts_with(['“', '"', '‘', '\'', '«', '„', '(', '[', '`', '@', '#', '•', '—', '–', '-']);
    // A missing space ("said.The"): only a capital letter directly after the full stop counts.
    (!gap.is_empty() && (capital || opens)) || (capital && !word.starts_with(char::is_numeric))
}

#[cfg(test)]
mod tests {
    use super::STARTERS;
    use crate::text::Document;

    fn sentences(text: &str) -> Vec<&str> {
        let document = Document::new(text);
        document.sentences.iter().map(|range| document.span(range.clone()).of(text)).collect()
    }

    #[test]
    fn starters_are_sorted() {
        assert!(STARTERS.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        let cases: &[(&str, &[&str])] = &[
            ("Mr. Smith of the U.S. left. He ran.", &["Mr. Smith of the U.S. left.", "He ran."]),
            ("“Why?” he asked. “Go!” Ann ran.", &["“Why?” he asked.", "“Go!”", "Ann ran."]),
            ("It is in the U.S. The law is old.", &["It is in the U.S.", "The law is old."]),
            (
                "He was let go. (She was not.) “We … will,” he said.",
                &["He was let go.", "(She was not.)", "“We … will,” he said."],
            ),
            ("I went home… Then I slept.", &["I went home…", "Then I slept."]),
            ("He said so.Then he left.", &["He said so.", "Then he left."]),
            ("J. K. Rowling paid $3.50 for it.", &["J. K. Rowling paid $3.50 for it."]),
        ];
        for (text, expected) in cases {
            assert_eq!(&sentences(text), expected);
        }
    }
}
