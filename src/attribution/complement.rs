//! What a verb of saying takes, and who says it, by their places in its sentence: for rules about verbs that the tagger left
//! alone because the sentence takes them back.

use std::ops::Range;

use super::layout::words_of;
use super::marked::words;
use crate::lexicon::List;
use crate::text::{Document, TokenKind};

/// Most tokens between a verb and its clause: "did not tell the members of the council that".
const OBJECT: usize = 8;

/// Most tokens before the verb of a clause without "that".
const FINITE: usize = 7;

/// Most tokens of a clause: no sentence of news is so long, but some inputs are.
const LONGEST: usize = 150;

/// Most tokens of a subject.
const SUBJECT: usize = 12;

/// Most tokens of an aside between a subject and its verb.
const ASIDE: usize = 14;

/// The words that the verb at `verb` takes: a quotation, or a clause with or without "that", behind it and whoever is told.
pub(super) fn complement(document: &Document, sentence: &Range<usize>, verb: usize) -> Option<Range<usize>> {
    // One uses words, and a tool.
    let words_alone = ["use", "using", "used", "utter", "uttered", "uttering", "speak", "spoke", "speaking", "spoken"];
    let clause = || {
        Some(verb)
            .filter(|_| !words_alone.contains(&document.lower(verb)))
            .and_then(|verb| clause(document, sentence, verb))
    };
    quotation(document, sentence, verb).or_else(clause)
}

/// The quotation behind `verb`, with no other mark between but a colon or a comma right before it.
fn quotation(document: &Document, sentence: &Range<usize>, verb: usize) -> Option<Range<usize>> {
    let in_marks = |&token: &usize| document.quoted_at(token).is_some();
    let first = (verb + 1..sentence.end.min(verb + 2 + OBJECT)).find(in_marks)?;
    let open = first - usize::from(matches!(document.word(first - 1), ":" | ",") && first > verb + 1);
    let plain = (verb + 1..open).all(|token| is_object(document, token));
    let region = &document.quoted[document.quoted_at(first)?];
    plain.then(|| words_of(document, document.tokens_in(region.inner)))?
}

/// The clause behind `verb`.
pub(super) fn clause(document: &Document, sentence: &Range<usize>, verb: usize) -> Option<Range<usize>> {
    let near = verb + 1..sentence.end.min(verb + 2 + OBJECT);
    let opens =
        |token: usize| matches!(document.lower(token), "that" | "whether" | "if" | "how" | "why" | "when" | "where");
    let object = near.clone().take_while(|&token| opens(token) || is_object(document, token));
    let start = { object }.find(|&token| opens(token)).or_else(|| finite(document, sentence, verb + 1))?;
    let most = sentence.end.min(start + LONGEST);
    let end = (start + 1..most).find(|&token| ends(document, token)).unwrap_or(most);
    words_of(document, start..end).filter(|content| words(document, content).count() > 2)
}

/// Whether `token` may belong to whoever is told, or to what is called: no mark, no verb of its own.
fn is_object(document: &Document, token: usize) -> bool {
    document.tokens[token].kind != TokenKind::Punctuation
        && document.quoted_at(token).is_none()
        && !matches!(document.lower(token), "and" | "but" | "because" | "who" | "which" | "said" | "says")
}

/// `start` when a clause with a verb of its own begins there.
fn finite(document: &Document, sentence: &Range<usize>, start: usize) -> Option<usize> {
    let near = start..sentence.end.min(start + FINITE);
    let stops = |token: usize| {
        document.tokens[token].kind == TokenKind::Punctuation
            || matches!(
                document.lower(token),
                "to" | "about"
                    | "who"
                    | "which"
                    | "and"
                    | "but"
                    | "because"
                    | "for"
                    | "as"
                    | "by"
                    | "with"
                    | "when"
                    | "after"
                    | "before"
                    | "while"
                    | "so"
                    | "than"
            )
    };
    let verb = near.take_while(|&token| !stops(token)).find(|&token| token > start && is_finite(document.lower(token)));
    verb.map(|_| start)
}

