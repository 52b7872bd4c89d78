//! The features of a pair of spans for linking. Training and inference share this one list.
//!
//! A pair is a content with a cue, or a cue with a source. Its features describe the relative position of the two:
//! order, distance in words, sentences and paragraphs, what is between them, quotation marks, and the words of the cue.
//! Each feature is a number below [`FEATURES`]; lexical ones are hashed into the upper part.

use std::ops::Range;

use super::word_features::{WordFeature, WordFeatures, WordHash};
use crate::tag::{Role, TaggedSpan};
use crate::text::Document;

/// The number of features.
pub const FEATURES: usize = 1 << 14;

/// Features below are positional, the others lexical.
const FIRST_LEXICAL: usize = 1 << 10;

/// The number of values of a positional feature.
const MAX_VALUES: usize = 32;

/// The features of one pair.
pub type PairFeatures = Vec<u16>;

/// What is linked. The weights of the two kinds are separate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairKind {
    /// A content and its cue.
    ContentCue,
    /// A cue and its source.
    CueSource,
}

/// The spans of a document, with what the features are computed from.
pub struct PairContext<'a> {
    /// The document.
    pub document: &'a Document<'a>,
    /// All spans, by position.
    pub spans: &'a [TaggedSpan],
    /// Its words.
    words: WordFeatures,
    /// The number of spans of each role before each span.
    before: Vec<[u32; 3]>,
}

impl<'a> PairContext<'a> {
    /// Reads `spans`, which must be in order.
    pub fn new(document: &'a Document<'a>, spans: &'a [TaggedSpan]) -> Self {
        let mut counts = [0; 3];
        let mut before = Vec::with_capacity(spans.len() + 1);
        for span in spans {
            before.push(counts);
            counts[span.role as usize] += 1;
        }
        before.push(counts);
        Self { document, spans, words: WordFeatures::new(document), before }
    }

    fn tokens(&self, span: usize) -> Range<usize> {
        self.spans[span].tokens.clone()
    }

    /// The number of spans of `role` strictly between the two spans.
    fn between(&self, one: usize, other: usize, role: Role) -> usize {
        let (first, last) = (one.min(other), one.max(other));
        let role = role as usize;
        (self.before[last][role] - self.before[(first + 1).min(last)][role]) as usize
    }

    /// The candidate spans of `role` near `span`, nearest first on either side.
    pub fn candidates(&self, span: usize, role: Role) -> Vec<usize> {
        let paragraph = self.document.paragraph_of(self.tokens(span).start);
        let near = |&other: &usize| self.document.paragraph_of(self.tokens(other).start).abs_diff(paragraph) <= 4;
        let fits = |&other: &usize| self.spans[other].role == role;
        let before =
            (span.saturating_sub(MAX_SPAN_DISTANCE)..span).rev().filter(fits).take_while(near).take(MAX_CANDIDATES);
        let after = (span + 1..(span + MAX_SPAN_DISTANCE).min(self.spans.len()))
            .filter(fits)
            .take_while(near)
            .take(MAX_CANDIDATES);
        before.chain(after).collect()
    }

    /// The features for linking `from` (a content or a cue) to `to` (its cue or source), or to nothing.
    pub fn features(&self, pair: PairKind, from: usize, to: Option<usize>) -> PairFeatures {
        let mut features = FeatureList(Vec::with_capacity(28));
        match to {
            Some(to) => self.add_joined(&mut features, pair, from, to),
            None => self.add_unjoined(&mut features, from),
        }
        features.0
    }

