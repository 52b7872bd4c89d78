//! The complete subject of a reporting verb. The governor of the clause directly precedes it.

use std::ops::Range;

use super::super::link::Link;
use super::group::{aside, same_marks};
use super::saying::{is_auxiliary, says};
use crate::lexicon::List;
use crate::text::{Document, TokenKind};

/// Maximum length of a subject without a labelled source, in tokens.
const MAX_SUBJECT_TOKENS: usize = 10;

/// Maximum number of words before a name that belong to it: "the embattled ports minister".
const MAX_TITLE_WORDS: usize = 6;

/// The subject of the verb whose group begins at `end`: the source with the words that belong to it, or without one,
/// the words before the group.
pub(super) fn subject(
    document: &Document,
    link: &Link,
    sentence: &Range<usize>,
    end: usize,
    verb: usize,
) -> Range<usize> {
    // "Bo Lind denies he ever said": the source may be in another clause.
    let beside =
        |source: &Range<usize>| source.end == end || matches!(document.word(source.end), "," | "(" | "–" | "—");
    let before = |source: &Range<usize>| source.end <= end && source.start >= sentence.start;
    let source = link.source.clone().filter(|source| before(source) && beside(source));
    let Some(source) = source else {
        // "No one, not even she, said": the subject precedes the aside.
        let aside = end.checked_sub(1).and_then(|comma| aside(document, sentence, comma));
        return subject_without_source(document, sentence, aside.unwrap_or(end));
    };
    let start = source.clone().find(|&token| !leads_clause(document, token)).unwrap_or(source.start);
    let belongs = |&token: &usize| {
        let lower = document.lower(token);
        let determiner =
            matches!(lower, "the" | "a" | "an" | "his" | "her" | "its" | "their" | "no" | "not" | "even" | "neither");
        let function = document.is_on(List::FunctionWords, token) && !determiner;
        document.tokens[token].kind != TokenKind::Punctuation
            && same_marks(document, token, start)
            && !function
            && !leads_clause(document, token)
            && !is_auxiliary(lower)
            && !document.is_on(List::DenialVerbs, token)
            && !document.is_on(List::RecordNouns, token)
            && (determiner || !says(document, token))
            && (determiner
                || !matches!(document.lower(token + 1), "the" | "a" | "an" | "his" | "her" | "its" | "their"))
    };
    let first = (sentence.start..start).rev().take(MAX_TITLE_WORDS).take_while(belongs).last().unwrap_or(start);
    // "None of the engineers said": the subject governs the preposition.
    let hangs =
        first > sentence.start && matches!(document.lower(first - 1), "of" | "at" | "in" | "from" | "among" | "on");
    let whole = subject_without_source(document, sentence, end);
    if hangs && !document.lower(verb).ends_with("ing") && whole.start < first {
        return whole.start..source.end;
    }
    first..source.end.max(first)
}

/// Whether `token` introduces a clause and precedes its subject.
fn leads_clause(document: &Document, token: usize) -> bool {
    matches!(
        document.lower(token),
        "that"
            | "if"
            | "whether"
            | "imagine"
            | "imagining"
            | "suppose"
            | "supposing"
            | "picture"
            | "had"
            | "were"
            | "should"
            | "unless"
            | "shows"
            | "show"
            | "showed"
            | "showing"
            | "shown"
            | "has"
            | "have"
            | "having"
            | "claims"
            | "claimed"
            | "claiming"
            | "where"
            | "which"
            | "insists"
            | "insisted"
            | "depicts"
            | "depicted"
            | "depicting"
    )
}

/// The words before `end`, back to punctuation or to a word that begins a clause.
fn subject_without_source(document: &Document, sentence: &Range<usize>, end: usize) -> Range<usize> {
    let belongs = |&token: &usize| {
        let begins = matches!(
            document.lower(token),
            "when"
                | "because"
                | "while"
                | "but"
                | "and"
                | "as"
                | "who"
                | "though"
                | "although"
                | "since"
                | "after"
                | "before"
                | "than"
                | "how"
                | "why"
                | "what"
                | "until"
                | "or"
        );
        document.tokens[token].kind != TokenKind::Punctuation
            && document.quoted_at(token).is_none()
            && !begins
            && !leads_clause(document, token)
            && !document.is_on(List::DenialVerbs, token)
    };
    let first = (sentence.start..end).rev().take(MAX_SUBJECT_TOKENS).take_while(belongs).last().unwrap_or(end);
    first..end
}
