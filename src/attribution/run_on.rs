//! Quotations that ran on into what their own sentence says of them: "“It rains” is a hoax".

use std::ops::Range;

use super::layout::words_of;
use super::marked::{any_marked, marks, words};
use super::rule::Rule;
use crate::lexicon::List;
use crate::text::{Document, TokenKind};

/// Fewest words of a quotation that its sentence speaks about.
const FEWEST: usize = 3;

/// How far behind the verb its sentence tells what becomes of the words, in tokens.
const NEAR: usize = 4;

/// "“It rains” is a hoax".
pub(super) static RUN_ON: Rule = Rule {
    id: "run-on",
    sentence: "What a sentence says of a quotation, that it is fake or was never said, or what would follow from it, is no part of it.",
    apply: |document, links| {
        for link in links {
            let [last] = link.contents.as_mut_slice() else { continue };
            let Some(quoted) = quoted_part(document, last) else { continue };
            *last = quoted;
            let is_noun = |cue: &Range<usize>| cue.clone().all(|token| document.is_on(List::MediaNouns, token));
            if link.cue.as_ref().is_some_and(is_noun) {
                (link.cue, link.source) = (None, None);
            }
        }
    },
    holds: &[
        (
            "An image that has [S Bo Lind] [C saying] [W “it will rain” is a hoax].",
            "An image that has [S Bo Lind] [C saying] “[W it will rain]” is a hoax.",
        ),
        (
            "[S The] [C words] [W “it will rain” were never uttered by Bo Lind].",
            "The words “[W it will rain]” were never uttered by Bo Lind.",
        ),
        (
            "If Bo Lind were to say [W “it will rain”, we would laugh].",
            "If Bo Lind were to say “[W it will rain]”, we would laugh.",
        ),
    ],
    fails: &[
        "[S Bo Lind] [C said] [W “the long rain” was over].",
        "[S Bo Lind] [C said] [W “it will rain”].",
        "[S Bo Lind] [C said] [W “the long rain”, if not the snow, was over].",
    ],
};

/// The quotation with which `content` begins, where the rest of it says what becomes of that.
fn quoted_part(document: &Document, content: &Range<usize>) -> Option<Range<usize>> {
    let region = marks(document, content.start).filter(|region| region.closed && region.opened)?;
    let inner = words_of(document, document.tokens_in(region.inner))?;
    let rest = document.tokens_in(region.outer).end..content.end;
    let begins = inner.start <= content.start + 1 && words(document, &inner).nth(FEWEST - 1).is_some();
    if !begins || words(document, &rest).next().is_none() || any_marked(document, &rest) {
        return None;
    }
    (is_refuted(document, &rest) || follows(document, content, rest.start)).then_some(inner)
}

/// "is a hoax", "was never said".
fn is_refuted(document: &Document, rest: &Range<usize>) -> bool {
    let Some(first) = words(document, rest).next() else { return false };
    let being = matches!(document.lower(first), "is" | "are" | "was" | "were" | "has" | "have");
    let end = rest.end.min(first + 1 + NEAR);
    let takes_back = |token: usize| {
        let never = document.lower(token) == "never" || document.is_on(List::FakeWords, token);
        never
            || document.lower(token) == "not"
                && matches!(document.lower(token + 1), "what" | "something" | "a" | "his" | "her")
    };
    being && (first + 1..end).any(|token| takes_back(token) || document.is_on(List::FalselyWords, token))
}

/// "If she were to say “…”, people would flee": what stands behind the comma at `comma` in a condition.
fn follows(document: &Document, content: &Range<usize>, comma: usize) -> bool {
    let Some(sentence) = document.sentences.get(document.sentence_of(content.start)) else { return false };
    let first = document.lower(sentence.start);
    let condition = matches!(first, "if" | "had" | "were" | "should" | "unless");
    let would = |token: usize| matches!(document.lower(token), "would" | "will" | "could" | "might");
    let opens = document.word(comma) == "," && document.tokens[comma].kind == TokenKind::Punctuation;
    condition && opens && (comma + 1..content.end).any(would)
}
