//! "The ministry reportedly estimated the loss at ten tonnes": the ministry is the source, though it is hearsay.
//!
//! People often take the adverb alone for the cue, of what nobody in particular reports; so does the tagger. But where the
//! verb behind it tells of words itself, its subject is who said them, and what stands behind it is what was said.

use std::ops::Range;

use super::link::Link;
use super::report::tells_of_words;
use crate::text::{Document, TokenKind};

/// Adverbs that make hearsay of a sentence.
const ADVERBS: [&str; 3] = ["allegedly", "purportedly", "reportedly"];

/// Most tokens of a subject.
const SUBJECT: usize = 14;

/// How sure a source is that is found so.
const CERTAINTY: f32 = 0.6;

/// Gives `link`, when its cue is such an adverb and it has no source, the verb behind the adverb for a cue, the verb's
/// subject for a source, and what stands behind the verb for a content.
pub fn look_behind_hearsay(document: &Document, link: &mut Link) {
    let (Some(cue), None) = (link.cue.clone(), &link.source) else { return };
    if cue.len() > 2 || !ADVERBS.contains(&document.lower(cue.start)) {
        return;
    }
    let verb = cue.start + 1;
    let sentence = document.sentences[document.sentence_of(cue.start)].clone();
    if !sentence.contains(&verb) || !tells_of_words(document.lower(verb)) {
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
    link.find_source(subject, CERTAINTY);
}

/// The words with which `tokens` end, from the last mark or conjunction on: the subject, if it is no more than that.
fn subject(document: &Document, tokens: Range<usize>) -> Option<Range<usize>> {
    let ends_before = |&token: &usize| {
        let mark = document.tokens[token].kind == TokenKind::Punctuation && !matches!(document.word(token), "(" | ")");
        mark || matches!(document.lower(token), "that" | "which" | "who" | "but" | "because" | "while" | "if" | "when")
    };
    let start = tokens.clone().rev().find(ends_before).map_or(tokens.start, |token| token + 1);
    let subject = start..tokens.end;
    (!subject.is_empty() && subject.len() <= SUBJECT).then_some(subject)
}

#[cfg(test)]
mod tests {
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
                certainty: [0.5; 4],
            };
            look_behind_hearsay(&document, &mut link);
            let words = |tokens: Range<usize>| document.span(tokens).of(text);
            let found = link.source.map(|source| (words(source), words(link.contents[0].clone())));
            assert_eq!(found, expected, "{text}");
        }
    }
}
