//! Decodes character references (`&amp;`, `&#8220;`, `&ldquo`) as defined by the HTML standard.

use std::borrow::Cow;

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// The longest name of a character.
const MAX_NAME: usize = 40;

/// Decodes the references in `text`. In attributes, names without a semicolon are parts of URLs.
pub(super) fn decode_references(text: &str, in_attribute: bool) -> Cow<'_, str> {
    let Some(mut at) = memchr::memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    loop {
        if let Some((first, second, length)) = parse_reference(&text[at..], in_attribute) {
            out.push_str(&text[done..at]);
            out.push(first);
            out.extend(second);
            done = at + length;
        }
        let from = done.max(at + 1);
        match memchr::memchr(b'&', &text.as_bytes()[from..]) {
            Some(next) => at = from + next,
            None => break,
        }
    }
    out.push_str(&text[done..]);
    if done == 0 { Cow::Borrowed(text) } else { Cow::Owned(out) }
}

/// Whether the text contains a complete reference to a character other than `<`, `>` and `&`.
pub(super) fn has_reference(text: &str) -> bool {
    text.match_indices('&').any(|(at, _)| {
        let decoded = parse_reference(&text[at..], false).filter(|(_, _, length)| text[at..at + length].ends_with(';'));
        decoded.is_some_and(|(first, ..)| !matches!(first, '<' | '>' | '&'))
    })
}

/// The characters of the reference at the start of `text`, and its length.
fn parse_reference(text: &str, in_attribute: bool) -> Option<(char, Option<char>, usize)> {
    match text.as_bytes().get(1)? {
        b'#' => numeric(text),
        first if first.is_ascii_alphanumeric() => named(text, in_attribute),
        _ => None,
    }
}

fn numeric(text: &str) -> Option<(char, Option<char>, usize)> {
    let (base, start) = if matches!(text.as_bytes().get(2), Some(b'x' | b'X')) { (16, 3) } else { (10, 2) };
    let digits = text[start..].bytes().take_while(|byte| (*byte as char).is_digit(base)).count();
    if digits == 0 {
        return None;
    }
    let end = start + digits;
    let number = u32::from_str_radix(&text[start..end], base).unwrap_or(u32::MAX);
    let old = number.checked_sub(0x80).and_then(|at| C1_REPLACEMENTS.get(at as usize).copied().flatten());
    let decoded = old.or_else(|| char::from_u32(number).filter(|c| *c != '\0')).unwrap_or('\u{fffd}');
    Some((decoded, None, end + usize::from(text[end..].starts_with(';'))))
}

fn named(text: &str, in_attribute: bool) -> Option<(char, Option<char>, usize)> {
    let mut found = None;
    for end in 2..text.len().min(MAX_NAME) + 1 {
        // The table also contains prefixes of names, which map to nothing.
        let Some(&decoded) = text.get(1..end).and_then(|name| NAMED_ENTITIES.get(name)) else { break };
        if decoded.0 != 0 {
            found = Some((decoded, end));
        }
    }
    let ((first, second), end) = found?;
    let continues = text.as_bytes().get(end).is_some_and(|next| *next == b'=' || next.is_ascii_alphanumeric());
    if in_attribute && continues && !text[..end].ends_with(';') {
        return None;
    }
    let second = Some(second).filter(|second| *second != 0).and_then(char::from_u32);
    Some((char::from_u32(first)?, second, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_mean_characters() {
        for (text, decoded) in [
            ("a &amp; b", "a & b"),
            ("&ldquo;It&rsquo;s&#8221;&#x201d", "“It’s””"),
            ("&#147;x&#148;", "“x”"),
            ("&amp;quot;", "&quot;"),
            ("AT&T &co; & &; &# &#x; &#0;", "AT&T &co; & &; &# &#x; \u{fffd}"),
            ("&notit; &nbsp", "¬it; \u{a0}"),
            ("&#99999999999;", "\u{fffd}"),
            ("é&é", "é&é"),
        ] {
            assert_eq!(decode_references(text, false), decoded, "{text}");
        }
        assert!(has_reference("a &ldquo;b") && has_reference("&#8220;") && has_reference("&amp; &quot;"));
        assert!(!has_reference("&lt;p&gt; &amp; AT&T &copy 1"));
        assert_eq!(decode_references("?a=1&copy=2&amp;b", true), "?a=1&copy=2&b");
    }
}
