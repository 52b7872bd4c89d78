//! Utilities for short metadata texts.

use super::parser::parse;

/// Replaces control characters and runs of white space by one space, and removes invisible characters.
pub(super) fn collapse_whitespace(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_invisible(*c)) {
        if !(c.is_whitespace() || c.is_control()) {
            folded.push(c);
        } else if !folded.ends_with(' ') && !folded.is_empty() {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Whether the character is invisible: soft hyphens, other line break hints, and bidirectional controls.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Decodes HTML in a text that was escaped once too often, which is common in JSON-LD.
pub(super) fn unescape_html(text: &str) -> String {
    if text.len() >= 4000 || !text.contains(['&', '<']) {
        return collapse_whitespace(text);
    }
    let tree = parse(text).tree;
    tree.root().map(|root| collapse_whitespace(&tree.all_text(root))).unwrap_or_default()
}

/// Only letters and digits, in lower case: a key that ignores spelling differences.
pub(super) fn letter_key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_folded_and_what_is_not_seen_goes() {
        assert_eq!(collapse_whitespace(" a\u{a0}\n b\u{1b}[31mc\u{ad}d\u{202e} "), "a b [31mcd");
        assert_eq!(unescape_html("Q&amp;A: it&#8217;s <em>on</em>"), "Q&A: it’s on");
        assert_eq!(letter_key("The N.Y. Times"), "thenytimes");
    }
}
