//! The parts of a quote that stand inside quotation marks.
//!
//! The text of a direct quote is all quoted, and its outer marks are left out. The text of a mixed quote keeps its
//! marks.

use std::ops::Range;

use crate::index::is_apostrophe;
use crate::quote::{Kind, Quote};

/// The bytes of `quote.text` that stand inside quotation marks, in order.
pub(crate) fn quoted_ranges(quote: &Quote) -> Vec<Range<usize>> {
    match quote.kind {
        Kind::Direct => std::iter::once(0..quote.text.len()).collect(),
        Kind::Mixed => ranges_in_marks(&quote.text),
        Kind::Indirect => Vec::new(),
    }
}

/// The ranges of `text` between quotation marks. A mark that is never closed reaches to the end.
pub(super) fn ranges_in_marks(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match open {
            None => open = closing_mark(text, at, c).map(|closing| (at + c.len_utf8(), closing)),
            Some((from, closing)) if is_closing(text, at, c, closing) => {
                found.push(from..at);
                open = None;
            }
            Some(_) => {}
        }
    }
    found.extend(open.map(|(from, _)| from..text.len()));
    found
}

/// The mark that closes the mark `c` at byte `at`; `None` when `c` opens nothing.
fn closing_mark(text: &str, at: usize, c: char) -> Option<char> {
    match c {
        '“' | '„' => Some('”'),
        '"' => Some('"'),
        '«' => Some('»'),
        '‘' if !after_letter(text, at) => Some('’'),
        '\'' if !after_letter(text, at) && before_letter(text, at, c) => Some('\''),
        _ => None,
    }
}

fn is_closing(text: &str, at: usize, c: char, closing: char) -> bool {
    let apostrophe = is_apostrophe(c) && after_letter(text, at) && before_letter(text, at, c);
    c == closing && !apostrophe
}

fn after_letter(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_some_and(char::is_alphanumeric)
}

fn before_letter(text: &str, at: usize, c: char) -> bool {
    text[at + c.len_utf8()..].chars().next().is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_all_sorts() {
        for (text, inside) in [
            ("the plan was “a step” and \"no more\"", vec!["a step", "no more"]),
            ("it’s ‘Bob’s plan’ they’d follow", vec!["Bob’s plan"]),
            ("workers' pay is 'too low' he'd say", vec!["too low"]),
            ("called it “shame", vec!["shame"]),
            ("no marks", vec![]),
        ] {
            let found = ranges_in_marks(text);
            assert_eq!(found.into_iter().map(|range| &text[range]).collect::<Vec<_>>(), inside);
        }
    }
}