    fn add_joined(&self, features: &mut FeatureList, pair: PairKind, from: usize, to: usize) {
        let document = self.document;
        let (from_tokens, to_tokens) = (self.tokens(from), self.tokens(to));
        let follows = to > from;
        let (left, right) = if follows { (&from_tokens, &to_tokens) } else { (&to_tokens, &from_tokens) };
        let gap = left.end..right.start.max(left.end);
        let sentences = document.sentence_of(right.start)
            - document.sentence_of(left.end - 1).min(document.sentence_of(right.start));
        let paragraphs = document.paragraph_of(right.start) - document.paragraph_of(left.start);
        let words = self.words.count(&gap);
        let side = usize::from(follows);
        let cues = self.between(from, to, Role::Cue).min(3);
        let sources = self.between(from, to, Role::Source).min(3);
        let contents = self.between(from, to, Role::Content).min(3);
        let punctuation = self.words.punctuation(&gap);
        let from_quoted = document.quoted_at(from_tokens.start);
        let to_quoted = document.quoted_at(to_tokens.start);
        features.add(0, side);
        features.add(1, side * 8 + bucket(words));
        features.add(2, side * 4 + sentences.min(3));
        features.add(3, side * 4 + paragraphs.min(3));
        features.add(4, side * 4 + cues);
        features.add(5, side * 4 + sources);
        features.add(6, side * 4 + contents);
        features.add(7, side * 8 + punctuation);
        features.add(
            8,
            usize::from(from_quoted.is_some()) * 4
                + usize::from(to_quoted.is_some()) * 2
                + usize::from(from_quoted == to_quoted),
        );
        features.add(9, side * 16 + cues * 4 + contents);
        features.add(10, side * 16 + sentences.min(3) * 4 + cues);
        features.add(
            11,
            side * 16
                + bucket(words).min(3) * 4
                + usize::from(self.starts_paragraph(&from_tokens)) * 2
                + usize::from(self.ends_paragraph(&to_tokens)),
        );
        features.add(12, side * 8 + self.word(to_tokens.start).word_class);
        features.add(13, side * 8 + self.word(from_tokens.start).word_class);
        features.add(14, self.rank(from, to).min(7));
        features.add(15, side * 4 + usize::from(sentences == 0) * 2 + usize::from(from_quoted.is_some()));
        let cue = if pair == PairKind::ContentCue { &to_tokens } else { &from_tokens };
        let first = self.word(cue.start);
        features.word(0, side, first.hash);
        features.word(1, side * 2 + usize::from(sentences == 0), self.word(cue.end - 1).hash);
        features.word(2, side, self.word(cue.end).hash);
        features.word(3, side, self.word(to_tokens.start).hash);
        features.word(4, side, self.word(from_tokens.start).hash);
        features.word(5, side, self.words.at(document, cue.start.checked_sub(1)).hash);
        features.word(6, side * 2 + usize::from(words == 0), first.ending);
        if gap.len() <= 2 {
            features.word(7, side, self.words.at(document, gap.clone().next()).hash);
            features.word(8, side, self.words.at(document, gap.clone().next_back()).hash);
        }
        features.word(9, side, self.word(right.end).hash);
    }

    /// The features for linking to nothing.
    fn add_unjoined(&self, features: &mut FeatureList, from: usize) {
        let tokens = self.tokens(from);
        features.add(16, usize::from(self.document.quoted_at(tokens.start).is_some()));
        features.add(17, usize::from(self.starts_paragraph(&tokens)) * 2 + usize::from(self.ends_paragraph(&tokens)));
        features.add(18, tokens.len().min(7));
        let first = self.word(tokens.start);
        features.word(10, 0, first.hash);
        features.word(11, 0, self.word(tokens.end - 1).hash);
        features.word(12, 0, first.ending);
        features.word(13, 0, self.words.at(self.document, tokens.start.checked_sub(1)).hash);
    }

    fn word(&self, token: usize) -> WordFeature {
        self.words.at(self.document, Some(token))
    }

    /// The number of spans of the role of `to` that are nearer on the same side.
    fn rank(&self, from: usize, to: usize) -> usize {
        self.between(from, to, self.spans[to].role) * 2 + usize::from(to > from)
    }

    fn starts_paragraph(&self, tokens: &Range<usize>) -> bool {
        let start = self.document.paragraphs[self.document.paragraph_of(tokens.start)].start;
        tokens.start - start <= 1
    }

    fn ends_paragraph(&self, tokens: &Range<usize>) -> bool {
        let end = self.document.paragraphs[self.document.paragraph_of(tokens.start)].end;
        end.saturating_sub(tokens.end) <= 2
    }
}

/// How many spans are considered on either side.
const MAX_SPAN_DISTANCE: usize = 40;

/// Maximum number of candidates on either side.
const MAX_CANDIDATES: usize = 5;

fn bucket(words: usize) -> usize {
    match words {
        0..=2 => words,
        3..=4 => 3,
        5..=8 => 4,
        9..=16 => 5,
        17..=32 => 6,
        _ => 7,
    }
}

