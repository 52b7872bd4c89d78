//! Verbs whose subject is not who speaks: "was told that", "is accused of", "quoted her as saying".

use std::ops::Range;

use super::link::Link;
use super::marked::any_marked;
use super::report::tells_of_words;
use super::rule::Rule;
use crate::text::{Document, TokenKind};

/// How far behind the participle, or behind the content, whoever does it is looked for.
const REACH: usize = 3;

/// Most tokens of a source found so.
const LONGEST: usize = 8;

/// How sure a source is that is found so.
const CERTAINTY: f32 = 0.7;

/// "was described as “shameful” by the authority".
pub(super) static PASSIVE_BY: Rule = Rule {
    id: "passive-by",
    sentence: "Behind a verb of saying in the passive it is whoever stands behind “by” that says it, not the subject.",
    apply: |document, links| {
        for link in links {
            if let Some(by) = participle(document, link).and_then(|at| doer(document, link, at)) {
                link.find_source(by, CERTAINTY);
            }
        }
    },
    holds: &[
        (
            "[S The plan] was [C described as] [W “shameful”] by the parks authority.",
            "The plan was [C described as] [W “shameful”] by [S the parks authority].",
        ),
        (
            "[S Bo Lind] [C was told] by the judge [W that he must leave].",
            "Bo Lind [C was told] by [S the judge] [W that he must leave].",
        ),
    ],
    fails: &[
        "[S Bo Lind] [C told] [W him to leave] by noon.",
        "[S The plan] was [C described as] [W “shameful”] on Monday.",
        "[S Bo Lind] was [C quoted as saying] [W it was over] by Monday.",
    ],
};

/// "was told that".
pub(super) static PASSIVE: Rule = Rule {
    id: "passive-subject",
    sentence: "Whoever is told, asked, accused or described does not say it; without marks nobody in particular does.",
    apply: |document, links| {
        links.retain_mut(|link| {
            let subject = |source: &Range<usize>| participle(document, link).is_some_and(|at| source.end <= at);
            if !link.source.as_ref().is_some_and(subject) {
                return true;
            }
            link.source = None;
            link.contents.iter().any(|content| any_marked(document, content))
        });
    },
    holds: &[
        ("[S Bo Lind] [C was told] [W that the cup was lost].", "Bo Lind was told that the cup was lost."),
        ("[S Bo Lind, 40], is [C accused of] [W stealing the cup].", "Bo Lind, 40, is accused of stealing the cup."),
        ("[S Bo Lind] was [C asked]: [W “Where is the cup?”]", "Bo Lind was [C asked]: [W “Where is the cup?”]"),
    ],
    fails: &[
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
    sentence: "Whoever is quoted or cited as saying something says it, not whoever quotes.",
    apply: |document, links| links.iter_mut().for_each(|link| cite(document, link)),
    holds: &[
        (
            "[S The agency] [C cited] [W Bo Lind as saying that it was over].",
            "The agency cited [S Bo Lind] as [C saying] [W that it was over].",
        ),
        (
            "[S State radio] [C quoted] General Bo Lind as saying [W it was “over”].",
            "State radio quoted [S General Bo Lind] as [C saying] [W it was “over”].",
        ),
    ],
    fails: &[
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
            && tells_of_words(document.lower(token + 1))
    };
    let Some(at) = (verb + 2..sentence.end.min(verb + 2 + 2 * LONGEST)).find(says) else { return };
    let in_marks = any_marked(document, &(verb + 1..at));
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
    // "was quoted by the agency as saying": the subject keeps the words.
    if !in_marks && document.lower(verb + 1) != "by" {
        link.find_source(verb + 1..at, CERTAINTY);
    }
}

/// The participle of a cue in the passive that does not make a speaker of its subject.
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
    let before = (at.saturating_sub(REACH).max(sentence)..at).rev();
    let near = before.take_while(|&token| is_being(token) || is_adverb(token));
    near.into_iter().any(is_being).then_some(at)
}

/// Who stands behind "by", right behind the participle or right behind a content.
fn doer(document: &Document, link: &Link, participle: usize) -> Option<Range<usize>> {
    let sentence = document.sentences[document.sentence_of(participle)].clone();
    let content_ends = link.contents.iter().map(|content| content.end);
    let from: Vec<usize> = std::iter::once(participle + 1).chain(content_ends).collect();
    let by = from.into_iter().filter(|&start| start <= sentence.end).find_map(|start| {
        (start..sentence.end.min(start + REACH))
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
    (!who.is_empty() && who.len() <= LONGEST && !time(who.start)).then_some(who)
}

/// Participles of what is done to somebody with words. Sorted.
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
