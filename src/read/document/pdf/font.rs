//! A font: the characters and widths of its codes.

use lopdf::{Dictionary, Document, Encoding, Object};
use rustc_hash::FxHashMap;

use super::standard_widths;
use super::to_unicode::ToUnicode;

/// The longest ToUnicode table, in bytes.
const MAX_TABLE: usize = 4 << 20;

/// Most widths in one font.
const MAX_WIDTHS: usize = 70_000;

/// A font used by a page.
pub(super) struct Font<'d> {
    name: String,
    to_unicode: Option<ToUnicode>,
    encoding: Option<Encoding<'d>>,
    /// Whether codes have two bytes.
    two_bytes: bool,
    widths: FxHashMap<u32, f32>,
    /// The default width.
    default_width: Option<f32>,
    /// Units of width per font size.
    units: f32,
}

/// One decoded character code.
pub(super) struct FontChar {
    pub(super) text: String,
    /// As a fraction of the font size.
    pub(super) width: f32,
    /// Whether the code is the single-byte space, to which word spacing applies.
    pub(super) is_space: bool,
}

impl<'d> Font<'d> {
    /// Reads the font dictionary `font`.
    pub(super) fn new(document: &'d Document, font: &'d Dictionary) -> Self {
        let name = |key: &[u8]| font.get_deref(key, document).and_then(Object::as_name).unwrap_or_default();
        let two_bytes = name(b"Subtype") == b"Type0";
        let table = font.get_deref(b"ToUnicode", document).and_then(Object::as_stream).ok();
        let table = table.and_then(|table| table.decompressed_content_with_limit(MAX_TABLE).ok());
        let encoding = font.get_font_encoding_with_limit(document, MAX_TABLE).ok();
        let mut loaded = Self {
            name: String::from_utf8_lossy(name(b"BaseFont")).into_owned(),
            to_unicode: table.map(|table| ToUnicode::parse(&table)),
            encoding: encoding.filter(|_| !two_bytes || name(b"Encoding").starts_with(b"Uni")),
            two_bytes,
            widths: FxHashMap::default(),
            default_width: None,
            units: 1000.0,
        };
        if two_bytes {
            loaded.cid_widths(document, font);
        } else {
            loaded.simple_widths(document, font);
        }
        if name(b"Subtype") == b"Type3" {
            let matrix = font.get_deref(b"FontMatrix", document).and_then(Object::as_array).ok();
            let scale = matrix.and_then(|matrix| number(document, matrix.first()?)).filter(|scale| *scale > 0.0);
            loaded.units = scale.map_or(1000.0, |scale| 1.0 / scale);
        }
        loaded
    }

    fn simple_widths(&mut self, document: &Document, font: &Dictionary) {
        let first =
            font.get_deref(b"FirstChar", document).ok().and_then(|first| number(document, first)).unwrap_or(0.0);
        let Ok(widths) = font.get_deref(b"Widths", document).and_then(Object::as_array) else { return };
        let numbered = (first.clamp(0.0, 255.0) as u32..).zip(widths.iter().take(MAX_WIDTHS));
        self.widths = numbered.filter_map(|(code, width)| Some((code, number(document, width)?))).collect();
        let descriptor = font.get_deref(b"FontDescriptor", document).and_then(Object::as_dict).ok();
        self.default_width = descriptor.and_then(|it| number(document, it.get_deref(b"MissingWidth", document).ok()?));
    }

    /// `[3 [500 600] 7 9 450]`: consecutive widths from code 3, and width 450 for codes 7 to 9.
    fn cid_widths(&mut self, document: &Document, font: &Dictionary) {
        self.default_width = Some(1000.0);
        let within = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok();
        let within = within.and_then(|fonts| document.dereference(fonts.first()?).ok()?.1.as_dict().ok());
        let Some(within) = within else { return };
        if let Some(width) = within.get_deref(b"DW", document).ok().and_then(|width| number(document, width)) {
            self.default_width = Some(width);
        }
        let Ok(list) = within.get_deref(b"W", document).and_then(Object::as_array) else { return };
        let mut rest = list.iter();
        while let (Some(first), Some(second)) = (rest.next().and_then(|it| number(document, it)), rest.next()) {
            let second = document.dereference(second).map_or(second, |(_, second)| second);
            if let Ok(widths) = second.as_array() {
                let numbered =
                    (first as u32..).zip(widths).filter_map(|(code, width)| Some((code, number(document, width)?)));
                self.widths.extend(numbered.take(MAX_WIDTHS));
            } else if let (Some(last), Some(width)) =
                (number(document, second), rest.next().and_then(|it| number(document, it)))
            {
                self.widths.extend((first as u32..=last as u32).take(MAX_WIDTHS).map(|code| (code, width)));
            }
            if self.widths.len() > MAX_WIDTHS {
                return;
            }
        }
    }

    /// Decodes the bytes of a shown string.
    pub(super) fn decode(&self, text: &[u8]) -> Vec<FontChar> {
        let bytes = if self.two_bytes { self.to_unicode.as_ref().and_then(|map| map.bytes).unwrap_or(2) } else { 1 };
        text.chunks(bytes).map(|code_bytes| self.decode_code(code_bytes)).collect()
    }

    fn decode_code(&self, code_bytes: &[u8]) -> FontChar {
        let code = code_bytes.iter().fold(0, |code, &byte| code << 8 | u32::from(byte));
        let mapped = self.to_unicode.as_ref().and_then(|map| map.of(code)).map(str::to_owned);
        let encoded = || self.encoding.as_ref().and_then(|encoding| encoding.bytes_to_string(code_bytes).ok());
        let text = mapped
            .filter(|text| !text.is_empty())
            .or_else(encoded)
            .unwrap_or_else(|| char::REPLACEMENT_CHARACTER.to_string());
        let first = text.chars().next().unwrap_or(' ');
        let width = self
            .widths
            .get(&code)
            .copied()
            .or(self.default_width)
            .unwrap_or_else(|| standard_widths::width(&self.name, first));
        FontChar { width: width / self.units, is_space: code_bytes == b" ", text: expand_ligatures(&text) }
    }
}

/// Expands ligatures to letters and turns all white space into plain spaces.
fn expand_ligatures(letters: &str) -> String {
    const LIGATURES: [(char, &str); 7] =
        [('ﬀ', "ff"), ('ﬁ', "fi"), ('ﬂ', "fl"), ('ﬃ', "ffi"), ('ﬄ', "ffl"), ('ﬅ', "st"), ('ﬆ', "st")];
    let mut text = String::new();
    for c in letters.chars() {
        match LIGATURES.iter().find(|(ligature, _)| *ligature == c) {
            Some((_, expansion)) => text.push_str(expansion),
            None if c.is_whitespace() => text.push(' '),
            None if c.is_control() => {}
            None => text.push(c),
        }
    }
    text
}

/// A number, given directly or as a reference.
pub(super) fn number(document: &Document, object: &Object) -> Option<f32> {
    document.dereference(object).ok()?.1.as_float().ok().filter(|number| number.is_finite())
}
