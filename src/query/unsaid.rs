//! What becomes of an answer when articles say that the words were denied, were never said, or are disputed.
//!
//! A match that is not affirmed never says that somebody said it, however near its words come. Where an article says so of
//! the very words that it seems to give the same speaker elsewhere, the first counts; where articles contradict one another,
//! the words are disputed and both are shown.

use super::answer::Verdict;
use crate::quote::{Polarity, Quote};

/// What words come to that are as near as `verdict`, and of that polarity.
pub(super) fn unsaid(verdict: Verdict, polarity: Polarity) -> Verdict {
    match (verdict, polarity) {
        (Verdict::Reporter | Verdict::None, _) | (_, Polarity::Affirmed) => verdict,
        (_, Polarity::Denied) => Verdict::Denied,
        (_, Polarity::NotSaid) => Verdict::NotSaid,
        (_, Polarity::Hypothetical) => Verdict::Hypothetical,
        (_, Polarity::Disputed) => Verdict::Disputed,
    }
}

/// Whether a match that is `one` and a match that is `other` cannot both be so: one is said, the other is not.
pub(super) fn contested(one: Verdict, other: Verdict) -> bool {
    is_said(one) && matches!(other, Verdict::Denied | Verdict::NotSaid | Verdict::Disputed)
}

/// Whether a match that is `one` is of those on which the answer `verdict` rests.
pub(super) fn in_verdict(one: Verdict, verdict: Verdict) -> bool {
    match verdict {
        Verdict::Disputed => is_said(one) || matches!(one, Verdict::Denied | Verdict::NotSaid | Verdict::Disputed),
        _ => one == verdict,
    }
}

/// Whether a match of that verdict is somebody saying it.
pub(super) fn is_said(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Verbatim | Verdict::Close | Verdict::Reported)
}

/// Takes out of `found` what one article alone seems to give somebody whom it also says not to have said it. `known` tells
/// the quote of a match, in how many places it was found, and how near its words come.
pub(super) fn own_words_taken_back<T>(found: &mut Vec<T>, known: impl Fn(&T) -> (&Quote, usize, f32)) {
    let taken_back: Vec<(String, Option<String>, f32)> = found
        .iter()
        .map(&known)
        .filter(|(quote, ..)| !matches!(quote.polarity, Polarity::Affirmed | Polarity::Hypothetical))
        .map(|(quote, _, nearness)| (quote.article.id.clone(), quote.speaker.name.clone(), nearness))
        .collect();
    found.retain(|one| {
        let (quote, count, nearness) = known(one);
        let back = |(article, speaker, as_near): &(String, Option<String>, f32)| {
            *article == quote.article.id && *speaker == quote.speaker.name && *as_near >= nearness
        };
        quote.polarity != Polarity::Affirmed
            || count > 1
            || quote.speaker.name.is_none()
            || !taken_back.iter().any(back)
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_affirmed_is_never_said() {
        for polarity in Polarity::ALL.into_iter().filter(|&polarity| polarity != Polarity::Affirmed) {
            for verdict in [Verdict::Verbatim, Verdict::Close, Verdict::Reported] {
                assert!(!is_said(unsaid(verdict, polarity)), "{polarity:?}");
            }
        }
        assert_eq!(unsaid(Verdict::Verbatim, Polarity::Affirmed), Verdict::Verbatim);
        assert_eq!(unsaid(Verdict::Reporter, Polarity::Denied), Verdict::Reporter);
        assert!(contested(Verdict::Close, Verdict::NotSaid) && !contested(Verdict::NotSaid, Verdict::Close));
        assert!(!contested(Verdict::Verbatim, Verdict::Hypothetical));
    }
}
