//! A reporting verb and its subject within a longer clause: "Ann Lee" and "shouted" in "that Ann Lee shouted “rain”".

use std::ops::Range;

use super::complement::subject;
use super::link::{Link, LinkScores};
use super::negated_saying::is_passive;
use super::polarity::group;
use super::verbs::is_verb_of_saying;
use crate::lexicon::NEGATIONS;
use crate::text::Document;

/// Score of a link of such a clause.
const SCORE: f32 = 0.8;

/// A subject and its reporting verb.
pub(super) struct InnerClause {
    /// The subject.
    pub source: Range<usize>,
    /// The verb.
    pub cue: Range<usize>,
}

impl InnerClause {
    /// The clause as a link of `contents`.
    pub fn link(self, contents: Vec<Range<usize>>) -> Link {
        Link { contents, cue: Some(self.cue), source: Some(self.source), scores: LinkScores::uniform(SCORE) }
    }
}

/// Whether `token` is a finite form of a verb of saying.
pub(super) fn is_finite_saying(document: &Document, token: usize) -> bool {
    is_verb_of_saying(document.lower(token)) && !document.lower(token).ends_with("ing")
}

/// "Ann Lee said", directly before `content` and within `clause`.
pub(super) fn clause_before(document: &Document, clause: &Range<usize>, content: &Range<usize>) -> Option<InnerClause> {
    let near = (clause.start..content.start).rev().take(MAX_BETWEEN);
    let verb = { near }.find(|&token| is_finite_saying(document, token))?;
    let linking = |token: usize| matches!(document.lower(token), "that" | "," | ":" | "“" | "\"" | "'" | "‘");
    let source = subject_of(document, clause, verb).filter(|_| (verb + 1..content.start).all(linking))?;
    Some(InnerClause { source, cue: verb..verb + 1 })
}

/// Maximum distance from the verb to the content: "that", and an opening mark.
const MAX_BETWEEN: usize = 3;

/// The subject of the finite verb at `verb`, if that is neither negated nor passive; of "who", the name before it.
pub(super) fn subject_of(document: &Document, clause: &Range<usize>, verb: usize) -> Option<Range<usize>> {
    let group = group(document, clause, verb);
    let negated = group.iter().any(|&token| NEGATIONS.has(document.lower(token)));
    if negated || is_passive(document, verb, &group) {
        return None;
    }
    match who_before(document, clause, verb) {
        Some(who) => antecedent(document, clause, who),
        None => subject(document, clause, group.last().copied().unwrap_or(verb)),
    }
}

/// The "who" directly before the verb group of `verb`, if something is before it in `clause`.
pub(super) fn who_before(document: &Document, clause: &Range<usize>, verb: usize) -> Option<usize> {
    let first = group(document, clause, verb).last().copied().unwrap_or(verb);
    first.checked_sub(1).filter(|&token| token > clause.start && document.lower(token) == "who")
}

/// The name before the "who" at `who`.
fn antecedent(document: &Document, clause: &Range<usize>, who: usize) -> Option<Range<usize>> {
    let end = who - usize::from(document.word(who - 1) == ",");
    let name = (clause.start..end).rev().take_while(|&token| document.is_capitalised(token)).last();
    name.map(|start| start..end)
}
