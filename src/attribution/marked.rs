//! Whether words stand in quotation marks, as the rules ask it.

use std::ops::Range;

use super::link::Link;
use crate::text::{Document, QuotedSpan, TokenKind};

impl Link {
    /// `contents` of this link for which the text has no words of saying.
    pub(super) fn without_words_of_saying(&self, contents: Vec<Range<usize>>) -> Link {
        Link { contents, cue: None, source: None, ..self.clone() }
    }

    /// From the first to the last token of all its parts.
    pub(super) fn covered(&self) -> Option<Range<usize>> {
        let parts = || self.contents.iter().chain(&self.cue).chain(&self.source);
        Some(parts().map(|part| part.start).min()?..parts().map(|part| part.end).max()?)
    }
}

/// The outermost marks around token `index`.
pub(super) fn marks<'d>(document: &'d Document, index: usize) -> Option<&'d QuotedSpan> {
    document.quoted.get(document.quoted_at(index)?)
}

/// Whether all words of `tokens` stand in marks, and there are words.
pub(super) fn all_marked(document: &Document, tokens: &Range<usize>) -> bool {
    let mut words = words(document, tokens).peekable();
    words.peek().is_some() && words.all(|token| document.quoted_at(token).is_some())
}

/// Whether any word of `tokens` stands in marks.
pub(super) fn any_marked(document: &Document, tokens: &Range<usize>) -> bool {
    words(document, tokens).any(|token| document.quoted_at(token).is_some())
}

/// Whether the marks around token `index` are open where its paragraph ends.
pub(super) fn left_open(document: &Document, index: usize) -> bool {
    marks(document, index).is_some_and(|region| !region.closed && region.opened)
        && document.quoted_at(index)
            == document.quoted_at(document.paragraphs[document.paragraph_of(index)].end.saturating_sub(1))
}

/// The tokens that are no punctuation.
pub(super) fn words(document: &Document, tokens: &Range<usize>) -> impl Iterator<Item = usize> {
    tokens.clone().filter(|&token| document.tokens[token].kind != TokenKind::Punctuation)
}
