//! Lines and columns of quotations in the file of a draft.
//!
//! What is checked is the text that was read from the file, without markup, with its lines joined. So the words are
//! found in the file by their letters and digits alone: marks, blanks and tags between them do not matter.

use std::fs;

use unicode_normalization::UnicodeNormalization;

use crate::article::Article;

/// The longest file that is searched for lines.
const MAX_BYTES: u64 = 16 << 20;
/// So many letters and digits find a place.
const MAX_LETTERS: usize = 60;

/// The letters and digits of a draft, with where they stand.
pub(super) struct DraftText {
    letters: Vec<(char, usize)>,
    /// Byte where each line begins.
    lines: Vec<usize>,
    raw: String,
    /// The search goes on behind the last place.
    from: usize,
    /// Where the text begins, behind front matter or the head of a page.
    body: usize,
}

/// The file that the draft was read from, if it has lines; the text itself for standard input.
pub(super) fn draft_text(article: &Article) -> DraftText {
    let raw = match &article.path {
        None => Some(article.text().to_owned()),
        Some(path) => {
            let is_short = fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.len() <= MAX_BYTES);
            let bytes = if is_short { fs::read(path).ok() } else { None };
            bytes.and_then(decoded)
        }
    };
    DraftText::new(raw.unwrap_or_default())
}

/// The bytes as text, for their lines and letters; `None` for a packed or binary file.
fn decoded(bytes: Vec<u8>) -> Option<String> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    let text = match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        // Letters of other encodings: Latin-1 has most of those of Windows-1252.
        _ => String::from_utf8(bytes).unwrap_or_else(|error| error.into_bytes().into_iter().map(char::from).collect()),
    };
    let text = text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned);
    (!text.contains('\0')).then_some(text)
}

impl DraftText {
    fn new(raw: String) -> Self {
        let is_end = |&(at, c): &(usize, char)| c == '\n' || c == '\r' && !raw[at + 1..].starts_with('\n');
        let ends = raw.char_indices().filter(is_end).map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(ends).collect();
        let letters = letters(&raw);
        let body = body_start(&raw);
        let from = letters.partition_point(|&(_, at)| at < body);
        Self { letters, lines, raw, from, body: from }
    }

    /// Line and column of the words, counted from 1, the column in code points. Words are looked for in the order in
    /// which they are asked for; `None` when they are not there.
    pub(super) fn find(&mut self, words: &str) -> Option<(usize, usize)> {
        let asked: Vec<char> = letters(words).into_iter().map(|(c, _)| c).take(MAX_LETTERS).collect();
        if asked.is_empty() {
            return None;
        }
        let is_whole = letters(words).len() <= MAX_LETTERS;
        let fits = |at: usize| {
            let window = &self.letters[at..at + asked.len()];
            let same = window.iter().zip(&asked).all(|((c, _), asked)| c == asked);
            same && self.begins_word(at) && (!is_whole || self.ends_word(at + asked.len() - 1))
        };
        let last = self.letters.len().checked_sub(asked.len())?;
        let from = |start: usize| (start..=last).find(|&at| fits(at));
        let at = from(self.from).or_else(|| from(self.body))?;
        self.from = at + asked.len();
        let byte = self.letters[at].1;
        let line = self.lines.partition_point(|&start| start <= byte);
        let column = self.raw[self.lines[line - 1]..byte].chars().count() + 1;
        Some((line, column))
    }
}

impl DraftText {
    /// Whether no letter stands before the one at `at`.
    fn begins_word(&self, at: usize) -> bool {
        let byte = self.letters[at].1;
        self.raw[..byte].chars().next_back().is_none_or(|c| !c.is_alphanumeric() || c == ';')
    }

    /// Whether no letter stands behind the one at `at`.
    fn ends_word(&self, at: usize) -> bool {
        let byte = self.letters[at].1;
        let next = self.raw[byte..].chars().nth(1);
        self.raw[byte..].starts_with('&') || next.is_none_or(|c| !c.is_alphanumeric())
    }
}

/// Where the text begins: behind front matter between two lines of `---`, or the head of a page.
fn body_start(raw: &str) -> usize {
    for fence in ["---", "+++"] {
        if let Some(rest) = raw.strip_prefix(fence).filter(|rest| rest.starts_with(['\n', '\r'])) {
            return rest.find(&format!("\n{fence}")).map_or(0, |at| 2 * fence.len() + at + 1);
        }
    }
    let lower = raw.to_ascii_lowercase();
    lower.find("<body").or_else(|| lower.find("</title>")).unwrap_or(0)
}

