//! Directives whose content the tagger skipped: "He called supporters to rally".
//!
//! A cue right after its source, without a content, but with an object and an infinitive, reports a directive. The
//! content is the infinitive, up to the end of the clause. Infinitives without an object ("she refused to leave") are
//! left to the tagger.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::link::{Link, LinkScores};
use crate::tag::{Role, TaggedSpan};
use crate::text::{Document, TokenKind};

/// Maximum length of the object, in words.
const MAX_OBJECT_WORDS: usize = 5;

/// Score of a content found by position.
const SCORE: f32 = 0.5;

/// The directives among `spans` (in order) whose cue is in none of `links`.
pub fn directives(document: &Document, spans: &[TaggedSpan], links: &[Link]) -> Vec<Link> {
    let taken = taken_cues(links);
    let order = |pair: &[TaggedSpan]| {
        let [source, cue] = pair else { return None };
        let side_by_side = source.tokens.end == cue.tokens.start;
        let roles = source.role == Role::Source && cue.role == Role::Cue;
        let is_free = !taken.contains(&cue.tokens.start) && document.quoted_at(cue.tokens.start).is_none();
        if !(roles && side_by_side && is_free) {
            return None;
        }
        let content = object_and_infinitive(document, spans, cue.tokens.end)?;
        Some(Link {
            contents: vec![content],
            cue: Some(cue.tokens.clone()),
            source: Some(source.tokens.clone()),
            scores: LinkScores { content: SCORE, cue: cue.probability, source: source.probability, cue_source: 1.0 },
        })
    };
    spans.windows(2).filter_map(order).collect()
}

/// The starts of cues that have a content.
pub(super) fn taken_cues(links: &[Link]) -> FxHashSet<usize> {
    links.iter().filter_map(|link| link.cue.as_ref().map(|cue| cue.start)).collect()
}

/// The infinitive after an object that begins at token `start`, up to the end of the clause or the next of `spans`.
fn object_and_infinitive(document: &Document, spans: &[TaggedSpan], start: usize) -> Option<Range<usize>> {
    let sentence = document.sentences.get(document.sentence_of(start))?;
    let is_word = |token: &usize| document.tokens[*token].kind != TokenKind::Punctuation;
    let next = spans.get(spans.partition_point(|span| span.tokens.start < start));
    let next = next.map_or(sentence.end, |span| span.tokens.start);
    let end = (start..sentence.end.min(next)).take_while(is_word).last()? + 1;
    let object = (start..end).take(MAX_OBJECT_WORDS + 1).take_while(|&token| document.word(token) != "to").count();
    let infinitive = start + object + 1;
    let is_verb = infinitive < end && document.word(infinitive).starts_with(char::is_lowercase);
    let is_place = matches!(document.word(infinitive), "the" | "a" | "an" | "his" | "her" | "their" | "its");
    (1..=MAX_OBJECT_WORDS).contains(&object).then_some(infinitive - 1..end).filter(|_| is_verb && !is_place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, source: &str, cue: &str) -> Option<String> {
        let document = Document::new(text);
        let span = |role, words: &str| {
            let start = document.token_at(text.find(words).unwrap());
            TaggedSpan { role, tokens: start..start + words.split(' ').count(), probability: 0.9 }
        };
        let spans = [span(Role::Source, source), span(Role::Cue, cue)];
        let orders = directives(&document, &spans, &[]);
        orders.first().map(|order| document.span(order.contents[0].clone()).of(text).to_owned())
    }

    #[test]
    fn a_directive_has_an_object_and_an_infinitive() {
        let cases = [
            ("She called on the harbour to open, and left.", "She", "called on", Some("to open")),
            ("He called members to vote on Friday.", "He", "called", Some("to vote on Friday")),
            ("He called members to the hall.", "He", "called", None),
            ("She refused to leave.", "She", "refused", None),
            ("He called the ferry late.", "He", "called", None),
        ];
        for (text, source, cue, expected) in cases {
            assert_eq!(found(text, source, cue).as_deref(), expected, "{text}");
        }
    }
}
