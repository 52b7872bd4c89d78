//! Tokenizer: words, numbers and punctuation with exact offsets.
//!
//! Follows the conventions of treebanks, on which taggers are trained: clitics are tokens (`Petro ’s`, `do n’t`),
//! hyphenated words stay whole, abbreviations keep their full stop, and a run of full stops or dashes is one token.

use crate::span::Span;

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, possibly with hyphens, apostrophes and full stops inside.
    Word,
    /// Starts with a digit.
    Number,
    /// Anything else: punctuation, symbols, quotation marks.
    Punctuation,
}

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its position in the text.
    pub span: Span,
    /// Its kind.
    pub kind: TokenKind,
}

/// Abbreviations that usually do not end a sentence. Lower case, sorted.
const ABBREVIATIONS: &[&str] = &[
    "adm", "apr", "assn", "atty", "aug", "ave", "brig", "bros", "capt", "cmdr", "co", "col", "cong", "corp", "cpl",
    "dec", "del", "dept", "det", "dist", "dr", "esq", "etc", "feb", "fr", "ft", "gen", "gov", "hon", "inc", "insp",
    "jan", "jr", "jul", "jun", "lt", "ltd", "maj", "mar", "messrs", "mr", "mrs", "ms", "mt", "no", "nov", "oct", "pfc",
    "ph.d", "prof", "pvt", "rep", "reps", "ret", "rev", "sen", "sens", "sep", "sept", "sgt", "sr", "st", "supt",
    "univ", "vs",
];

/// Clitics after an apostrophe.
const CLITICS: &[&str] = &["s", "re", "ve", "ll", "d", "m"];

/// Appends the tokens of `line` to `tokens`. White space and control characters belong to no token.
pub(super) fn tokenize(text: &str, line: Span, tokens: &mut Vec<Token>) {
    let mut position = line.start();
    while position < line.end() {
        let rest = &text[position..line.end()];
        if let Some((length, kind)) = ascii_word(rest) {
            tokens.push(Token { span: Span::new(position, position + length), kind });
            position += length;
            continue;
        }
        let Some(first) = rest.chars().next() else { break };
        if first.is_whitespace() || first.is_control() {
            position += first.len_utf8();
            continue;
        }
        let (length, kind) = token_at_start(rest, first);
        push(text, Span::new(position, position + length), kind, tokens);
        position += length;
    }
}

/// A fast path for most words: length and kind of the word at the start of `rest` if it consists of ASCII letters and
/// digits up to a space.
fn ascii_word(rest: &str) -> Option<(usize, TokenKind)> {
    let bytes = rest.as_bytes();
    let length = bytes.iter().position(|byte| !byte.is_ascii_alphanumeric())?;
    let kind = if bytes[0].is_ascii_digit() { TokenKind::Number } else { TokenKind::Word };
    (length > 0 && bytes[length] == b' ').then_some((length, kind))
}

/// Length in bytes and kind of the token at the start of `rest`.
fn token_at_start(rest: &str, first: char) -> (usize, TokenKind) {
    if first.is_alphanumeric() || (matches!(first, '@' | '#') && rest[1..].starts_with(char::is_alphanumeric)) {
        if let Some(length) = url_length(rest) {
            return (length, TokenKind::Word);
        }
        let kind = if first.is_numeric() { TokenKind::Number } else { TokenKind::Word };
        return (word_length(rest), kind);
    }
    let length = match first {
        '.' | '-' | '*' | '_' | '=' | '–' | '—' => repeat_length(rest, first),
        '\'' | '`' if rest[1..].starts_with(first) => 2,
        _ => first.len_utf8(),
    };
    (length, TokenKind::Punctuation)
}

fn repeat_length(rest: &str, of: char) -> usize {
    rest.len() - rest.trim_start_matches(of).len()
}

/// The length of a URL at the start of `rest`.
fn url_length(rest: &str) -> Option<usize> {
    let starts = ["http://", "https://", "www."].iter().any(|scheme| rest.starts_with(scheme));
    if !starts {
        return None;
    }
    let end = rest.find(|c: char| c.is_whitespace() || c.is_control() || "\"“”<>)]".contains(c)).unwrap_or(rest.len());
    Some(rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’']).len())
}

/// The length of the word at the start of `rest`, including hyphens, inner apostrophes and full stops, and commas in
/// numbers.
fn word_length(rest: &str) -> usize {
    let mut length = 0;
    let mut previous = '\0';
    let mut chars = rest.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        if !continues_word(previous, c, next, length == 0) {
            break;
        }
        length += c.len_utf8();
        previous = c;
    }
    with_abbreviation_point(rest, length)
}

