//! Sources that follow their quotation: "attributed to Bo Lind", "not even Bo Lind".

use std::ops::Range;

use super::complement::{complement, subject};
use super::layout::trim_punctuation;
use super::link::{Link, LinkScores};
use super::links_by_sentence::LinksBySentence;
use super::polarity::group;
use super::quotation_marks::quotation_at;
use super::rule::Rule;
use super::verbs::is_verb_of_saying;
use crate::lexicon::List;
use crate::text::{Document, TokenKind};

/// Score of such a link.
const SCORE: f32 = 0.7;

/// Maximum distance of the quotation before the verb, in tokens.
const MAX_QUOTATION_DISTANCE: usize = 40;

/// Maximum distance of the quotation after the name, in tokens: "attributed to her reads".
const MAX_TOKENS_AFTER_NAME: usize = 5;

/// Maximum length of a name, in tokens.
const MAX_NAME_TOKENS: usize = 6;

/// "has been falsely attributed to Bo Lind".
pub(super) static ATTRIBUTED: Rule = Rule {
    id: "attributed-to",
    sentence: "A quotation that its sentence attributes to somebody has that source, if it has none yet or a false one.",
    apply: |document, links| {
        let near = LinksBySentence::of(document, links);
        for (number, sentence) in document.sentences.iter().enumerate() {
            for verb in sentence.clone().filter(|&token| is_attributed(document.lower(token))) {
                attribute(document, links, &near.within(number), sentence, verb);
            }
        }
        links.retain(|link| !link.contents.is_empty());
    },
    examples: &[
        (
            "[S The] [C quote] [W “it rains”] was falsely attributed to Bo Lind.",
            "The quote “[W it rains]” was falsely [C attributed] to [S Bo Lind].",
        ),
        (
            "The quotation [W “it rains”], attributed to Bo Lind, is fabricated.",
            "The quotation “[W it rains]”, [C attributed] to [S Bo Lind], is fabricated.",
        ),
        (
            "Bo Lind has been wrongly credited with the line [W “it rains”].",
            "[S Bo Lind] has been wrongly [C credited] with the line “[W it rains]”.",
        ),
        (
            "[S A quote falsely attributed to Bo Lind] [C reads]: [W “It rains.”]",
            "A quote falsely [C attributed] to [S Bo Lind] reads: “[W It rains].”",
        ),
    ],
    counterexamples: &[
        "[W “It rains,”] [C said] [S Bo Lind], and attributed it to the wind.",
        "He attributed it to the wind.",
    ],
};

fn is_attributed(lower: &str) -> bool {
    matches!(lower, "attributed" | "ascribed" | "credited" | "misattributed")
}

fn attribute(document: &Document, links: &mut Vec<Link>, near: &[usize], sentence: &Range<usize>, verb: usize) {
    let falsely = |token: usize| document.is_on(List::FalselyWords, token);
    if document.lower(verb + 1) == "with" && (verb.saturating_sub(2)..verb).any(falsely) {
        return credit(document, links, near, sentence, verb);
    }
    let to = verb + 1 + usize::from(falsely(verb + 1));
    let capital = |&token: &usize| document.is_capitalised(token) || token == to + 1 && document.lower(token) == "the";
    let end = (to + 1..sentence.end.min(to + 1 + MAX_NAME_TOKENS)).take_while(capital).last().map(|last| last + 1);
    let Some(end) = end.filter(|_| document.lower(to) == "to") else { return };
    let in_marks = |token: &usize| document.quoted_at(*token).is_some();
    let before = (sentence.start.max(verb.saturating_sub(MAX_QUOTATION_DISTANCE))..verb).rev().find(in_marks);
    let quoted = before.or_else(|| (end..sentence.end.min(end + MAX_TOKENS_AFTER_NAME)).find(in_marks));
    let Some(content) =
        quoted.and_then(|token| trim_punctuation(document, document.tokens_in(quotation_at(document, token)?.inner)))
    else {
        return;
    };
    let meets = |part: &Range<usize>| part.start < content.end && content.start < part.end;
    let holders = || near.iter().copied().filter(|&at| links[at].contents.iter().any(meets));
    let is_false = (verb.saturating_sub(2)..to).any(falsely) || document.lower(verb) == "misattributed";
    if !is_false && holders().any(|at| is_said(document, &links[at])) {
        return;
    }
    let found = Link {
        contents: vec![content.clone()],
        cue: Some(verb..verb + 1),
        source: Some(to + 1..end),
        scores: LinkScores::uniform(SCORE),
    };
    holders().collect::<Vec<_>>().into_iter().for_each(|at| links[at].contents.clear());
    links.push(found);
}

/// "has been wrongly credited with the line “…”".
fn credit(document: &Document, links: &mut Vec<Link>, near: &[usize], sentence: &Range<usize>, verb: usize) {
    let first = group(document, sentence, verb).last().copied().unwrap_or(verb);
    let (Some(source), Some(content)) = (subject(document, sentence, first), complement(document, sentence, verb))
    else {
        return;
    };
    let meets = |part: &Range<usize>| part.start < content.end && content.start < part.end;
    near.iter()
        .filter(|&&at| links[at].contents.iter().any(meets))
        .copied()
        .collect::<Vec<_>>()
        .into_iter()
        .for_each(|at| links[at].contents.clear());
    links.push(Link {
        contents: vec![content],
        cue: Some(verb..verb + 1),
        source: Some(source),
        scores: LinkScores::uniform(SCORE),
    });
}

/// Whether `link` has a source and a reporting verb.
fn is_said(document: &Document, link: &Link) -> bool {
    let is_verb = |cue: &Range<usize>| cue.clone().any(|token| is_verb_of_saying(document.lower(token)));
    link.source.is_some() && link.cue.as_ref().is_some_and(is_verb)
}

/// "nobody said that it rained, not even Bo Lind".
pub(super) static NOT_EVEN: Rule = Rule {
    id: "not-even",
    sentence: "After “nobody said …”, the name after “not even” is the source that did not say it.",
    apply: |document, links| {
        for link in links {
            let (Some(cue), Some(last)) = (link.cue.clone(), link.contents.last().cloned()) else { continue };
            let Some(sentence) = document.sentences.get(document.sentence_of(cue.start)) else { continue };
            let not = (cue.end.max(last.start)..sentence.end.min(last.end + 2)).find(|&token| {
                document.lower(token) == "not" && document.lower(token + 1) == "even" && document.word(token - 1) == ","
            });
            let Some(not) = not.filter(|&not| last.start < not && nobody(document, sentence, cue.start)) else {
                continue;
            };
            let plain = |&token: &usize| document.tokens[token].kind != TokenKind::Punctuation;
            let end = (not + 2..sentence.end).take_while(plain).last().map_or(not + 2, |last| last + 1);
            if let (Some(piece), true) = (link.contents.last_mut(), end > not + 2) {
                piece.end = piece.end.min(not - 1);
                link.set_source(not + 2..end, SCORE);
            }
        }
    },
    examples: &[(
        "[S Nobody] [C said] [W that it rained, not even Bo Lind].",
        "Nobody [C said] [W that it rained], not even [S Bo Lind].",
    )],
    counterexamples: &["[S Bo Lind] [C said] [W that it did not rain, not even in May]."],
};

/// Whether a word for nobody precedes `end` in `sentence`.
fn nobody(document: &Document, sentence: &Range<usize>, end: usize) -> bool {
    (sentence.start.max(end.saturating_sub(MAX_QUOTATION_DISTANCE))..end)
        .any(|token| matches!(document.lower(token), "nobody" | "none" | "no" | "no-one" | "neither"))
}
