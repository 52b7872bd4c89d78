//! Positions in one article's text.
//!
//! A [`Span`] is a range of bytes that never runs backwards. Every stage speaks in spans; nothing else in the
//! library holds loose pairs of numbers. [`CodePoints`] turns bytes into the Unicode code points that the machine
//! formats give (spaCy, brat and Python count the same way).
//!
//! Left out: what the span means, and which article it belongs to. A span is only valid in the text it was made for.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A range of bytes `start..end` in one article's text, with `start <= end`, both on character borders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The span of bytes `start..end`.
    ///
    /// An end before the start gives the empty span at `start`; positions beyond 4 GiB are clamped (no article that
    /// long is ever read).
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |position: usize| u32::try_from(position).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a range of bytes.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The words of the span in `text`; empty when the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// Whether byte `position` lies inside.
    pub fn contains(self, position: usize) -> bool {
        self.range().contains(&position)
    }

    /// Whether `other` lies wholly inside.
    pub fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span around both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The span without the blanks at its edges.
    pub fn trim(self, text: &str) -> Span {
        let words = self.of(text);
        let start = self.start() + (words.len() - words.trim_start().len());
        Span::new(start, start + words.trim().len())
    }
}

impl From<(u32, u32)> for Span {
    fn from((start, end): (u32, u32)) -> Self {
        Span { start, end: end.max(start) }
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

/// How many bytes stand between two entries of the table in [`CodePoints`].
const STRIDE: usize = 128;

/// Converts byte positions of one text to Unicode code points and back.
///
/// Building costs one pass over the text; a look-up counts at most [`STRIDE`] bytes.
pub struct CodePoints<'a> {
    text: &'a str,
    /// Code points before byte `i * STRIDE`.
    before: Vec<u32>,
}

impl<'a> CodePoints<'a> {
    /// Prepares the table for `text`.
    pub fn new(text: &'a str) -> Self {
        let mut before = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for block in text.as_bytes().chunks(STRIDE) {
            before.push(count);
            count += code_points(block);
        }
        before.push(count);
        Self { text, before }
    }

    /// The number of code points before byte `position`; the whole number when it lies past the end.
    pub fn at(&self, position: usize) -> usize {
        let position = position.min(self.text.len());
        let block = position / STRIDE;
        let counted = self.before[block.min(self.before.len() - 1)];
        (counted + code_points(&self.text.as_bytes()[block * STRIDE..position])) as usize
    }

    /// The span in code points, as `[start, end]`.
    pub fn range(&self, span: Span) -> [usize; 2] {
        [self.at(span.start()), self.at(span.end())]
    }

    /// The byte at which code point `index` starts; the length of the text when there are fewer.
    pub fn byte(&self, index: usize) -> usize {
        let block = self.before.partition_point(|&count| count as usize <= index).saturating_sub(1);
        let mut left = index - self.before[block] as usize;
        let from = (block * STRIDE).min(self.text.len());
        for (offset, &byte) in self.text.as_bytes()[from..].iter().enumerate() {
            if starts_code_point(byte) {
                if left == 0 {
                    return from + offset;
                }
                left -= 1;
            }
        }
        self.text.len()
    }
}

fn starts_code_point(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

fn code_points(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| starts_code_point(byte)).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_never_runs_backwards() {
        assert!(Span::new(7, 3).is_empty());
        assert_eq!(Span::from((9, 2)).range(), 9..9);
    }

    #[test]
    fn trimming_keeps_the_words() {
        let text = "ab “c d” \n";
        assert_eq!(Span::new(2, text.len()).trim(text).of(text), "“c d”");
        assert!(Span::new(2, 3).trim(text).is_empty());
    }

    #[test]
    fn a_span_of_another_text_is_empty_not_a_panic() {
        assert_eq!(Span::new(1, 2).of("é"), "");
        assert_eq!(Span::new(5, 9).of("é"), "");
    }

    proptest::proptest! {
        #[test]
        fn code_points_and_bytes_agree(text in "\\PC{0,300}") {
            let table = CodePoints::new(&text);
            for (count, (byte, _)) in text.char_indices().enumerate() {
                assert_eq!(table.at(byte), count);
                assert_eq!(table.byte(count), byte);
            }
            assert_eq!(table.at(text.len() + 5), text.chars().count());
            assert_eq!(table.byte(text.chars().count()), text.len());
        }
    }
}
