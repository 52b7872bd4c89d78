//! Quotations that include what their own sentence says about them: "“It rains” is a hoax".

use std::ops::Range;

use super::layout::trim_punctuation;
use super::quotation_marks::{any_quoted, quotation_at, words};
use super::rule::Rule;
use crate::lexicon::List;
use crate::text::{Document, TokenKind};

/// Minimum number of words of the quotation.
const MIN_WORDS: usize = 3;

/// Maximum distance between the verb and the word that refutes the quotation, in tokens.
const MAX_VERB_DISTANCE: usize = 4;

/// "“It rains” is a hoax".
pub(super) static RUN_ON: Rule = Rule {
    id: "run-on",
    sentence: "What a sentence says about a quotation (that it is fake, was never said, or what would follow from it) is no part of it.",
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
    examples: &[
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
    counterexamples: &[
        "[S Bo Lind] [C said] [W “the long rain” was over].",
        "[S Bo Lind] [C said] [W “it will rain”].",
        "[S Bo Lind] [C said] [W “the long rain”, if not the snow, was over].",
    ],
};

/// The quotation at the beginning of `content`, if the rest is about it.
fn quoted_part(document: &Document, content: &Range<usize>) -> Option<Range<usize>> {
    let region = quotation_at(document, content.start).filter(|region| region.closed && region.opened)?;
    let inner = trim_punctuation(document, document.tokens_in(region.inner))?;
    let rest = document.tokens_in(region.outer).end..content.end;
    let begins = inner.start <= content.start + 1 && words(document, &inner).nth(MIN_WORDS - 1).is_some();
    if !begins || words(document, &rest).next().is_none() || any_quoted(document, &rest) {
        return None;
    }
    (is_refuted(document, &rest) || follows(document, content, rest.start)).then_some(inner)
}

/// "is a hoax", "was never said".
fn is_refuted(document: &Document, rest: &Range<usize>) -> bool {
    let Some(first) = words(document, rest).next() else { return false };
    let being = matches!(document.lower(first), "is" | "are" | "was" | "were" | "has" | "have");
    let end = rest.end.min(first + 1 + MAX_VERB_DISTANCE);
    let takes_back = |token: usize| {
        let never = document.lower(token) == "never" || document.is_on(List::FakeWords, token);
        never
            || document.lower(token) == "not"
                && matches!(document.lower(token + 1), "what" | "something" | "a" | "his" | "her")
    };
    being && (first + 1..end).any(|token| takes_back(token) || document.is_on(List::FalselyWords, token))
}

/// "If she were to say “…”, people would flee": whether the main clause of a condition begins after the comma at
/// `comma`.
fn follows(document: &Document, content: &Range<usize>, comma: usize) -> bool {
    let Some(sentence) = document.sentences.get(document.sentence_of(content.start)) else { return false };
    let first = document.lower(sentence.start);
    let condition = matches!(first, "if" | "had" | "were" | "should" | "unless");
    let would = |token: usize| matches!(document.lower(token), "would" | "will" | "could" | "might");
    let opens = document.word(comma) == "," && document.tokens[comma].kind == TokenKind::Punctuation;
    condition && opens && (comma + 1..content.end).any(would)
}
