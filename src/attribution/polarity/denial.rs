//! Denial verbs: denied contents, and denied saying.

use std::ops::Range;

use super::super::quotation_marks::words;
use super::clause::Clause;
use super::group::{group, negation_in};
use super::rule::{PolarityFinding, PolarityRule};
use super::saying::is_plainly_saying;
use crate::lexicon::List;
use crate::quote::Polarity::{Affirmed, Denied, NotSaid};
use crate::text::Document;

/// Maximum distance between a denial verb and its object, in tokens: "denied the latest claims by the union that".
const MAX_CLAIM_DISTANCE: usize = 9;

/// "denied saying".
pub(super) static DENIED_SAYING: PolarityRule = PolarityRule {
    id: "denied-saying",
    sentence: "A person who denies saying something, or denies claims of it, did not say it.",
    without_cue: false,
    evaluate: |clause| {
        let denial = denial_of_saying(clause)?;
        let before = group(clause.document, &clause.sentence, denial);
        let polarity = if negation_in(clause.document, &before, denial).is_some() { Affirmed } else { NotSaid };
        Some(PolarityFinding::by(polarity, denial))
    },
    examples: &[
        ("[S Bo Lind] denied [C saying] [W “it rains”].", NotSaid),
        ("Bo Lind denied that [S he] had [C said] [W “it rains”].", NotSaid),
        ("[S Bo Lind] denies ever having [C said] [W “it rains”].", NotSaid),
        ("Bo Lind denied [S he] had [C said] [W “it rains”].", NotSaid),
        ("Bo Lind rejected claims that [S he] had [C said] [W “it rains”].", NotSaid),
        ("[S Bo Lind] [C denied] [W that he had said “it rains”].", NotSaid),
        ("[S Bo Lind] [C denied] making the remark [W “it rains”].", NotSaid),
        ("Bo Lind never denied that [S he] had [C said] [W “it rains”].", Affirmed),
        ("Contrary to reports that [S Bo Lind] [C said] [W it rained], it was dry.", NotSaid),
    ],
    counterexamples: &[
        "[S Bo Lind] denied it and [C said] [W “it is dry”].",
        "[S Bo Lind] denied the charge, [C saying] [W it was dry].",
        "[S Bo Lind], who denies the charge, [C said] [W it was dry].",
        "[S Bo Lind] [C denied] [W that it rained].",
    ],
};

fn denial_of_saying(clause: &Clause) -> Option<usize> {
    let denies = |token: usize| clause.is_on(List::DenialVerbs, token);
    if let Some(&denial) = clause.group.iter().find(|&&token| denies(token)) {
        return Some(denial);
    }
    let governed = !denies(clause.verb) && clause.has_verb && !clause.subject.is_empty();
    if let Some((governor, that)) = clause.governor().filter(|_| governed) {
        let lower = clause.lower(governor);
        if denies(governor) && (that && !needs_particle(lower) || is_strong(lower)) {
            return Some(governor);
        }
        let noun = clause.is_on(List::ClaimNouns, governor) || clause.is_on(List::MediaNouns, governor);
        return noun.then(|| denial_of_noun(clause, governor))?;
    }
    saying_within(clause)
}

/// The denial of the claim at `noun`: "rejected the suggestion", "contrary to reports", "no truth in reports".
fn denial_of_noun(clause: &Clause, noun: usize) -> Option<usize> {
    let start = noun.saturating_sub(MAX_CLAIM_DISTANCE).max(clause.sentence.start);
    let chain =
        (start..noun).rev().take_while(|&token| !matches!(clause.lower(token), "," | ";" | ":" | "and" | "but"));
    let denies = |&token: &usize| {
        clause.is_on(List::DenialVerbs, token)
            || clause.lower(token) == "contrary"
            || clause.lower(token) == "truth" && token > 0 && clause.lower(token - 1) == "no"
    };
    { chain }.find(denies)
}

/// The denial verb in the cue, if it denies saying: the first words of the content are a reporting verb with a
/// quotation or "that".
fn saying_within(clause: &Clause) -> Option<usize> {
    let denial = clause.link.cue.clone()?.find(|&token| clause.is_on(List::DenialVerbs, token))?;
    let content = clause.link.contents.iter().find(|content| content.start > denial)?;
    // "denied making the remark “…”".
    let making = (denial + 1..(denial + MAX_CLAIM_DISTANCE).min(content.end)).find(|&token| {
        let outside = clause.document.quoted_at(token).is_none();
        outside && matches!(clause.lower(token), "making" | "using" | "uttering" | "posting" | "sending" | "issuing")
    });
    let words = |making: usize| {
        (making + 1..making + MAX_CLAIM_DISTANCE).find(|&token| clause.document.quoted_at(token).is_some())
    };
    if making.and_then(words).is_some_and(|mark| (content.start..content.end + 1).contains(&mark)) {
        return Some(denial);
    }
    let verb = content.clone().take(MAX_CLAIM_DISTANCE).find(|&token| is_plainly_saying(clause.lower(token)))?;
    let quotes = (verb + 1..content.end.min(verb + MAX_CLAIM_DISTANCE))
        .any(|token| clause.lower(token) == "that" || clause.document.quoted_at(token).is_some());
    let outside = (content.start..verb + 1).all(|token| clause.document.quoted_at(token).is_none());
    (quotes && outside).then_some(denial)
}

/// Whether `lower` denies by itself, without a noun for what it denies.
fn is_strong(lower: &str) -> bool {
    lower.starts_with("den") || lower.starts_with("disput")
}

