//! Sources that are an apposition: "Paolo Rossi, | a tech analyst, said".

use std::ops::Range;

use super::complete_source_name::is_name;
use super::rule::Rule;
use super::truncated_sources::is_in_the_way;
use crate::lexicon::{List, WORD_FREQUENCIES};
use crate::text::{Document, TokenKind};

/// "Paolo Rossi, | a tech analyst, said"
pub(super) static APPOSED: Rule = Rule {
    id: "apposed-source",
    sentence: "A source that only describes the name before its comma is that name.",
    apply: |document, links| {
        for link in links {
            let Some(source) = link.source.clone().filter(|source| !source.is_empty()) else { continue };
            let Some(name) = described_name(document, &source) else { continue };
            let inserted = link.cue.as_ref().is_some_and(|cue| is_inserted(document, &source, cue));
            if !inserted && !is_in_the_way(link, &name) {
                link.source = Some(name);
            }
        }
    },
    examples: &[
        (
            "Paolo Rossi, [S a tech analyst] [C described] it as [W a “big win”].",
            "[S Paolo Rossi], a tech analyst [C described] it as [W a “big win”].",
        ),
        (
            "[W “Rain,”] Ann Lee, [S a seller of shoes], [C said].",
            "[W “Rain,”] [S Ann Lee], a seller of shoes, [C said].",
        ),
        (
            "Readers Without Limits (RWL), [S a charity] that lends books, [C called] it [W “odd”].",
            "[S Readers Without Limits] (RWL), a charity that lends books, [C called] it [W “odd”].",
        ),
        (
            "Zarnic, [S the company’s chairman], [C said] [W “rain.”]",
            "[S Zarnic], the company’s chairman, [C said] [W “rain.”]",
        ),
        (
            "[W “Rain,”] Ann Lee, [S Director of Weather at Acme Bank] [C said].",
            "[W “Rain,”] [S Ann Lee], Director of Weather at Acme Bank [C said].",
        ),
    ],
    counterexamples: &[
        "In New Hull, [S Director Bo Lind of Acme Bank] [C said] [W “rain.”]",
        "According to Ann Lee, [S a neighbour] [C said] [W “rain.”]",
        "In New Hull, [S a neighbour] [C said] [W “rain.”]",
        "Last Tuesday, [S a neighbour] [C said] [W “rain.”]",
        "However, [S a neighbour] [C said] [W “rain.”]",
        "When she met Ann Lee, [S the mayor] [C said] [W “rain.”]",
        "[W “Rain,”] said Ann Lee, [S a neighbour] [C added].",
        "Ann Lee, [S she] [C said], [W is “odd”].",
        "Ann Lee, [S the mayor] [C said], [W is ill].",
    ],
};

/// The name before the comma before `source`, if the source is an apposition to it.
fn described_name(document: &Document, source: &Range<usize>) -> Option<Range<usize>> {
    let comma = source.start.checked_sub(1).filter(|&token| document.word(token) == ",")?;
    let sentence = document.sentences[document.sentence_of(source.start)].start;
    let end = before_brackets(document, comma);
    let is_part = |&token: &usize| is_name(document, token) || PARTICLES.contains(&document.word(token));
    let start = (sentence.max(end.saturating_sub(MAX_NAME_WORDS))..end).rev().take_while(is_part).last()?;
    let name = start..end;
    let opens = start == sentence
        || document.tokens[start - 1].kind == TokenKind::Punctuation && is_behind_mark(document, start - 1);
    let lone = name.len() == 1 && WORD_FREQUENCIES.get(document.lower(start)).is_some();
    let function = document.is_on(List::FunctionWords, start);
    let quoted = document.quoted_at(start) == document.quoted_at(source.start);
    (opens && !lone && !function && quoted && is_name(document, start) && is_description(document, source))
        .then_some(name)
}

/// "Ann Lee, the mayor said, is ill": source and cue interrupt what is said.
fn is_inserted(document: &Document, source: &Range<usize>, cue: &Range<usize>) -> bool {
    cue.start == source.end && document.word(cue.end) == "," && document.quoted_at(cue.end + 1).is_none()
}

/// Maximum number of words of a name.
const MAX_NAME_WORDS: usize = 6;

/// Small words within names.
const PARTICLES: [&str; 7] = ["al", "bin", "de", "del", "der", "of", "van"];

/// `end` before a bracketed short form: "Readers Without Limits (RWL)".
fn before_brackets(document: &Document, end: usize) -> usize {
    let bracketed = end > 3 && document.word(end - 1) == ")" && document.word(end - 3) == "(";
    if bracketed { end - 3 } else { end }
}

/// Whether the punctuation at `token` closes a quotation.
fn is_behind_mark(document: &Document, token: usize) -> bool {
    matches!(document.word(token), "”" | "\"" | "’" | "»" | "''")
}

/// Whether the source is a description of one person or body: it begins with a determiner and has a noun for it, or it
/// begins with the noun ("Director of Space Exploration").
fn is_description(document: &Document, source: &Range<usize>) -> bool {
    let determined =
        matches!(document.lower(source.start), "a" | "an" | "the" | "one" | "his" | "her" | "its" | "their");
    let nouns = [List::PersonNouns, List::OrganisationNouns, List::Titles];
    let named = source.clone().skip(1).any(|token| is_name(document, token) && document.word(token - 1) == ",");
    let office = document.is_capitalised(source.start)
        && [List::PersonNouns, List::Titles].into_iter().any(|list| document.is_on(list, source.start))
        && matches!(document.lower(source.start + 1), "of" | "at" | "for");
    (determined || office)
        && source.len() > 1
        && !named
        && source.clone().any(|token| nouns.into_iter().any(|list| document.is_on(list, token)))
}
