//! Where each token stands in its segment (what lies between two punctuation marks), sentence and paragraph, and
//! which likely cues stand around it.

use std::ops::Range;

use super::bucket::bucket;
use super::marks::{MarkFacts, MarkState};
use super::words::{LIKELY_CUE, TextWords};
use crate::text::Document;

/// A cue level from which a word outside of marks counts as a strong cue, such as "said".
const STRONG_CUE: u8 = 5;

/// No token.
pub const NOWHERE: u32 = u32::MAX;

/// What is known of a token's place. Distances are bucketed.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlaceFacts {
    /// First token of the paragraph.
    pub paragraph_start: u32,
    /// One past its last token.
    pub paragraph_end: u32,
    /// First token of the sentence.
    pub sentence_start: u32,
    /// One past its last token.
    pub sentence_end: u32,
    /// Number of the paragraph.
    pub paragraph: u32,
    /// How the paragraph uses marks, see [`paragraph_kind`].
    pub kind: u8,
    /// The same of the paragraph before; 7 for the first.
    pub kind_before: u8,
    /// Tokens from the beginning of the segment.
    pub segment_before: u8,
    /// Tokens to its end.
    pub segment_after: u8,
    /// The highest cue level in the segment.
    pub segment_cue: u8,
    /// The nearest likely cue to the left in the sentence, or [`NOWHERE`].
    pub cue_left: u32,
    /// The nearest likely cue to the right in the sentence, this token included.
    pub cue_right: u32,
    /// What stands between the cue to the left and here: 1 a comma, 2 a mark, 4 "that", 8 another stop.
    pub between_left: u8,
    /// What stands between here and the cue to the right.
    pub between_right: u8,
    /// How the sentence ends: see [`tail_kind`].
    pub tail: u8,
}

/// The place facts of all tokens.
pub(super) fn place_facts(document: &Document, words: &TextWords, marks: &[MarkFacts]) -> Vec<PlaceFacts> {
    let mut places = vec![PlaceFacts::default(); document.tokens.len()];
    let mut kind_before = 7;
    for (number, paragraph) in document.paragraphs.iter().enumerate() {
        let kind = paragraph_kind(document, marks, paragraph.clone());
        for place in &mut places[paragraph.clone()] {
            place.paragraph_start = paragraph.start as u32;
            place.paragraph_end = paragraph.end as u32;
            place.paragraph = number as u32;
            (place.kind, place.kind_before) = (kind, kind_before);
        }
        kind_before = kind;
        segments(document, words, marks, paragraph.clone(), &mut places);
    }
    for sentence in &document.sentences {
        cues_around(document, words, marks, sentence.clone(), &mut places[sentence.clone()]);
    }
    places
}

/// 0 no marks, 1 marks inside, 2 begins with a mark, 3 is one quotation, + 4 ends in a colon (never with 3).
fn paragraph_kind(document: &Document, marks: &[MarkFacts], paragraph: Range<usize>) -> u8 {
    let is_marked = |index: usize| marks[index].state != MarkState::Outside;
    if paragraph.clone().all(is_marked) {
        return 3;
    }
    let use_of_marks = match () {
        () if is_marked(paragraph.start) => 2,
        () if paragraph.clone().any(is_marked) => 1,
        () => 0,
    };
    use_of_marks + if document.word(paragraph.end - 1) == ":" { 4 } else { 0 }
}

/// Whether token `index` ends a segment.
fn is_stop(document: &Document, words: &TextWords, marks: &[MarkFacts], index: usize) -> bool {
    let parts = matches!(marks[index].state, MarkState::Opening | MarkState::Closing);
    parts || words.word(index).punctuation && is_stop_word(document.word(index))
}

fn is_stop_word(word: &str) -> bool {
    matches!(word, "," | ";" | ":" | "–" | "—" | "--" | "(" | ")" | "-" | "?" | "!" | "…") || word.starts_with('.')
}

/// The cue level of token `index` where it may be a cue: outside of marks.
fn cue_level(words: &TextWords, marks: &[MarkFacts], index: usize) -> u8 {
    if marks[index].state == MarkState::Outside { words.word(index).habit.cue } else { 0 }
}

fn segments(
    document: &Document,
    words: &TextWords,
    marks: &[MarkFacts],
    paragraph: Range<usize>,
    places: &mut [PlaceFacts],
) {
    let mut start = paragraph.start;
    for index in paragraph.clone() {
        if is_stop(document, words, marks, index) || index + 1 == paragraph.end {
            let end = index + 1;
            let level = (start..end).map(|at| cue_level(words, marks, at)).max().unwrap_or(0);
            for (at, place) in places[start..end].iter_mut().enumerate() {
                place.segment_before = bucket(at);
                place.segment_after = bucket(end - start - 1 - at);
                place.segment_cue = level;
            }
            start = end;
        }
    }
}

fn cues_around(
    document: &Document,
    words: &TextWords,
    marks: &[MarkFacts],
    sentence: Range<usize>,
    places: &mut [PlaceFacts],
) {
    let is_cue = |index: usize| cue_level(words, marks, index) >= LIKELY_CUE;
    let between: Vec<u8> = sentence.clone().map(|index| stands_between(document, marks, index)).collect();
    let tail = tail_kind(document, words, marks, sentence.clone());
    let mut likely = Nearest::NONE;
    for index in sentence.clone() {
        let place = &mut places[index - sentence.start];
        place.sentence_start = sentence.start as u32;
        place.sentence_end = sentence.end as u32;
        place.tail = tail;
        (place.cue_left, place.between_left) = (likely.at, likely.between);
        likely.pass(index, is_cue(index), between[index - sentence.start]);
    }
    likely = Nearest::NONE;
    for index in sentence.clone().rev() {
        likely.pass(index, is_cue(index), between[index - sentence.start]);
        let place = &mut places[index - sentence.start];
        (place.cue_right, place.between_right) = (likely.at, likely.between);
    }
}

/// The nearest cue so far and what stood in between.
#[derive(Clone, Copy)]
struct Nearest {
    at: u32,
    between: u8,
}

impl Nearest {
    const NONE: Nearest = Nearest { at: NOWHERE, between: 0 };

    fn pass(&mut self, index: usize, is_cue: bool, between: u8) {
        *self = if is_cue {
            Nearest { at: index as u32, between: 0 }
        } else {
            Nearest { at: self.at, between: self.between | between }
        };
    }
}

/// Whether the sentence ends in `, he said`: 0 no; else 1, + 1 if the cue is a strong one, + 2 if a mark stands before
/// the comma or instead of it.
fn tail_kind(document: &Document, words: &TextWords, marks: &[MarkFacts], sentence: Range<usize>) -> u8 {
    let Some(cue) = sentence.clone().rev().take(8).find(|&index| cue_level(words, marks, index) >= LIKELY_CUE) else {
        return 0;
    };
    let border = |index: &usize| {
        words.word(*index).punctuation && matches!(document.word(*index), "," | "”" | "\"" | "’" | "''" | "'")
    };
    let Some(comma) = (sentence.start..cue).rev().take(7).find(border) else { return 0 };
    1 + u8::from(words.word(cue).habit.cue >= STRONG_CUE) + 2 * u8::from(marks[comma].state != MarkState::Outside)
}

fn stands_between(document: &Document, marks: &[MarkFacts], index: usize) -> u8 {
    if marks[index].state != MarkState::Outside {
        return 2;
    }
    match document.word(index) {
        "," => 1,
        "that" => 4,
        word if is_stop_word(word) => 8,
        _ => 0,
    }
}
