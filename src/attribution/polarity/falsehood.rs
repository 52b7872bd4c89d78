//! False attributions: fake quotations and videos, misquotations, false claims.

use super::clause::Clause;
use super::rule::{PolarityFinding, PolarityRule};
use crate::lexicon::List;
use crate::quote::Polarity::NotSaid;

/// Maximum distance of a fake object before the subject, in tokens.
const MAX_FAKE_DISTANCE: usize = 14;

/// Maximum distance of an adjective before its noun, in tokens.
const MAX_NOUN_DISTANCE: usize = 4;

/// "was wrongly quoted as saying".
pub(super) static MISQUOTED: PolarityRule = PolarityRule {
    id: "misquoted",
    sentence: "Words that are falsely attributed to somebody or misquoted are not said.",
    without_cue: false,
    evaluate: |clause| Some(PolarityFinding::by(NotSaid, falsely(clause)?)),
    examples: &[
        ("[S Bo Lind] was misquoted as [C saying] [W “it rains”].", NotSaid),
        ("[S Bo Lind] was falsely quoted as [C saying] [W “it rains”].", NotSaid),
        ("The paper misquoted [S Bo Lind] as [C saying] [W “it rains”].", NotSaid),
        ("The quote [W “it rains”] was wrongly [C attributed] to [S Bo Lind].", NotSaid),
        ("A post falsely claims that [S Bo Lind] [C said] [W “it rains”].", NotSaid),
        ("[S Bo Lind] is wrongly said to have [C called] it [W “a storm”].", NotSaid),
    ],
    counterexamples: &[
        "[S Bo Lind] falsely [C claimed] [W that it rained].",
        "[S Bo Lind] was quoted as [C saying] [W it was falsely measured].",
        "The quote [W “it rains”] was [C attributed] to [S Bo Lind].",
    ],
};

fn falsely(clause: &Clause) -> Option<usize> {
    let is_false = |&token: &usize| clause.is_on(List::FalselyWords, token);
    let first = clause.group.last().copied().unwrap_or(clause.verb);
    let near = |from: usize, to: usize| {
        let from = from.max(clause.sentence.start);
        (from..to.min(clause.sentence.end)).rev().filter(|&token| !clause.in_content(token)).find(is_false)
    };
    let as_saying = clause.group.iter().copied().find(|&token| clause.lower(token) == "as");
    if let Some(at) = as_saying {
        let start =
            (at.saturating_sub(MAX_FAKE_DISTANCE)..at).rev().take_while(|&token| clause.lower(token) != ",").last()?;
        return near(start, at);
    }
    let given = |token: usize| {
        matches!(clause.lower(token), "attributed" | "ascribed" | "credited" | "misattributed" | "assigned")
    };
    if given(clause.verb) {
        return near(clause.verb.saturating_sub(2), clause.verb + 2);
    }
    // "is falsely said to have called".
    let reported = clause.group.iter().any(|&token| {
        let before = token.checked_sub(1).filter(|before| clause.group.contains(before));
        let says = |before| matches!(clause.lower(before), "said" | "reported" | "alleged" | "claimed");
        clause.lower(token) == "to" && before.is_some_and(says)
    });
    if reported {
        return near(first, clause.verb);
    }
    let (governor, _) = clause.governor()?;
    let claims = clause.lower(governor).ends_with("ed")
        || clause.lower(governor).ends_with('s')
        || clause.lower(governor).ends_with("ing")
        || clause.lower(governor) == "claim"
        || is_false(&governor);
    claims.then(|| near(governor.saturating_sub(1), governor + 1))?
}

/// "A doctored video shows her saying".
pub(super) static FAKE: PolarityRule = PolarityRule {
    id: "fake",
    sentence: "Words in a fake quotation, video or claim are not said.",
    without_cue: false,
    evaluate: |clause| {
        let before = clause.before(clause.subject.start)?;
        let start = before.saturating_sub(MAX_FAKE_DISTANCE).max(clause.sentence.start);
        // "In a doctored clip, she says".
        let place = clause.lower(before) == "," && matches!(clause.lower(clause.sentence.start), "in" | "on");
        let near = start == clause.sentence.start && place;
        if !near && !shows(clause.lower(before)) {
            return None;
        }
        let before = if near { before - 1 } else { before };
        let chain = (start..before + 1)
            .rev()
            .take_while(|&token| !matches!(clause.lower(token), "," | ";" | ":" | "and" | "but"));
        let thing = |token: usize| clause.is_on(List::MediaNouns, token) || clause.is_on(List::ClaimNouns, token);
        let fake = chain
            .filter(|&token| is_fake(clause, token))
            .find(|&token| thing(token) || (token + 1..(token + MAX_NOUN_DISTANCE).min(before + 1)).any(thing))?;
        Some(PolarityFinding::by(NotSaid, fake))
    },
    examples: &[
        ("A fake quote has [S Bo Lind] [C saying]: [W “It rains.”]", NotSaid),
        ("A doctored video shows [S Bo Lind] [C saying]: [W “It rains.”]", NotSaid),
        ("A manipulated clip in which [S Bo Lind] [C says] [W “it rains”] is going round.", NotSaid),
        ("False claims that [S Bo Lind] [C said] [W “it rains”] are going round.", NotSaid),
        ("In a doctored clip, [S Bo Lind] [C says]: [W “It rains.”]", NotSaid),
        ("He shared a deepfake of [S Bo Lind] [C saying] [W “it rains”].", NotSaid),
    ],
    counterexamples: &[
        "The report was not fake, [S Bo Lind] [C said]: [W “It rains.”]",
        "A video shows [S Bo Lind] [C saying]: [W “It rains.”]",
        "After the fake video [S Bo Lind] [C said] [W it rained].",
        "[S Bo Lind] shared a fake video and [C said] [W it rained].",
        "[S Bo Lind] [C said] [W a fake video shows rain].",
    ],
};

