//! Lines and columns of quotations in the file of a draft.
//!
//! What is checked is the text that was read from the file, without markup, with its lines joined. So the words are
//! found in the file by their letters and digits alone: marks, blanks and tags between them do not matter.

use std::fs;

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
}

/// The file that the draft was read from, if it has lines; the text itself for standard input.
pub(super) fn draft_text(article: &Article) -> DraftText {
    let raw = match &article.path {
        None => Some(article.text().to_owned()),
        Some(path) => {
            let is_short = fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.len() <= MAX_BYTES);
            let bytes = if is_short { fs::read(path).ok() } else { None };
            bytes.and_then(|bytes| String::from_utf8(bytes).ok()).filter(|raw| !raw.contains('\0'))
        }
    };
    DraftText::new(raw.unwrap_or_default())
}

impl DraftText {
    fn new(raw: String) -> Self {
        let lines = std::iter::once(0).chain(raw.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let letters = letters(&raw);
        Self { letters, lines, raw, from: 0 }
    }

    /// Line and column of the words, counted from 1, the column in code points. Words are looked for in the order in
    /// which they are asked for; `None` when they are not there.
    pub(super) fn find(&mut self, words: &str) -> Option<(usize, usize)> {
        let asked: Vec<char> = letters(words).into_iter().map(|(c, _)| c).take(MAX_LETTERS).collect();
        if asked.is_empty() {
            return None;
        }
        let fits = |window: &[(char, usize)]| window.iter().zip(&asked).all(|((c, _), asked)| c == asked);
        let behind = self.letters[self.from..].windows(asked.len()).position(fits).map(|at| self.from + at);
        let at = behind.or_else(|| self.letters.windows(asked.len()).position(fits))?;
        self.from = at + asked.len();
        let byte = self.letters[at].1;
        let line = self.lines.partition_point(|&start| start <= byte);
        let column = self.raw[self.lines[line - 1]..byte].chars().count() + 1;
        Some((line, column))
    }
}

/// Letters and digits in lower case, without those of tags and entities.
fn letters(text: &str) -> Vec<(char, usize)> {
    let mut letters = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let at = text.len() - rest.len();
        let skipped = match c {
            '<' => rest.find('>').filter(|&end| is_tag(&rest[1..end])).map(|end| end + 1),
            '&' => rest.find(';').filter(|&end| is_entity(&rest[1..end])).map(|end| end + 1),
            _ => None,
        };
        if skipped.is_none() && c.is_alphanumeric() {
            letters.extend(c.to_lowercase().map(|c| (c, at)));
        }
        rest = &rest[skipped.unwrap_or(c.len_utf8())..];
    }
    letters
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

    proptest::proptest! {
        #[test]
        fn any_text_can_be_searched(raw: String, words: String) {
            let _ = DraftText::new(raw).find(&words);
        }
    }
}
