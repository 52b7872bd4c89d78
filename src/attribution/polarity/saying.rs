//! Reporting verbs by their forms, and auxiliaries.

use std::ops::Range;

use super::super::attribution_type::is_reporting_verb;
use super::super::verbs::is_verb_of_saying;
use crate::lexicon::{List, RARE_SAYING_FORMS};
use crate::text::{Document, TokenKind};

/// The last reporting verb in the cue, else its last content word.
pub(super) fn head(document: &Document, cue: &Range<usize>) -> Option<usize> {
    let is_saying = |&token: &usize| says(document, token) && is_verb(document.lower(token));
    let is_word = |token: &usize| document.tokens[*token].kind == TokenKind::Word;
    let full = |token: &usize| is_word(token) && !document.is_on(List::FunctionWords, *token);
    let found = cue.clone().rev().find(is_saying).or_else(|| cue.clone().rev().find(full));
    found.or_else(|| cue.clone().find(is_word))
}

/// Whether `lower` has the form of a verb rather than of a noun.
pub(super) fn is_verb(lower: &str) -> bool {
    lower.ends_with("ing") || lower.ends_with("ed") || is_verb_of_saying(lower) || RARE_SAYING_FORMS.has(lower)
}

/// Whether the head of a cue at `token` is a verb, not a noun or "according to".
pub(super) fn is_verb_at(document: &Document, token: usize) -> bool {
    let lower = document.lower(token);
    let nouns = [List::MediaNouns, List::ClaimNouns, List::DocumentNouns];
    let noun = nouns.into_iter().any(|list| document.is_on(list, token));
    let by_form = is_verb(lower) || is_issuing_verb(lower) || document.is_on(List::DenialVerbs, token);
    lower != "according" && (by_form || says(document, token) && !noun)
}

/// Whether the word of `token` is a reporting verb.
pub(super) fn says(document: &Document, token: usize) -> bool {
    let lower = document.lower(token);
    let plain = is_verb_of_saying(lower) || RARE_SAYING_FORMS.has(lower);
    let other = document.is_on(List::FunctionWords, token) || document.is_on(List::RestraintWords, token);
    plain || is_reporting_verb(lower) && !other
}

/// "a quote that she never gave": verbs that report words only if these precede.
pub fn is_issuing_verb(lower: &str) -> bool {
    matches!(lower, "gave" | "given" | "made" | "posted" | "published" | "shared")
}

/// Whether `lower` is a form of a verb that is used only for reporting words.
pub fn is_plainly_saying(lower: &str) -> bool {
    let other = matches!(
        lower,
        "asked"
            | "asks"
            | "reads"
            | "recalled"
            | "recalls"
            | "remembered"
            | "remembers"
            | "agreed"
            | "continued"
            | "continues"
            | "reported"
            | "answered"
            | "observed"
            | "responded"
            | "objected"
    );
    !other && (is_verb_of_saying(lower) || RARE_SAYING_FORMS.has(lower))
}

/// Whether `lower` is a form of an auxiliary verb.
pub(super) fn is_auxiliary(lower: &str) -> bool {
    matches!(
        lower,
        "do" | "does"
            | "did"
            | "has"
            | "have"
            | "had"
            | "having"
            | "is"
            | "are"
            | "was"
            | "were"
            | "be"
            | "been"
            | "being"
            | "am"
            | "will"
            | "would"
            | "wo"
            | "shall"
            | "should"
            | "ca"
            | "can"
            | "could"
            | "may"
            | "might"
            | "must"
            | "’ve"
            | "'ve"
            | "’d"
            | "'d"
            | "’ll"
            | "'ll"
            | "ought"
            | "ai"
    )
}
