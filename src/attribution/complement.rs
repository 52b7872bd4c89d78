//! The complement and the subject of a reporting verb, by position in the sentence. Used by rules for negated verbs,
//! which the tagger skips.

use std::ops::Range;

use super::layout::trim_punctuation;
use super::quotation_marks::words;
use crate::lexicon::{List, QUANTIFIERS};
use crate::text::{Document, TokenKind};

/// Maximum distance between a verb and its clause, in tokens: "did not tell the members of the council that".
const MAX_OBJECT_TOKENS: usize = 8;

/// Maximum distance of the finite verb in a clause without "that", in tokens.
const MAX_FINITE_DISTANCE: usize = 7;

/// Maximum length of a clause, in tokens: longer ones are not news sentences.
const MAX_CLAUSE_TOKENS: usize = 150;

/// Maximum length of a subject, in tokens.
const MAX_SUBJECT_TOKENS: usize = 12;

/// Maximum length of an aside between a subject and its verb, in tokens.
const MAX_ASIDE_TOKENS: usize = 14;

/// The complement of the verb at `verb`: a quotation, or a clause with or without "that", perhaps after the addressee.
pub(super) fn complement(document: &Document, sentence: &Range<usize>, verb: usize) -> Option<Range<usize>> {
    // These verbs take words as objects, but no clause: people use a tool, too.
    let words_alone = ["use", "using", "used", "utter", "uttered", "uttering", "speak", "spoke", "speaking", "spoken"];
    let clause = || {
        Some(verb)
            .filter(|_| !words_alone.contains(&document.lower(verb)))
            .and_then(|verb| clause(document, sentence, verb))
    };
    quotation(document, sentence, verb).or_else(clause)
}

/// The quotation after `verb`, without punctuation between them except a colon or comma directly before the quotation.
fn quotation(document: &Document, sentence: &Range<usize>, verb: usize) -> Option<Range<usize>> {
    let in_marks = |&token: &usize| document.quoted_at(token).is_some();
    let first = (verb + 1..sentence.end.min(verb + 2 + MAX_OBJECT_TOKENS)).find(in_marks)?;
    let open = first - usize::from(matches!(document.word(first - 1), ":" | ",") && first > verb + 1);
    let plain = (verb + 1..open).all(|token| is_object(document, token));
    let region = &document.quoted[document.quoted_at(first)?];
    plain.then(|| trim_punctuation(document, document.tokens_in(region.inner)))?
}

/// The clause after `verb`.
pub(super) fn clause(document: &Document, sentence: &Range<usize>, verb: usize) -> Option<Range<usize>> {
    let near = verb + 1..sentence.end.min(verb + 2 + MAX_OBJECT_TOKENS);
    let opens =
        |token: usize| matches!(document.lower(token), "that" | "whether" | "if" | "how" | "why" | "when" | "where");
    let object = near.clone().take_while(|&token| opens(token) || is_object(document, token));
    let start = { object }.find(|&token| opens(token)).or_else(|| finite(document, sentence, verb + 1))?;
    let most = sentence.end.min(start + MAX_CLAUSE_TOKENS);
    let end = (start + 1..most).find(|&token| ends(document, token)).unwrap_or(most);
    trim_punctuation(document, start..end).filter(|content| words(document, content).count() > 2)
}

/// Whether `token` may be part of an addressee or of what is called something: no punctuation, no verb of its own.
fn is_object(document: &Document, token: usize) -> bool {
    document.tokens[token].kind != TokenKind::Punctuation
        && document.quoted_at(token).is_none()
        && !matches!(document.lower(token), "and" | "but" | "because" | "who" | "which" | "said" | "says")
}

/// `start`, if a finite clause begins there.
fn finite(document: &Document, sentence: &Range<usize>, start: usize) -> Option<usize> {
    let near = start..sentence.end.min(start + MAX_FINITE_DISTANCE);
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

/// Whether the clause ends before `token`: at a comma or dash that begins something else.
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

/// The subject directly before `end`. An aside between commas is skipped, unless it is a name: "The mayor, Ann Lee,".
pub(super) fn subject(document: &Document, sentence: &Range<usize>, end: usize) -> Option<Range<usize>> {
    let comma = |token: usize| document.word(token) == ",";
    if end > sentence.start && comma(end - 1) {
        let first = (end - 1).saturating_sub(MAX_ASIDE_TOKENS).max(sentence.start);
        let open = (first..end - 1).rev().find(|&token| comma(token))?;
        let named = (open + 1..end - 1).all(|token| document.is_capitalised(token) || document.word(token) == ".");
        let before = subject_before(document, sentence, open)?;
        return Some(before.start..if named { end - 1 } else { before.end });
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
    let start = (sentence.start..end).rev().take(MAX_SUBJECT_TOKENS).take_while(belongs).last()?;
    let kept = |&token: &usize| {
        let article = matches!(lower(token), "the" | "a" | "an" | "his" | "her" | "its" | "their" | "not");
        let determiner = article || QUANTIFIERS.has(lower(token));
        let function = document.is_on(List::FunctionWords, token) && !determiner && !is_pronoun(lower(token));
        !(document.is_on(List::Calendar, token) || function)
    };
    let start = (start..end).find(kept)?;
    let names = |token: usize| {
        is_pronoun(lower(token))
            || document.is_capitalised(token) && (token > sentence.start || !document.is_on(List::FunctionWords, token))
            || SPEAKER_NOUNS.iter().any(|&list| document.is_on(list, token))
    };
    let alone = start + 1 == end && QUANTIFIERS.has(lower(start));
    (alone || (start..end).any(names)).then_some(start..end)
}

/// Nouns for speakers.
pub(super) const SPEAKER_NOUNS: [List; 3] = [List::PersonNouns, List::GroupNouns, List::OrganisationNouns];

/// Whether `lower` is a pronoun that is the subject of a verb of saying. "it" mostly is no one.
pub(super) fn is_pronoun(lower: &str) -> bool {
    matches!(lower, "he" | "she" | "they" | "we" | "i" | "nobody" | "none")
}
