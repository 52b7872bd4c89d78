//! RTF, the exchange format of word processors.

use encoding_rs::{Encoding, WINDOWS_1252};
use rustc_hash::FxHashMap;

use super::rtf_tokens::{Token, Tokens};
use crate::read::error::Problem;

/// How deep groups may be nested.
const MAX_DEPTH: usize = 10_000;

/// Groups without document text, sorted. All groups that start with `\*` are skipped as well.
const IGNORED: [&str; 36] = [
    "annotation",
    "atnauthor",
    "atnid",
    "atntime",
    "atrfend",
    "atrfstart",
    "author",
    "bkmkend",
    "bkmkstart",
    "colortbl",
    "comment",
    "company",
    "do",
    "doccomm",
    "filetbl",
    "fldinst",
    "fonttbl",
    "footer",
    "footerf",
    "footerl",
    "footerr",
    "footnote",
    "header",
    "headerf",
    "headerl",
    "headerr",
    "info",
    "listtable",
    "nonesttables",
    "object",
    "operator",
    "pict",
    "stylesheet",
    "tc",
    "themedata",
    "xe",
];

/// Control words that end a paragraph.
const PARAGRAPHS: [&str; 7] = ["par", "sect", "page", "cell", "nestcell", "row", "nestrow"];

/// Control words for single characters.
const CHARACTERS: [(&str, char); 13] = [
    ("line", '\n'),
    ("tab", ' '),
    ("lquote", '‘'),
    ("rquote", '’'),
    ("ldblquote", '“'),
    ("rdblquote", '”'),
    ("endash", '–'),
    ("emdash", '—'),
    ("bullet", '•'),
    ("emspace", ' '),
    ("enspace", ' '),
    ("qmspace", ' '),
    ("column", '\n'),
];

/// Code pages by RTF character set number.
const CHARSETS: [(i32, i32); 14] = [
    (77, 10_000),
    (128, 932),
    (129, 949),
    (134, 936),
    (136, 950),
    (161, 1253),
    (162, 1254),
    (163, 1258),
    (177, 1255),
    (178, 1256),
    (186, 1257),
    (204, 1251),
    (222, 874),
    (238, 1250),
];

/// Code pages that are not called `windows-` plus their number.
const CODE_PAGES: [(i32, &str); 7] = [
    (932, "shift_jis"),
    (936, "gbk"),
    (949, "euc-kr"),
    (950, "big5"),
    (10_000, "macintosh"),
    (10_007, "x-mac-cyrillic"),
    (65_001, "utf-8"),
];

/// The text of the document.
pub(super) fn text(bytes: &[u8]) -> Result<String, Problem> {
    let mut reader = RtfReader::new();
    let mut tokens = Tokens::new(bytes);
    while let Some(token) = tokens.next() {
        match token {
            Token::ControlWord("bin", Some(count)) => tokens.skip_bytes(usize::try_from(count).unwrap_or(0)),
            token => reader.handle(token)?,
        }
    }
    reader.flush();
    let paragraphs = reader.text.split('\u{b}').map(str::trim).filter(|paragraph| !paragraph.is_empty());
    let text = paragraphs.collect::<Vec<_>>().join("\n\n");
    if text.is_empty() { Err(Problem::EmptyDocument) } else { Ok(text) }
}

/// State that a closing brace restores.
#[derive(Clone, Copy)]
struct GroupState {
    /// Whether the content of the group is ignored.
    skipped: bool,
    /// Whether the group is the font table.
    in_font_table: bool,
    hidden: bool,
    /// How many characters follow a Unicode character as a fallback for old readers.
    fallback: usize,
    font: i32,
}

struct RtfReader {
    state: GroupState,
    groups: Vec<GroupState>,
    /// Whether the group has just been opened; its first control word tells its purpose.
    at_group_start: bool,
    code_page: &'static Encoding,
    fonts: FxHashMap<i32, &'static Encoding>,
    /// Bytes that are not decoded yet.
    pending: Vec<u8>,
    /// The high half of a surrogate pair.
    high_surrogate: Option<u16>,
    /// Fallback characters still to be skipped.
    skip: usize,
    text: String,
}

impl RtfReader {
    fn new() -> Self {
        let state = GroupState { skipped: false, in_font_table: false, hidden: false, fallback: 1, font: -1 };
        Self {
            state,
            groups: Vec::new(),
            at_group_start: false,
            code_page: WINDOWS_1252,
            fonts: FxHashMap::default(),
            pending: Vec::new(),
            high_surrogate: None,
            skip: 0,
            text: String::new(),
        }
    }

    fn handle(&mut self, token: Token<'_>) -> Result<(), Problem> {
        let at_group_start = std::mem::replace(&mut self.at_group_start, token == Token::GroupStart);
        match token {
            Token::GroupStart if self.groups.len() == MAX_DEPTH => return Err(Problem::Damaged("RTF document")),
            Token::GroupStart => self.groups.push(self.state),
            Token::GroupEnd => {
                self.flush();
                self.skip = 0;
                self.state = self.groups.pop().unwrap_or(self.state);
            }
            Token::ControlWord("u", Some(code)) => self.unicode(code),
            Token::ControlWord(word, number) => self.control_word(word, number, at_group_start),
            Token::ControlSymbol(b'*') if at_group_start => self.state.skipped = true,
            Token::ControlSymbol(symbol) => self.control_symbol(symbol),
            Token::Byte(_) if self.skip > 0 => self.skip -= 1,
            Token::Byte(byte) => self.byte(byte),
        }
        Ok(())
    }

