//! Phrases that could be topics: nouns in a row, with an adjective of a field before them ("legislative election").
//!
//! No tagger of parts of speech: the background says what a word mostly is, and lists say which nouns tell nothing.

use std::ops::Range;

use super::mentions::{Mentions, Sort};
use super::words::{Use, Word};
use crate::lexicon::BACKGROUND;
use crate::text::Document;

/// Most words of a phrase.
const LONGEST: usize = 3;

/// Finds phrases and single nouns outside of other topics.
pub(super) fn find_phrases(document: &Document, words: &[Word], in_name: &[bool], mentions: &mut Mentions) {
    for sentence in &document.sentences {
        let fits = |token: usize, mentions: &Mentions| {
            let form = words[token].form;
            form.usable != Use::Break && !form.capital && !in_name[token] && !mentions.is_taken(token)
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

/// Whether nothing but a blank stands before the token.
fn touch(document: &Document, token: usize) -> bool {
    document.tokens[token].span.start() - document.tokens[token - 1].span.end() == 1
}

/// The phrase that a run of words ends in, and its single nouns.
fn phrases_of(words: &[Word], run: Range<usize>, mentions: &mut Mentions) {
    let end =
        run.clone().rev().find(|&token| words[token].form.usable != Use::Inside).map_or(run.start, |last| last + 1);
    let start = run.start.max(end.saturating_sub(LONGEST));
    if end > start + 1 {
        let lemmas: Vec<String> = (start..end).map(|token| words[token].form.lemma.clone()).collect();
        let mut shown = lemmas.clone();
        if let Some(last) = shown.last_mut() {
            *last = usual(last);
        }
        let rarity = (start..end).map(|token| f32::from(words[token].form.rarity)).sum::<f32>() / (end - start) as f32;
        mentions.add(Sort::Phrase, &shown.join(" "), lemmas, rarity, start..end);
    }
    for token in run.filter(|&token| words[token].form.usable == Use::Alone) {
        let form = words[token].form;
        mentions.add(
            Sort::Word,
            &usual(&form.lemma),
            vec![form.lemma.clone()],
            f32::from(form.rarity),
            token..token + 1,
        );
    }
}

/// The number in which people mostly read a noun.
fn usual(singular: &str) -> String {
    let plural = match singular {
        _ if singular.ends_with(['s', 'x']) || singular.ends_with("ch") || singular.ends_with("sh") => {
            format!("{singular}es")
        }
        _ if singular.ends_with('y') && !["ay", "ey", "oy"].iter().any(|ending| singular.ends_with(ending)) => {
            format!("{}ies", &singular[..singular.len() - 1])
        }
        _ => format!("{singular}s"),
    };
    if BACKGROUND.plural_is_usual(singular, &plural) { plural } else { singular.to_owned() }
}
