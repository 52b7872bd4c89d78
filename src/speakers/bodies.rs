//! Bodies that are called by common words: "the Kenyan health ministry".

use std::ops::Range;

use super::nouns::noun_kind;
use crate::lexicon::List;
use crate::quote::SpeakerKind;
use crate::text::{Document, TokenKind};

/// A body that is called by common words: "the Kenyan health ministry".
#[derive(Clone, Debug)]
pub(super) struct Body {
    /// Its words without the article.
    pub tokens: Range<usize>,
}

/// The bodies of the document that are called by two common words or more, in order.
pub(super) fn bodies(document: &Document) -> Vec<Body> {
    let ends = |&token: &usize| document.is_on_as_written(List::OrganisationNouns, token);
    (0..document.tokens.len()).filter(ends).filter_map(|token| body(document, token)).collect()
}

/// Most words of such a body before its noun.
const MOST_MODIFIERS: usize = 4;

fn body(document: &Document, noun: usize) -> Option<Body> {
    let sentence = document.sentences[document.sentence_of(noun)].start;
    let modifies = |&token: &usize| {
        let word = document.word(token);
        let owner = matches!(word, "’s" | "'s");
        let plain = document.tokens[token].kind == TokenKind::Word
            && !document.is_on(List::FunctionWords, token)
            && !word.ends_with("ed")
            && !word.ends_with("ly");
        owner || plain
    };
    let count = (sentence..noun).rev().take(MOST_MODIFIERS).take_while(modifies).count();
    let mut start = noun - count;
    while start < noun && matches!(document.word(start), "’s" | "'s") {
        start += 1;
    }
    let tells = |token: usize| {
        let word = document.word(token);
        word.starts_with(char::is_uppercase)
            || document.is_on_as_written(List::Places, token)
            || noun_kind(word) != SpeakerKind::Unknown
    };
    let determined = start > sentence && matches!(document.lower(start - 1), "the" | "a" | "an");
    let owned = (start..noun).any(|token| matches!(document.word(token), "’s" | "'s"));
    ((determined || owned) && (start..noun).any(tells)).then(|| Body { tokens: start..noun + 1 })
}
