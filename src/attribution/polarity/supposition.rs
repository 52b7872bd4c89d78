//! Hypothetical words: "if she had said", "imagine him saying", "he could have said".

use super::clause::Clause;
use super::rule::{PolarityFinding, PolarityRule};
use super::saying::is_auxiliary;
use crate::lexicon::List;
use crate::quote::Polarity::{Affirmed, Hypothetical};

/// "If she had said".
pub(super) static SUPPOSED: PolarityRule = PolarityRule {
    id: "supposed",
    sentence: "Words in a condition or in something imagined are hypothetical; “if she had not said” implies that she said them.",
    without_cue: false,
    evaluate: |clause| {
        let condition = condition(clause)?;
        let granted = clause.negation_in(&clause.group).is_some()
            && (clause.group.iter().any(|&token| clause.lower(token) == "had") || clause.lower(condition) == "had");
        Some(PolarityFinding::by(if granted { Affirmed } else { Hypothetical }, condition))
    },
    examples: &[
        ("If [S Bo Lind] had [C said] [W “it rains”], they would laugh.", Hypothetical),
        ("Had [S Bo Lind] [C said] [W “it rains”], they would laugh.", Hypothetical),
        ("Imagine [S Bo Lind] [C saying]: [W “It rains.”]", Hypothetical),
        ("Suppose that the clerk [S Bo Lind] [C says] [W “it rains”].", Hypothetical),
        ("They would laugh if [S Bo Lind] [C said] [W “it rains”].", Hypothetical),
        ("If [S Bo Lind] had not [C said] [W “it rains”], they would be wet.", Affirmed),
    ],
    counterexamples: &[
        "If it rains, [S Bo Lind] [C said], [W we go].",
        "If, as [S Bo Lind] [C said], [W it rains], we go.",
        "Asked if it rained, [S Bo Lind] [C said]: [W “No.”]",
        "[S Bo Lind] [C said] [W if it rained they would go].",
        "[S Bo Lind] had [C said] [W it rained].",
        "They were to sail, but there was rain, [C according to] [S Bo Lind].",
    ],
};

fn condition(clause: &Clause) -> Option<usize> {
    let (governor, _) = clause.governor().filter(|_| clause.has_verb)?;
    let lower = clause.lower(governor);
    let opens = clause.before(governor).is_none_or(|before| {
        matches!(clause.lower(before), "," | ";" | "and" | "but" | "—" | "–" | "“" | "\"" | "that" | ":")
    });
    let supposes = matches!(
        lower,
        "if" | "unless"
            | "whether"
            | "imagine"
            | "imagining"
            | "suppose"
            | "supposing"
            | "lest"
            | "picture"
            | "envisage"
    );
    let though = lower == "though" && clause.before(governor).is_some_and(|before| clause.lower(before) == "as");
    let inverted = opens && matches!(lower, "had" | "were" | "should");
    (supposes || though || inverted).then_some(governor)
}

/// "She could have said".
pub(super) static MODAL: PolarityRule = PolarityRule {
    id: "could-have-said",
    sentence: "Words that somebody could, might, may or would have said, or might say, are hypothetical.",
    without_cue: false,
    evaluate: |clause| {
        if !clause.has_verb {
            return None;
        }
        let modal = clause.group.iter().copied().find(|&token| is_modal(clause.lower(token)))?;
        let only =
            clause.group.iter().any(|&token| matches!(clause.lower(token), "only" | "just" | "be" | "hear" | "well"));
        let perfect = clause.group.iter().any(|&token| clause.lower(token) == "have");
        let weak = matches!(clause.lower(modal), "would" | "should" | "’d" | "'d");
        let question = clause.lower(clause.sentence.end - 1) == "?" && is_auxiliary(clause.lower(modal));
        let supposed = if weak { perfect } else { !only || perfect };
        (supposed && !question && !clause.is_on(List::Negations, modal + 1))
            .then(|| PolarityFinding::by(Hypothetical, modal))
    },
    examples: &[
        ("[S Bo Lind] could have [C said] [W “it rains”].", Hypothetical),
        ("[S Bo Lind] would have [C said] [W “it rains”].", Hypothetical),
        ("[S Bo Lind] might [C say] [W that it rains].", Hypothetical),
    ],
    counterexamples: &[
        "[S Bo Lind] would often [C say] [W “it rains”].",
        "[S Bo Lind] could only [C say] [W that it rained].",
        "[S Bo Lind] [C said] [W it could rain].",
        "[S Bo Lind] will [C say] [W that it rains].",
        "[S A letter] in May [C urged] them [W to stay].",
    ],
};

fn is_modal(lower: &str) -> bool {
    matches!(lower, "could" | "might" | "may" | "would" | "should" | "’d" | "'d")
}
