//! Whether a text is an HTML page, told by how it begins.

/// What stands above a page before its first element: passed over.
const PROLOGUE: [(&str, &str); 3] = [("<!--", "-->"), ("<?", "?>"), ("<!doctype", ">")];

/// First elements that only a page begins with. Whoever writes `<p>` above a text may mean a text.
const FIRST: [&str; 10] =
    ["<html", "<head", "<body", "<meta", "<title", "<link", "<script", "<article", "<!doctype html", "<base"];

/// Endings of names that are believed: a part of a page begins like any text.
const ENDINGS: [&str; 3] = [".html", ".htm", ".xhtml"];

/// Whether a file of this name is a page, or part of one.
pub(in crate::read) fn is_named_html(name: &str) -> bool {
    let ends_with = |ending: &str| {
        let tail = name.len().checked_sub(ending.len()).and_then(|at| name.get(at..));
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(ending))
    };
    ENDINGS.into_iter().any(ends_with)
}

/// Whether `head`, the beginning of a text, is that of an HTML page: comments and an XML declaration may come first.
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
    fn a_name_may_tell_as_well() {
        assert!(is_named_html("a/b.HTML") && is_named_html("é.htm"));
        assert!(!is_named_html("a.html.txt") && !is_named_html("html") && !is_named_html("é"));
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