fn continues_word(previous: char, c: char, next: char, first: bool) -> bool {
    match c {
        _ if first || c.is_alphanumeric() || is_joiner(c) => true,
        '-' | '_' | '&' | '\'' | '’' | '.' if previous.is_alphabetic() && next.is_alphabetic() => {
            c != '.' || is_dotted(previous, next)
        }
        '-' => previous.is_alphanumeric() && next.is_alphanumeric(),
        '.' | ',' | ':' | '/' => previous.is_ascii_digit() && next.is_ascii_digit(),
        '%' => false,
        _ => false,
    }
}

/// Characters that modify letters: combining accents, soft hyphen, zero-width joiners.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}')
}

/// `U.S`, `a.m`, `nytimes.com`; but not a missing space after a sentence (`end.The`).
fn is_dotted(previous: char, next: char) -> bool {
    previous.is_uppercase() || next.is_lowercase()
}

/// Includes the full stop of an abbreviation or an initial: `Mr.`, `U.S.`, `J.`.
fn with_abbreviation_point(rest: &str, length: usize) -> usize {
    let word = &rest[..length];
    if !rest[length..].starts_with('.') || rest[length..].starts_with("..") {
        return length;
    }
    let mut letters = word.chars();
    let initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() == 1);
    // "No." is an abbreviation only before a number.
    let answer =
        word.eq_ignore_ascii_case("no") && !rest[length + 1..].trim_start().starts_with(|c: char| c.is_ascii_digit());
    if initial || dotted || is_abbreviation(word) && !answer { length + 1 } else { length }
}

fn is_abbreviation(word: &str) -> bool {
    // "No." and "Mar." only with a capital: "no." and "mar." end sentences.
    let lower = word.to_lowercase();
    let capital = word.starts_with(char::is_uppercase);
    (capital || lower == "etc" || lower == "vs") && ABBREVIATIONS.binary_search(&lower.as_str()).is_ok()
}

/// Appends the word at `span`, splitting off its clitic.
fn push(text: &str, span: Span, kind: TokenKind, tokens: &mut Vec<Token>) {
    match clitic(span.of(text)) {
        Some(at) => {
            let border = span.start() + at;
            tokens.push(Token { span: Span::new(span.start(), border), kind });
            tokens.push(Token { span: Span::new(border, span.end()), kind: TokenKind::Word });
        }
        None => tokens.push(Token { span, kind }),
    }
}

/// The offset of the clitic in `word`: `Petro’s` at the apostrophe, `don't` before the n.
fn clitic(word: &str) -> Option<usize> {
    let (at, mark) = word.char_indices().rev().take(4).find(|&(_, c)| matches!(c, '\'' | '’'))?;
    let ending = word[at + mark.len_utf8()..].to_ascii_lowercase();
    if at > 0 && CLITICS.contains(&ending.as_str()) {
        return Some(at);
    }
    let before = word[..at].strip_suffix(['n', 'N'])?;
    (ending == "t" && !before.is_empty()).then_some(before.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenize(text, Span::new(0, text.len()), &mut tokens);
        tokens.iter().map(|token| token.span.of(text)).collect()
    }

    #[test]
    fn abbreviations_are_sorted() {
        assert!(ABBREVIATIONS.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn the_cut_follows_the_treebanks() {
        let cases: &[(&str, &[&str])] = &[
            ("Petro’s claim", &["Petro", "’s", "claim"]),
            ("I don't know.", &["I", "do", "n't", "know", "."]),
            ("O’Neill of the U.S. said", &["O’Neill", "of", "the", "U.S.", "said"]),
            ("Mr. J. Smith, 46, D-Va.", &["Mr.", "J.", "Smith", ",", "46", ",", "D-Va", "."]),
            ("at 6:30 a.m. on Jan. 3", &["at", "6:30", "a.m.", "on", "Jan.", "3"]),
            ("“No,” he…said -- 1,000.5%", &["“", "No", ",", "”", "he", "…", "said", "--", "1,000.5", "%"]),
            ("the players’ union", &["the", "players", "’", "union"]),
            ("the end.The start", &["the", "end", ".", "The", "start"]),
            ("``Yes,'' @ann see https://a.b/c.", &["``", "Yes", ",", "''", "@ann", "see", "https://a.b/c", "."]),
            ("Colombia–U.S. rock-solid", &["Colombia", "–", "U.S.", "rock-solid"]),
            ("wait...", &["wait", "..."]),
            ("“No.” No. 10 said", &["“", "No", ".", "”", "No.", "10", "said"]),
        ];
        for (text, expected) in cases {
            assert_eq!(&words(text), expected);
        }
    }
}
