//! A quotation after a colon: "Ann Lee posted on her page: “It rains.”"

use std::ops::Range;

use super::directives::taken_cues;
use super::inner_clauses::{InnerClause, is_finite_saying, subject_of};
use super::quotation_marks::{all_quoted, any_quoted, quotation_at};
use super::rule::Rule;
use crate::text::Document;

/// Maximum length of the clause before the colon, in tokens.
const MAX_CLAUSE_TOKENS: usize = 30;

/// "Ann Lee posted on her page: “It rains.”"
pub(super) static COLON_CLAUSE: Rule = Rule {
    id: "colon-clause",
    sentence: "A quotation after a colon that has no cue belongs to the subject of the reporting verb in the clause before the colon.",
    apply: |document, links| {
        let taken = taken_cues(links);
        let free = |clause: &InnerClause| !taken.contains(&clause.cue.start);
        for link in links.iter_mut().filter(|link| link.cue.is_none() && link.source.is_none()) {
            let clause = link.contents.first().and_then(|content| clause_before_colon(document, content));
            if let Some(clause) = clause.filter(free) {
                let content = link.scores.content;
                *link = clause.link(std::mem::take(&mut link.contents));
                link.scores.content = content;
            }
        }
    },
    examples: &[
        (
            "Bo Lind, 33, later posted on his page: [W “It rains.”]",
            "[S Bo Lind], 33, later [C posted] on his page: [W “It rains.”]",
        ),
        (
            "On Monday the mayor said of the storm: [W “It rains.”]",
            "On Monday [S the mayor] [C said] of the storm: [W “It rains.”]",
        ),
    ],
    counterexamples: &[
        "Bo Lind had a question: [W “Does it rain?”]",
        "Bo Lind did not say it: [W “It rains.”]",
        "Bo Lind said it was late. It had a title: [W “It rains.”]",
        "Bo Lind said that “rain” had a name: [W “It rains.”]",
        "[S Bo Lind] [C said]: [W “It rains.”]",
        "[S Ann Lee] was there when Bo Lind said of it: [W “It rains.”]",
    ],
};

/// The subject and the reporting verb of the clause whose colon is directly before `content`.
fn clause_before_colon(document: &Document, content: &Range<usize>) -> Option<InnerClause> {
    let region = quotation_at(document, content.start).filter(|_| all_quoted(document, content))?;
    let colon = document.tokens_in(region.outer).start.checked_sub(1).filter(|&token| document.word(token) == ":")?;
    let sentence = document.sentences[document.sentence_of(colon)].start;
    let clause = sentence.max(colon.saturating_sub(MAX_CLAUSE_TOKENS))..colon;
    if any_quoted(document, &clause) {
        return None;
    }
    let verb = clause.clone().rev().find(|&token| is_finite_saying(document, token))?;
    let source = subject_of(document, &clause, verb)?;
    Some(InnerClause { source, cue: verb..verb + 1 })
}
