//! Words that are not said: "never said", "nobody said", "at no point did she say", "no evidence that he said".

use std::ops::Range;

use super::clause::Clause;
use super::rule::{PolarityFinding, PolarityRule};
use super::saying::is_auxiliary;
use crate::lexicon::List;
use crate::quote::Polarity::NotSaid;
use crate::text::TokenKind;

/// Maximum distance of a negation before the noun it negates, in tokens.
const MAX_NOUN_DISTANCE: usize = 5;

/// Maximum length of the chain from the governor back to its negated noun, in tokens.
const MAX_GOVERNOR_DISTANCE: usize = 10;

/// "did not say".
pub(super) static NEGATED: PolarityRule = PolarityRule {
    id: "negated-saying",
    sentence: "A negation in the group of the reporting verb negates it; a double negation, or one with “only”, does not.",
    without_cue: false,
    evaluate: |clause| {
        // "could not tell whether": did not know.
        let discerned = clause.lower(clause.verb) == "tell"
            && matches!(clause.lower(clause.verb + 1), "if" | "whether" | "how" | "what" | "why" | "which" | "who");
        let negation = clause.negation_in(&clause.group).filter(|_| clause.has_verb && !discerned)?;
        // The auxiliary is shown as well: "did not say".
        let first = (0..negation).rev().take_while(|token| clause.group.contains(token)).last().unwrap_or(negation);
        Some(PolarityFinding { polarity: NotSaid, words: first..negation + 1 })
    },
    examples: &[
        ("[S Bo Lind] never [C said] [W “it rains”].", NotSaid),
        ("[S Bo Lind] [C did not say] [W that it rained].", NotSaid),
        ("[S Bo Lind] did n’t, for once, [C call] it [W “a storm”].", NotSaid),
        ("[S Bo Lind] refused to [C call] it [W “a storm”].", NotSaid),
        ("[S Bo Lind] stopped short of [C saying] [W it rained].", NotSaid),
        ("[S Bo Lind] could not bring himself to [C say] [W that it rained].", NotSaid),
        ("[S Bo Lind] has yet to [C say] [W whether it rains].", NotSaid),
        ("[S Bo Lind] neither wrote nor [C said] [W that it rained].", NotSaid),
        ("[W “It rains”] is something [S Bo Lind] never [C said].", NotSaid),
        ("[S Bo Lind] left without [C saying] [W that it rained].", NotSaid),
        ("[S Bo Lind] did not [C deny] [W that it rained].", NotSaid),
        ("[S Bo Lind] did not [C disclose] [W whether it rained].", NotSaid),
    ],
    counterexamples: &[
        "[S Bo Lind] [C said] [W it never rained].",
        "[S Bo Lind] not only [C called] it [W “a storm”].",
        "[S Bo Lind], who never liked rain, [C said] [W it rained].",
        "[S Bo Lind] did not mince his words, [C calling] it [W “a storm”].",
        "[S Bo Lind] did not wait and [C said] [W it rained].",
        "[S Bo Lind] did not hesitate to [C say] [W it rained].",
        "[S Bo Lind] never tired of [C saying] [W it rained].",
        "It did not rain. [W “It will,”] [C said] [S Bo Lind].",
        "[S Bo Lind] [C said] without delay [W that it rained].",
        "[S Bo Lind] did not stay, but [C added] [W that it rained].",
        "Judges do not, as [S Bo Lind] once [C said], [W only call it rain].",
        "[S Bo Lind] did not attend, which was noted, and [C said] [W it rained].",
    ],
};

/// "Nobody at the meeting said".
pub(super) static NOBODY: PolarityRule = PolarityRule {
    id: "nobody-says",
    sentence: "Words whose subject is “nobody”, “none”, “neither” or “no …” are not said.",
    without_cue: false,
    evaluate: |clause| {
        let start = clause.subject.start;
        let (first, next) = (clause.lower(start), clause.lower(start + 1));
        let number = clause.document.tokens.get(start + 1).is_some_and(|token| token.kind == TokenKind::Number);
        let none = match first {
            "nobody" | "none" | "no-one" | "neither" => true,
            "no" => {
                !number && !matches!(next, "doubt" | "wonder" | "matter" | "less" | "sooner" | "longer" | "," | ".")
            }
            "not" => matches!(next, "even" | "one" | "a"),
            _ => false,
        };
        let except =
            clause.subject.clone().any(|token| matches!(clause.lower(token), "but" | "except" | "other" | "besides"));
        (none && !except && clause.has_verb && !clause.subject.is_empty()).then(|| PolarityFinding::by(NotSaid, start))
    },
    examples: &[
        ("[S Nobody at the port] [C said] [W that it rained].", NotSaid),
        ("None of [S the clerks] has [C said] [W that it rained].", NotSaid),
        ("[S No minister] [C told] the house [W that it rained].", NotSaid),
        ("Not even [S Bo Lind] [C said] [W that it rained].", NotSaid),
        ("No one, not even Bo Lind, [C said] [W that it rained].", NotSaid),
    ],
    counterexamples: &[
        "No friend of rain, [S Bo Lind] [C said] [W it would stop].",
        "[S No 10] [C said] [W that it rained].",
        "[S Nobody but Bo Lind] [C said] [W that it rained].",
        "[S Bo Lind] [C said] [W nobody left].",
        "No doubt [S Bo Lind] [C said] [W it rained].",
    ],
};