/// Letters and digits in lower case and without accents, without those of tags and addresses of links.
fn letters(text: &str) -> Vec<(char, usize)> {
    let mut letters = Vec::new();
    let mut push = |c: char, at: usize| {
        let plain = std::iter::once(c).nfd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
        letters.extend(plain.map(|c| (c, at)));
    };
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let at = text.len() - rest.len();
        let skipped = match c {
            '<' => rest.find('>').filter(|&end| is_tag(&rest[1..end])).map(|end| end + 1),
            '&' => rest.find(';').filter(|&end| is_entity(&rest[1..end])).map(|end| {
                letter_of_entity(&rest[1..end]).into_iter().for_each(|c| push(c, at));
                end + 1
            }),
            // The address of a Markdown link.
            ']' if rest.starts_with("](") => {
                rest.find(')').filter(|&end| !rest[..end].contains('\n')).map(|end| end + 1)
            }
            _ => None,
        };
        if skipped.is_none() {
            push(c, at);
        }
        rest = &rest[skipped.unwrap_or(c.len_utf8())..];
    }
    letters
}

/// The letter of an entity: `&eacute;`, `&#233;`; `None` for a mark.
fn letter_of_entity(name: &str) -> Option<char> {
    const ACCENTS: [&str; 8] = ["acute", "cedil", "circ", "grave", "ring", "slash", "tilde", "uml"];
    if let Some(number) = name.strip_prefix('#') {
        let code = number
            .strip_prefix(['x', 'X'])
            .map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok());
        return code.and_then(char::from_u32);
    }
    let letter = name.chars().next()?;
    ACCENTS.contains(&&name[letter.len_utf8()..]).then_some(letter)
}

fn is_tag(inner: &str) -> bool {
    inner.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'))
}

fn is_entity(inner: &str) -> bool {
    (2..=10).contains(&inner.len()) && inner.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_their_markup() {
        let mut draft = DraftText::new(
            "# Draft\n\n“I *quit*,” she said.\n<p class=\"a\">&ldquo;It&rsquo;s a <b>well</b>-kept\n secret&rdquo;</p>\n“I quit.”\n"
                .to_owned(),
        );
        assert_eq!(draft.find("I quit,"), Some((3, 2)));
        assert_eq!(draft.find("a well-kept secret"), Some((4, 32)));
        assert_eq!(draft.find("I quit."), Some((6, 2)), "the second of the same words");
        assert_eq!(draft.find("nobody wrote this"), None);
        assert_eq!(draft.find("…"), None);
    }

    #[test]
    fn places_are_those_of_whole_words_in_the_text() {
        let line = |raw: &str, words: &str| DraftText::new(raw.to_owned()).find(words);
        assert_eq!(line("The party was over.\n\nShe called it “art”.\n", "art"), Some((3, 16)));
        assert_eq!(
            line("“We need [fewer cars](https://x.example/cars) and trains,”\n", "We need fewer cars and trains,"),
            Some((1, 2))
        );
        assert_eq!(line("---\ntitle: “Dogs bark,” says Keller\n---\n\n“Dogs bark.”\n", "Dogs bark."), Some((5, 2)));
        assert_eq!(line("<title>Dogs bark</title>\n<p>Dogs bark.</p>", "Dogs bark."), Some((2, 4)));
        assert_eq!(line("one\r“A caf&eacute; is a caf&#233;”", "A café is a café"), Some((2, 2)));
        assert_eq!(decoded(b"\xff\xfea\0b\0".to_vec()).as_deref(), Some("ab"));
        assert_eq!(decoded(b"\xef\xbb\xbfab".to_vec()).as_deref(), Some("ab"));
        assert_eq!(decoded(b"caf\xe9".to_vec()).as_deref(), Some("café"));
        assert_eq!(decoded(b"PK\x03\0".to_vec()), None);
    }

    proptest::proptest! {
        #[test]
        fn any_text_can_be_searched(raw: String, words: String) {
            let _ = DraftText::new(raw).find(&words);
        }
    }
}
