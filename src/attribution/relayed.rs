//! Statements that another relays: "“It is late,” Ann Lee said, the Times reported". The paper has the whole clause for
//! its content, and Ann Lee the words within it.

use std::ops::Range;

use super::adjacent::reporting_clause;
use super::complement::{complement, is_pronoun};
use super::directives::taken_cues;
use super::inner_clauses::{InnerClause, clause_before, is_finite_saying, subject_of};
use super::labels::label;
use super::layout::trim_punctuation;
use super::link::Link;
use super::quotation_marks::{all_quoted, quotation_at};
use super::rule::Rule;
use crate::text::Document;

/// "“It is late,” Ann Lee said, the Times reported."
pub(super) static RELAYED: Rule = Rule {
    id: "relayed-statement",
    sentence: "Words in a clause that a paper “reported”, or that are “according to” it, belong to the subject of the reporting verb in that clause.",
    apply: |document, links| {
        let taken = taken_cues(links);
        let free = |(link, _): &(Link, _)| link.cue.as_ref().is_some_and(|cue| !taken.contains(&cue.start));
        let mut inner = Vec::new();
        for link in links.iter_mut() {
            if let Some((found, clause)) = relayed(document, link).filter(free) {
                link.contents = vec![clause];
                inner.push(found);
            }
        }
        links.extend(inner);
    },
    examples: &[
        (
            "[W “It is late,”] Bo Lind said, [S the Times] [C reported].",
            "[W [W2 “It is late,”] [S2 Bo Lind] [C2 said]], [S the Times] [C reported].",
        ),
        (
            "[W It was late, Bo Lind said], [C according to] [S the Times].",
            "[W [W2 It was late], [S2 Bo Lind] [C2 said]], [C according to] [S the Times].",
        ),
        (
            "Bo Lind said [W it was “late”], [S the Times] [C reported].",
            "[W [S2 Bo Lind] [C2 said] [W2 it was “late”]], [S the Times] [C reported].",
        ),
        (
            "Bo Lind said it was [W “late”], [S the Times] [C reported].",
            "[W [S2 Bo Lind] [C2 said] it was “[W2 late]”], [S the Times] [C reported].",
        ),
        (
            "[W Bo Lind, a guest, called it “late”], [S the Times] [C reported].",
            "[W [S2 Bo Lind], a guest, [C2 called] it “[W2 late]”], [S the Times] [C reported].",
        ),
        (
            "[C According to] [S the Times], Bo Lind also said: [W “It is late.”]",
            "[C According to] [S the Times], [W [S2 Bo Lind] also [C2 said]: [W2 “It is late.”]]",
        ),
        (
            "[W In May, Bo Lind complained of the “late” train], [S a clerk] [C said].",
            "[W In May, [S2 Bo Lind] [C2 complained] of the “[W2 late]” train], [S a clerk] [C said].",
        ),
        (
            "[W Bo Lind told the court that it was late], [C according to] [S the Times].",
            "[W [S2 Bo Lind] [C2 told] the court [W2 that it was late]], [C according to] [S the Times].",
        ),
    ],
    counterexamples: &[
        "[W “It is late,”] [S the Times] [C reported].",
        "[W “It is late,”] they heard, [S the Times] [C reported].",
        "[W The bridge was late], [C according to] [S the Times].",
        "[W A man saying it was late was found], [C according to] [S the Times].",
        "[S The Times] [C reported] that [W Bo Lind said it was late].",
        "[W “It is late,”] Bo Lind said. [S The Times] [C reported] rain.",
        "[W He said it was late], [S Bo Lind] [C said].",
    ],
};

/// Words by which a paper relays what others say. Sorted.
const RELAYING: [&str; 4] = ["according", "reported", "reporting", "reports"];

