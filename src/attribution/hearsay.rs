//! "The ministry reportedly estimated the loss at ten tonnes": the ministry is the source, although it is hearsay.
//!
//! Annotators often take the adverb alone for the cue, without a source, and the tagger learned that. But if the verb
//! after it reports words, its subject is the source, and what follows the verb is the content.

use std::ops::Range;

use super::attribution_type::is_reporting_verb;
use super::link::Link;
use crate::text::{Document, TokenKind};

/// Adverbs of hearsay.
const ADVERBS: [&str; 3] = ["allegedly", "purportedly", "reportedly"];

/// Maximum length of a subject, in tokens.
const MAX_SUBJECT_TOKENS: usize = 14;

/// Score of such a source.
const SCORE: f32 = 0.6;

/// If the cue of `link` is such an adverb and it has no source: extends the cue by the verb after the adverb, takes the
/// verb's subject as source and what follows the verb as content.
pub fn resolve_hearsay(document: &Document, link: &mut Link) {
    let (Some(cue), None) = (link.cue.clone(), &link.source) else { return };
    if cue.len() > 2 || !ADVERBS.contains(&document.lower(cue.start)) {
        return;
    }
    let verb = cue.start + 1;
    let sentence = document.sentences[document.sentence_of(cue.start)].clone();
    if !sentence.contains(&verb) || !is_reporting_verb(document.lower(verb)) {
        return;
    }
    let Some(subject) = subject(document, sentence.start..cue.start) else { return };
    let last = link.contents.iter().map(|content| content.end).max().unwrap_or(0).max(cue.end);
    let content = verb + 1..last;
    if content.is_empty() || last > sentence.end {
        return;
    }
    link.contents = vec![content];
    link.cue = Some(cue.start..verb + 1);
    link.set_source(subject, SCORE);
}

/// The words at the end of `tokens`, after the last punctuation or conjunction, if they can be a subject.
fn subject(document: &Document, tokens: Range<usize>) -> Option<Range<usize>> {
    let ends_before = |&token: &usize| {
        let mark = document.tokens[token].kind == TokenKind::Punctuation && !matches!(document.word(token), "(" | ")");
        mark || matches!(document.lower(token), "that" | "which" | "who" | "but" | "because" | "while" | "if" | "when")
    };
    let start = tokens.clone().rev().find(ends_before).map_or(tokens.start, |token| token + 1);
    let subject = start..tokens.end;
    (!subject.is_empty() && subject.len() <= MAX_SUBJECT_TOKENS).then_some(subject)
}

#[cfg(test)]
mod tests {
    use super::super::link::LinkScores;
    use super::*;

    #[test]
    fn the_subject_of_the_verb_is_the_source() {
        let cases = [
            (
                "The Office (UNODC) reportedly estimated output at ten tonnes.",
                Some(("The Office (UNODC)", "output at ten tonnes")),
            ),
            ("In May, the ministry allegedly said that it rained.", Some(("the ministry", "that it rained"))),
            ("The ferry reportedly sank in May.", None),
            ("The ferry was reportedly late.", None),
        ];
        for (text, expected) in cases {
            let document = Document::new(text);
            let adverb = (0..document.tokens.len()).find(|&token| ADVERBS.contains(&document.lower(token))).unwrap();
            let end = document.tokens.len() - 1;
            let mut link = Link {
                contents: vec![0..adverb, adverb + 1..end],
                cue: Some(adverb..adverb + 1),
                source: None,
                scores: LinkScores::uniform(0.5),
            };
            resolve_hearsay(&document, &mut link);
            let words = |tokens: Range<usize>| document.span(tokens).of(text);
            let found = link.source.map(|source| (words(source), words(link.contents[0].clone())));
            assert_eq!(found, expected, "{text}");
        }
    }
}
