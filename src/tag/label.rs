//! Labels of tokens: the seven BIO labels, and conversion between labels and spans.
//!
//! A token begins or continues a source, a cue or a content, or is outside. Gold spans rarely overlap (5 of 61,000 in
//! PolNeAR), so one layer of labels is enough.
//!
//! Guarantees well-formed labels for any spans, and ordered, non-overlapping, non-empty spans for any labels.
//! Punctuation at the edges of a span is left out: the labels do not decide whether a mark or comma belongs to a
//! quotation.

use std::ops::Range;

use crate::span::Span;
use crate::text::{Document, TokenKind};

/// The role of a span in an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Who says it.
    Source,
    /// The words that report the saying.
    Cue,
    /// What is said.
    Content,
}

impl Role {
    /// All roles, in the order of their labels.
    pub const ALL: [Role; 3] = [Role::Source, Role::Cue, Role::Content];
}

/// The number of labels.
pub const LABELS: usize = 7;

/// One label: 0 is outside, then begin and inside of source, cue and content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Label(u8);

impl Label {
    /// Outside of every span.
    pub const OUTSIDE: Label = Label(0);

    /// The first token of a span.
    pub const fn begin(role: Role) -> Label {
        Label(1 + 2 * role as u8)
    }

    /// A later token of a span.
    pub const fn inside(role: Role) -> Label {
        Label(2 + 2 * role as u8)
    }

    /// The label with this `index`; outside if there is none.
    pub const fn from_index(index: usize) -> Label {
        if index < LABELS { Label(index as u8) } else { Label::OUTSIDE }
    }

    /// The index of the label, below [`LABELS`].
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The role of the token's span.
    pub const fn role(self) -> Option<Role> {
        match self.0 {
            1 | 2 => Some(Role::Source),
            3 | 4 => Some(Role::Cue),
            5 | 6 => Some(Role::Content),
            _ => None,
        }
    }

    /// Whether the token begins a span.
    pub const fn is_begin(self) -> bool {
        self.0 % 2 == 1
    }

    /// Whether the label may follow `previous`: an inside label must follow a label of the same role.
    pub const fn may_follow(self, previous: Label) -> bool {
        let continues = self.0 != 0 && self.0.is_multiple_of(2);
        !continues || previous.0 == self.0 || previous.0 + 1 == self.0
    }
}

/// The labels of `document` for these `spans`.
///
/// If two spans overlap, the shorter one wins, so that a cue inside a content is kept.
pub fn labels_of(document: &Document, spans: &[(Role, Span)]) -> Vec<Label> {
    let mut ordered: Vec<(usize, Role, Range<usize>)> = Vec::with_capacity(spans.len());
    for &(role, span) in spans {
        let whole = document.tokens_in(span);
        let words = without_edge_punctuation(document, whole.clone());
        // A colon or a dash alone can be a cue: "SMITH: We won.", "“We won.” — Ann Lee".
        let tokens = if words.is_empty() && role == Role::Cue { whole } else { words };
        if !tokens.is_empty() {
            ordered.push((tokens.len(), role, tokens));
        }
    }
    ordered.sort_by_key(|(length, role, tokens)| (usize::MAX - length, tokens.start, *role));
    let mut labels = vec![Label::OUTSIDE; document.tokens.len()];
    for (_, role, tokens) in ordered {
        labels[tokens.clone()].fill(Label::inside(role));
        labels[tokens.start] = Label::begin(role);
    }
    mend(&mut labels);
    labels
}

/// Turns inside labels that continue nothing into begin labels.
fn mend(labels: &mut [Label]) {
    let mut previous = Label::OUTSIDE;
    for label in labels {
        if let (Some(role), false) = (label.role(), label.may_follow(previous)) {
            *label = Label::begin(role);
        }
        previous = *label;
    }
}

/// The spans of `labels`, in order. An inside label that continues nothing begins a span.
pub fn spans_of(labels: &[Label]) -> Vec<(Role, Range<usize>)> {
    let mut spans: Vec<(Role, Range<usize>)> = Vec::new();
    let mut previous = Label::OUTSIDE;
    for (index, &label) in labels.iter().enumerate() {
        if let Some(role) = label.role() {
            match spans.last_mut() {
                Some((_, span)) if !label.is_begin() && label.may_follow(previous) => span.end = index + 1,
                _ => spans.push((role, index..index + 1)),
            }
        }
        previous = label;
    }
    spans
}

/// `tokens` without the punctuation at both ends.
pub fn without_edge_punctuation(document: &Document, tokens: Range<usize>) -> Range<usize> {
    let is_word = |index: &usize| document.tokens[*index].kind != TokenKind::Punctuation;
    let first = tokens.clone().find(is_word);
    let last = tokens.clone().rev().find(is_word);
    match (first, last) {
        (Some(first), Some(last)) => first..last + 1,
        _ => tokens.start..tokens.start,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(text: &str, part: &str) -> Span {
        let start = text.find(part).unwrap();
        Span::new(start, start + part.len())
    }

    #[test]
    fn spans_round_trip_through_labels() {
        let text = "“We won,” said Ann Lee, who added that it rained.";
        let document = Document::new(text);
        let spans = [
            (Role::Content, find(text, "“We won,”")),
            (Role::Cue, find(text, "said")),
            (Role::Source, find(text, "Ann Lee,")),
            (Role::Cue, find(text, "added")),
            (Role::Content, find(text, "that it rained.")),
        ];
        let found: Vec<_> = spans_of(&labels_of(&document, &spans))
            .into_iter()
            .map(|(role, tokens)| (role, document.span(tokens).of(text)))
            .collect();
        let expected = [
            (Role::Content, "We won"),
            (Role::Cue, "said"),
            (Role::Source, "Ann Lee"),
            (Role::Cue, "added"),
            (Role::Content, "that it rained"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_span_in_a_span_splits_it() {
        let text = "rain, he said, falls";
        let document = Document::new(text);
        let labels =
            labels_of(&document, &[(Role::Content, Span::new(0, text.len())), (Role::Cue, find(text, "said"))]);
        let roles: Vec<_> = spans_of(&labels).into_iter().map(|(role, _)| role).collect();
        assert_eq!(roles, [Role::Content, Role::Cue, Role::Content]);
    }

    #[test]
    fn only_a_span_can_be_continued() {
        let inside = Label::inside(Role::Cue);
        assert!(inside.may_follow(Label::begin(Role::Cue)) && inside.may_follow(inside));
        assert!(!inside.may_follow(Label::OUTSIDE) && !inside.may_follow(Label::inside(Role::Source)));
        assert!(Label::begin(Role::Cue).may_follow(inside) && Label::OUTSIDE.may_follow(inside));
        assert_eq!(spans_of(&[inside, inside]), [(Role::Cue, 0..2)]);
    }
}