    fn control_word(&mut self, word: &str, number: Option<i32>, at_group_start: bool) {
        let on = number != Some(0);
        match word {
            "fonttbl" => (self.state.in_font_table, self.state.skipped) = (true, true),
            _ if at_group_start && IGNORED.binary_search(&word).is_ok() => self.state.skipped = true,
            "footnote" | "annotation" => self.state.skipped = true,
            "ansicpg" => self.code_page = code_page(number.unwrap_or(1252)),
            "uc" => self.state.fallback = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(16),
            "f" => self.set_font(number.unwrap_or(0)),
            "fcharset" if self.state.in_font_table => self.set_charset(number.unwrap_or(0)),
            "v" | "deleted" => (self.flush(), self.state.hidden = on).1,
            "plain" => (self.flush(), self.state.hidden = false).1,
            _ if PARAGRAPHS.contains(&word) => self.push('\u{b}'),
            _ => {
                if let Some((_, symbol)) = CHARACTERS.iter().find(|(name, _)| *name == word) {
                    self.push(*symbol);
                }
            }
        }
    }

    fn set_font(&mut self, font: i32) {
        self.flush();
        self.state.font = font;
    }

    fn set_charset(&mut self, charset: i32) {
        if let Some((_, number)) = CHARSETS.iter().find(|(known, _)| *known == charset) {
            self.fonts.insert(self.state.font, code_page(*number));
        }
    }

    fn control_symbol(&mut self, symbol: u8) {
        match symbol {
            b'~' => self.push('\u{a0}'),
            b'_' => self.push('-'),
            b'\n' | b'\r' => self.push('\u{b}'),
            b'{' | b'}' | b'\\' => self.byte(symbol),
            _ => {}
        }
    }

    fn byte(&mut self, byte: u8) {
        if !self.state.skipped && !self.state.hidden {
            self.pending.push(byte);
        }
    }

    fn unicode(&mut self, code: i32) {
        self.flush();
        self.skip = self.state.fallback;
        let unit = code.rem_euclid(1 << 16) as u16;
        let units = self.high_surrogate.take().into_iter().chain([unit]);
        if (0xd800..0xdc00).contains(&unit) {
            self.high_surrogate = Some(unit);
            return;
        }
        for c in char::decode_utf16(units) {
            self.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
        }
    }

    fn push(&mut self, c: char) {
        self.flush();
        if !self.state.skipped && !self.state.hidden {
            self.text.push(c);
        }
    }

    /// Decodes the pending bytes.
    fn flush(&mut self) {
        if !self.pending.is_empty() {
            let encoding = self.fonts.get(&self.state.font).copied().unwrap_or(self.code_page);
            let words = encoding.decode_without_bom_handling(&self.pending).0;
            // Line breaks of the text have their own control words.
            self.text.extend(words.chars().map(|c| if c == '\u{b}' { ' ' } else { c }));
            self.pending.clear();
        }
    }
}

fn code_page(number: i32) -> &'static Encoding {
    let named = CODE_PAGES.iter().find(|(page, _)| *page == number).map(|(_, name)| (*name).to_owned());
    let name = named.unwrap_or_else(|| format!("windows-{number}"));
    Encoding::for_label(name.as_bytes()).unwrap_or(WINDOWS_1252)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(IGNORED.is_sorted());
    }

    #[test]
    fn words_and_signs_become_text() {
        for (rtf, expected) in [
            (
                "{\\rtf1\\ansi {\\fonttbl{\\f0 Arial;}}\\f0 One \\b two\\b0  three.\\par Four\\'e9.}",
                "One two three.\n\nFouré.",
            ),
            ("{\\rtf1\\uc1 \\u8220?Yes,\\u8221? she said\\line here.\\~X}", "“Yes,” she said\nhere.\u{a0}X"),
            ("{\\rtf1\\ansicpg1251 \\'cc\\'e8\\'f0}", "Мир"),
            ("{\\rtf1{\\fonttbl{\\f1\\fcharset204 A;}}\\f1 \\'cc\\'e8\\'f0\\f0 \\'93x\\'94}", "Мир“x”"),
            ("{\\rtf1\\uc0\\u-10179\\u-8704 x{\\footnote no} \\ldblquote y\\rdblquote}", "😀x “y”"),
            (
                "{\\rtf1{\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt link}} {\\v no}{\\*\\generator no;}{\\pict 00ff}end}",
                "link end",
            ),
            ("{\\rtf1{\\header no\\par}{\\info{\\title no}}a\\cell b\\row\\bin3 {{{c\\{d\\}}", "a\n\nb\n\nc{d}"),
        ] {
            assert_eq!(text(rtf.as_bytes()).unwrap(), expected, "{rtf}");
        }
        assert!(matches!(text(b"{\\rtf1}"), Err(Problem::EmptyDocument)));
        assert!(matches!(text(&b"{".repeat(20_000)), Err(Problem::Damaged(_))));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(rtf in "[{}\\\\'*a-fuv0-9 -]{0,80}") {
            let _ = text(format!("{{\\rtf1{rtf}").as_bytes());
        }
    }
}
