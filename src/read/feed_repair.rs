//! Repairs feeds that are invalid XML: bare `&`, HTML entities, control characters. Splits broken or truncated feeds
//! into complete entries.
//!
//! `CDATA` sections are left alone; an `&` is allowed there.

use std::borrow::Cow;

use quick_xml::escape::resolve_html5_entity;

/// The entities that XML defines.
const XML_ENTITIES: [&str; 5] = ["amp", "lt", "gt", "quot", "apos"];

/// The maximum number of entries recovered from a broken feed; real feeds have some hundred.
const MAX_ENTRIES: usize = 5_000;

/// The longest head of a broken feed, which is repeated before each of its entries.
const MAX_HEAD: usize = 8 << 10;

/// Escapes bare `&` and replaces HTML entities by numeric references.
pub(super) fn repair(content: &str) -> Cow<'_, str> {
    let is_invalid_char = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{80}'..);
    if !content.contains(is_invalid_char)
        && !segments(content).any(|(segment, cdata)| !cdata && has_bare_ampersand(segment))
    {
        return Cow::Borrowed(content);
    }
    let mut repaired = String::with_capacity(content.len() + 64);
    for (segment, cdata) in segments(content) {
        let segment = segment.replace(is_invalid_char, "");
        if cdata { repaired.push_str(&segment) } else { escape(&segment, &mut repaired) }
    }
    Cow::Owned(repaired)
}

/// The segments of a document, and whether each is `CDATA` or a comment.
fn segments(content: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut rest = content;
    std::iter::from_fn(move || {
        let first = rest.match_indices("<!").find_map(|(at, _)| {
            let mark = |(start, _): &&(&str, &str)| rest[at..].starts_with(start);
            [("<![CDATA[", "]]>"), ("<!--", "-->")].iter().find(mark).map(|(_, end)| (at, *end))
        });
        let length = match first {
            Some((0, end)) => rest.find(end).map_or(rest.len(), |at| at + end.len()),
            Some((at, _)) => at,
            None => rest.len(),
        };
        let (segment, tail) = rest.split_at(length);
        rest = tail;
        (!segment.is_empty()).then_some((segment, matches!(first, Some((0, _)))))
    })
}

fn has_bare_ampersand(segment: &str) -> bool {
    segment.split('&').skip(1).any(|tail| reference(tail).is_none_or(|name| !is_xml_entity(name)))
}

/// The name after an `&`: `#8217`, `nbsp`.
fn reference(tail: &str) -> Option<&str> {
    let end = tail.bytes().take(34).position(|byte| byte == b';')?;
    let name = &tail[..end];
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_name || is_number(name)).then_some(name)
}

fn is_number(name: &str) -> bool {
    let Some(number) = name.strip_prefix('#') else { return false };
    let number = match number.strip_prefix('x').or_else(|| number.strip_prefix('X')) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    number.ok().and_then(char::from_u32).is_some_and(|c| c != '\0')
}

fn is_xml_entity(name: &str) -> bool {
    name.starts_with('#') || XML_ENTITIES.contains(&name)
}

fn escape(segment: &str, to: &mut String) {
    let mut pieces = segment.split('&');
    to.push_str(pieces.next().unwrap_or_default());
    for tail in pieces {
        let name = reference(tail);
        match name.map(|name| (name, is_xml_entity(name), resolve_html5_entity(name))) {
            Some((_, true, _)) => to.extend(['&']),
            Some((name, _, Some(characters))) => {
                characters.chars().for_each(|c| to.push_str(&format!("&#{};", u32::from(c))));
                to.push_str(&tail[name.len() + 1..]);
                continue;
            }
            _ => to.push_str("&amp;"),
        }
        to.push_str(tail);
    }
}

/// Each complete entry of a broken feed, as a feed of its own.
pub(super) fn entries(content: &str) -> Vec<String> {
    let Some((name, tail)) = [("item", "</channel></rss>"), ("entry", "</feed>")]
        .into_iter()
        .find(|(name, _)| content.contains(&format!("<{name}>")) || content.contains(&format!("<{name} ")))
    else {
        return Vec::new();
    };
    let (start, end) = (format!("<{name}"), format!("</{name}>"));
    let Some(first) = content.find(&start).filter(|&at| at < MAX_HEAD) else { return Vec::new() };
    let (head, rest) = content.split_at(first);
    // In RDF, the channel is closed before the entries.
    let tail = if head.contains("</channel>") { &tail[tail.len().min("</channel>".len())..] } else { tail };
    let tail = if head.contains(":RDF") { "</rdf:RDF>" } else { tail };
    let whole = |segment: &str| {
        let segment = &segment[segment.rfind(&start)?..];
        Some(format!("{head}{segment}{end}{tail}"))
    };
    let closed = rest.matches(&end).count();
    rest.split(&end).take(closed.min(MAX_ENTRIES)).filter_map(whole).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_bare_is_escaped_and_names_become_numbers() {
        for (feed, repaired) in [
            ("<t>Dogs & cats &amp; R&D; &#8217;</t>", "<t>Dogs &amp; cats &amp; R&amp;D; &#8217;</t>"),
            ("a&nbsp;b &#x1; &#xFFFFFF; &#; \u{b}", "a&#160;b &#x1; &amp;#xFFFFFF; &amp;#; "),
            ("<![CDATA[a & b]]> & <!-- & -->", "<![CDATA[a & b]]> &amp; <!-- & -->"),
            ("<link>https://a.org/?a=1&b=2&copy=3</link>", "<link>https://a.org/?a=1&amp;b=2&amp;copy=3</link>"),
            ("<![CDATA[ & ", "<![CDATA[ & "),
        ] {
            assert_eq!(repair(feed), repaired, "{feed}");
        }
        assert!(matches!(repair("<t>R&amp;D</t>"), Cow::Borrowed(_)));
    }

    #[test]
    fn each_whole_entry_is_a_feed() {
        let cut = entries("<rss><channel><title>P</title><item>a</item>\n<item>b</item><item>c");
        assert_eq!(cut.len(), 2);
        assert_eq!(cut[1], "<rss><channel><title>P</title><item>b</item></channel></rss>");
        assert!(entries("<rss><channel><item></channel></rss>").is_empty());
    }

    proptest::proptest! {
        #[test]
        fn nothing_makes_it_panic(feed in "[<>/!\\[\\]CDATitem&;#x0 é-]{0,60}") {
            let _ = (repair(&feed), entries(&feed));
        }
    }
}
