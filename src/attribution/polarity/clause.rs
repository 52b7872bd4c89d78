//! The clause of a reporting verb: the verb, its verb group, its subject, and its governor.

use std::ops::Range;

use super::super::link::Link;
use super::group::{group, negation_in, same_marks};
use super::saying::{head, is_auxiliary, is_verb_at};
use super::subject::subject;
use crate::lexicon::List;
use crate::text::Document;

/// Maximum length of a phrase that is shown completely, in tokens.
const MAX_SHOWN_GAP: usize = 5;

/// The clause of a link's cue.
pub struct Clause<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) link: &'a Link,
    /// The sentence of the verb.
    pub(super) sentence: Range<usize>,
    /// The reporting verb, or another head of the cue.
    pub(super) verb: usize,
    /// Whether the head of the cue is a verb, not a noun such as "statement".
    pub(super) has_verb: bool,
    /// The verb group before the verb, nearest first: auxiliaries, negations, adverbs, and verbs that govern it.
    pub(super) group: Vec<usize>,
    /// The subject, if it precedes the verb group; otherwise empty and directly before the group.
    pub(super) subject: Range<usize>,
}

impl<'a> Clause<'a> {
    /// The clause of the cue of `link`, or without a cue, of its quotation. `None` if the cue has no words.
    pub(in crate::attribution) fn of(document: &'a Document<'a>, link: &'a Link) -> Option<Self> {
        let verb = match &link.cue {
            Some(cue) => head(document, cue)?,
            None => link.contents.first()?.start,
        };
        let sentence = document.sentences.get(document.sentence_of(verb))?.clone();
        let group = if link.cue.is_some() { group(document, &sentence, verb) } else { Vec::new() };
        let end = group.last().copied().unwrap_or(verb);
        let subject = subject(document, link, &sentence, end, verb);
        // A word after an auxiliary is a verb.
        let helped = group.iter().any(|&token| is_auxiliary(document.lower(token)));
        let has_verb = link.cue.is_some() && (helped || is_verb_at(document, verb));
        Some(Self { document, link, sentence, verb, has_verb, group, subject })
    }

    /// The word of `token` in lower case.
    pub(super) fn lower(&self, token: usize) -> &str {
        self.document.lower(token)
    }

    /// Whether the word of `token` is on `list`.
    pub(super) fn is_on(&self, list: List, token: usize) -> bool {
        self.document.is_on(list, token)
    }

    /// The token before `token`, if it is in the sentence and in the same quotation as the verb.
    pub(super) fn before(&self, token: usize) -> Option<usize> {
        let before = token.checked_sub(1).filter(|&before| before >= self.sentence.start)?;
        same_marks(self.document, before, self.verb).then_some(before)
    }

    /// The governor of the clause: the word before its subject, ignoring "that"; and whether there is a "that".
    pub(super) fn governor(&self) -> Option<(usize, bool)> {
        let before = self.before(self.subject.start)?;
        if self.lower(before) != "that" {
            return Some((before, false));
        }
        Some((self.before(before)?, true))
    }

    /// Whether `token` is in a content of the link.
    pub(super) fn in_content(&self, token: usize) -> bool {
        self.link.contents.iter().any(|content| content.contains(&token))
    }

    /// The first content after the verb.
    pub(super) fn content_behind(&self) -> Option<Range<usize>> {
        self.link.contents.iter().find(|content| content.start > self.verb).cloned()
    }

    /// The first of the negations in `group` (nearest first) that apply to the verb, if their number is odd.
    pub(super) fn negation_in(&self, group: &[usize]) -> Option<usize> {
        negation_in(self.document, group, self.verb)
    }

    /// `words`, with the reporting verb if it is near, for people to read.
    pub(super) fn deciding_words(&self, words: &Range<usize>) -> String {
        if self.link.cue.is_none() {
            return self.document.normalized_text(words.clone()).into_owned();
        }
        let (first, last) = (words.start.min(self.verb), words.end.max(self.verb + 1));
        if words.contains(&self.verb) || last - first <= MAX_SHOWN_GAP {
            return self.document.normalized_text(first..last).into_owned();
        }
        let (words, verb) = (self.document.normalized_text(words.clone()), self.document.word(self.verb));
        if first < self.verb { format!("{words} … {verb}") } else { format!("{verb} … {words}") }
    }
}
