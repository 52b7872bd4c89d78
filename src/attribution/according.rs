//! Finds the content of "according to Ann Lee" where the tagger linked it to another source or to none.
//!
//! The content is the rest of the sentence, whatever clauses it has: in "According to Ann Lee, the mayor asked for
//! help" Ann Lee is the source. Sentences with quotation marks are skipped, since a quotation may have another source.

use std::ops::Range;

use super::directives::taken_cues;
use super::link::{Link, LinkScores};
use crate::tag::{Role, TaggedSpan};
use crate::text::{Document, TokenKind};

/// Score of a content found by position.
const SCORE: f32 = 0.6;

/// Links each such cue among `spans` (in order) that no link has yet with the rest of its sentence. Replaces links
/// within that content.
pub fn according(document: &Document, spans: &[TaggedSpan], links: &mut Vec<Link>) {
    let taken = taken_cues(links);
    let report = |pair: &[TaggedSpan]| {
        let [cue, source] = pair else { return None };
        let side_by_side =
            cue.tokens.end == source.tokens.start && (cue.role, source.role) == (Role::Cue, Role::Source);
        if !side_by_side || taken.contains(&cue.tokens.start) || !is_according(document, &cue.tokens) {
            return None;
        }
        let content = rest_of_sentence(document, cue.tokens.start..source.tokens.end)?;
        let scores = LinkScores { content: SCORE, cue: cue.probability, source: source.probability, cue_source: 1.0 };
        let (cue, source) = (Some(cue.tokens.clone()), Some(source.tokens.clone()));
        Some((content.clone(), Link { contents: vec![content], cue, source, scores }))
    };
    let (contents, reports): (Vec<_>, Vec<_>) = spans.windows(2).filter_map(report).unzip();
    links.retain(|link| !link.contents.iter().any(|part| meets(&contents, part)));
    links.extend(reports);
}

/// Whether one of `ranges`, which are in order and in different sentences, overlaps `part`.
fn meets(ranges: &[Range<usize>], part: &Range<usize>) -> bool {
    ranges.get(ranges.partition_point(|range| range.end <= part.start)).is_some_and(|range| range.start < part.end)
}

fn is_according(document: &Document, cue: &Range<usize>) -> bool {
    cue.len() == 2 && document.lower(cue.start) == "according" && document.lower(cue.start + 1) == "to"
}

/// The rest of the sentence after `phrase` and a comma, or before it; `None` if the sentence has quotation marks.
fn rest_of_sentence(document: &Document, phrase: Range<usize>) -> Option<Range<usize>> {
    let sentence = document.sentences.get(document.sentence_of(phrase.start))?.clone();
    if sentence.clone().any(|token| document.quoted_at(token).is_some()) {
        return None;
    }
    let is_punctuation = |&token: &usize| document.tokens[token].kind == TokenKind::Punctuation;
    let end = sentence.clone().rev().take_while(is_punctuation).last().unwrap_or(sentence.end);
    let content = match () {
        () if phrase.start == sentence.start && document.word(phrase.end) == "," => phrase.end + 1..end,
        () if phrase.end == end && phrase.start > sentence.start => {
            let comma = document.word(phrase.start - 1) == ",";
            sentence.start..phrase.start - usize::from(comma)
        }
        () => return None,
    };
    (content.len() > 2).then_some(content)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let document = Document::new(text);
        let start = (0..document.tokens.len()).find(|&token| document.lower(token) == "according").unwrap();
        let span = |role, tokens: Range<usize>| TaggedSpan { role, tokens, probability: 0.9 };
        let spans = [span(Role::Cue, start..start + 2), span(Role::Source, start + 2..start + 4)];
        let at = document.token_at(text.find("help").or(text.find("rain")).unwrap());
        let contents = std::iter::once(at..at + 1).collect();
        let other = Link { contents, cue: Some(at - 2..at), source: None, scores: LinkScores::uniform(1.0) };
        let mut links = vec![other];
        according(&document, &spans, &mut links);
        links.iter().map(|link| document.span(link.contents[0].clone()).of(text).to_owned()).collect()
    }

    #[test]
    fn the_sentence_is_the_content() {
        for (text, expected) in [
            ("According to Ann Lee, the mayor asked for help.", vec!["the mayor asked for help"]),
            ("The mayor asked for help, according to Ann Lee.", vec!["The mayor asked for help"]),
            ("According to Ann Lee, the mayor “asked for help” today.", vec!["help"]),
            ("On Monday, according to Ann Lee, it will rain all day.", vec!["rain"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