/// Collects the features of one pair.
struct FeatureList(PairFeatures);

impl FeatureList {
    /// The positional feature `template` with `value` below [`MAX_VALUES`].
    fn add(&mut self, template: usize, value: usize) {
        self.0.push((template * MAX_VALUES + value.min(MAX_VALUES - 1)) as u16);
    }

    /// The lexical feature `template` of a word on one side. It is hashed, so two words may share a weight.
    fn word(&mut self, template: u8, side: usize, word: WordHash) {
        let hash = word.with([b'|', template, side as u8]);
        self.0.push((FIRST_LEXICAL + hash.number() % (FEATURES - FIRST_LEXICAL)) as u16);
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::parse;
    use super::*;

    const TEXT: &str = "[W “It rains,”] [S Ann Lee] [C said].\n[S She], it was [C thought], hoped [W for sun], and [S2 Bo] [C2 added]: [W2 “No.”]";

    /// What `read` says of the spans of [`TEXT`], which are in order: `W S C`, then `S C W S C W`.
    fn with_spans<T>(read: impl FnOnce(&PairContext) -> T) -> T {
        let (text, marked) = parse(TEXT);
        let document = Document::new(&text);
        let role = |letter| match letter {
            'W' => Role::Content,
            'C' => Role::Cue,
            _ => Role::Source,
        };
        let parts = marked.values().flatten();
        let span =
            |&(letter, span)| TaggedSpan { role: role(letter), tokens: document.tokens_in(span), probability: 1.0 };
        let mut spans: Vec<TaggedSpan> = parts.map(span).collect();
        spans.sort_by_key(|span| span.tokens.start);
        read(&PairContext::new(&document, &spans))
    }

    /// The positional features as `template=value`.
    fn positional(features: &PairFeatures) -> String {
        let positional =
            features.iter().map(|&feature| usize::from(feature)).filter(|&feature| feature < FIRST_LEXICAL);
        let shown: Vec<String> =
            positional.map(|feature| format!("{}={}", feature / MAX_VALUES, feature % MAX_VALUES)).collect();
        shown.join(" ")
    }

    #[test]
    fn positions_are_told_from_both_sides() {
        with_spans(|context| {
            let of = |kind, from, to| positional(&context.features(kind, from, to));
            let all = [
                of(PairKind::ContentCue, 0, Some(2)),
                of(PairKind::ContentCue, 8, Some(4)),
                of(PairKind::CueSource, 2, Some(1)),
                of(PairKind::ContentCue, 0, None),
                of(PairKind::CueSource, 4, None),
            ];
            let expected = [
                "0=1 1=10 2=4 3=4 4=4 5=5 6=4 7=8 8=4 9=16 10=16 11=27 12=8 13=13 14=1 15=7",
                "0=0 1=4 2=0 3=0 4=1 5=1 6=1 7=5 8=4 9=5 10=1 11=12 12=0 13=5 14=2 15=3",
                "0=0 1=0 2=0 3=0 4=0 5=0 6=0 7=0 8=1 9=0 10=0 11=1 12=7 13=0 14=0 15=2",
                "16=1 17=2 18=5",
                "16=0 17=0 18=1",
            ];
            assert_eq!(all, expected);
        });
    }

    #[test]
    fn candidates_are_the_nearest_of_either_side() {
        with_spans(|context| {
            assert_eq!(context.candidates(5, Role::Cue), [4, 2, 7]);
            assert_eq!(context.candidates(0, Role::Source), [1, 3, 6]);
        });
    }

    #[test]
    fn words_have_features_of_their_place_and_side() {
        let lexical = |kind, from, to| {
            with_spans(|context| {
                let mut features = context.features(kind, from, to);
                features.retain(|&feature| usize::from(feature) >= FIRST_LEXICAL);
                features
            })
        };
        let (after, before) = (lexical(PairKind::ContentCue, 0, Some(2)), lexical(PairKind::ContentCue, 5, Some(2)));
        assert_eq!((after.len(), before.len()), (10, 8), "words in between are features only of near pairs");
        assert!(after.iter().all(|feature| !before.contains(feature)), "the cue is the same, but not its side");
        assert_eq!(lexical(PairKind::ContentCue, 0, Some(2)), after);
        assert_eq!(lexical(PairKind::ContentCue, 0, None).len(), 4);
    }
}
