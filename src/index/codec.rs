//! The binary encoding of stored records: integers, texts and spans as bytes, and back.
//!
//! Integers are variable-length (LEB128): seven bits a byte, least significant first; the eighth bit says that more
//! bytes follow. A reader does not trust its input: each method returns `None` when the bytes end too early or are
//! invalid.

use crate::span::Span;

/// Appends encoded values to a buffer.
#[derive(Default)]
pub(super) struct ByteWriter(pub(super) Vec<u8>);

impl ByteWriter {
    pub(super) fn varint(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// Any bytes, after their length.
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.varint(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    pub(super) fn optional_text(&mut self, text: Option<&String>) {
        self.varint(u64::from(text.is_some()));
        if let Some(text) = text {
            self.text(text);
        }
    }

    pub(super) fn texts(&mut self, texts: &[String]) {
        self.varint(texts.len() as u64);
        texts.iter().for_each(|text| self.text(text));
    }

    /// Spans relative to `start`; none of them begins before it.
    pub(super) fn spans(&mut self, spans: &[Span], start: usize) {
        self.varint(spans.len() as u64);
        for span in spans {
            self.varint((span.start().saturating_sub(start)) as u64);
            self.varint(span.len() as u64);
        }
    }
}

/// Decodes values from the front of a slice.
pub(super) struct ByteReader<'b>(pub(super) &'b [u8]);

impl<'b> ByteReader<'b> {
    pub(super) fn varint(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    pub(super) fn length(&mut self) -> Option<usize> {
        usize::try_from(self.varint()?).ok()
    }

    pub(super) fn bytes(&mut self, length: usize) -> Option<&'b [u8]> {
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    pub(super) fn text(&mut self) -> Option<&'b str> {
        let length = self.length()?;
        str::from_utf8(self.bytes(length)?).ok()
    }

    /// The inner `None` is an absent text, the outer one an error.
    pub(super) fn optional_text(&mut self) -> Option<Option<String>> {
        match self.varint()? {
            0 => Some(None),
            _ => Some(Some(self.text()?.to_owned())),
        }
    }

    pub(super) fn texts(&mut self) -> Option<Vec<String>> {
        (0..self.varint()?).map(|_| Some(self.text()?.to_owned())).collect()
    }

    pub(super) fn spans(&mut self, start: usize) -> Option<Vec<Span>> {
        (0..self.varint()?).map(|_| self.span(start)).collect()
    }

    fn span(&mut self, start: usize) -> Option<Span> {
        let from = start.checked_add(self.length()?)?;
        Some(Span::new(from, from.checked_add(self.length()?)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn decoding_returns_what_was_encoded(
            numbers: Vec<u64>,
            texts: Vec<String>,
            optional: Option<String>,
            spans: Vec<(u16, u16)>
        ) {
            let span = |(from, length): (u16, u16)| Span::new(9 + from as usize, 9 + from as usize + length as usize);
            let spans: Vec<Span> = spans.into_iter().map(span).collect();
            let mut bytes = ByteWriter::default();
            numbers.iter().for_each(|number| bytes.varint(*number));
            bytes.texts(&texts);
            bytes.optional_text(optional.as_ref());
            bytes.spans(&spans, 9);
            let mut reader = ByteReader(&bytes.0);
            numbers.iter().for_each(|number| assert_eq!(reader.varint(), Some(*number)));
            proptest::prop_assert_eq!(reader.texts(), Some(texts));
            proptest::prop_assert_eq!(reader.optional_text(), Some(optional));
            proptest::prop_assert_eq!(reader.spans(9), Some(spans));
            proptest::prop_assert!(reader.0.is_empty() && reader.varint().is_none());
        }
    }
}