/// "At no point did she say".
pub(super) static INVERTED: PolarityRule = PolarityRule {
    id: "negation-first",
    sentence: "A negation that begins the sentence and inverts subject and auxiliary applies to the reporting verb.",
    without_cue: false,
    evaluate: |clause| {
        let turned = |token: &usize| clause.has_verb && is_auxiliary(clause.lower(*token));
        let auxiliary = clause.before(clause.subject.start).filter(turned)?;
        let start = auxiliary.saturating_sub(MAX_GOVERNOR_DISTANCE).max(clause.sentence.start);
        let negation = (start..auxiliary).rev().find(|&token| clause.is_on(List::Negations, token))?;
        let next = clause.lower(negation + 1);
        let other = matches!(next, "only" | "until" | "since" | "sooner" | "just" | "merely" | "doubt" | "wonder");
        let before = negation.checked_sub(1).filter(|&before| before >= clause.sentence.start);
        let first = before.is_none_or(|before| {
            let lower = clause.lower(before);
            let opens = matches!(lower, "at" | "in" | "under" | "on" | "and" | "but" | "," | ";" | "by" | "for");
            opens || clause.document.tokens[before].kind == TokenKind::Punctuation
        });
        (first && !other).then_some(PolarityFinding { polarity: NotSaid, words: negation..auxiliary + 1 })
    },
    examples: &[
        ("At no point did [S Bo Lind] [C say] [W that it rained].", NotSaid),
        ("Nowhere in it does [S Bo Lind] [C say] [W that it rains].", NotSaid),
        ("Nor did [S Bo Lind] [C say] [W that it rained].", NotSaid),
        ("Never has [S Bo Lind] [C said] [W “it rains”].", NotSaid),
    ],
    counterexamples: &[
        "Not only did [S Bo Lind] [C say] [W that it rained].",
        "Not until May did [S Bo Lind] [C say] [W that it rained].",
        "Only then did [S Bo Lind] [C say] [W that it rained].",
        "It was not in May that [S Bo Lind] [C said] [W it rained].",
    ],
};

/// "There is no evidence that he said".
pub(super) static UNPROVEN: PolarityRule = PolarityRule {
    id: "no-evidence",
    sentence: "Words are not said if there is no evidence, record or proof that somebody said them, or if that is not true.",
    without_cue: false,
    evaluate: |clause| {
        let (governor, that) = clause.governor().filter(|_| clause.has_verb)?;
        // "It is false that"; but what is wrong may have been said.
        let is_false =
            clause.is_on(List::FakeWords, governor) && !matches!(clause.lower(governor), "wrong" | "misleading");
        let is = clause.before(governor).is_some_and(|is| {
            matches!(
                clause.lower(is),
                "is" | "was" | "’s" | "'s" | "be" | "a" | "an" | "simply" | "completely" | "utterly"
            )
        });
        if that && is_false && is {
            return Some(PolarityFinding::by(NotSaid, governor));
        }
        let start = governor.saturating_sub(MAX_GOVERNOR_DISTANCE).max(clause.sentence.start);
        let stops = |&token: &usize| matches!(clause.lower(token), "," | ";" | ":" | "said" | "and" | "but");
        let chain = (start..governor + 1).rev().take_while(|token| !stops(token));
        let noun = chain.clone().find(|&token| clause.is_on(List::RecordNouns, token) || is_truth(clause.lower(token)));
        let shown = || chain.clone().find(|&token| clause.lower(token) == "nothing" && shows(clause, token + 1));
        let leads = |noun: usize| (noun + 1..governor + 1).all(|token| leads(clause, token));
        let Some(noun) = noun.filter(|&noun| leads(noun)) else { return Some(PolarityFinding::by(NotSaid, shown()?)) };
        let first = noun.saturating_sub(MAX_NOUN_DISTANCE).max(start);
        let negation = (first..noun).rev().take_while(|token| !stops(token)).find(|&token| {
            clause.is_on(List::Negations, token)
                || matches!(clause.lower(token), "little" | "scant" | "lack" | "absence" | "zero")
        })?;
        // "no reason to doubt that he said".
        let doubted = (negation..governor + 1).any(|token| matches!(clause.lower(token), "doubt" | "deny" | "dispute"));
        (!doubted).then_some(PolarityFinding { polarity: NotSaid, words: negation..noun + 1 })
    },
    examples: &[
        ("There is no evidence that [S Bo Lind] [C said] [W “it rains”].", NotSaid),
        ("There is no record of [S Bo Lind] ever [C saying] [W “it rains”].", NotSaid),
        ("We found nothing to suggest that [S Bo Lind] [C said] [W “it rains”].", NotSaid),
        ("It is not true that the clerk [S Bo Lind] [C said] [W “it rains”].", NotSaid),
        ("There is not any proof [S Bo Lind] [C wrote] [W “it rains”].", NotSaid),
        ("It is false that [S Bo Lind] [C said] [W “it rains”].", NotSaid),
    ],
    counterexamples: &[
        "There is no evidence of rain, [S Bo Lind] [C said]: [W “It is dry.”]",
        "It was not until May that [S Bo Lind] [C said] [W it rained].",
        "There is no doubt that [S Bo Lind] [C said] [W it rained].",
        "The record shows that [S Bo Lind] [C said] [W it rained].",
        "It is wrong that [S Bo Lind] [C said] [W it rained].",
        "It is true that [S Bo Lind] [C said] [W it rained].",
    ],
};

