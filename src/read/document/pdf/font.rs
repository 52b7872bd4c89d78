//! A font: the characters and widths of its codes.

use lopdf::{Dictionary, Document, Encoding, Object};
use rustc_hash::FxHashMap;

use super::letters::Letters;
use super::widths;

/// The longest ToUnicode table, in bytes.
const LONGEST: usize = 4 << 20;

/// Most widths in one font.
const MOST: usize = 70_000;

/// A font used by a page.
pub(super) struct Font<'d> {
    name: String,
    letters: Option<Letters>,
    encoding: Option<Encoding<'d>>,
    /// Whether codes have two bytes.
    wide: bool,
    widths: FxHashMap<u32, f32>,
    /// The default width.
    width: Option<f32>,
    /// Units of width per font size.
    units: f32,
}

/// One decoded character code.
pub(super) struct Sign {
    pub(super) letters: String,
    /// As a fraction of the font size.
    pub(super) width: f32,
    /// Whether the code is the single-byte space, to which word spacing applies.
    pub(super) is_blank: bool,
}

impl<'d> Font<'d> {
    /// Reads the font dictionary `font`.
    pub(super) fn new(document: &'d Document, font: &'d Dictionary) -> Self {
        let name = |key: &[u8]| font.get_deref(key, document).and_then(Object::as_name).unwrap_or_default();
        let wide = name(b"Subtype") == b"Type0";
        let table = font.get_deref(b"ToUnicode", document).and_then(Object::as_stream).ok();
        let table = table.and_then(|table| table.decompressed_content_with_limit(LONGEST).ok());
        let encoding = font.get_font_encoding_with_limit(document, LONGEST).ok();
        let mut made = Self {
            name: String::from_utf8_lossy(name(b"BaseFont")).into_owned(),
            letters: table.map(|table| Letters::parse(&table)),
            encoding: encoding.filter(|_| !wide || name(b"Encoding").starts_with(b"Uni")),
            wide,
            widths: FxHashMap::default(),
            width: None,
            units: 1000.0,
        };
        if wide {
            made.wide_widths(document, font);
        } else {
            made.plain_widths(document, font);
        }
        if name(b"Subtype") == b"Type3" {
            let matrix = font.get_deref(b"FontMatrix", document).and_then(Object::as_array).ok();
            let scale = matrix.and_then(|matrix| number(document, matrix.first()?)).filter(|scale| *scale > 0.0);
            made.units = scale.map_or(1000.0, |scale| 1.0 / scale);
        }
        made
    }

    fn plain_widths(&mut self, document: &Document, font: &Dictionary) {
        let first =
            font.get_deref(b"FirstChar", document).ok().and_then(|first| number(document, first)).unwrap_or(0.0);
        let Ok(widths) = font.get_deref(b"Widths", document).and_then(Object::as_array) else { return };
        let numbered = (first.clamp(0.0, 255.0) as u32..).zip(widths.iter().take(MOST));
        self.widths = numbered.filter_map(|(code, width)| Some((code, number(document, width)?))).collect();
        let descriptor = font.get_deref(b"FontDescriptor", document).and_then(Object::as_dict).ok();
        self.width = descriptor.and_then(|it| number(document, it.get_deref(b"MissingWidth", document).ok()?));
    }

    /// `[3 [500 600] 7 9 450]`: consecutive widths from code 3, and width 450 for codes 7 to 9.
    fn wide_widths(&mut self, document: &Document, font: &Dictionary) {
        self.width = Some(1000.0);
        let within = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok();
        let within = within.and_then(|fonts| document.dereference(fonts.first()?).ok()?.1.as_dict().ok());
        let Some(within) = within else { return };
        if let Some(width) = within.get_deref(b"DW", document).ok().and_then(|width| number(document, width)) {
            self.width = Some(width);
        }
        let Ok(list) = within.get_deref(b"W", document).and_then(Object::as_array) else { return };
        let mut rest = list.iter();
        while let (Some(first), Some(second)) = (rest.next().and_then(|it| number(document, it)), rest.next()) {
            let second = document.dereference(second).map_or(second, |(_, second)| second);
            if let Ok(widths) = second.as_array() {
                let numbered =
                    (first as u32..).zip(widths).filter_map(|(code, width)| Some((code, number(document, width)?)));
                self.widths.extend(numbered.take(MOST));
            } else if let (Some(last), Some(width)) =
                (number(document, second), rest.next().and_then(|it| number(document, it)))
            {
                self.widths.extend((first as u32..=last as u32).take(MOST).map(|code| (code, width)));
            }
            if self.widths.len() > MOST {
                return;
            }
        }
    }

    /// Decodes the bytes of a shown string.
    pub(super) fn signs(&self, text: &[u8]) -> Vec<Sign> {
        let bytes = if self.wide { self.letters.as_ref().and_then(|letters| letters.bytes).unwrap_or(2) } else { 1 };
        text.chunks(bytes).map(|sign| self.sign(sign)).collect()
    }

    fn sign(&self, sign: &[u8]) -> Sign {
        let code = sign.iter().fold(0, |code, &byte| code << 8 | u32::from(byte));
        let told = self.letters.as_ref().and_then(|letters| letters.of(code)).map(str::to_owned);
        let encoded = || self.encoding.as_ref().and_then(|encoding| encoding.bytes_to_string(sign).ok());
        let letters = told
            .filter(|letters| !letters.is_empty())
            .or_else(encoded)
            .unwrap_or_else(|| char::REPLACEMENT_CHARACTER.to_string());
        let first = letters.chars().next().unwrap_or(' ');
        let width = self.widths.get(&code).copied().or(self.width).unwrap_or_else(|| widths::width(&self.name, first));
        Sign { width: width / self.units, is_blank: sign == b" ", letters: spelled(&letters) }
    }
}

/// Expands ligatures to letters and turns all white space into plain spaces.
fn spelled(letters: &str) -> String {
    const LIGATURES: [(char, &str); 7] =
        [('ﬀ', "ff"), ('ﬁ', "fi"), ('ﬂ', "fl"), ('ﬃ', "ffi"), ('ﬄ', "ffl"), ('ﬅ', "st"), ('ﬆ', "st")];
    let mut text = String::new();
    for c in letters.chars() {
        match LIGATURES.iter().find(|(ligature, _)| *ligature == c) {
            Some((_, letters)) => text.push_str(letters),
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
