//! Positions in the text of an article.
//!
//! A [`Span`] is a byte range whose end is never before its start. All stages use spans instead of pairs of numbers.
//! [`CodePoints`] converts bytes to Unicode code points, which the machine formats report (spaCy, brat and Python count
//! the same way).
//!
//! A span does not know its text and is only valid in the text it was made for.

use std::ops::Range;

/// A byte range `start..end` in the text of an article, with `start <= end`, both on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The span of bytes `start..end`.
    ///
    /// An end before the start gives the empty span at `start`. Positions beyond 4 GiB are clamped; no article is that
    /// long.
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

    /// Whether the span is empty.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a byte range.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The text of the span; empty when the span does not fit `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// Whether byte `position` is inside the span.
    pub fn contains(self, position: usize) -> bool {
        self.range().contains(&position)
    }

    /// Whether `other` is entirely inside the span.
    pub fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The span without leading and trailing white space.
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

/// Bytes between two entries of the table in [`CodePoints`].
const STRIDE: usize = 128;

/// Converts byte positions in one text to Unicode code points and back.
///
/// Construction takes one pass over the text; a lookup counts at most [`STRIDE`] bytes.
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

    /// The number of code points before byte `position`; for a position past the end, the number in the whole text.
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

    /// The byte offset of code point `index`; the length of the text when `index` is too large.
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
