//! Phrases that may be topics: consecutive nouns, perhaps after an adjective for a field ("legislative election").
//!
//! There is no part-of-speech tagger: a frequency table has the usual part of speech of words, and lists have nouns
//! that are no topics.

use std::ops::Range;

use super::mentions::{Mentions, TopicType};
use super::word_info::{TopicRole, Word, follows_blank};
use crate::text::Document;

/// Maximum length of a phrase, in words.
const MAX_PHRASE_WORDS: usize = 3;

/// Finds phrases and single nouns outside of other topics, in English texts only.
pub(super) fn find_phrases(document: &Document, words: &[Word], in_name: &[bool], mentions: &mut Mentions) {
    if !is_english(words) {
        return;
    }
    for sentence in &document.sentences {
        let fits = |token: usize, mentions: &Mentions| {
            words[token].traits.topic_role != TopicRole::Break && !in_name[token] && !mentions.is_in_phrase(token)
        };
        let mut token = sentence.start;
        while token < sentence.end {
            let start = token;
            while token < sentence.end && fits(token, mentions) && (token == start || follows_blank(document, token)) {
                token += 1;
            }
            if token > start {
                phrases_of(words, start..token, mentions);
            }
            token = token.max(start + 1);
        }
    }
}

/// Whether at least half of the lower-case words are English.
fn is_english(words: &[Word]) -> bool {
    let small = words.iter().map(|word| word.traits).filter(|traits| traits.small);
    let (count, known) =
        small.fold((0, 0), |(count, known), traits| (count + 1, known + usize::from(traits.is_known())));
    known * 2 >= count
}

/// Adds the phrase at the end of a run of words, and its single nouns.
fn phrases_of(words: &[Word], run: Range<usize>, mentions: &mut Mentions) {
    let end = run
        .clone()
        .rev()
        .find(|&token| words[token].traits.topic_role != TopicRole::Inside)
        .map_or(run.start, |last| last + 1);
    let start = run.start.max(end.saturating_sub(MAX_PHRASE_WORDS));
    if end > start + 1 {
        let mut shown: Vec<&str> = words[start..end - 1].iter().map(|word| &*word.info.lemma).collect();
        shown.push(words[end - 1].info.usual().0);
        mentions.add(TopicType::Phrase, &shown.join(" "), words, start..end);
    }
    for token in run.filter(|&token| words[token].traits.topic_role == TopicRole::Alone) {
        mentions.add_keyed(TopicType::Word, words[token].info.usual(), words, token..token + 1);
    }
}
