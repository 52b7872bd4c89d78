//! The effect of polarity on verdicts: words that were denied, never said, or are disputed.
//!
//! A match that is not affirmed is never a statement of its speaker, however similar it is. When one article has the
//! same words of one speaker both affirmed and not, the second counts. When articles contradict one another, the words
//! are disputed and both matches are shown.

use std::collections::BTreeSet;

use super::answer::Verdict;
use super::tokenized_text::is_function_word;
use crate::index::words;
use crate::quote::{Polarity, Quote};

/// The verdict on a match with this polarity, which would be `verdict` if it were affirmed.
pub(super) fn apply_polarity(verdict: Verdict, polarity: Polarity) -> Verdict {
    match (verdict, polarity) {
        (Verdict::Reporter | Verdict::None, _) | (_, Polarity::Affirmed) => verdict,
        (_, Polarity::Denied) => Verdict::Denied,
        (_, Polarity::NotSaid) => Verdict::NotSaid,
        (_, Polarity::Hypothetical) => Verdict::Hypothetical,
        (_, Polarity::Disputed) => Verdict::Disputed,
    }
}

/// Whether the verdicts on two matches contradict one another: one is said, the other is not.
pub(super) fn contradicts(one: Verdict, other: Verdict) -> bool {
    is_said(one) && matches!(other, Verdict::Denied | Verdict::NotSaid | Verdict::Disputed)
}

/// Whether the answer `verdict` rests on matches with the verdict `one`.
pub(super) fn supports(one: Verdict, verdict: Verdict) -> bool {
    match verdict {
        Verdict::Disputed => is_said(one) || matches!(one, Verdict::Denied | Verdict::NotSaid | Verdict::Disputed),
        _ => one == verdict,
    }
}

/// Whether a match with that verdict is a statement of its speaker.
pub(super) fn is_said(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Verbatim | Verdict::Close | Verdict::Reported)
}

/// Drops the affirmed matches that occur in one article only, when that article also says that the speaker did not say
/// the words. `facts` gives the quote of a match, its number of occurrences and its similarity.
pub(super) fn drop_retracted<T>(found: &mut Vec<T>, facts: impl Fn(&T) -> (&Quote, usize, f32)) {
    let retracted: Vec<(Quote, f32)> = found
        .iter()
        .map(&facts)
        .filter(|(quote, ..)| !matches!(quote.polarity, Polarity::Affirmed | Polarity::Hypothetical))
        .map(|(quote, _, similarity)| (quote.clone(), similarity))
        .collect();
    found.retain(|one| {
        let (quote, count, similarity) = facts(one);
        let is_retracted_by = |(other, at_least): &(Quote, f32)| {
            let same_place = other.article.id == quote.article.id && other.speaker.name == quote.speaker.name;
            same_place && *at_least >= similarity && says_the_same(other, quote)
        };
        quote.polarity != Polarity::Affirmed
            || count > 1
            || quote.speaker.name.is_none()
            || !retracted.iter().any(is_retracted_by)
    });
}

/// Whether most words of the shorter quote are in the other: both are about the same words, not about a few that both
/// happen to have.
fn says_the_same(one: &Quote, other: &Quote) -> bool {
    let content = |quote: &Quote| -> BTreeSet<String> {
        words(&quote.text).map(|word| word.folded).filter(|word| !is_function_word(word)).collect()
    };
    let (one, other) = (content(one), content(other));
    let shared = one.intersection(&other).count();
    shared as f32 >= MIN_SHARED * one.len().min(other.len()).max(1) as f32
}

/// The least share of content words.
const MIN_SHARED: f32 = 0.7;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_affirmed_is_never_said() {
        for polarity in Polarity::ALL.into_iter().filter(|&polarity| polarity != Polarity::Affirmed) {
            for verdict in [Verdict::Verbatim, Verdict::Close, Verdict::Reported] {
                assert!(!is_said(apply_polarity(verdict, polarity)), "{polarity:?}");
            }
        }
        assert_eq!(apply_polarity(Verdict::Verbatim, Polarity::Affirmed), Verdict::Verbatim);
        assert_eq!(apply_polarity(Verdict::Reporter, Polarity::Denied), Verdict::Reporter);
        assert!(contradicts(Verdict::Close, Verdict::NotSaid) && !contradicts(Verdict::NotSaid, Verdict::Close));
        assert!(!contradicts(Verdict::Verbatim, Verdict::Hypothetical));
    }
}
