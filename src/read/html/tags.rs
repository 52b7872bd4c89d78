//! Finds tags with their names and attributes, as the tokenizer of the HTML standard does.

use std::borrow::Cow;

use memchr::{memchr, memchr2};

use super::char_references::decode_references;

/// A tag of the page.
#[derive(Debug)]
pub(super) struct Tag<'h> {
    /// As written; empty for a comment, `!` for a document type.
    pub(super) name: &'h str,
    pub(super) is_end_tag: bool,
    pub(super) start: usize,
    /// The position after the `>`.
    pub(super) end: usize,
    attributes: &'h str,
}

/// An attribute with its raw value.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Attribute<'h> {
    pub(super) name: &'h str,
    value: &'h str,
}

/// The tag that starts at the `<` at `start`; `None` when the `<` is text.
pub(super) fn tag_at(html: &str, start: usize) -> Option<Tag<'_>> {
    let rest = &html[start + 1..];
    let whole = |length: Option<usize>| length.map_or(html.len(), |length| start + 1 + length);
    let comment = |end| Some(Tag { name: "", is_end_tag: false, start, end, attributes: "" });
    if let Some(inner) = rest.strip_prefix("!--") {
        // `<!-->` and `<!--->` are complete comments.
        let empty = ["->", ">"].into_iter().find(|end| inner.starts_with(end)).map(str::len);
        return comment(whole(empty.or_else(|| comment_length(inner)).map(|length| length + 3)));
    }
    let to_bracket = || whole(rest.find('>').map(|at| at + 1));
    let is_end_tag = rest.starts_with('/');
    let named = &rest[usize::from(is_end_tag)..];
    if named.starts_with(|c: char| c.is_ascii_alphabetic()) {
        let length = named.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(named.len());
        let (name, behind) = named.split_at(length);
        let attributes = &behind[..attributes_length(behind)];
        let end = start + 1 + usize::from(is_end_tag) + length + attributes.len();
        // A tag cut off by the end of the page is not a tag.
        let end = if end < html.len() { end + 1 } else { end };
        return Some(Tag { name, is_end_tag, start, end, attributes });
    }
    match rest.as_bytes().first() {
        Some(b'!') if rest.len() >= 8 && rest.as_bytes()[1..8].eq_ignore_ascii_case(b"doctype") => {
            Some(Tag { name: "!", is_end_tag: false, start, end: to_bracket(), attributes: "" })
        }
        Some(b'!' | b'?') => comment(to_bracket()),
        Some(b'/') if rest.len() > 1 => comment(to_bracket()),
        _ => None,
    }
}

/// The length of a comment after `<!--`, including its end.
fn comment_length(inner: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = inner[from..].find("--") {
        let end = from + at + 2;
        let behind = &inner[end..];
        if behind.starts_with('>') {
            return Some(end + 1);
        }
        if behind.starts_with("!>") {
            return Some(end + 2);
        }
        from = end - 1;
    }
    None
}

/// The length of the attributes: up to the `>` outside values.
fn attributes_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let Some(bracket) = memchr(b'>', bytes) else { return text.len() };
    if memchr2(b'"', b'\'', &bytes[..bracket]).is_none() {
        return bracket;
    }
    let mut rest = Attributes { rest: text };
    while rest.next().is_some() {}
    text.len() - rest.rest.len()
}

impl<'h> Tag<'h> {
    pub(super) fn attributes(&self) -> Attributes<'h> {
        Attributes { rest: self.attributes }
    }

    /// The raw value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&'h str> {
        self.attributes().find(|attribute| attribute.name.eq_ignore_ascii_case(name)).map(|found| found.value)
    }
}

impl<'h> Attribute<'h> {
    /// The decoded value.
    pub(super) fn decoded_value(&self) -> Cow<'h, str> {
        decode_references(self.value, true)
    }
}

/// Iterates over attributes.
pub(super) struct Attributes<'h> {
    rest: &'h str,
}

impl<'h> Iterator for Attributes<'h> {
    type Item = Attribute<'h>;

    fn next(&mut self) -> Option<Attribute<'h>> {
        let bytes = self.rest.as_bytes();
        let is_end = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'=');
        let blanks = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let start = bytes.iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == b'/').count();
        if bytes.get(start).is_none_or(|byte| *byte == b'>') {
            self.rest = &self.rest[start..];
            return None;
        }
        // A name may start with `=`.
        let length = bytes[start + 1..].iter().take_while(|byte| !is_end(**byte)).count() + 1;
        let name = &self.rest[start..start + length];
        let behind = start + length + blanks(start + length);
        if bytes.get(behind) != Some(&b'=') {
            self.rest = &self.rest[start + length..];
            return Some(Attribute { name, value: "" });
        }
        let from = behind + 1 + blanks(behind + 1);
        let (value, end) = match bytes.get(from) {
            Some(mark @ (b'"' | b'\'')) => {
                let length = memchr(*mark, &bytes[from + 1..]).unwrap_or(bytes.len() - from - 1);
                (&self.rest[from + 1..from + 1 + length], (from + length + 2).min(bytes.len()))
            }
            _ => {
                let ends = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'>';
                let length = bytes[from..].iter().position(ends).unwrap_or(bytes.len() - from);
                (&self.rest[from..from + length], from + length)
            }
        };
        self.rest = &self.rest[end..];
        Some(Attribute { name, value })
    }
}

/// The start and end of the next end tag of element `name`.
pub(super) fn end_tag(html: &str, from: usize, name: &str) -> Option<(usize, usize)> {
    let mut at = from;
    let mut depth = 1;
    let nests = matches!(name, "math" | "svg" | "template");
    while let Some(found) = memchr(b'<', &html.as_bytes()[at..]) {
        let tag = at + found;
        at = tag + 1;
        let is_end_tag = html[at..].starts_with('/');
        let named = &html.as_bytes()[at + usize::from(is_end_tag)..];
        let is_it = named.len() > name.len()
            && named[..name.len()].eq_ignore_ascii_case(name.as_bytes())
            && matches!(named[name.len()], b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r' | 0x0c);
        if !is_it || !is_end_tag && !nests {
            continue;
        }
        let end = html[at..].find('>').map(|length| at + length + 1)?;
        let empty = html[..end].ends_with("/>");
        depth = if is_end_tag { depth - 1 } else { depth + usize::from(!empty) };
        at = end;
        if depth == 0 {
            return Some((tag, end));
        }
    }
    None
}
