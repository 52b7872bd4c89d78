//! Detects HTML pages by their beginning.

/// What may come before the first element.
const PROLOGUE: [(&str, &str); 3] = [("<!--", "-->"), ("<?", "?>"), ("<!doctype", ">")];

/// Elements that only a whole page starts with; `<p>` may start a plain text.
const FIRST: [&str; 10] =
    ["<html", "<head", "<body", "<meta", "<title", "<link", "<script", "<article", "<!doctype html", "<base"];

/// Whether `head` is the beginning of an HTML page. Comments and an XML declaration may come first.
pub(in crate::read) fn is_html(head: &str) -> bool {
    let mut rest = trimmed(head);
    loop {
        if FIRST.iter().any(|first| starts_with_tag(rest, first)) {
            return true;
        }
        let Some((_, end)) = PROLOGUE.iter().find(|(start, _)| starts_with(rest, start)) else { return false };
        let Some(at) = rest.find(end) else { return false };
        rest = trimmed(&rest[at + end.len()..]);
    }
}

fn trimmed(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

fn starts_with(text: &str, start: &str) -> bool {
    text.as_bytes().get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
}

/// `<head` but not `<header`.
fn starts_with_tag(text: &str, tag: &str) -> bool {
    let ends = |next: &u8| next.is_ascii_whitespace() || matches!(next, b'>' | b'/');
    starts_with(text, tag) && text.as_bytes().get(tag.len()).is_none_or(ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_shows_by_its_first_element() {
        for page in [
            "<!DOCTYPE html>\n<p>x",
            "\u{feff}\n<HTML lang=en>",
            "<!-- saved from url=(0014)about:internet -->\n<html>",
            "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x\">\n<html>",
            "<head><title>x",
            "<body",
        ] {
            assert!(is_html(page), "{page}");
        }
    }

    #[test]
    fn other_texts_are_no_pages() {
        for text in [
            "",
            "<",
            "He said <b>no</b>.",
            "<p>A text.",
            "<header>",
            "<?xml version=\"1.0\"?>\n<rss>",
            "<!-- a comment",
            "<!doctype nitf SYSTEM \"x\"><nitf>",
            "“<html> is a tag,” she said.",
        ] {
            assert!(!is_html(text), "{text}");
        }
    }
}
