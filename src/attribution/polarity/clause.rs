//! The clause that holds the words of saying: its verb, the verb's group, its subject, and what governs it.

use std::ops::Range;

use super::super::link::Link;
use super::group::{group, negation_in, same_marks};
use super::saying::{head, is_auxiliary, is_verb_at};
use super::subject::subject;
use crate::lexicon::List;
use crate::text::Document;

/// How near words stand that are shown with all between them, in tokens.
const NEAR: usize = 5;

/// The clause of a link's cue.
pub struct Clause<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) link: &'a Link,
    /// The sentence of the verb.
    pub(super) sentence: Range<usize>,
    /// The verb of saying, or whatever else heads the cue.
    pub(super) verb: usize,
    /// Whether a verb heads the cue, and no noun such as "statement".
    pub(super) has_verb: bool,
    /// What stands before the verb in its group, nearest first: auxiliaries, negations, adverbs, and verbs that lead to it.
    pub(super) group: Vec<usize>,
    /// Who does it, where that stands before the group; empty right before the group otherwise.
    pub(super) subject: Range<usize>,
}

impl<'a> Clause<'a> {
    /// The clause of the cue of `link`; without a cue, what stands around its quotation. None for a cue without words.
    pub(in crate::attribution) fn of(document: &'a Document<'a>, link: &'a Link) -> Option<Self> {
        let verb = match &link.cue {
            Some(cue) => head(document, cue)?,
            None => link.contents.first()?.start,
        };
        let sentence = document.sentences.get(document.sentence_of(verb))?.clone();
        let group = if link.cue.is_some() { group(document, &sentence, verb) } else { Vec::new() };
        let end = group.last().copied().unwrap_or(verb);
        let subject = subject(document, link, &sentence, end, verb);
        // Whatever has an auxiliary before it is a verb.
        let helped = group.iter().any(|&token| is_auxiliary(document.lower(token)));
        let has_verb = link.cue.is_some() && (helped || is_verb_at(document, verb));
        Some(Self { document, link, sentence, verb, has_verb, group, subject })
    }

    /// The word of `token` in small letters.
    pub(super) fn lower(&self, token: usize) -> &str {
        self.document.lower(token)
    }

    /// Whether the word of `token` stands on `list`.
    pub(super) fn is_on(&self, list: List, token: usize) -> bool {
        self.document.is_on(list, token)
    }

    /// The token right before `token`, if it stands in the sentence and outside of quotation marks that the verb stands
    /// outside of.
    pub(super) fn before(&self, token: usize) -> Option<usize> {
        let before = token.checked_sub(1).filter(|&before| before >= self.sentence.start)?;
        same_marks(self.document, before, self.verb).then_some(before)
    }

    /// The word that governs the clause: the one before its subject, "that" aside; whether there is a "that".
    pub(super) fn governor(&self) -> Option<(usize, bool)> {
        let before = self.before(self.subject.start)?;
        if self.lower(before) != "that" {
            return Some((before, false));
        }
        Some((self.before(before)?, true))
    }

    /// Whether `token` stands in a content of the link.
    pub(super) fn in_content(&self, token: usize) -> bool {
        self.link.contents.iter().any(|content| content.contains(&token))
    }

    /// The first content behind the verb.
    pub(super) fn content_behind(&self) -> Option<Range<usize>> {
        self.link.contents.iter().find(|content| content.start > self.verb).cloned()
    }

    /// Whether an odd number of negations reaches `verb` through the words of `group`, nearest first, and which one is the
    /// first of the sentence.
    pub(super) fn negation_in(&self, group: &[usize]) -> Option<usize> {
        negation_in(self.document, group, self.verb)
    }

    /// `words`, and the verb of saying if it stands near: for people to read.
    pub(super) fn telling(&self, words: &Range<usize>) -> String {
        if self.link.cue.is_none() {
            return self.document.normalized_text(words.clone()).into_owned();
        }
        let (first, last) = (words.start.min(self.verb), words.end.max(self.verb + 1));
        if words.contains(&self.verb) || last - first <= NEAR {
            return self.document.normalized_text(first..last).into_owned();
        }
        let (words, verb) = (self.document.normalized_text(words.clone()), self.document.word(self.verb));
        if first < self.verb { format!("{words} … {verb}") } else { format!("{verb} … {words}") }
    }
}
