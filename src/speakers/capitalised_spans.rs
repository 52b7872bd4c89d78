//! Where names can be: spans of capitalised words. Headlines are left out, since their capitals say nothing.

use std::ops::Range;

use crate::lexicon::List;
use crate::text::{Document, TokenKind};

/// The spans of capitalised words that may hold names, in the whole document except its headlines.
pub fn capitalised_spans(document: &Document) -> Vec<Range<usize>> {
    let text_paragraphs = document.paragraphs.iter().filter(|paragraph| !is_headline(document, (*paragraph).clone()));
    let mut found = Vec::new();
    text_paragraphs.for_each(|paragraph| spans_in_paragraph(document, paragraph.clone(), &mut found));
    found
}

/// Whether the paragraph is a headline: most words of four letters and more are capitalised, and it does not end in a
/// full stop. The first paragraph of a longer text may end in one.
pub(super) fn is_headline(document: &Document, paragraph: Range<usize>) -> bool {
    if paragraph.len() > 30 {
        return false;
    }
    let (mut words, mut capitals) = (0, 0);
    for token in paragraph.clone().filter(|&token| is_long(document, token)) {
        words += 1;
        capitals += usize::from(starts_upper(document.word(token)));
    }
    let stops = matches!(document.word(paragraph.end - 1), "." | "”" | "\"" | "’" | "'");
    if stops {
        let first = paragraph.start == 0 && document.paragraphs.len() > 1;
        return first && words >= 5 && capitals * 4 >= words * 3;
    }
    words >= 3 && capitals * 3 >= words * 2
}

fn is_long(document: &Document, token: usize) -> bool {
    document.tokens[token].kind == TokenKind::Word && document.word(token).chars().nth(3).is_some()
}

fn starts_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether nothing but blanks is between the token and the one before.
pub(super) fn follows_blank(document: &Document, token: usize) -> bool {
    let gap = document.tokens[token].span.start() - document.tokens[token - 1].span.end();
    (1..=2).contains(&gap)
}

/// Maximum number of lower-case words between two capitalised ones of a span.
const MAX_SMALL: usize = 3;

/// Adds the spans of capitalised words in the tokens `range` of one paragraph to `found`, in order.
fn spans_in_paragraph(document: &Document, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let mut next = range.start;
    while next < range.end {
        if !document.is_capitalised(next) {
            next += 1;
            continue;
        }
        let start = next;
        let mut end = start + 1;
        loop {
            let small = (end..range.end.min(end + MAX_SMALL)).take_while(|&token| may_join(document, token)).count();
            let beyond = end + small;
            if beyond >= range.end || !document.is_capitalised(beyond) || !follows_blank(document, beyond) && small == 0
            {
                break;
            }
            end = beyond + 1;
        }
        found.push(start..end);
        next = end;
    }
}

/// Whether the token is a lower-case word or a mark that may be part of a name.
fn may_join(document: &Document, token: usize) -> bool {
    let word = document.word(token);
    matches!(
        word,
        "of" | "for" | "the" | "and" | "on" | "in" | "&" | "’" | "'" | "’s" | "'s" | "to" | "“" | "”" | "\"" | "!"
    ) || word.len() <= 4 && document.is_on_as_written(List::NameParticles, token)
        || document.tokens[token].kind == TokenKind::Number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_hold_capitalised_and_linking_words() {
        let text = "Then Ursula von der Leyen left the Bank of England, said Bob.";
        let document = Document::new(text);
        let found: Vec<&str> =
            capitalised_spans(&document).into_iter().map(|range| document.span(range).of(text)).collect();
        assert_eq!(found, ["Then Ursula von der Leyen", "Bank of England", "Bob"]);
    }
}
