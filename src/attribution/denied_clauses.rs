//! The contents of denial verbs that the tagger skipped: a clause, a gerund, or a claim.

use std::ops::Range;

use super::complement::{clause, subject};
use super::layout::trim_punctuation;
use super::link::{Link, LinkScores};
use super::links_by_sentence::LinksBySentence;
use super::negated_saying::is_passive;
use super::polarity::{denies, group};
use super::quotation_marks::{any_quoted, words};
use super::rule::Rule;
use crate::lexicon::List;
use crate::text::{Document, TokenKind};

/// Score of such a link.
const SCORE: f32 = 0.7;

/// Maximum length of what is denied, in tokens.
const MAX_CLAUSE_TOKENS: usize = 60;

/// Maximum distance between a denial verb and what it denies, in tokens.
const MAX_CLAIM_DISTANCE: usize = 9;

fn link(content: Range<usize>, verb: usize, source: Option<Range<usize>>) -> Link {
    Link { contents: vec![content], cue: Some(verb..verb + 1), source, scores: LinkScores::uniform(SCORE) }
}

/// "denied the port would close".
pub(super) static DENIED: Rule = Rule {
    id: "denied",
    sentence: "The clause or gerund after a denial verb, or after the claim that it denies, is denied.",
    apply: |document, links| {
        let mut near = LinksBySentence::of(document, links);
        for (number, sentence) in document.sentences.iter().enumerate() {
            for verb in sentence.clone().filter(|&token| denies(document, token)) {
                let Some(found) = denied(document, sentence, verb) else { continue };
                if let Some(found) = resolve_overlap(document, links, &near.within(number), found) {
                    near.add(document, links.len(), &found);
                    links.push(found);
                }
            }
        }
        links.retain(|link| !link.contents.is_empty());
    },
    examples: &[
        (
            "Bo Lind has repeatedly denied the bridge is unsafe.",
            "[S Bo Lind] has repeatedly [C denied] [W the bridge is unsafe].",
        ),
        ("Bo Lind brushed off rumours that it rained.", "[S Bo Lind] [C brushed] off rumours [W that it rained]."),
        (
            "[S Bo Lind] [C disputed] [W the] [C2 claim] [W2 that it had rained].",
            "[S Bo Lind] [C disputed] the claim [W that it had rained].",
        ),
        ("Bo Lind denied taking money.", "[S Bo Lind] [C denied] [W taking money]."),
        (
            "Claims that it had rained were rejected by Bo Lind.",
            "Claims [W that it had rained] were [C rejected] by [S Bo Lind].",
        ),
        (
            "[C Claims] [W that it had rained were denied by Bo Lind].",
            "Claims [W that it had rained] were [C denied] by [S Bo Lind].",
        ),
    ],
    counterexamples: &[
        "Bo Lind rejected [S the union’s] [C claim] [W that it had rained].",
        "Bo Lind fired the shot that had killed the gull.",
        "Bo Lind denied the charges.",
        "Bo Lind denied wrongdoing and left.",
        "Bo Lind rejected the plan because it was late.",
        "Bo Lind was denied a visa that he had asked for.",
        "[S Bo Lind] [C denied] [W that it rained].",
        "The council denied planning permission.",
    ],
};

/// Resolves overlaps of `found` with the links at `near`. Returns it if they do not have its words. Replaces a link
/// that has the same words through the denied claim, and discards `found` in all other cases.
fn resolve_overlap(document: &Document, links: &mut [Link], near: &[usize], found: Link) -> Option<Link> {
    let (cue, content) = (found.cue.clone()?, found.contents.first()?.clone());
    let meets = |part: &Range<usize>| part.start < content.end && content.start < part.end;
    let is_cue = |link: &Link| link.cue.as_ref().is_some_and(|other| other.contains(&cue.start));
    // "disputed | the | claim that": a content of one or two words is no real content.
    let is_crumb = |link: &Link| {
        link.contents.iter().all(|part| words(document, part).nth(2).is_none() && !any_quoted(document, part))
    };
    let crumbs: Vec<usize> = near.iter().copied().filter(|&at| is_cue(&links[at]) && is_crumb(&links[at])).collect();
    let holder = near.iter().copied().find(|&at| !crumbs.contains(&at) && links[at].contents.iter().any(meets));
    if near.iter().any(|at| is_cue(&links[*at]) && !crumbs.contains(at)) {
        return None;
    }
    if let Some(holder) = holder {
        let other = &links[holder];
        // "Claims | that it rained were denied by Bo Lind": the content is too long.
        let runs_on = other.contents.iter().any(|part| part.contains(&cue.start));
        let is_claim = |claim: &Range<usize>| {
            claim.end <= content.start
                && (cue.end <= claim.start || runs_on && document.is_on(List::ClaimNouns, claim.start))
        };
        let claimed = other.cue.as_ref().is_some_and(is_claim);
        let own = other.source.as_ref().is_none_or(|source| source.end <= cue.start);
        if !(claimed && own) {
            return None;
        }
        links[holder] = found;
        crumbs.into_iter().for_each(|at| links[at].contents.clear());
        return None;
    }
    crumbs.into_iter().for_each(|at| links[at].contents.clear());
    Some(found)
}

