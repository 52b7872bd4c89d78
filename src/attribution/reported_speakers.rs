//! Speakers of clauses about what was said: "Bo Lind is supposed to have said that it rained", "“No,” was her only
//! comment".

use std::ops::Range;

use super::complement::subject;
use super::quotation_marks::{all_quoted, any_quoted};
use super::rule::Rule;
use super::verbs::is_verb_of_saying;
use crate::text::Document;

/// Score of such a source.
const SCORE: f32 = 0.7;

/// "Bo Lind is supposed to have said that it rained."
pub(super) static SUPPOSED: Rule = Rule {
    id: "supposed-to-have-said",
    sentence: "The source of “is supposed to have said” is the subject of the clause.",
    apply: |document, links| {
        for link in links.iter_mut().filter(|link| link.source.is_none()) {
            let Some(cue) = link.cue.clone() else { continue };
            let subject = supposed(document, &cue).filter(|source| !any_quoted(document, source));
            if let Some(source) = subject.filter(|source| !link.contents.iter().any(|it| it.contains(&source.start))) {
                link.set_source(source, SCORE);
            }
        }
    },
    examples: &[(
        "Bo Lind is supposed to have [C said] [W that it rained].",
        "[S Bo Lind] is supposed to have [C said] [W that it rained].",
    )],
    counterexamples: &[
        "Somebody ought to have [C said] [W that it rained].",
        "Bo Lind met [S a nurse] who was supposed to have [C said] [W that it rained].",
    ],
};

/// The subject of "is supposed to have" before `cue`.
fn supposed(document: &Document, cue: &Range<usize>) -> Option<Range<usize>> {
    let said = cue.clone().find(|&token| is_verb_of_saying(document.lower(token)))?;
    let sentence = document.sentences[document.sentence_of(said)].clone();
    let start = said.checked_sub(WORDS_BEFORE).filter(|&start| start > sentence.start)?;
    let [be, supposed, to, have] = std::array::from_fn(|at| document.lower(start + at));
    let is_it = matches!(be, "is" | "are" | "was" | "were")
        && SUPPOSED_BY_OTHERS.binary_search(&supposed).is_ok()
        && (to, have) == ("to", "have");
    is_it.then(|| subject(document, &sentence, start))?
}

/// The number of words in "is supposed to have".
const WORDS_BEFORE: usize = 4;

/// Participles for what others believe or tell. Sorted.
const SUPPOSED_BY_OTHERS: [&str; 11] = [
    "alleged",
    "believed",
    "claimed",
    "known",
    "reported",
    "reputed",
    "rumored",
    "rumoured",
    "said",
    "supposed",
    "understood",
];

/// "“No,” was her only comment."
pub(super) static ONLY_COMMENT: Rule = Rule {
    id: "only-comment",
    sentence: "A quotation that “was her only comment”, or “was all she would say”, is hers.",
    apply: |document, links| {
        for link in links.iter_mut() {
            let Some(content) = link.contents.last().cloned().filter(|content| all_quoted(document, content)) else {
                continue;
            };
            let beside = link.source.as_ref().is_some_and(|source| is_beside(document, source, &content));
            if let Some((source, cue)) = comment(document, &content).filter(|_| !beside) {
                link.cue = Some(cue);
                link.set_source(source, SCORE);
            }
        }
    },
    examples: &[
        ("[W “It is late,”] was her only comment.", "[W “It is late,”] was [S her] only [C comment]."),
        ("[W “It is late,”] was Bo Lind’s verdict.", "[W “It is late,”] was [S Bo Lind]’s [C verdict]."),
        ("[W “It is late,”] was all Ann Lee would say.", "[W “It is late,”] was all [S Ann Lee] would [C say]."),
    ],
    counterexamples: &[
        "[W “It is late,”] was the title of her first comment.",
        "[W “It is late,”] was her book.",
        "[W “It is late,”] was all they had.",
        "[W “It is late,”] [S Ann Lee] [C said].",
    ],
};

/// Whether `source` is in the sentence of `content`: it has a reporting clause of its own.
fn is_beside(document: &Document, source: &Range<usize>, content: &Range<usize>) -> bool {
    document.sentence_of(source.start) == document.sentence_of(content.end - 1)
}

/// A source and a cue.
type SourceAndCue = (Range<usize>, Range<usize>);

/// The source and the cue of "was her only comment" behind `content`.
fn comment(document: &Document, content: &Range<usize>) -> Option<SourceAndCue> {
    let predicate = predicate_behind(document, content)?;
    if document.lower(predicate.start) == "all" {
        all_that_was_said(document, predicate)
    } else {
        owned_comment(document, predicate)
    }
}

/// What is behind "was", if `content` is the subject of that: in the same sentence, with marks alone between them.
fn predicate_behind(document: &Document, content: &Range<usize>) -> Option<Range<usize>> {
    let mut near = content.end..(content.end + MAX_MARKS + 1).min(document.tokens.len());
    let was = near.find(|&token| matches!(document.lower(token), "was" | "is" | "came" | "were"))?;
    let sentence = document.sentence_of(was);
    let marks = (content.end..was).all(|token| document.word(token).chars().all(|c| !c.is_alphanumeric()));
    let end = document.sentences[sentence].end.min(was + MAX_CLAUSE_TOKENS);
    (marks && sentence == document.sentence_of(content.end - 1) && was + 1 < end).then_some(was + 1..end)
}

/// "all Ann Lee would say"
fn all_that_was_said(document: &Document, predicate: Range<usize>) -> Option<SourceAndCue> {
    let who = predicate.start + 1;
    let would =
        (who..predicate.end).find(|&token| matches!(document.lower(token), "would" | "could" | "had" | "can"))?;
    let say = (would + 1..predicate.end).find(|&token| matches!(document.lower(token), "say" | "offer" | "add"))?;
    (would > who && say <= would + 2).then_some((who..would, say..say + 1))
}

/// "her only comment", "Bo Lind’s verdict"
fn owned_comment(document: &Document, predicate: Range<usize>) -> Option<SourceAndCue> {
    let first = predicate.start;
    let noun = predicate.clone().find(|&token| COMMENTS.binary_search(&document.lower(token)).is_ok())?;
    if matches!(document.lower(first), "his" | "her" | "their" | "its") {
        return (noun <= first + 3).then_some((first..first + 1, noun..noun + 1));
    }
    let owner = (first..noun).find(|&token| matches!(document.word(token), "’s" | "'s"))?;
    let named = (first..owner).any(|token| document.is_capitalised(token));
    (named && noun <= owner + 3).then_some((first..owner, noun..noun + 1))
}

/// Maximum number of marks between the words and "was", and of tokens of the clause.
const MAX_MARKS: usize = 3;
const MAX_CLAUSE_TOKENS: usize = 12;

/// Nouns for what somebody says. Sorted.
const COMMENTS: [&str; 16] = [
    "advice",
    "answer",
    "assessment",
    "comment",
    "conclusion",
    "message",
    "observation",
    "reaction",
    "rejoinder",
    "reply",
    "response",
    "retort",
    "summary",
    "verdict",
    "view",
    "warning",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(SUPPOSED_BY_OTHERS.is_sorted_by(|a, b| a < b) && COMMENTS.is_sorted_by(|a, b| a < b));
    }
}
