//! Verbs whose subject is not the speaker: "was told that", "is accused of", "quoted her as saying".

use std::ops::Range;

use super::attribution_type::is_reporting_verb;
use super::link::Link;
use super::quotation_marks::any_quoted;
use super::rule::Rule;
use crate::text::{Document, TokenKind};

/// Maximum distance of "by" after the participle or after the content, in tokens.
const MAX_BY_DISTANCE: usize = 3;

/// Maximum length of such a source, in tokens.
const MAX_SOURCE_TOKENS: usize = 8;

/// Score of such a source.
const SCORE: f32 = 0.7;

/// "was described as “shameful” by the authority".
pub(super) static PASSIVE_BY: Rule = Rule {
    id: "passive-by",
    sentence: "The source of a passive reporting verb is the agent after “by”, not the subject.",
    apply: |document, links| {
        for link in links {
            if let Some(by) = participle(document, link).and_then(|at| agent(document, link, at)) {
                link.set_source(by, SCORE);
            }
        }
    },
    examples: &[
        (
            "[S The plan] was [C described as] [W “shameful”] by the parks authority.",
            "The plan was [C described as] [W “shameful”] by [S the parks authority].",
        ),
        (
            "[S Bo Lind] [C was told] by the judge [W that he must leave].",
            "Bo Lind [C was told] by [S the judge] [W that he must leave].",
        ),
    ],
    counterexamples: &[
        "[S Bo Lind] [C told] [W him to leave] by noon.",
        "[S The plan] was [C described as] [W “shameful”] on Monday.",
        "[S Bo Lind] was [C quoted as saying] [W it was over] by Monday.",
    ],
};

/// "was told that".
pub(super) static PASSIVE: Rule = Rule {
    id: "passive-subject",
    sentence: "The passive subject of telling, asking, accusing or describing is not the source; without quotation marks there is no content.",
    apply: |document, links| {
        links.retain_mut(|link| {
            let subject = |source: &Range<usize>| participle(document, link).is_some_and(|at| source.end <= at);
            if !link.source.as_ref().is_some_and(subject) {
                return true;
            }
            link.source = None;
            link.contents.iter().any(|content| any_quoted(document, content))
        });
    },
    examples: &[
        ("[S Bo Lind] [C was told] [W that the cup was lost].", "Bo Lind was told that the cup was lost."),
        ("[S Bo Lind, 40], is [C accused of] [W stealing the cup].", "Bo Lind, 40, is accused of stealing the cup."),
        ("[S Bo Lind] was [C asked]: [W “Where is the cup?”]", "Bo Lind was [C asked]: [W “Where is the cup?”]"),
    ],
    counterexamples: &[
        "[S Bo Lind] [C told] [W her that the cup was lost].",
        "[S Bo Lind] was [C quoted as saying] [W it was lost].",
        "The cup, [S Bo Lind] [C was said to have told] them, [W was lost].",
        "[W “It is lost,”] Ann was [C told] by [S Bo Lind].",
        "[S Bo Lind] was late and [C asked] [W if it was lost].",
    ],
};

/// "The agency quoted Bo Lind as saying".
pub(super) static CITED: Rule = Rule {
    id: "quoted-as-saying",
    sentence: "A person who is quoted or cited as saying something is the source, not the one who quotes.",
    apply: |document, links| links.iter_mut().for_each(|link| cite(document, link)),
    examples: &[
        (
            "[S The agency] [C cited] [W Bo Lind as saying that it was over].",
            "The agency cited [S Bo Lind] as [C saying] [W that it was over].",
        ),
        (
            "[S State radio] [C quoted] General Bo Lind as saying [W it was “over”].",
            "State radio quoted [S General Bo Lind] as [C saying] [W it was “over”].",
        ),
    ],
    counterexamples: &[
        "[S Bo Lind] was [C quoted as saying] [W it was over].",
        "[S Bo Lind] was quoted by the agency as [C saying] [W it was over].",
        "[S The agency] [C quoted] [W “the end”] as the headline.",
    ],
};

