//! HTML elements by name: how they are parsed, and whether they can contain article text.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// How the HTML standard parses an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ElementKind {
    Html,
    Head,
    Body,
    /// Belongs in the head, and is empty.
    Meta,
    /// Contains raw text.
    RawText,
    /// Dropped with its content.
    Dropped,
    /// Dropped, but its content is kept.
    Frame,
    /// Ends a paragraph.
    Block,
    Heading,
    Pre,
    Form,
    Button,
    ListItem,
    Term,
    Paragraph,
    /// Void element.
    Void,
    /// Void element that does not affect the text around it.
    Bare,
    Rule,
    Link,
    /// Reopened by the standard in later paragraphs when it is not closed.
    Formatting,
    /// Inline elements are not closed across it.
    Object,
    Table,
    Caption,
    ColumnGroup,
    Column,
    RowGroup,
    Row,
    Cell,
    Choice,
    RubyBase,
    RubyText,
    Other,
}

/// The element names of each kind.
#[rustfmt::skip]
const NAMES: [(ElementKind, &[&str]); 31] = [
    (ElementKind::Html, &["html"]),
    (ElementKind::Head, &["head"]),
    (ElementKind::Body, &["body"]),
    (ElementKind::Meta, &["base", "basefont", "bgsound", "link", "meta"]),
    (ElementKind::RawText, &["plaintext", "title", "xmp"]),
    (ElementKind::Dropped, &["audio", "canvas", "iframe", "math", "noembed", "noframes", "noscript", "script", "select",
        "style", "svg", "template", "textarea", "video"]),
    (ElementKind::Frame, &["frame", "frameset"]),
    (ElementKind::Block, &["address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div",
        "dl", "fieldset", "figcaption", "figure", "footer", "header", "hgroup", "main", "menu", "nav", "ol", "search",
        "section", "summary", "ul"]),
    (ElementKind::Heading, &["h1", "h2", "h3", "h4", "h5", "h6"]),
    (ElementKind::Pre, &["listing", "pre"]),
    (ElementKind::Form, &["form"]),
    (ElementKind::Button, &["button"]),
    (ElementKind::ListItem, &["li"]),
    (ElementKind::Term, &["dd", "dt"]),
    (ElementKind::Paragraph, &["p"]),
    (ElementKind::Void, &["area", "br", "embed", "img", "input", "keygen", "wbr"]),
    (ElementKind::Bare, &["param", "source", "track"]),
    (ElementKind::Rule, &["hr"]),
    (ElementKind::Link, &["a"]),
    (ElementKind::Formatting, &["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong",
        "tt", "u"]),
    (ElementKind::Object, &["applet", "marquee", "object"]),
    (ElementKind::Table, &["table"]),
    (ElementKind::Caption, &["caption"]),
    (ElementKind::ColumnGroup, &["colgroup"]),
    (ElementKind::Column, &["col"]),
    (ElementKind::RowGroup, &["tbody", "tfoot", "thead"]),
    (ElementKind::Row, &["tr"]),
    (ElementKind::Cell, &["td", "th"]),
    (ElementKind::Choice, &["optgroup", "option"]),
    (ElementKind::RubyBase, &["rb", "rtc"]),
    (ElementKind::RubyText, &["rp", "rt"]),
];

static KINDS: LazyLock<FxHashMap<&str, ElementKind>> =
    LazyLock::new(|| NAMES.iter().flat_map(|(kind, names)| names.iter().map(|name| (*name, *kind))).collect());

/// The name of an element, in lower case if it is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct ElementName<'h> {
    pub(super) text: &'h str,
    pub(super) kind: ElementKind,
}

impl<'h> ElementName<'h> {
    /// Looks up a name as written.
    pub(super) fn of(raw: &'h str) -> Self {
        let found = KINDS.get_key_value(raw).or_else(|| {
            let is_lowercase = !raw.bytes().any(|byte| byte.is_ascii_uppercase());
            if is_lowercase { None } else { KINDS.get_key_value(raw.to_ascii_lowercase().as_str()) }
        });
        found.map_or(ElementName { text: raw, kind: ElementKind::Other }, |(text, kind)| ElementName {
            text,
            kind: *kind,
        })
    }

    /// Whether both names are equal.
    pub(super) fn is(self, other: ElementName) -> bool {
        self.kind == other.kind && self.text.eq_ignore_ascii_case(other.text)
    }
}

impl ElementKind {
    /// "Special" in the HTML standard: inline elements are not closed across it.
    pub(super) fn is_special(self) -> bool {
        use ElementKind::{Choice, Formatting, Link, Other, RubyBase, RubyText};
        !matches!(self, Link | Formatting | Choice | RubyBase | RubyText | Other)
    }

    /// Limits the scope of end tags inside it.
    pub(super) fn limits_scope(self) -> bool {
        matches!(
            self,
            ElementKind::Html | ElementKind::Table | ElementKind::Caption | ElementKind::Cell | ElementKind::Object
        )
    }

    /// Whether the end tag can be implied.
    pub(super) fn has_optional_end_tag(self) -> bool {
        use ElementKind::{Choice, ListItem, Paragraph, RubyBase, RubyText, Term};
        matches!(self, Choice | ListItem | Paragraph | RubyBase | RubyText | Term)
    }

    /// Text directly inside it is moved before the table (foster parenting).
    pub(super) fn is_table_structure(self) -> bool {
        matches!(self, ElementKind::Table | ElementKind::RowGroup | ElementKind::Row)
    }
}
