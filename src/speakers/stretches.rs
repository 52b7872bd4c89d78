//! Where names may stand: stretches of capitalised words, and the headlines that tell nothing by their capitals.

use std::ops::Range;

use crate::lexicon::List;
use crate::text::{Document, TokenKind};

/// The stretches of capitalised words that may hold names, over the whole document but its headlines.
pub fn all_stretches(document: &Document) -> Vec<Range<usize>> {
    let told = document.paragraphs.iter().filter(|paragraph| !is_headline(document, (*paragraph).clone()));
    let mut found = Vec::new();
    told.for_each(|paragraph| stretches(document, paragraph.clone(), &mut found));
    found
}

/// A line in which most words of four letters and more are capitalised and that ends without a full stop, but for the
/// first line of a longer text.
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

/// Nothing but a blank before the token.
pub(super) fn touches(document: &Document, token: usize) -> bool {
    let gap = document.tokens[token].span.start() - document.tokens[token - 1].span.end();
    (1..=2).contains(&gap)
}

/// Most small words between two capitalised ones of a stretch.
const MOST_SMALL: usize = 3;

/// Adds to `found` the stretches of capitalised words in the tokens `range` of one paragraph, in order.
fn stretches(document: &Document, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let mut next = range.start;
    while next < range.end {
        if !document.is_capitalised(next) {
            next += 1;
            continue;
        }
        let start = next;
        let mut end = start + 1;
        loop {
            let small = (end..range.end.min(end + MOST_SMALL)).take_while(|&token| may_join(document, token)).count();
            let beyond = end + small;
            if beyond >= range.end || !document.is_capitalised(beyond) || !touches(document, beyond) && small == 0 {
                break;
            }
            end = beyond + 1;
        }
        found.push(start..end);
        next = end;
    }
}

/// A small word or mark that may stand inside a name.
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
    fn stretches_hold_capitals_and_what_joins_them() {
        let text = "Then Ursula von der Leyen left the Bank of England, said Bob.";
        let document = Document::new(text);
        let found: Vec<&str> =
            all_stretches(&document).into_iter().map(|range| document.span(range).of(text)).collect();
        assert_eq!(found, ["Then Ursula von der Leyen", "Bank of England", "Bob"]);
    }
}
