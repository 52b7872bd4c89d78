//! Words given to somebody behind them: "attributed to Bo Lind", "not even Bo Lind".

use std::ops::Range;

use super::by_sentence::BySentence;
use super::complement::{complement, subject};
use super::layout::words_of;
use super::link::Link;
use super::marked::marks;
use super::polarity::group;
use super::rule::Rule;
use super::verbs::is_verb_of_saying;
use crate::lexicon::List;
use crate::text::{Document, TokenKind};

/// How sure such a reading is.
const CERTAINTY: f32 = 0.7;

/// How far before the verb, in tokens, its quotation is looked for.
const FAR: usize = 40;

/// How far behind the name, in tokens: "attributed to her reads".
const BEHIND: usize = 5;

/// Most tokens of a name.
const NAME: usize = 6;

/// "has been falsely attributed to Bo Lind".
pub(super) static ATTRIBUTED: Rule = Rule {
    id: "attributed-to",
    sentence: "A quotation that its sentence attributes to somebody has that one for a source, if it has none yet or a false one.",
    apply: |document, links| {
        let near = BySentence::of(document, links);
        for (number, sentence) in document.sentences.iter().enumerate() {
            for verb in sentence.clone().filter(|&token| is_attributed(document.lower(token))) {
                attribute(document, links, &near.within(number), sentence, verb);
            }
        }
        links.retain(|link| !link.contents.is_empty());
    },
    holds: &[
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
    fails: &["[W “It rains,”] [C said] [S Bo Lind], and attributed it to the wind.", "He attributed it to the wind."],
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
    let end = (to + 1..sentence.end.min(to + 1 + NAME)).take_while(capital).last().map(|last| last + 1);
    let Some(end) = end.filter(|_| document.lower(to) == "to") else { return };
    let in_marks = |token: &usize| document.quoted_at(*token).is_some();
    let before = (sentence.start.max(verb.saturating_sub(FAR))..verb).rev().find(in_marks);
    let quoted = before.or_else(|| (end..sentence.end.min(end + BEHIND)).find(in_marks));
    let Some(content) = quoted.and_then(|token| words_of(document, document.tokens_in(marks(document, token)?.inner)))
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
        certainty: [CERTAINTY; 4],
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
        certainty: [CERTAINTY; 4],
    });
}

/// Whether a verb of saying gives the words of `link` to somebody.
fn is_said(document: &Document, link: &Link) -> bool {
    let is_verb = |cue: &Range<usize>| cue.clone().any(|token| is_verb_of_saying(document.lower(token)));
    link.source.is_some() && link.cue.as_ref().is_some_and(is_verb)
}

/// "nobody said that it rained, not even Bo Lind".
pub(super) static NOT_EVEN: Rule = Rule {
    id: "not-even",
    sentence: "Whoever is named behind “not even” at the end of what nobody said is one who did not say it.",
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
                link.find_source(not + 2..end, CERTAINTY);
            }
        }
    },
    holds: &[(
        "[S Nobody] [C said] [W that it rained, not even Bo Lind].",
        "Nobody [C said] [W that it rained], not even [S Bo Lind].",
    )],
    fails: &["[S Bo Lind] [C said] [W that it did not rain, not even in May]."],
};

/// Whether a word for nobody stands before `end` in `sentence`.
fn nobody(document: &Document, sentence: &Range<usize>, end: usize) -> bool {
    (sentence.start.max(end.saturating_sub(FAR))..end)
        .any(|token| matches!(document.lower(token), "nobody" | "none" | "no" | "no-one" | "neither"))
}
