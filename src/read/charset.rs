//! The character encoding that a page or feed declares: `<?xml encoding="...">`, `<meta charset="...">`.
//!
//! Only documents that start with `<` are examined, so that an article about web pages is not mistaken for one.

use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, X_USER_DEFINED};

/// How far to search for a declaration. Browsers search 1,024 bytes; on some pages it comes later.
const SAMPLE: usize = 8 << 10;

/// The encoding with this label. `latin1` means Windows-1252, as on the web.
///
/// `None` for unknown labels and for encodings in which the label itself could not have been read.
pub(super) fn by_name(name: &str) -> Option<&'static Encoding> {
    Encoding::for_label(name.trim().as_bytes())
        .filter(|&encoding| encoding != REPLACEMENT && encoding != X_USER_DEFINED)
}

/// The encoding that the document declares.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let bytes = bytes.trim_ascii_start();
    if !bytes.starts_with(b"<") {
        return None;
    }
    let head = bytes[..bytes.len().min(SAMPLE)].to_ascii_lowercase();
    let encoding = in_tags(&head, b"<?xml", b"encoding").or_else(|| in_tags(&head, b"<meta", b"charset"))?;
    // A label that can be read byte by byte cannot be in UTF-16; the HTML standard then assumes UTF-8.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

/// The first valid encoding given by attribute `key` in a tag that starts with `tag`.
fn in_tags(head: &[u8], tag: &[u8], key: &[u8]) -> Option<&'static Encoding> {
    let mut rest = head;
    while let Some(at) = find(rest, tag) {
        rest = &rest[at + tag.len()..];
        let end = rest.iter().position(|&byte| byte == b'>').unwrap_or(rest.len());
        if let Some(encoding) = value(&rest[..end], key).and_then(by_name) {
            return Some(encoding);
        }
    }
    None
}

/// The value after `key =`, with or without quotation marks.
fn value<'a>(tag: &'a [u8], key: &[u8]) -> Option<&'a str> {
    let mut rest = tag;
    while let Some(at) = find(rest, key) {
        rest = rest[at + key.len()..].trim_ascii_start();
        let Some(value) = rest.strip_prefix(b"=").map(<[u8]>::trim_ascii_start) else { continue };
        let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value);
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_:.".contains(byte);
        let end = value.iter().position(|byte| !is_name(byte)).unwrap_or(value.len());
        return std::str::from_utf8(&value[..end]).ok();
    }
    None
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}

#[cfg(test)]
mod tests {
    use encoding_rs::{SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};

    use super::*;

    #[test]
    fn a_document_says_what_it_is() {
        for (document, encoding) in [
            ("<?xml version='1.0' encoding='Shift_JIS'?><rss>", Some(SHIFT_JIS)),
            ("\n<!DOCTYPE html><html><head><META CharSet=windows-1251>", Some(WINDOWS_1251)),
            ("<meta name=a content='charset'><meta content=\"text/html; charset = latin1\">", Some(WINDOWS_1252)),
            ("<meta charset=\"nonsense\"><meta charset=\"utf-8\">", Some(UTF_8)),
            ("<meta charset=utf-16le>", Some(UTF_8)),
            ("<p>charset=latin1</p>", None),
            ("Write <meta charset=latin1> above your page.", None),
            ("<meta charset", None),
            ("<meta charset=", None),
            ("<", None),
        ] {
            assert_eq!(declared(document.as_bytes()), encoding, "{document}");
        }
        assert_eq!(by_name(" ISO-8859-1 "), Some(WINDOWS_1252));
    }
}
