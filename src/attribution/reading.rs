//! What the words around a verb of saying that is taken back make of it, and of the link that has its words already.

use std::ops::Range;

use super::link::Link;
use super::marked::all_marked;
use crate::lexicon::List;
use crate::text::Document;

/// How sure such a reading is.
const CERTAINTY: f32 = 0.7;

/// A verb with what it takes and who says it.
pub(super) struct Reading<'a> {
    pub verb: usize,
    /// What stands before the verb in its group, nearest first.
    pub group: &'a [usize],
    pub content: Range<usize>,
    pub source: Option<Range<usize>>,
}

impl Reading<'_> {
    /// Where the verb's group begins.
    fn first(&self) -> usize {
        self.group.last().copied().unwrap_or(self.verb)
    }

    /// Whether it is sure enough without anything that the tagger found: a quotation, or a clause with "that" or behind "say" or
    /// "tell".
    pub fn stands_alone(&self, document: &Document) -> bool {
        let lower = document.lower(self.verb);
        let plain =
            matches!(lower, "say" | "said" | "says" | "saying" | "tell" | "told" | "telling" | "mention" | "mentioned");
        plain || document.lower(self.content.start) == "that" || all_marked(document, &self.content)
    }

    /// Takes over `link`, which has the same words, if it knows no better who says them.
    pub fn mend(self, document: &Document, link: &mut Link) {
        let Some(cue) = link.cue.clone() else { return self.replace(link, true) };
        // "denied saying", "refused to call": the verb behind the cue says what was not done.
        if self.group.contains(&cue.start) {
            return self.replace(link, true);
        }
        let pronoun = |source: &Range<usize>| matches!(document.lower(source.start), "he" | "she" | "they");
        let own = self.source.as_ref().is_some_and(pronoun);
        let within = link.contents.iter().any(|part| part.contains(&self.verb));
        // "Rather than call it “a storm”, Bo Lind blamed the sea": the quotation stands right behind its verb.
        let behind = cue.start >= self.content.end && self.verb < self.content.start && self.source.is_none();
        if behind && !self.group.is_empty() && all_marked(document, &self.content) {
            return self.replace(link, true);
        }
        let same_sentence = document.sentence_of(cue.start) == document.sentence_of(self.verb);
        if cue.end > self.first() || !within || !same_sentence {
            return;
        }
        let quoted = all_marked(document, &self.content);
        let denied = cue.clone().any(|token| document.is_on(List::DenialVerbs, token));
        if denied && (quoted || document.lower(self.content.start) == "that") {
            // "a spokesman denied that Bo Lind had said": it is Bo Lind who did not.
            self.replace(link, own);
        } else if quoted && own && self.begins(document, link) {
            // "insists he never called her “a fool”": nobody says the words in marks.
            self.replace(link, false);
        }
    }

    /// Whether the content of `link` begins with who says it: "he never called her".
    fn begins(&self, document: &Document, link: &Link) -> bool {
        let Some(source) = &self.source else { return false };
        let that = |start: usize| start + usize::from(document.lower(start) == "that");
        link.contents.iter().any(|part| that(part.start) == source.start)
    }

    /// Puts this in the place of `link`, perhaps with its source.
    fn replace(self, link: &mut Link, keeps_source: bool) {
        let known = link.source.take().filter(|_| keeps_source);
        *link = self.link(known);
    }

    /// The link of this reading, with `known` for a source where that stands before the verb's group.
    pub fn link(self, known: Option<Range<usize>>) -> Link {
        let first = self.first();
        let known = known.filter(|known| known.end <= first || self.source.is_none());
        Link {
            contents: vec![self.content],
            cue: Some(self.verb..self.verb + 1),
            source: known.or(self.source),
            certainty: [CERTAINTY; 4],
        }
    }
}
