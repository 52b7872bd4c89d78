//! Where a tag begins and ends, its name and attributes, as the HTML standard's tokenizer has it; and what kinds of
//! elements there are.

/// What is done with an element, and how it nests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// No element: a comment, or what a parser takes for one.
    Comment,
    /// A document type.
    Doctype,
    /// Goes, with all that is in it.
    Dropped(&'static str),
    /// Holds text that is no markup.
    Verbatim(&'static str),
    /// Never nests, by itself or for want of an end tag.
    Flat,
    /// Part of a table.
    Cell,
    /// What blocks are not closed across.
    Wall,
    Block,
    Inline,
    /// What a parser reopens in later paragraphs when it was never closed.
    Formatting,
}

/// What holds no text of an article; and what a parser nests by rules of its own.
const DROPPED: [&str; 14] = [
    "audio", "canvas", "iframe", "math", "noembed", "noframes", "noscript", "script", "select", "style", "svg",
    "template", "textarea", "video",
];
const FRAMES: [&str; 2] = ["frame", "frameset"];
const VERBATIM: [&str; 3] = ["plaintext", "title", "xmp"];
const FLAT: [&str; 22] = [
    "area", "base", "body", "br", "col", "dd", "dt", "embed", "form", "head", "hr", "html", "img", "input", "li",
    "link", "meta", "p", "param", "source", "track", "wbr",
];
const CELLS: [&str; 8] = ["caption", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"];
const WALLS: [&str; 4] = ["applet", "marquee", "object", "table"];
const FORMATTING: [&str; 13] =
    ["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
const BLOCKS: [&str; 33] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "button",
    "center",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "listing",
    "main",
    "menu",
    "nav",
    "ol",
    "pre",
    "search",
    "section",
    "summary",
    "ul",
];

/// The kind of the element called `name`; one that nobody knows nests like an inline one.
pub(super) fn kind(name: &str) -> Kind {
    let among = |names: &[&'static str]| names.iter().find(|known| known.eq_ignore_ascii_case(name)).copied();
    let known: [(&[&'static str], Kind); 6] = [
        (&BLOCKS, Kind::Block),
        (&FLAT, Kind::Flat),
        (&FORMATTING, Kind::Formatting),
        (&CELLS, Kind::Cell),
        (&WALLS, Kind::Wall),
        (&FRAMES, Kind::Comment),
    ];
    match name {
        "" => Kind::Comment,
        "!" => Kind::Doctype,
        _ => match (known.iter().find(|(names, _)| among(names).is_some()), among(&DROPPED), among(&VERBATIM)) {
            (Some((_, kind)), ..) => *kind,
            (_, Some(name), _) => Kind::Dropped(name),
            (.., Some(name)) => Kind::Verbatim(name),
            _ => Kind::Inline,
        },
    }
}

/// One tag in the page.
#[derive(Debug)]
pub(super) struct Tag<'h> {
    /// As written; empty for a comment, `!` for a document type.
    pub(super) name: &'h str,
    pub(super) closes: bool,
    pub(super) start: usize,
    /// Behind the `>`.
    pub(super) end: usize,
    attributes: &'h str,
}

/// One attribute, its value as written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Attribute<'h> {
    pub(super) name: &'h str,
    value: Option<&'h str>,
    /// The mark around the value.
    mark: Option<char>,
}

/// The tag that begins at the `<` at `start`; none when that is a mere character.
pub(super) fn tag_at(html: &str, start: usize) -> Option<Tag<'_>> {
    let rest = &html[start + 1..];
    let whole = |length: Option<usize>| length.map_or(html.len(), |length| start + 1 + length);
    let comment = |end| Some(Tag { name: "", closes: false, start, end, attributes: "" });
    if let Some(inner) = rest.strip_prefix("!--") {
        // `<!-->` and `<!--->` are whole comments.
        let empty = ["->", ">"].into_iter().find(|end| inner.starts_with(end)).map(str::len);
        return comment(whole(empty.or_else(|| comment_length(inner)).map(|length| length + 3)));
    }
    let to_bracket = || whole(rest.find('>').map(|at| at + 1));
    let closes = rest.starts_with('/');
    let named = &rest[usize::from(closes)..];
    if named.starts_with(|c: char| c.is_ascii_alphabetic()) {
        let length = named.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(named.len());
        let (name, behind) = named.split_at(length);
        let attributes = &behind[..attributes_length(behind)];
        let end = start + 1 + usize::from(closes) + length + attributes.len();
        // A tag that the page ends in is none.
        let end = if end < html.len() { end + 1 } else { end };
        return Some(Tag { name, closes, start, end, attributes });
    }
    match rest.as_bytes().first() {
        Some(b'!') if rest.len() >= 8 && rest.as_bytes()[1..8].eq_ignore_ascii_case(b"doctype") => {
            Some(Tag { name: "!", closes: false, start, end: to_bracket(), attributes: "" })
        }
        Some(b'!' | b'?') => comment(to_bracket()),
        Some(b'/') if rest.len() > 1 => comment(to_bracket()),
        _ => None,
    }
}

/// How long a comment is behind its `<!--`, its end included.
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

/// How far the attributes reach: up to the `>` that is in no value.
fn attributes_length(text: &str) -> usize {
    let mut rest = Attributes { rest: text };
    while rest.next().is_some() {}
    text.len() - rest.rest.len()
}

impl<'h> Tag<'h> {
    pub(super) fn attributes(&self) -> Attributes<'h> {
        Attributes { rest: self.attributes }
    }

    /// The value of an attribute, as written.
    pub(super) fn attribute(&self, name: &str) -> Option<&'h str> {
        self.attributes().find(|attribute| attribute.name.eq_ignore_ascii_case(name)).and_then(|found| found.value)
    }
}

