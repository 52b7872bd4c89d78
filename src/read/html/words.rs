//! Small tools for short texts of metadata.

use super::lean::lean;

/// Control characters and runs of blanks become one blank; marks that are not seen go.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_unseen(*c)) {
        if !(c.is_whitespace() || c.is_control()) {
            folded.push(c);
        } else if !folded.ends_with(' ') && !folded.is_empty() {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Soft hyphens and other marks that only tell where a line may break, and those that turn the direction of writing.
pub(super) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text that was escaped once too often, as is the custom in JSON-LD.
pub(super) fn unescaped(text: &str) -> String {
    if text.len() >= 4000 || !text.contains(['&', '<']) {
        return folded(text);
    }
    let tree = lean(text).tree;
    tree.root().map(|root| folded(&tree.all_text(root))).unwrap_or_default()
}

/// Letters and digits alone, in small letters: what two spellings of one thing share.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_folded_and_what_is_not_seen_goes() {
        assert_eq!(folded(" a\u{a0}\n b\u{1b}[31mc\u{ad}d\u{202e} "), "a b [31mcd");
        assert_eq!(unescaped("Q&amp;A: it&#8217;s <em>on</em>"), "Q&A: it’s on");
        assert_eq!(letters("The N.Y. Times"), "thenytimes");
    }
}