fn is_truth(lower: &str) -> bool {
    matches!(lower, "true" | "correct" | "accurate" | "case" | "fact" | "right")
}

/// "to suggest", "to show".
fn shows(clause: &Clause, token: usize) -> bool {
    clause.lower(token) == "to"
        && matches!(clause.lower(token + 1), "suggest" | "show" | "indicate" | "prove" | "confirm" | "support" | "say")
}

/// Whether `token` may be between "evidence" and its clause.
fn leads(clause: &Clause, token: usize) -> bool {
    let lower = clause.lower(token);
    matches!(
        lower,
        "of" | "that"
            | "to"
            | "for"
            | "in"
            | "on"
            | "which"
            | "where"
            | "any"
            | "the"
            | "a"
            | "either"
            | "suggest"
            | "suggesting"
            | "show"
            | "showing"
            | "shows"
            | "prove"
            | "proving"
            | "indicate"
            | "indicating"
            | "claim"
            | "claims"
            | "support"
            | "supporting"
            | "suggests"
            | "or"
            | "online"
            | "anywhere"
    ) || clause.is_on(List::RecordNouns, token)
}

/// "is | not something | she has ever said", after the quotation.
fn not_something(clause: &Clause) -> Option<Range<usize>> {
    let last = clause.link.contents.last()?.end;
    let between = last..clause.verb.min(last + MAX_GOVERNOR_DISTANCE);
    let is = between.clone().find(|&token| matches!(clause.lower(token), "is" | "are" | "was" | "were"))?;
    let is_adjacent = (last..is).all(|token| clause.document.tokens[token].kind == TokenKind::Punctuation);
    let thing = is + 2 < between.end && is_relative(clause.lower(is + 2));
    (is_adjacent && thing && clause.is_on(List::Negations, is + 1)).then_some(is + 1..is + 3)
}

fn is_relative(lower: &str) -> bool {
    matches!(lower, "what" | "something" | "anything" | "how" | "words" | "one" | "that" | "those")
}

/// "is not what she said".
pub(super) static NOT_WHAT: PolarityRule = PolarityRule {
    id: "not-what-was-said",
    sentence: "Words that “are not what” somebody said are not said.",
    without_cue: false,
    evaluate: |clause| {
        if let Some(words) = not_something(clause) {
            return Some(PolarityFinding { polarity: NotSaid, words });
        }
        let what = clause.before(clause.subject.start)?;
        let relative = |token: usize| is_relative(clause.lower(token));
        if !relative(what) {
            return None;
        }
        let first = (clause.sentence.start..what)
            .rev()
            .take(3)
            .find(|&token| !relative(token) && !matches!(clause.lower(token), "the" | "a"));
        if let Some(negation) = first.filter(|&token| clause.is_on(List::Negations, token))
            && clause.link.contents.iter().all(|content| content.start < clause.verb)
        {
            return Some(PolarityFinding { polarity: NotSaid, words: negation..what + 1 });
        }
        let asks = clause.lower(what) == "what" && is_auxiliary(clause.lower(clause.verb + 1));
        let negation = Some(clause.verb + 2)
            .filter(|&token| asks && matches!(clause.lower(token), "not" | "n't" | "n’t" | "never"))?;
        (!clause.in_content(negation))
            .then_some(PolarityFinding { polarity: NotSaid, words: negation - 1..negation + 1 })
    },
    examples: &[
        ("[W “It rains”] is not what [S Bo Lind] [C said].", NotSaid),
        ("[W “It rains”] is not something Bo Lind has ever [C said].", NotSaid),
        ("What [S Bo Lind] [C said] was not [W “it rains”].", NotSaid),
    ],
    counterexamples: &[
        "[W “It rains”] is what [S Bo Lind] [C said].",
        "What [S Bo Lind] [C said] was [W “it rains”].",
        "That is not what [S Bo Lind] [C said]: [W “It rains.”]",
    ],
};