impl Attribute<'_> {
    /// Writes the value with its marks.
    pub(super) fn push_value(&self, out: &mut String) {
        let Some(value) = self.value else { return };
        let mark = self.mark.unwrap_or(if value.contains('"') { '\'' } else { '"' });
        if self.mark.is_none() && value.contains('"') && value.contains('\'') {
            return;
        }
        out.push('=');
        out.push(mark);
        out.push_str(value);
        out.push(mark);
    }
}

/// Attributes one by one.
pub(super) struct Attributes<'h> {
    rest: &'h str,
}

impl<'h> Iterator for Attributes<'h> {
    type Item = Attribute<'h>;

    fn next(&mut self) -> Option<Attribute<'h>> {
        let is_blank = |c: char| c.is_ascii_whitespace();
        self.rest = self.rest.trim_start_matches(|c| is_blank(c) || c == '/');
        if self.rest.is_empty() || self.rest.starts_with('>') {
            return None;
        }
        let first = self.rest.chars().next().map_or(0, char::len_utf8);
        let ends = |c: char| is_blank(c) || matches!(c, '/' | '>' | '=');
        let length = self.rest[first..].find(ends).map_or(self.rest.len(), |at| at + first);
        let (name, behind) = self.rest.split_at(length);
        let Some(value) = behind.trim_start_matches(is_blank).strip_prefix('=') else {
            self.rest = behind;
            return Some(Attribute { name, value: None, mark: None });
        };
        let value = value.trim_start_matches(is_blank);
        let mark = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, rest) = match mark {
            Some(mark) => value[1..].split_once(mark).unwrap_or((&value[1..], "")),
            None => value.split_at(value.find(|c| is_blank(c) || c == '>').unwrap_or(value.len())),
        };
        self.rest = rest;
        Some(Attribute { name, value: Some(value), mark })
    }
}

/// Where the next end tag of the element `name` begins and ends; none if it has none.
pub(super) fn end_tag(html: &str, from: usize, name: &str) -> Option<(usize, usize)> {
    let mut at = from;
    let mut depth = 1;
    let nests = matches!(name, "math" | "svg" | "template");
    while let Some(found) = html[at..].find('<') {
        let tag = at + found;
        at = tag + 1;
        let closes = html[at..].starts_with('/');
        let named = &html.as_bytes()[at + usize::from(closes)..];
        let is_it = named.len() > name.len()
            && named[..name.len()].eq_ignore_ascii_case(name.as_bytes())
            && matches!(named[name.len()], b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r' | 0x0c);
        if !is_it || !closes && !nests {
            continue;
        }
        let end = html[at..].find('>').map(|length| at + length + 1)?;
        let empty = html[..end].ends_with("/>");
        depth = if closes { depth - 1 } else { depth + usize::from(!empty) };
        at = end;
        if depth == 0 {
            return Some((tag, end));
        }
    }
    None
}