/// A link for what is within the content of `link`, if that relays it, and the content of `link` itself.
fn relayed(document: &Document, link: &Link) -> Option<(Link, Range<usize>)> {
    let (cue, source) = (link.cue.as_ref()?, link.source.as_ref()?);
    let first = link.contents.first()?;
    let relays = cue.clone().any(|token| RELAYING.binary_search(&document.lower(token)).is_ok());
    // "Ann Lee said it was “late”, a clerk said."
    let says = matches!(document.lower(cue.start), "said" | "says") && source.end == cue.start;
    let apart = says && source.start > 0 && document.word(source.start - 1) == ",";
    let (start, end) = (cue.start.min(source.start), cue.end.max(source.end));
    let sentence = document.sentence_of(start);
    if document.quoted_at(start).is_some() || document.sentence_of(first.start) != sentence || !(relays || apart) {
        return None;
    }
    if end <= first.start {
        let clause = end..document.sentences[sentence].end;
        return reported_before(document, link, &clause).filter(|_| relays);
    }
    if first.end > start || document.sentence_of(first.end - 1) != sentence {
        return None;
    }
    let clause = document.sentences[sentence].start..start;
    let (found, whole) = reported_behind(document, link, start)
        .or_else(|| reported_before(document, link, &clause))
        .or_else(|| Some((reported_within(document, first)?, first.clone())))
        .or_else(|| reported_around(document, first, clause.start))?;
    let named = found.source.as_ref().is_some_and(|source| !is_pronoun(document.lower(source.start)));
    (relays || named).then_some((found, whole))
}

/// "“It is late,” Ann Lee said", before `end`.
fn reported_behind(document: &Document, link: &Link, end: usize) -> Option<(Link, Range<usize>)> {
    let first = link.contents.first()?;
    let quoted = all_quoted(document, first);
    let (words, start) = if quoted {
        let region = quotation_at(document, first.end - 1).filter(|region| region.closed)?;
        (first.clone(), document.tokens_in(region.outer).end)
    } else {
        let clause = trim_punctuation(document, first.start..end)?;
        let comma = clause.rev().find(|&token| document.word(token) == ",")?;
        (first.start..comma, comma + 1)
    };
    let (source, cue) = reporting_clause(document, start..end)?;
    let last = source.end.max(cue.end);
    let ends_there = trim_punctuation(document, start..end).is_some_and(|clause| clause.end == last);
    let contents = std::iter::once(words).chain(link.contents[1..].iter().cloned()).collect();
    (quoted || ends_there).then(|| (InnerClause { source, cue }.link(contents), first.start..last))
}

/// "Ann Lee said", directly before the content and within `clause`.
fn reported_before(document: &Document, link: &Link, clause: &Range<usize>) -> Option<(Link, Range<usize>)> {
    let first = link.contents.first()?;
    let inner = clause_before(document, clause, first)?;
    let whole = inner.source.start..first.end;
    Some((inner.link(link.contents.clone()), whole))
}

/// "Ann Lee said it was late", "Ann Lee called it a “gift”".
fn reported_within(document: &Document, clause: &Range<usize>) -> Option<Link> {
    let quoted = clause.clone().find(|&token| document.quoted_at(token).is_some());
    let region = quoted.and_then(|token| quotation_at(document, token)).filter(|region| region.closed);
    let labelled = region.and_then(|region| label(document, region));
    let within = |link: &Link| link.cue.as_ref().is_some_and(|cue| clause.start <= cue.start);
    labelled.filter(within).or_else(|| {
        let mut narrated = clause.clone().take_while(|&token| document.quoted_at(token).is_none());
        let verb = narrated.find(|&token| is_finite_saying(document, token))?;
        let source = subject_of(document, clause, verb)?;
        let content = complement(document, clause, verb)?;
        Some(InnerClause { source, cue: verb..verb + 1 }.link(vec![content]))
    })
}

/// "Ann Lee said it was “late”", where `content` is its end. The clause begins at `start` or later.
fn reported_around(document: &Document, content: &Range<usize>, start: usize) -> Option<(Link, Range<usize>)> {
    let inner = reported_within(document, &(start..content.end))?;
    let whole = inner.source.as_ref()?.start..content.end;
    let covers = inner.contents.iter().any(|words| words.start <= content.start + 1 && content.end <= words.end + 1);
    covers.then_some((inner, whole))
}

#[cfg(test)]
mod tests {
    #[test]
    fn relaying_words_are_sorted() {
        assert!(super::RELAYING.is_sorted_by(|a, b| a < b));
    }
}
