//! RTF, the exchange format of word processors.

use encoding_rs::{Encoding, WINDOWS_1252};
use rustc_hash::FxHashMap;

use super::rtf_tokens::{Token, Tokens};
use crate::read::error::Problem;

/// How deep groups may be nested.
const DEEPEST: usize = 10_000;

/// Groups without document text, sorted. All groups that start with `\*` are skipped as well.
const LEFT_OUT: [&str; 36] = [
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
const SIGNS: [(&str, char); 13] = [
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
const PAGES: [(i32, &str); 7] = [
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
    let mut reader = Reader::new();
    let mut tokens = Tokens::new(bytes);
    while let Some(token) = tokens.next() {
        match token {
            Token::Word("bin", Some(count)) => tokens.pass(usize::try_from(count).unwrap_or(0)),
            token => reader.take(token)?,
        }
    }
    reader.flush();
    let paragraphs = reader.text.split('\u{b}').map(str::trim).filter(|paragraph| !paragraph.is_empty());
    let text = paragraphs.collect::<Vec<_>>().join("\n\n");
    if text.is_empty() { Err(Problem::EmptyDocument) } else { Ok(text) }
}

/// State that a closing brace restores.
#[derive(Clone, Copy)]
struct State {
    /// Whether the content of the group is ignored.
    skipped: bool,
    /// Whether the group is the font table.
    fonts: bool,
    hidden: bool,
    /// How many characters follow a Unicode character as a fallback for old readers.
    fallback: usize,
    font: i32,
}

struct Reader {
    state: State,
    groups: Vec<State>,
    /// Whether the group has just been opened; its first control word tells its purpose.
    begins: bool,
    page: &'static Encoding,
    fonts: FxHashMap<i32, &'static Encoding>,
    /// Bytes that are not decoded yet.
    pending: Vec<u8>,
    /// The high half of a surrogate pair.
    half: Option<u16>,
    /// Fallback characters still to be skipped.
    passed: usize,
    text: String,
}

impl Reader {
    fn new() -> Self {
        let state = State { skipped: false, fonts: false, hidden: false, fallback: 1, font: -1 };
        Self {
            state,
            groups: Vec::new(),
            begins: false,
            page: WINDOWS_1252,
            fonts: FxHashMap::default(),
            pending: Vec::new(),
            half: None,
            passed: 0,
            text: String::new(),
        }
    }

    fn take(&mut self, token: Token<'_>) -> Result<(), Problem> {
        let begins = std::mem::replace(&mut self.begins, token == Token::Open);
        match token {
            Token::Open if self.groups.len() == DEEPEST => return Err(Problem::Broken("RTF document")),
            Token::Open => self.groups.push(self.state),
            Token::Close => {
                self.flush();
                self.passed = 0;
                self.state = self.groups.pop().unwrap_or(self.state);
            }
            Token::Word("u", Some(code)) => self.unicode(code),
            Token::Word(word, number) => self.word(word, number, begins),
            Token::Sign(b'*') if begins => self.state.skipped = true,
            Token::Sign(sign) => self.sign(sign),
            Token::Byte(_) if self.passed > 0 => self.passed -= 1,
            Token::Byte(byte) => self.byte(byte),
        }
        Ok(())
    }

    fn word(&mut self, word: &str, number: Option<i32>, begins: bool) {
        let on = number != Some(0);
        match word {
            "fonttbl" => (self.state.fonts, self.state.skipped) = (true, true),
            _ if begins && LEFT_OUT.binary_search(&word).is_ok() => self.state.skipped = true,
            "footnote" | "annotation" => self.state.skipped = true,
            "ansicpg" => self.page = page(number.unwrap_or(1252)),
            "uc" => self.state.fallback = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(16),
            "f" => self.set_font(number.unwrap_or(0)),
            "fcharset" if self.state.fonts => self.set_charset(number.unwrap_or(0)),
            "v" | "deleted" => (self.flush(), self.state.hidden = on).1,
            "plain" => (self.flush(), self.state.hidden = false).1,
            _ if PARAGRAPHS.contains(&word) => self.push('\u{b}'),
            _ => {
                if let Some((_, sign)) = SIGNS.iter().find(|(name, _)| *name == word) {
                    self.push(*sign);
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
            self.fonts.insert(self.state.font, page(*number));
        }
    }

    fn sign(&mut self, sign: u8) {
        match sign {
            b'~' => self.push('\u{a0}'),
            b'_' => self.push('-'),
            b'\n' | b'\r' => self.push('\u{b}'),
            b'{' | b'}' | b'\\' => self.byte(sign),
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
        self.passed = self.state.fallback;
        let unit = code.rem_euclid(1 << 16) as u16;
        let units = self.half.take().into_iter().chain([unit]);
        if (0xd800..0xdc00).contains(&unit) {
            self.half = Some(unit);
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
            let encoding = self.fonts.get(&self.state.font).copied().unwrap_or(self.page);
            let words = encoding.decode_without_bom_handling(&self.pending).0;
            // Line breaks of the text have their own control words.
            self.text.extend(words.chars().map(|c| if c == '\u{b}' { ' ' } else { c }));
            self.pending.clear();
        }
    }
}

fn page(number: i32) -> &'static Encoding {
    let named = PAGES.iter().find(|(page, _)| *page == number).map(|(_, name)| (*name).to_owned());
    let name = named.unwrap_or_else(|| format!("windows-{number}"));
    Encoding::for_label(name.as_bytes()).unwrap_or(WINDOWS_1252)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(LEFT_OUT.is_sorted());
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
        assert!(matches!(text(&b"{".repeat(20_000)), Err(Problem::Broken(_))));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(rtf in "[{}\\\\'*a-fuv0-9 -]{0,80}") {
            let _ = text(format!("{{\\rtf1{rtf}").as_bytes());
        }
    }
}