fn is_fake(clause: &Clause, token: usize) -> bool {
    let negated = token > clause.sentence.start && clause.is_on(List::Negations, token - 1);
    clause.is_on(List::FakeWords, token) && !negated
}

/// Whether `lower` leads from an object to the person it shows.
fn shows(lower: &str) -> bool {
    matches!(
        lower,
        "has"
            | "had"
            | "have"
            | "having"
            | "shows"
            | "showed"
            | "showing"
            | "show"
            | "shown"
            | "depicts"
            | "depicting"
            | "depicted"
            | "claims"
            | "claimed"
            | "claiming"
            | "claim"
            | "that"
            | "of"
            | "quotes"
            | "quoting"
            | "quoted"
            | "where"
            | "which"
            | "with"
            | "makes"
            | "made"
            | "making"
            | "appear"
            | "appears"
            | "purports"
            | "says"
            | "saying"
            | "suggests"
            | "suggesting"
            | "alleges"
            | "alleging"
            | "attributes"
            | "features"
            | "featuring"
            | "portrays"
            | "portraying"
            | "hears"
            | "presents"
            | "lets"
            | "how"
    )
}

/// "The quotation “…” is fabricated".
pub(super) static FABRICATED: PolarityRule = PolarityRule {
    id: "fabricated",
    sentence: "A quotation or claim that its own sentence calls fake, false or made up is not said.",
    without_cue: true,
    evaluate: |clause| {
        let (first, last) = (clause.link.contents.first()?, clause.link.contents.last()?);
        let end = last.end.max(clause.verb + 1).max(clause.link.source.as_ref().map_or(0, |source| source.end));
        if !clause.sentence.contains(&first.start) {
            return None;
        }
        let start = clause.subject.start.min(first.start).min(clause.verb);
        let stops = |&token: &usize| matches!(clause.lower(token), "," | ";" | ":" | "and" | "but");
        let reach = start.saturating_sub(MAX_FAKE_DISTANCE).max(clause.sentence.start)..start;
        let from = reach.rev().take_while(|token| !stops(token)).last().unwrap_or(start);
        let thing = |token: usize| clause.is_on(List::MediaNouns, token) || clause.is_on(List::ClaimNouns, token);
        (from..end).filter(|&token| !clause.in_content(token)).find(|&token| thing(token))?;
        let is = (end..clause.sentence.end.min(end + MAX_FAKE_DISTANCE)).find(|&token| {
            matches!(clause.lower(token), "is" | "are" | "was" | "were" | "been" | "turned" | "proved")
        })?;
        let plain = (end..is).all(|token| !says_more(clause.lower(token)) && !clause.is_on(List::PersonNouns, token));
        let fake = (is + 1..clause.sentence.end)
            .take(MAX_NOUN_DISTANCE)
            .find(|&token| is_fake(clause, token) || made_up(clause, token))?;
        let negated = (is..fake).any(|token| clause.is_on(List::Negations, token));
        (plain && !negated).then_some(PolarityFinding { polarity: NotSaid, words: is..fake + 1 })
    },
    examples: &[
        ("The quotation [W “it rains”], [C attributed] to [S Bo Lind], is fabricated.", NotSaid),
        ("The claim that [S Bo Lind] [C said] [W “it rains”] is false.", NotSaid),
        ("A post in which [S Bo Lind] [C says] [W “it rains”] has been made up.", NotSaid),
        ("The quote [W “it rains”] is fake.", NotSaid),
        ("A video that appears to show [S Bo Lind] [C saying] [W “it rains”] is fake.", NotSaid),
    ],
    counterexamples: &[
        "The claim that [S Bo Lind] [C said] [W “it rains”] is true.",
        "The quotation [W “it rains”], [C said] by [S Bo Lind], is not fake.",
        "[W “It rains,”] [C said] [S Bo Lind], and the picture is false.",
        "[S Bo Lind] [C said] [W the quotation is fake].",
    ],
};

fn made_up(clause: &Clause, token: usize) -> bool {
    clause.lower(token) == "made" && clause.lower(token + 1) == "up"
        || clause.lower(token) == "true" && token > 0 && clause.is_on(List::Negations, token - 1)
}

/// Whether `lower` begins something else than the predicate of the quotation.
fn says_more(lower: &str) -> bool {
    matches!(
        lower,
        "and"
            | "but"
            | "while"
            | "who"
            | "because"
            | "after"
            | "when"
            | ";"
            | ":"
            | "said"
            | "that"
            | "it"
            | "he"
            | "she"
            | "they"
    )
}
