//! Words beside a quotation that are no part of it: its source, a relative clause about the source, and the object of
//! "put it".

use std::ops::Range;

use super::layout::trim_punctuation;
use super::link::Link;
use super::quotation_marks::all_quoted;
use super::rule::Rule;
use crate::text::Document;

/// "“It rains,” according to Ann Lee, who was not there."
pub(super) static RELATIVE_CLAUSE: Rule = Rule {
    id: "relative-clause",
    sentence: "A relative clause after the source is about the source and no part of its words.",
    apply: |document, links| {
        for link in links {
            let Some(source) = link.source.clone().filter(|_| link.contents.len() > 1) else { continue };
            link.contents.retain(|content| !is_relative_clause(document, &source, content));
        }
    },
    examples: &[(
        "[W “It rains,”] [C according to] [S Ann Lee], [W who was not there].",
        "[W “It rains,”] [C according to] [S Ann Lee], who was not there.",
    )],
    counterexamples: &[
        "[W “It rains,”] [S Ann Lee] [C said], [W “who was not there.”]",
        "[W “It rains on those,”] [S Ann Lee] [C said], [W who have no roof].",
        "[C According to] [S Ann Lee], [W who was there is unknown].",
        "[W “It rains,”] [C said] [S Ann Lee], a nurse, and asked [W who had a roof].",
    ],
};

fn is_relative_clause(document: &Document, source: &Range<usize>, content: &Range<usize>) -> bool {
    let near = content.start == source.end || content.start == source.end + 1 && document.word(source.end) == ",";
    let relative = matches!(document.lower(content.start), "who" | "whose" | "whom" | "which");
    near && relative && document.quoted_at(content.start).is_none()
}

/// "Ann Lee puts it more simply: “It rains.”"
pub(super) static PUT_IT: Rule = Rule {
    id: "put-it",
    sentence: "What stands between “put it” and the colon tells how something was said and is no part of it.",
    apply: |document, links| {
        for link in links {
            let Some(cue) = link.cue.clone().filter(|cue| is_put(document, cue)) else { continue };
            let Some(first) = link.contents.first_mut().filter(|first| first.start == cue.end) else { continue };
            let Some(colon) = colon_after_object(document, first) else { continue };
            let behind = trim_punctuation(document, colon..first.end.max(colon));
            match behind.filter(|behind| all_quoted(document, behind)) {
                Some(quoted) => *first = quoted,
                None if first.end <= colon && link.contents.len() > 1 => drop(link.contents.remove(0)),
                None => {}
            }
        }
    },
    examples: &[
        (
            "[S Ann Lee] [C puts] [W it more simply: “It rains.”]",
            "[S Ann Lee] [C puts] it more simply: “[W It rains].”",
        ),
        (
            "[S Ann Lee] [C puts] [W it more simply]: [W “It rains.”]",
            "[S Ann Lee] [C puts] it more simply: [W “It rains.”]",
        ),
    ],
    counterexamples: &[
        "[S Ann Lee] [C said] [W it rained all day: “It is wet.”]",
        "[S Ann Lee] [C put] [W it down to the weather].",
        "[S Ann Lee] [C puts] [W it more simply]: nobody knows.",
        "[S Ann Lee] [C puts] [W it simply: it rains], and [W it is wet].",
        "[W “It rains,”] as [S Ann Lee] [C put it].",
    ],
};

fn is_put(document: &Document, cue: &Range<usize>) -> bool {
    cue.clone().any(|token| matches!(document.lower(token), "put" | "puts" | "putting"))
}

/// The colon after "it more simply", which begins at the start of `content` and ends in it or directly before the colon.
fn colon_after_object(document: &Document, content: &Range<usize>) -> Option<usize> {
    let opens = matches!(document.lower(content.start), "it" | "this" | "things" | "matters");
    let near = content.start..(content.start + MAX_MANNER_TOKENS).min(content.end + 1).min(document.tokens.len());
    near.filter(|_| opens).find(|&token| document.word(token) == ":")
}

/// Maximum number of tokens of the object and the manner, the colon included.
const MAX_MANNER_TOKENS: usize = 7;

/// Takes the source out of the end of a content: "“It rains,” a nurse, who asked not to be named, said". In quotation
/// marks it may be quoted with the rest.
pub(super) fn exclude_source(document: &Document, link: &mut Link) {
    let Some(source) = link.source.clone() else { return };
    let ends = |content: &&mut Range<usize>| content.start < source.start && content.end == source.end;
    let Some(content) = link.contents.iter_mut().find(ends) else { return };
    let marked = source.clone().any(|token| document.quoted_at(token).is_some());
    if let Some(rest) = trim_punctuation(document, content.start..source.start).filter(|_| !marked) {
        *content = rest;
    }
}

#[cfg(test)]
mod tests {
    use super::super::link::LinkScores;
    use super::*;
    use crate::span::Span;

    #[test]
    fn a_source_is_no_part_of_its_content() {
        let content = |text: &str, content: &str, source: &str| {
            let document = Document::new(text);
            let tokens = |words: &str| {
                let start = text.find(words).unwrap();
                document.tokens_in(Span::new(start, start + words.len()))
            };
            let scores = LinkScores::uniform(0.9);
            let (contents, source) = (vec![tokens(content)], Some(tokens(source)));
            let mut link = Link { contents, cue: Some(tokens("said")), source, scores };
            exclude_source(&document, &mut link);
            document.span(link.contents[0].clone()).of(text).to_owned()
        };
        let text = "“It rains,” a nurse, who left, said.";
        assert_eq!(content(text, "It rains,” a nurse, who left", "a nurse, who left"), "It rains");
        assert_eq!(content(text, "It rains", "a nurse, who left"), "It rains");
        assert_eq!(
            content("“It rains on a nurse,” she said.", "It rains on a nurse", "a nurse"),
            "It rains on a nurse"
        );
    }
}
