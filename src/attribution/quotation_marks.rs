//! Questions of the rules about quotation marks.

use std::ops::Range;

use super::link::Link;
use crate::lexicon::List;
use crate::text::{Document, QuotedSpan, TokenKind};

impl Link {
    /// A link of `contents`, without the cue and source of this one.
    pub(super) fn without_cue(&self, contents: Vec<Range<usize>>) -> Link {
        Link { contents, cue: None, source: None, ..self.clone() }
    }

    /// From the first to the last token of all its parts.
    pub(super) fn extent(&self) -> Option<Range<usize>> {
        let parts = || self.contents.iter().chain(&self.cue).chain(&self.source);
        Some(parts().map(|part| part.start).min()?..parts().map(|part| part.end).max()?)
    }
}

/// The outermost quotation around token `index`.
pub(super) fn quotation_at<'d>(document: &'d Document, index: usize) -> Option<&'d QuotedSpan> {
    document.quoted.get(document.quoted_at(index)?)
}

/// Whether there are words in `tokens`, and all of them are in quotation marks.
pub(super) fn all_quoted(document: &Document, tokens: &Range<usize>) -> bool {
    let mut words = words(document, tokens).peekable();
    words.peek().is_some() && words.all(|token| document.quoted_at(token).is_some())
}

/// Whether any word of `tokens` is in quotation marks.
pub(super) fn any_quoted(document: &Document, tokens: &Range<usize>) -> bool {
    words(document, tokens).any(|token| document.quoted_at(token).is_some())
}

/// Whether the quotation around token `index` is still open at the end of its paragraph.
pub(super) fn left_open(document: &Document, index: usize) -> bool {
    quotation_at(document, index).is_some_and(|region| !region.closed && region.opened)
        && document.quoted_at(index)
            == document.quoted_at(document.paragraphs[document.paragraph_of(index)].end.saturating_sub(1))
}

/// Whether all words of `tokens` are written as those of a title: “The Return of the Native”, “Ocean’s 11”.
pub(super) fn is_title_case(document: &Document, tokens: &Range<usize>) -> bool {
    words(document, tokens).all(|token| {
        document.is_capitalised(token)
            || document.is_on(List::FunctionWords, token)
            || document.tokens[token].kind == TokenKind::Number
    })
}

/// The tokens except punctuation.
pub(super) fn words(document: &Document, tokens: &Range<usize>) -> impl Iterator<Item = usize> {
    tokens.clone().filter(|&token| document.tokens[token].kind != TokenKind::Punctuation)
}
