//! Hyperlinks that a terminal can open (OSC 8), when they are asked for.
//!
//! Of an article only characters that are plain in a URL get into the escape sequence.

use super::style::TextStyle;
use crate::article::ArticleRef;

/// The target of the link to an article.
pub(super) fn target(article: &ArticleRef, style: TextStyle) -> Option<String> {
    let base = style.links?;
    if let Some(address) = article.url.as_deref().and_then(web_address) {
        return Some(address);
    }
    let path = article.path.as_ref()?;
    let path = percent_encoded(path, "/");
    Some(if path.starts_with('/') { format!("file://{path}") } else { format!("{base}/{path}") })
}

/// The address of a page, with everything encoded that is not plain in a URL; `None` for other kinds of address.
pub(super) fn web_address(url: &str) -> Option<String> {
    let is_web = |scheme: &str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    (is_web("https://") || is_web("http://")).then(|| percent_encoded(url, ":/?#[]@!$&'()*+,;=%"))
}

/// `text` as a link.
pub(super) fn linked(text: &str, target: &str) -> String {
    format!("\u{1b}]8;;{target}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\")
}

/// A folder as the base of link targets.
pub fn folder_address(path: &str) -> String {
    format!("file://{}", percent_encoded(path.trim_end_matches('/'), "/"))
}

/// Percent-encodes everything except letters, digits, `-._~` and `allowed`.
pub fn percent_encoded(text: &str, allowed: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        let c = char::from(byte);
        match c.is_ascii_alphanumeric() || "-._~".contains(c) || byte.is_ascii() && allowed.contains(c) {
            true => encoded.push(c),
            false => encoded += &format!("%{byte:02X}"),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::super::sample::PLAIN;
    use super::*;

    #[test]
    fn a_link_leads_to_the_page_or_the_file() {
        let style = PLAIN.with_links("file:///home/ann");
        let article = |url: Option<&str>, path: Option<&str>| ArticleRef {
            url: url.map(str::to_owned),
            path: path.map(str::to_owned),
            ..ArticleRef::default()
        };
        for (article, expected) in [
            (article(Some("https://a.example/b?c=d e"), Some("b.txt")), Some("https://a.example/b?c=d%20e")),
            (article(Some("javascript:alert(1)"), Some("news/b c.txt")), Some("file:///home/ann/news/b%20c.txt")),
            (article(None, Some("/news/\u{1b}]é.txt")), Some("file:///news/%1B%5D%C3%A9.txt")),
            (article(None, None), None),
        ] {
            assert_eq!(target(&article, style).as_deref(), expected);
            assert_eq!(target(&article, PLAIN), None);
        }
        assert_eq!(folder_address("/home/a b/"), "file:///home/a%20b");
    }
}
