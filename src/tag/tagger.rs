//! The tagger: finds labelled spans in a document.

use std::ops::Range;
use std::sync::Arc;

use super::crf::{FORBIDDEN, ForwardBackward, PreparedTransitions, legal_transitions, viterbi};
use super::label::{Label, Role, spans_of};
use super::neural::Network;
use crate::model::{ModelError, Scores};
use crate::text::Document;

/// A span that the tagger found.
#[derive(Clone, Debug, PartialEq)]
pub struct TaggedSpan {
    /// Its role.
    pub role: Role,
    /// Its tokens; never empty.
    pub tokens: Range<usize>,
    /// The mean probability of the role over its tokens.
    pub probability: f32,
}

/// The result for a document.
#[derive(Clone, Debug, Default)]
pub struct Tagged {
    /// The spans of the best labelling, in order and non-overlapping.
    pub spans: Vec<TaggedSpan>,
    /// The marginal probabilities of the labels of each token.
    pub marginals: Vec<Scores>,
}

impl Tagged {
    /// The probability that token `index` is part of a span of `role`, in any labelling.
    pub fn probability(&self, index: usize, role: Role) -> f32 {
        self.marginals.get(index).map_or(0.0, |row| role_probability(row, role))
    }
}

/// Finds sources, cues and contents. Cheap to clone, and can be shared between threads.
#[derive(Clone)]
pub struct Tagger {
    network: Arc<Network>,
    transitions: Arc<PreparedTransitions>,
}

/// Added to the scores of the begin labels of source, cue and content before decoding, to balance precision and recall.
const BEGIN_BONUS: [f32; 3] = [0.2, 0.2, 0.0];

impl Tagger {
    /// The tagger with the bundled weights.
    ///
    /// # Errors
    ///
    /// If the weights are damaged or of another version.
    pub fn shipped() -> Result<Tagger, ModelError> {
        Ok(Tagger::new(Network::shipped()?))
    }

    /// A tagger with the weights of `network`.
    pub fn new(network: Arc<Network>) -> Tagger {
        let transitions = Arc::new(PreparedTransitions::new(&legal_transitions(network.transitions())));
        Tagger { network, transitions }
    }

    /// The spans of `document`, in order.
    pub fn tag(&self, document: &Document) -> Vec<TaggedSpan> {
        self.tag_with_marginals(document).spans
    }

    /// The spans of `document` and the marginal probabilities.
    pub fn tag_with_marginals(&self, document: &Document) -> Tagged {
        let mut scores = Vec::new();
        self.network.score(document, &mut scores);
        forbid_crossing_paragraphs(document, &mut scores);
        let marginals = ForwardBackward::new(&scores, &self.transitions).marginals();
        add_begin_bonus(&mut scores);
        let labels = viterbi(&scores, &self.transitions);
        Tagged { spans: spans(&labels, &marginals), marginals }
    }
}

/// Forbids spans that cross a paragraph boundary, unless both sides are in one quotation: the network does not see
/// where lines end, and a headline is no part of the sentence below it.
fn forbid_crossing_paragraphs(document: &Document, scores: &mut [Scores]) {
    for paragraph in document.paragraphs.iter().skip(1) {
        let in_marks = |token: usize| document.quoted_at(token).is_some();
        if !in_marks(paragraph.start) && !in_marks(paragraph.start - 1) {
            Role::ALL.into_iter().for_each(|role| scores[paragraph.start][Label::inside(role).index()] = FORBIDDEN);
        }
    }
}

/// Raises the scores of the begin labels.
fn add_begin_bonus(scores: &mut [Scores]) {
    for row in scores {
        for (role, by) in Role::ALL.into_iter().zip(BEGIN_BONUS) {
            row[Label::begin(role).index()] += by;
        }
    }
}

fn role_probability(row: &Scores, role: Role) -> f32 {
    row[Label::begin(role).index()] + row[Label::inside(role).index()]
}

fn spans(labels: &[Label], marginals: &[Scores]) -> Vec<TaggedSpan> {
    let tagged = |(role, tokens): (Role, Range<usize>)| {
        let sum: f32 = marginals[tokens.clone()].iter().map(|row| role_probability(row, role)).sum();
        TaggedSpan { role, probability: sum / tokens.len() as f32, tokens }
    };
    spans_of(labels).into_iter().map(tagged).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(Role, &str)> {
        let document = Document::new(text);
        let spans = Tagger::shipped().unwrap().tag(&document);
        spans.into_iter().map(|span| (span.role, document.span(span.tokens).of(text))).collect()
    }

    #[test]
    fn plain_statements_are_found_in_all_their_forms() {
        use Role::{Content, Cue, Source};
        let cases: &[(&str, &[(Role, &str)])] = &[
            (
                "“The ferry is late again,” said Ulla Brandt.",
                &[(Content, "The ferry is late again"), (Cue, "said"), (Source, "Ulla Brandt")],
            ),
            (
                "‘The ferry is late again,’ said Ulla Brandt.",
                &[(Content, "The ferry is late again"), (Cue, "said"), (Source, "Ulla Brandt")],
            ),
            (
                "The company said that the ferry was late.",
                &[(Source, "The company"), (Cue, "said"), (Content, "that the ferry was late")],
            ),
            (
                "The bridge will close in May, according to the ministry.",
                &[(Content, "The bridge will close in May"), (Cue, "according to"), (Source, "the ministry")],
            ),
            ("The bridge closed in May after a storm.", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(&found(text), expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_tagged(text in "[\\PC\n“”‘’'\"«»`.,: ]{0,120}|([a-z]{1,4}[ .,“”\n]){0,60}") {
            let document = Document::new(&text);
            let tagged = Tagger::shipped().unwrap().tag_with_marginals(&document);
            assert_eq!(tagged.marginals.len(), document.tokens.len());
            let mut end = 0;
            for span in &tagged.spans {
                assert!(span.tokens.start >= end && span.tokens.end > span.tokens.start);
                assert!((0.0..=1.001).contains(&span.probability));
                end = span.tokens.end;
            }
            for row in &tagged.marginals {
                assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-3);
            }
        }
    }
}
