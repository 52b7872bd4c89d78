//! HTML elements by name: how they are parsed, and whether they can contain article text.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// How the HTML standard parses an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Html,
    Head,
    Body,
    /// Belongs in the head, and is empty.
    Meta,
    /// Contains raw text.
    Verbatim,
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
    Item,
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
    Columns,
    Column,
    Rows,
    Row,
    Cell,
    Choice,
    RubyBase,
    RubyText,
    Other,
}

/// The element names of each kind.
#[rustfmt::skip]
const NAMES: [(Role, &[&str]); 31] = [
    (Role::Html, &["html"]),
    (Role::Head, &["head"]),
    (Role::Body, &["body"]),
    (Role::Meta, &["base", "basefont", "bgsound", "link", "meta"]),
    (Role::Verbatim, &["plaintext", "title", "xmp"]),
    (Role::Dropped, &["audio", "canvas", "iframe", "math", "noembed", "noframes", "noscript", "script", "select", "style", "svg",
        "template", "textarea", "video"]),
    (Role::Frame, &["frame", "frameset"]),
    (Role::Block, &["address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div", "dl", "fieldset",
        "figcaption", "figure", "footer", "header", "hgroup", "main", "menu", "nav", "ol", "search", "section", "summary", "ul"]),
    (Role::Heading, &["h1", "h2", "h3", "h4", "h5", "h6"]),
    (Role::Pre, &["listing", "pre"]),
    (Role::Form, &["form"]),
    (Role::Button, &["button"]),
    (Role::Item, &["li"]),
    (Role::Term, &["dd", "dt"]),
    (Role::Paragraph, &["p"]),
    (Role::Void, &["area", "br", "embed", "img", "input", "keygen", "wbr"]),
    (Role::Bare, &["param", "source", "track"]),
    (Role::Rule, &["hr"]),
    (Role::Link, &["a"]),
    (Role::Formatting, &["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]),
    (Role::Object, &["applet", "marquee", "object"]),
    (Role::Table, &["table"]),
    (Role::Caption, &["caption"]),
    (Role::Columns, &["colgroup"]),
    (Role::Column, &["col"]),
    (Role::Rows, &["tbody", "tfoot", "thead"]),
    (Role::Row, &["tr"]),
    (Role::Cell, &["td", "th"]),
    (Role::Choice, &["optgroup", "option"]),
    (Role::RubyBase, &["rb", "rtc"]),
    (Role::RubyText, &["rp", "rt"]),
];

static ROLES: LazyLock<FxHashMap<&str, Role>> =
    LazyLock::new(|| NAMES.iter().flat_map(|(role, names)| names.iter().map(|name| (*name, *role))).collect());

/// The name of an element, in lower case if it is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name<'h> {
    pub(super) text: &'h str,
    pub(super) role: Role,
}

impl<'h> Name<'h> {
    /// Looks up a name as written.
    pub(super) fn of(written: &'h str) -> Self {
        let found = ROLES.get_key_value(written).or_else(|| {
            let is_small = !written.bytes().any(|byte| byte.is_ascii_uppercase());
            if is_small { None } else { ROLES.get_key_value(written.to_ascii_lowercase().as_str()) }
        });
        found.map_or(Name { text: written, role: Role::Other }, |(text, role)| Name { text, role: *role })
    }

    /// Whether both names are equal.
    pub(super) fn is(self, other: Name) -> bool {
        self.role == other.role && self.text.eq_ignore_ascii_case(other.text)
    }
}

impl Role {
    /// "Special" in the HTML standard: inline elements are not closed across it.
    pub(super) fn is_special(self) -> bool {
        use Role::{Choice, Formatting, Link, Other, RubyBase, RubyText};
        !matches!(self, Link | Formatting | Choice | RubyBase | RubyText | Other)
    }

    /// Limits the scope of end tags inside it.
    pub(super) fn is_wall(self) -> bool {
        matches!(self, Role::Html | Role::Table | Role::Caption | Role::Cell | Role::Object)
    }

    /// Whether the end tag can be implied.
    pub(super) fn ends_by_itself(self) -> bool {
        use Role::{Choice, Item, Paragraph, RubyBase, RubyText, Term};
        matches!(self, Choice | Item | Paragraph | RubyBase | RubyText | Term)
    }

    /// Text directly inside it is moved before the table (foster parenting).
    pub(super) fn is_of_table(self) -> bool {
        matches!(self, Role::Table | Role::Rows | Role::Row)
    }
}
