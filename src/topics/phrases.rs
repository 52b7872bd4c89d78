//! Phrases that could be topics: nouns in a row, with an adjective of a field before them ("legislative election").
//!
//! No tagger of parts of speech: the background says what a word mostly is, and lists say which nouns tell nothing.

use std::ops::Range;

use super::mentions::{Mentions, Sort};
use super::words::{Use, Word};
use crate::text::Document;

/// Most words of a phrase.
const LONGEST: usize = 3;

/// Finds phrases and single nouns outside of other topics; none in a text that is not English.
pub(super) fn find_phrases(document: &Document, words: &[Word], in_name: &[bool], mentions: &mut Mentions) {
    if !is_english(words) {
        return;
    }
    for sentence in &document.sentences {
        let fits = |token: usize, mentions: &Mentions| {
            words[token].traits.usable != Use::Break && !in_name[token] && !mentions.is_taken(token)
        };
        let mut token = sentence.start;
        while token < sentence.end {
            let start = token;
            while token < sentence.end && fits(token, mentions) && (token == start || touch(document, token)) {
                token += 1;
            }
            if token > start {
                phrases_of(words, start..token, mentions);
            }
            token = token.max(start + 1);
        }
    }
}

/// Whether every other word in small letters is an English one.
fn is_english(words: &[Word]) -> bool {
    let small = words.iter().map(|word| word.traits).filter(|traits| traits.small);
    let (count, known) =
        small.fold((0, 0), |(count, known), traits| (count + 1, known + usize::from(traits.is_known())));
    known * 2 >= count
}

/// Whether nothing but a blank stands before the token.
fn touch(document: &Document, token: usize) -> bool {
    document.tokens[token].span.start() - document.tokens[token - 1].span.end() == 1
}

/// The phrase that a run of words ends in, and its single nouns.
fn phrases_of(words: &[Word], run: Range<usize>, mentions: &mut Mentions) {
    let end =
        run.clone().rev().find(|&token| words[token].traits.usable != Use::Inside).map_or(run.start, |last| last + 1);
    let start = run.start.max(end.saturating_sub(LONGEST));
    if end > start + 1 {
        let mut shown: Vec<&str> = words[start..end - 1].iter().map(|word| &*word.form.lemma).collect();
        shown.push(words[end - 1].form.usual().0);
        mentions.add(Sort::Phrase, &shown.join(" "), words, start..end);
    }
    for token in run.filter(|&token| words[token].traits.usable == Use::Alone) {
        mentions.add_keyed(Sort::Word, words[token].form.usual(), words, token..token + 1);
    }
}