/// "denied that the port would close".
pub(super) static DENIAL: PolarityRule = PolarityRule {
    id: "denial",
    sentence: "The object of a denial verb is denied; words after punctuation or “as” are not.",
    without_cue: false,
    evaluate: |clause| {
        let denial = denial_in_cue(clause)?;
        let denied = match clause.content_behind() {
            Some(content) => is_object(clause, denial, &content),
            None => is_fronted(clause, denial),
        };
        denied.then(|| PolarityFinding {
            polarity: Denied,
            words: denial..clause.link.cue.as_ref().map_or(denial + 1, |cue| cue.end),
        })
    },
    examples: &[
        ("[S Bo Lind] [C denied] [W that it rained].", Denied),
        ("[S Bo Lind] has [C denied] [W hiding “the rain”].", Denied),
        ("[S Bo Lind] [C denied] claims by the union [W that it rained].", Denied),
        ("[S Bo Lind] [C dismissed] reports [W that it rained].", Denied),
        ("[S Bo Lind] [C dismissed] as nonsense claims [W that it rained].", Denied),
        ("[S Bo Lind] [C brushed off suggestions] [W it had rained].", Denied),
        ("[S Bo Lind] [C hit back] at claims [W that it rained].", Denied),
        ("[W That it rained], [S Bo Lind] [C denied].", Denied),
        ("Claims [W that it rained] were [C rejected] by [S Bo Lind].", Denied),
    ],
    counterexamples: &[
        "[S Bo Lind] [C dismissed] the claims as [W “nonsense”].",
        "[S Bo Lind] [C denied] the claims: [W “It is dry.”]",
        "[W “It is dry,”] [S Bo Lind] [C denied].",
        "[S Judge Bo Lind] [C ruled] [W that it rained].",
        "[S Bo Lind] [C shot back] [W that it rained].",
        "[S Bo Lind] [C rejected] [W “the politics of rain”].",
        "[S Bo Lind] [C disputed] [W a report of rain as an “outright lie”].",
        "[S The judge] may [C dismiss] [W a lawsuit that claims it rained].",
    ],
};

/// The denial verb in the cue.
fn denial_in_cue(clause: &Clause) -> Option<usize> {
    clause.link.cue.clone()?.find(|&token| denies(clause.document, token))
}

/// Whether the verb at `token` denies. Some verbs need a particle.
pub fn denies(document: &Document, token: usize) -> bool {
    let next = document.lower(token + 1);
    let particle = matches!(next, "off" | "aside" | "away" | "out" | "down" | "back" | "cold" | "scorn");
    document.is_on(List::DenialVerbs, token) && (particle || !needs_particle(document.lower(token)))
}

/// Whether the verb `lower` denies only with a particle: "ruled out", "brushed off".
fn needs_particle(lower: &str) -> bool {
    ["brush", "shrug", "wav", "batt", "laugh", "swat", "pour", "rul", "knock", "shot", "slap", "push", "hit"]
        .iter()
        .any(|begin| lower.starts_with(begin))
}

/// Whether `content` is the object of the verb at `denial`: only a claim and its owner are between them.
fn is_object(clause: &Clause, denial: usize, content: &Range<usize>) -> bool {
    let between = denial + 1..content.start;
    let breaks = |token: usize| {
        let lower = clause.lower(token);
        matches!(lower, "," | ";" | ":" | "and" | "but" | "when" | "after" | "with" | "saying" | "—" | "–" | "-" | "--")
    };
    // "dismissed as nonsense claims that": the claim follows.
    let claim_behind = |at: usize| (at + 1..content.start).any(|token| clause.is_on(List::ClaimNouns, token));
    let as_such = between.clone().any(|token| clause.lower(token) == "as" && !claim_behind(token));
    if between.len() > MAX_CLAIM_DISTANCE || as_such || between.clone().any(breaks) {
        return false;
    }
    // "dismissed a report as “a distortion”": the quoted words are said.
    let as_marked = content
        .clone()
        .any(|token| clause.lower(token) == "as" && (1..4).any(|by| clause.document.quoted_at(token + by).is_some()));
    let is_clause = words(clause.document, content).nth(2).is_some();
    if as_marked || !is_clause {
        return false;
    }
    let claim = |token: usize| {
        clause.is_on(List::ClaimNouns, token)
            && !token.checked_sub(1).is_some_and(|before| matches!(clause.lower(before), "that" | "which" | "who"))
    };
    // "shot back that it rained" answers; "hit back at claims that it rained" denies.
    let answers = clause.lower(denial + 1) == "back";
    let named = between.clone().any(claim)
        || content.clone().take(4).any(claim)
        || clause.lower(content.start) == "that" && !answers;
    named || is_strong(clause.lower(denial))
}

/// Whether the content before the verb at `denial` is denied: "Claims that it rained were denied by", "which he
/// denied".
fn is_fronted(clause: &Clause, denial: usize) -> bool {
    let marked = |content: &Range<usize>| content.clone().all(|token| clause.document.quoted_at(token).is_some());
    let Some(content) = clause.link.contents.last().filter(|content| content.end <= denial && !marked(content)) else {
        return false;
    };
    let start = content.start.saturating_sub(MAX_CLAIM_DISTANCE).max(clause.sentence.start);
    let claimed = (start..content.start + 1).any(|token| clause.is_on(List::ClaimNouns, token));
    let relative =
        (content.end..denial).any(|token| matches!(clause.lower(token), "which" | "something" | "claim" | "charge"));
    claimed || relative || is_strong(clause.lower(denial))
}
