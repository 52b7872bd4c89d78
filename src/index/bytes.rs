//! Numbers, texts and spans as bytes, and back.
//!
//! Numbers take seven bits a byte, least first, the eighth says that more follow. Reading never trusts what it finds:
//! each method gives `None` where the bytes end too early or mean nothing.

use crate::span::Span;

/// Bytes that grow.
#[derive(Default)]
pub(super) struct Writer(pub(super) Vec<u8>);

impl Writer {
    pub(super) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// Any bytes, with their number before them.
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    /// A text or none.
    pub(super) fn maybe(&mut self, text: Option<&String>) {
        self.number(u64::from(text.is_some()));
        if let Some(text) = text {
            self.text(text);
        }
    }

    pub(super) fn texts(&mut self, texts: &[String]) {
        self.number(texts.len() as u64);
        texts.iter().for_each(|text| self.text(text));
    }

    /// Spans, none of which begins before `start`.
    pub(super) fn spans(&mut self, spans: &[Span], start: usize) {
        self.number(spans.len() as u64);
        for span in spans {
            self.number((span.start().saturating_sub(start)) as u64);
            self.number(span.len() as u64);
        }
    }
}

/// Bytes still to be read.
pub(super) struct Reader<'b>(pub(super) &'b [u8]);

impl<'b> Reader<'b> {
    pub(super) fn number(&mut self) -> Option<u64> {
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

    pub(super) fn size(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    pub(super) fn bytes(&mut self, length: usize) -> Option<&'b [u8]> {
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    pub(super) fn text(&mut self) -> Option<&'b str> {
        let length = self.size()?;
        str::from_utf8(self.bytes(length)?).ok()
    }

    /// A text or none; nothing at all when the bytes are no such thing.
    pub(super) fn maybe(&mut self) -> Option<Option<String>> {
        match self.number()? {
            0 => Some(None),
            _ => Some(Some(self.text()?.to_owned())),
        }
    }

    pub(super) fn texts(&mut self) -> Option<Vec<String>> {
        (0..self.number()?).map(|_| Some(self.text()?.to_owned())).collect()
    }

    pub(super) fn spans(&mut self, start: usize) -> Option<Vec<Span>> {
        (0..self.number()?).map(|_| self.span(start)).collect()
    }

    fn span(&mut self, start: usize) -> Option<Span> {
        let from = start.checked_add(self.size()?)?;
        Some(Span::new(from, from.checked_add(self.size()?)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read(numbers: Vec<u64>, texts: Vec<String>, maybe: Option<String>, spans: Vec<(u16, u16)>) {
            let spans: Vec<Span> = spans.into_iter().map(|(from, length)| Span::new(9 + from as usize, 9 + from as usize + length as usize)).collect();
            let mut bytes = Writer::default();
            numbers.iter().for_each(|number| bytes.number(*number));
            bytes.texts(&texts);
            bytes.maybe(maybe.as_ref());
            bytes.spans(&spans, 9);
            let mut reader = Reader(&bytes.0);
            numbers.iter().for_each(|number| assert_eq!(reader.number(), Some(*number)));
            proptest::prop_assert_eq!(reader.texts(), Some(texts));
            proptest::prop_assert_eq!(reader.maybe(), Some(maybe));
            proptest::prop_assert_eq!(reader.spans(9), Some(spans));
            proptest::prop_assert!(reader.0.is_empty() && reader.number().is_none());
        }
    }
}