fn denied(document: &Document, sentence: &Range<usize>, verb: usize) -> Option<Link> {
    let before = group(document, sentence, verb);
    let first = before.last().copied().unwrap_or(verb);
    if document.quoted_at(verb).is_some() {
        return None;
    }
    if is_passive(document, verb, &before) {
        return denied_by(document, sentence, verb, first);
    }
    let source = subject(document, sentence, first)?;
    let strong = document.lower(verb).starts_with("den");
    let claim = |&token: &usize| document.is_on(List::ClaimNouns, token);
    let plain =
        |&token: &usize| document.tokens[token].kind != TokenKind::Punctuation && document.quoted_at(token).is_none();
    let noun = (verb + 1..sentence.end.min(verb + MAX_CLAIM_DISTANCE)).take_while(plain).find(claim);
    let content = match noun {
        Some(noun) => clause(document, sentence, noun)?,
        None if document.lower(verb + 1) == "that" || strong => {
            denied_gerund(document, sentence, verb).or_else(|| clause(document, sentence, verb))?
        }
        None => return None,
    };
    (!any_quoted(document, &content) || strong).then(|| link(content, verb, Some(source)))
}

/// "denied taking money".
fn denied_gerund(document: &Document, sentence: &Range<usize>, verb: usize) -> Option<Range<usize>> {
    let start = verb + 1 + usize::from(document.lower(verb + 1) == "ever");
    let lower = document.lower(start);
    let doing = lower.len() > 4 && lower.ends_with("ing") && sentence.contains(&(start + 1)) && !NOUNS.contains(&lower);
    let taken = document.tokens[start + 1..sentence.end.max(start + 1)].first()?;
    let most = sentence.end.min(start + MAX_CLAUSE_TOKENS);
    let end = (start + 1..most)
        .find(|&token| matches!(document.word(token), "," | ";" | "–" | "—") || document.lower(token) == "and");
    (doing && taken.kind != TokenKind::Punctuation)
        .then(|| trim_punctuation(document, start..end.unwrap_or(most)))?
        .filter(|words| words.len() > 1)
}

/// Words in -ing that are no gerund here, or that an authority denies somebody.
const NOUNS: [&str; 14] = [
    "wrongdoing",
    "anything",
    "everything",
    "nothing",
    "something",
    "planning",
    "funding",
    "training",
    "housing",
    "parking",
    "building",
    "licensing",
    "hearing",
    "meeting",
];

/// "Claims that it rained were denied by Bo Lind", "It was denied by Bo Lind that it rained".
fn denied_by(document: &Document, sentence: &Range<usize>, verb: usize, first: usize) -> Option<Link> {
    let by = Some(verb + 1).filter(|&by| document.lower(by) == "by")?;
    let most = sentence.end.min(by + MAX_CLAIM_DISTANCE);
    let ends = |&token: &usize| {
        document.tokens[token].kind == TokenKind::Punctuation
            || matches!(
                document.lower(token),
                "on" | "in" | "at" | "who" | "and" | "as" | "when" | "after" | "last" | "that"
            )
    };
    let end = (by + 1..most).find(ends).unwrap_or(most);
    let behind =
        Some(end).filter(|&that| document.lower(that) == "that").and_then(|that| clause(document, sentence, that - 1));
    let content = behind.or_else(|| claimed(document, sentence, first))?;
    (end > by + 1).then(|| link(content, verb, Some(by + 1..end)))
}

/// The clause of the claim before token `first`.
fn claimed(document: &Document, sentence: &Range<usize>, first: usize) -> Option<Range<usize>> {
    let start = sentence.start.max(first.saturating_sub(MAX_CLAUSE_TOKENS));
    let claim = (start..first).find(|&token| document.is_on(List::ClaimNouns, token))?;
    let that = Some(claim + 1).filter(|&that| document.lower(that) == "that" && that + 2 < first)?;
    trim_punctuation(document, that..first)
}
