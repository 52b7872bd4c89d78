//! Parses the examples of rules for their tests: `[S …]` is a source, `[C …]` a cue, `[W …]` a content. A number after
//! the letter is the number of the link. Spans may be within others.

use std::collections::BTreeMap;

use super::link::{Link, LinkScores};
use crate::span::Span;
use crate::text::Document;

/// The text of an example, and its marked spans by link.
pub fn parse(example: &str) -> (String, BTreeMap<usize, Vec<(char, Span)>>) {
    let (mut text, mut marked) = (String::new(), BTreeMap::<usize, Vec<_>>::new());
    let (mut open, mut rest) = (Vec::new(), example);
    while let Some(at) = rest.find(['[', ']']) {
        text.push_str(&rest[..at]);
        if rest[at..].starts_with('[') {
            let (label, words) = rest[at + 1..].split_once(' ').expect("a label and words");
            open.push((label, text.len()));
            rest = words;
        } else {
            let (label, start): (&str, usize) = open.pop().expect("a bracket is open");
            let role = label.chars().next().expect("a letter");
            let number = label[1..].parse().unwrap_or(1);
            marked.entry(number).or_default().push((role, Span::new(start, text.len())));
            rest = &rest[at + 1..];
        }
    }
    text.push_str(rest);
    assert!(open.is_empty(), "a bracket closes: {example}");
    (text, marked)
}

pub fn links(document: &Document, marked: &BTreeMap<usize, Vec<(char, Span)>>) -> Vec<Link> {
    let link = |parts: &Vec<(char, Span)>| {
        let of = |role: char| parts.iter().filter(move |part| part.0 == role).map(|part| document.tokens_in(part.1));
        Link {
            contents: of('W').collect(),
            cue: of('C').next(),
            source: of('S').next(),
            scores: LinkScores::uniform(0.9),
        }
    };
    marked.values().map(link).collect()
}
