//! The verb group: auxiliaries, adverbs and negations before a verb, and whether a negation among them applies to it.

use std::ops::Range;

use super::saying::{is_auxiliary, says};
use crate::lexicon::List;
use crate::text::Document;

/// Maximum length of an aside between commas, in tokens.
const MAX_ASIDE_TOKENS: usize = 12;

/// Whether both tokens are in the same outermost quotation, or both in none.
pub(super) fn same_marks(document: &Document, one: usize, other: usize) -> bool {
    document.quoted_at(one) == document.quoted_at(other)
}

/// The words of the verb group before `verb`, nearest first. Asides between commas are skipped.
pub fn group(document: &Document, sentence: &Range<usize>, verb: usize) -> Vec<usize> {
    let mut group = Vec::new();
    let mut at = verb;
    while let Some(before) = at.checked_sub(1).filter(|&before| before >= sentence.start) {
        if !same_marks(document, before, verb) {
            break;
        }
        at = match before {
            _ if belongs(document, before, at) => {
                group.push(before);
                before
            }
            // "did not, however, say": the word before the aside must belong to the group.
            _ => match aside(document, sentence, before) {
                Some(comma) if comma > sentence.start && leads(document, comma - 1) => comma,
                _ => break,
            },
        };
    }
    group
}

/// The opening comma of the aside that the comma at `closing` ends.
pub(super) fn aside(document: &Document, sentence: &Range<usize>, closing: usize) -> Option<usize> {
    let comma = |&token: &usize| document.word(token) == ",";
    let first = closing.saturating_sub(MAX_ASIDE_TOKENS).max(sentence.start);
    comma(&closing).then(|| (first..closing).rev().find(comma))?
}

/// Whether `token` can only precede a verb.
fn leads(document: &Document, token: usize) -> bool {
    is_auxiliary(document.lower(token)) || document.is_on(List::Negations, token)
}

/// Whether `token`, directly before `next`, belongs to a verb group.
fn belongs(document: &Document, token: usize, next: usize) -> bool {
    let lower = document.lower(token);
    let group = document.is_on(List::GroupNouns, token) || document.is_on(List::PersonNouns, token);
    let adverb = lower.len() > 4 && lower.ends_with("ly") && document.word(token) == lower && !group;
    let restrained = document.is_on(List::RestraintWords, token);
    let preposition = matches!(lower, "of" | "from" | "than" | "away" | "back" | "as" | "clear" | "out");
    let between = document.is_on(List::BetweenWords, token) && document.word(token).starts_with(char::is_lowercase);
    // "X could not but say".
    let but = lower == "but" && token > 0 && document.is_on(List::Negations, token - 1);
    let joined = matches!(lower, "or" | "nor");
    let follows = document.lower(next);
    let denies = document.is_on(List::DenialVerbs, token) && (follows.ends_with("ing") || follows == "ever");
    // "did not write or say": the negation applies to both.
    let other = matches!(follows, "or" | "nor") && says(document, token);
    // "May" is a month.
    let auxiliary = is_auxiliary(lower) && document.word(token).starts_with(|c: char| !c.is_uppercase());
    auxiliary
        || document.is_on(List::Negations, token)
        || adverb
        || restrained
        || preposition
        || between
        || but
        || joined
        || other
        || denies
        || matches!(lower, "instead" | "rather")
}

/// The negation that applies to a verb through `group` (nearest first), if the number of negations is odd.
pub(super) fn negation_in(document: &Document, group: &[usize], verb: usize) -> Option<usize> {
    let next = |at: usize| at.checked_sub(1).map_or(verb, |nearer| group[nearer]);
    let negating = (0..group.len()).filter(|&at| negates(document, group[at], next(at), verb));
    let found: Vec<usize> = negating.map(|at| group[at]).collect();
    // "neither said nor wrote": one negation in two words.
    let pairs = found.iter().filter(|&&token| document.lower(token) == "nor").count();
    let neither = found.iter().filter(|&&token| document.lower(token) == "neither").count();
    let count = found.len() - pairs.min(neither);
    if count % 2 == 1 { found.last().copied() } else { None }
}

/// Whether `token`, followed by `next` in the group, negates the reporting verb at `verb`.
fn negates(document: &Document, token: usize, next: usize, verb: usize) -> bool {
    let (lower, next) = (document.lower(token), document.lower(next));
    let gerund = document.lower(verb).ends_with("ing");
    if document.is_on(List::Negations, token) {
        let more = matches!(next, "only" | "just" | "merely" | "simply" | "solely" | "least" | "long" | "surprisingly");
        // "not until" does not negate.
        return !more && !matches!((lower, next), ("no", "sooner" | "doubt" | "less") | ("not", "until"));
    }
    match lower {
        "yet" => next == "to",
        "far" | "instead" => gerund && matches!(next, "from" | "of"),
        "rather" => next == "than",
        "but" => true,
        "short" => next == "of",
        _ if lower.starts_with("stop") => gerund && next != "to" && next != "short",
        _ if lower.starts_with("help") || lower.starts_with("tire") => gerund && next != "to",
        _ => document.is_on(List::RestraintWords, token),
    }
}
