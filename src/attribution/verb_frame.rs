//! The frame of a negated reporting verb, and how it corrects the link with the same words.

use std::ops::Range;

use super::link::{Link, LinkScores};
use super::quotation_marks::all_quoted;
use crate::lexicon::List;
use crate::text::Document;

/// Score of such a link.
const SCORE: f32 = 0.7;

/// A verb with its complement and its subject.
pub(super) struct VerbFrame<'a> {
    pub verb: usize,
    /// The verb group before the verb, nearest first.
    pub group: &'a [usize],
    pub content: Range<usize>,
    pub source: Option<Range<usize>>,
}

impl VerbFrame<'_> {
    /// The start of the verb group.
    fn first(&self) -> usize {
        self.group.last().copied().unwrap_or(self.verb)
    }

    /// Whether it is certain without the tagger: a quotation, a clause with "that", or a clause after "say" or "tell".
    pub fn is_sufficient(&self, document: &Document) -> bool {
        let lower = document.lower(self.verb);
        let plain =
            matches!(lower, "say" | "said" | "says" | "saying" | "tell" | "told" | "telling" | "mention" | "mentioned");
        plain || document.lower(self.content.start) == "that" || all_quoted(document, &self.content)
    }

    /// Replaces `link`, which has the same words, unless its source is better.
    pub fn correct(self, document: &Document, link: &mut Link) {
        let Some(cue) = link.cue.clone() else { return self.replace(link, true) };
        // "denied saying", "refused to call": the verb after the cue is the one that is negated.
        if self.group.contains(&cue.start) {
            return self.replace(link, true);
        }
        let pronoun = |source: &Range<usize>| matches!(document.lower(source.start), "he" | "she" | "they");
        let own = self.source.as_ref().is_some_and(pronoun);
        let within = link.contents.iter().any(|part| part.contains(&self.verb));
        // "Rather than call it “a storm”, Bo Lind blamed the sea": the quotation directly follows its verb.
        let behind = cue.start >= self.content.end && self.verb < self.content.start && self.source.is_none();
        if behind && !self.group.is_empty() && all_quoted(document, &self.content) {
            return self.replace(link, true);
        }
        let same_sentence = document.sentence_of(cue.start) == document.sentence_of(self.verb);
        if cue.end > self.first() || !within || !same_sentence {
            return;
        }
        let quoted = all_quoted(document, &self.content);
        let denied = cue.clone().any(|token| document.is_on(List::DenialVerbs, token));
        if denied && (quoted || document.lower(self.content.start) == "that") {
            // "a spokesman denied that Bo Lind had said": Bo Lind is the one who did not say it.
            self.replace(link, own);
        } else if quoted && own && self.begins(document, link) {
            // "insists he never called her “a fool”": nobody says the quoted words.
            self.replace(link, false);
        }
    }

    /// Whether the content of `link` begins with the subject: "he never called her".
    fn begins(&self, document: &Document, link: &Link) -> bool {
        let Some(source) = &self.source else { return false };
        let that = |start: usize| start + usize::from(document.lower(start) == "that");
        link.contents.iter().any(|part| that(part.start) == source.start)
    }

    /// Replaces `link`, perhaps keeping its source.
    fn replace(self, link: &mut Link, keeps_source: bool) {
        let known = link.source.take().filter(|_| keeps_source);
        *link = self.link(known);
    }

    /// The link of this frame. Its source is `known` if that precedes the verb group.
    pub fn link(self, known: Option<Range<usize>>) -> Link {
        let first = self.first();
        let known = known.filter(|known| known.end <= first || self.source.is_none());
        Link {
            contents: vec![self.content],
            cue: Some(self.verb..self.verb + 1),
            source: known.or(self.source),
            scores: LinkScores::uniform(SCORE),
        }
    }
}
