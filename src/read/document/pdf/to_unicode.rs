//! The ToUnicode table of a font, which maps character codes to text.

use rustc_hash::FxHashMap;

use super::tokens::{Token, Tokens};

/// Most codes of one font; longer ranges are cut.
const MAX_CODES: usize = 70_000;

/// The text of each character code.
#[derive(Debug, Default)]
pub(super) struct ToUnicode {
    by_code: FxHashMap<u32, String>,
    /// How many bytes a code has, if the table says so.
    pub(super) bytes: Option<usize>,
}

impl ToUnicode {
    /// Parses the table.
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let (mut texts, mut list): (Vec<Entry>, Option<Vec<Vec<u8>>>) = (Vec::new(), None);
        for token in Tokens::new(bytes) {
            match token {
                Token::ArrayStart => list = Some(Vec::new()),
                Token::ArrayEnd => texts.extend(list.take().map(Entry::List)),
                Token::Text(text) => match list.as_mut() {
                    Some(list) => list.push(text),
                    None => texts.push(Entry::Text(text)),
                },
                Token::Operator(b"endcodespacerange") => map.set_code_length(&std::mem::take(&mut texts)),
                Token::Operator(b"endbfchar") => map.add_chars(&std::mem::take(&mut texts)),
                Token::Operator(b"endbfrange") => map.add_ranges(&std::mem::take(&mut texts)),
                Token::Operator(word) if word.starts_with(b"begin") => texts.clear(),
                _ => {}
            }
        }
        map
    }

    /// The text of a code.
    pub(super) fn of(&self, code: u32) -> Option<&str> {
        self.by_code.get(&code).map(String::as_str)
    }

    fn set_code_length(&mut self, ranges: &[Entry]) {
        let longest = ranges.iter().map(|entry| if let Entry::Text(text) = entry { text.len() } else { 0 }).max();
        self.bytes = longest.filter(|length| (1..=2).contains(length));
    }

    fn add_chars(&mut self, pairs: &[Entry]) {
        for pair in pairs.chunks_exact(2) {
            if let [Entry::Text(code), Entry::Text(text)] = pair {
                self.add(code_of(code), utf16(text));
            }
        }
    }

    fn add_ranges(&mut self, ranges: &[Entry]) {
        for range in ranges.chunks_exact(3) {
            match range {
                [Entry::Text(first), Entry::Text(last), Entry::List(texts)] => {
                    for (code, text) in (code_of(first)..=code_of(last)).zip(texts) {
                        self.add(code, utf16(text));
                    }
                }
                [Entry::Text(first), Entry::Text(last), Entry::Text(text)] => {
                    self.add_range(code_of(first), code_of(last), text)
                }
                _ => {}
            }
        }
    }

    /// A range of consecutive codes that maps to consecutive characters.
    fn add_range(&mut self, first: u32, last: u32, text: &[u8]) {
        let base = utf16(text);
        let mut before: Vec<char> = base.chars().collect();
        let Some(from) = before.pop().map(u32::from) else { return };
        for (offset, code) in (0..).zip(first..=last.min(first.saturating_add(MAX_CODES as u32))) {
            let letter = char::from_u32(from.saturating_add(offset)).unwrap_or(char::REPLACEMENT_CHARACTER);
            self.add(code, before.iter().copied().chain([letter]).collect());
        }
    }

    fn add(&mut self, code: u32, text: String) {
        if self.by_code.len() < MAX_CODES {
            self.by_code.insert(code, text);
        }
    }
}

enum Entry {
    Text(Vec<u8>),
    List(Vec<Vec<u8>>),
}

fn code_of(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |code, &byte| code << 8 | u32::from(byte))
}

fn utf16(bytes: &[u8]) -> String {
    if let [byte] = bytes {
        return char::from(*byte).to_string();
    }
    let units: Vec<u16> = bytes.chunks_exact(2).take(16).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_ranges_have_letters() {
        let table = b"1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <0003> <0020> <0004> <00660069> endbfchar \
            2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<0058> <D83DDE00>] endbfrange";
        let map = ToUnicode::parse(table);
        let found = [3, 4, 0x10, 0x12, 0x20, 0x21].map(|code| map.of(code).unwrap_or("?"));
        assert_eq!((found, map.bytes), ([" ", "fi", "A", "C", "X", "😀"], Some(2)));
        assert!(map.of(5).is_none());
        ToUnicode::parse(b"beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange");
    }
}