fn is_finite(lower: &str) -> bool {
    matches!(
        lower,
        "would"
            | "will"
            | "had"
            | "has"
            | "have"
            | "was"
            | "were"
            | "is"
            | "are"
            | "could"
            | "should"
            | "may"
            | "might"
            | "can"
            | "did"
            | "do"
            | "does"
            | "’d"
            | "'d"
            | "must"
            | "ever"
            | "never"
    )
}

/// Whether the clause ends before `token`: a comma or a dash behind which something else begins.
fn ends(document: &Document, token: usize) -> bool {
    let next = document.lower(token + 1);
    match document.word(token) {
        ";" | "–" | "—" | "--" => true,
        "," => matches!(
            next,
            "but"
                | "not"
                | "though"
                | "although"
                | "saying"
                | "adding"
                | "calling"
                | "insisting"
                | "which"
                | "he"
                | "she"
                | "they"
                | "while"
                | "despite"
                | "after"
                | "nor"
        ),
        "but" => true,
        _ => document.lower(token) == "and" && (next.ends_with("ed") || matches!(next, "said" | "says" | "told")),
    }
}

/// The words right before `end` that name somebody who acts there; an aside between commas is passed over.
pub(super) fn subject(document: &Document, sentence: &Range<usize>, end: usize) -> Option<Range<usize>> {
    let comma = |token: usize| document.word(token) == ",";
    if end > sentence.start && comma(end - 1) {
        let first = (end - 1).saturating_sub(ASIDE).max(sentence.start);
        let open = (first..end - 1).rev().find(|&token| comma(token))?;
        return subject_before(document, sentence, open);
    }
    subject_before(document, sentence, end)
}

fn subject_before(document: &Document, sentence: &Range<usize>, end: usize) -> Option<Range<usize>> {
    let lower = |token: usize| document.lower(token);
    let belongs = |&token: &usize| {
        let begins = matches!(
            lower(token),
            "that"
                | "if"
                | "whether"
                | "when"
                | "because"
                | "while"
                | "but"
                | "and"
                | "as"
                | "who"
                | "which"
                | "though"
                | "although"
                | "since"
                | "before"
                | "than"
                | "how"
                | "why"
                | "what"
                | "until"
                | "or"
                | "something"
                | "words"
                | "insists"
                | "insisted"
                | "says"
                | "said"
                | "claims"
                | "claimed"
                | "is"
                | "are"
                | "was"
                | "were"
                | "has"
                | "had"
                | "did"
                | "does"
                | "do"
                | "have"
                | "would"
                | "could"
                | "will"
                | "anything"
                | "ever"
        );
        document.tokens[token].kind != TokenKind::Punctuation && document.quoted_at(token).is_none() && !begins
    };
    if end > sentence.start && is_pronoun(lower(end - 1)) {
        return Some(end - 1..end);
    }
    let start = (sentence.start..end).rev().take(SUBJECT).take_while(belongs).last()?;
    let kept = |&token: &usize| {
        let determiner = matches!(
            lower(token),
            "the" | "a" | "an" | "his" | "her" | "its" | "their" | "no" | "not" | "both" | "one"
        );
        let function = document.is_on(List::FunctionWords, token) && !determiner && !is_pronoun(lower(token));
        !(document.is_on(List::Calendar, token) || function)
    };
    let start = (start..end).find(kept)?;
    let names = |token: usize| {
        is_pronoun(lower(token))
            || document.is_capitalised(token) && (token > sentence.start || !document.is_on(List::FunctionWords, token))
            || [List::PersonNouns, List::GroupNouns, List::OrganisationNouns]
                .into_iter()
                .any(|list| document.is_on(list, token))
    };
    (start..end).any(names).then_some(start..end)
}

fn is_pronoun(lower: &str) -> bool {
    matches!(lower, "he" | "she" | "they" | "we" | "i" | "nobody" | "none")
}
