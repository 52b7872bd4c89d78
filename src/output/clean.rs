//! Words of articles are not ours: what could steer a terminal is made visible before it is printed.

use std::borrow::Cow;

/// `text` without control characters (C0, C1, DEL) and without marks that turn the direction of writing around.
///
/// Line ends stay, tabs become blanks, everything else of that sort becomes `U+FFFD`.
///
/// ```
/// assert_eq!(quotedex::output::clean("red \u{1b}[31m alert\u{7}\r\nnext\tcell"), "red \u{fffd}[31m alert\u{fffd}\nnext cell");
/// ```
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| cleaned(c) == Some(c)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter_map(cleaned).collect())
}

/// [`clean`], and all on one line.
pub(super) fn clean_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is printed for `c`.
pub(super) fn cleaned(c: char) -> Option<char> {
    match c {
        '\n' => Some('\n'),
        '\r' => None,
        '\t' => Some(' '),
        '\u{2028}' | '\u{2029}' => Some('\n'),
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
            assert!(!clean(&text).chars().any(|c| c.is_control() && c != '\n'));
            assert!(!clean_line(&text).contains(char::is_control));
        }
    }

    #[test]
    fn directions_cannot_be_turned_around() {
        assert_eq!(clean("a\u{202e}b\u{2066}"), "a\u{fffd}b\u{fffd}");
        assert!(matches!(clean("“plain” – text"), Cow::Borrowed(_)));
    }
}