fn cite(document: &Document, link: &mut Link) {
    let Some(cue) = link.cue.clone() else { return };
    let quotes =
        |token| matches!(document.lower(token), "quoted" | "quotes" | "quoting" | "cited" | "cites" | "citing");
    let Some(verb) = cue.clone().find(|&token| quotes(token)) else { return };
    let sentence = document.sentences[document.sentence_of(verb)].clone();
    let says = |&token: &usize| {
        document.lower(token) == "as"
            && document.lower(token + 1).ends_with("ing")
            && is_reporting_verb(document.lower(token + 1))
    };
    let Some(at) = (verb + 2..sentence.end.min(verb + 2 + 2 * MAX_SOURCE_TOKENS)).find(says) else { return };
    let in_marks = any_quoted(document, &(verb + 1..at));
    let start = at + 2;
    link.contents.retain_mut(|content| {
        content.start = if content.start <= at { start } else { content.start };
        content.start < content.end
    });
    if link.contents.is_empty() {
        let rest = start..sentence.end.max(start + 1).min(document.tokens.len());
        link.contents = vec![rest];
    }
    link.cue = Some(at + 1..start);
    // "was quoted by the agency as saying": the subject remains the source.
    if !in_marks && document.lower(verb + 1) != "by" {
        link.set_source(verb + 1..at, SCORE);
    }
}

/// The passive participle of a cue whose subject is not the speaker.
fn participle(document: &Document, link: &Link) -> Option<usize> {
    let cue = link.cue.as_ref()?;
    let at = cue.clone().find(|&token| PARTICIPLES.binary_search(&document.lower(token)).is_ok())?;
    let sentence = document.sentences[document.sentence_of(at)].start;
    let is_being = |token: usize| {
        matches!(document.lower(token), "is" | "are" | "was" | "were" | "be" | "been" | "being" | "gets" | "got")
    };
    let is_adverb = |token: usize| {
        let lower = document.lower(token);
        lower.ends_with("ly")
            || matches!(lower, "not" | "also" | "never" | "first" | "once" | "later" | "then" | "already" | "again")
    };
    let before = (at.saturating_sub(MAX_BY_DISTANCE).max(sentence)..at).rev();
    let near = before.take_while(|&token| is_being(token) || is_adverb(token));
    near.into_iter().any(is_being).then_some(at)
}

/// The agent after "by", directly after the participle or after a content.
fn agent(document: &Document, link: &Link, participle: usize) -> Option<Range<usize>> {
    let sentence = document.sentences[document.sentence_of(participle)].clone();
    let content_ends = link.contents.iter().map(|content| content.end);
    let from: Vec<usize> = std::iter::once(participle + 1).chain(content_ends).collect();
    let by = from.into_iter().filter(|&start| start <= sentence.end).find_map(|start| {
        (start..sentence.end.min(start + MAX_BY_DISTANCE))
            .take_while(|&token| {
                token == start || document.tokens[token].kind == TokenKind::Punctuation || document.lower(token) == "by"
            })
            .find(|&token| document.lower(token) == "by")
    })?;
    let ends = |&token: &usize| {
        document.tokens[token].kind == TokenKind::Punctuation
            || matches!(
                document.lower(token),
                "as" | "that"
                    | "to"
                    | "for"
                    | "in"
                    | "on"
                    | "at"
                    | "who"
                    | "which"
                    | "when"
                    | "during"
                    | "after"
                    | "and"
                    | "if"
                    | "how"
                    | "whether"
            )
            || link.contents.iter().any(|content| content.contains(&token))
    };
    let end = (by + 1..sentence.end).find(|token| ends(token)).unwrap_or(sentence.end);
    let time = |token: usize| {
        document.tokens[token].kind == TokenKind::Number
            || document.is_on(crate::lexicon::List::Calendar, token)
            || matches!(document.lower(token), "noon" | "midnight" | "then" | "now" | "next")
    };
    let who = by + 1..end;
    (!who.is_empty() && who.len() <= MAX_SOURCE_TOKENS && !time(who.start)).then_some(who)
}

/// Participles whose passive subject does not speak. Sorted.
const PARTICIPLES: [&str; 31] = [
    "accused",
    "advised",
    "alleged",
    "asked",
    "assured",
    "blamed",
    "branded",
    "called",
    "charged",
    "criticised",
    "criticized",
    "described",
    "dubbed",
    "hailed",
    "informed",
    "invited",
    "labeled",
    "labelled",
    "notified",
    "ordered",
    "praised",
    "promised",
    "questioned",
    "quizzed",
    "reminded",
    "summoned",
    "taught",
    "termed",
    "told",
    "urged",
    "warned",
];

#[cfg(test)]
mod tests {
    #[test]
    fn participles_are_sorted() {
        assert!(super::PARTICIPLES.is_sorted_by(|a, b| a < b));
    }
}
