//! Replaces characters that could control a terminal: the text of articles is not trusted.

use std::borrow::Cow;

/// `text` without control characters (C0, C1, DEL) and without marks that change the direction of text.
///
/// Line ends stay, tabs become blanks, all others become `U+FFFD`.
pub fn sanitize(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| sanitized_char(c) == Some(c)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter_map(sanitized_char).collect())
}

/// [`sanitize`], on one line.
pub(super) fn sanitize_line(text: &str) -> String {
    sanitize(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The character that is printed for `c`, if any.
pub(super) fn sanitized_char(c: char) -> Option<char> {
    match c {
        '\n' => Some('\n'),
        '\r' => None,
        '\t' => Some(' '),
        '\u{2028}' | '\u{2029}' => Some('\n'),
        // No characters at all (`U+FFFE`, `U+1FFFF`), and not allowed in XML.
        c if c as u32 & 0xfffe == 0xfffe => Some('\u{fffd}'),
        c if c.is_control() => Some('\u{fffd}'),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some('\u{fffd}'),
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn nothing_that_steers_a_terminal_is_left(text: String) {
            assert!(!sanitize(&text).chars().any(|c| c.is_control() && c != '\n'));
            assert!(!sanitize_line(&text).contains(char::is_control));
        }
    }

    #[test]
    fn directions_cannot_be_turned_around() {
        assert_eq!(sanitize("red \u{1b}[31m alert\u{7}\r\nnext\tcell"), "red \u{fffd}[31m alert\u{fffd}\nnext cell");
        assert_eq!(sanitize("a\u{202e}b\u{2066}"), "a\u{fffd}b\u{fffd}");
        assert!(matches!(sanitize("“plain” – text"), Cow::Borrowed(_)));
    }
}
