//! The elements of HTML by their names: how a parser nests each, and what of it can hold text of an article.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// How a parser treats an element, as the HTML standard groups them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Html,
    Head,
    Body,
    /// Stands in the head, and is empty.
    Meta,
    /// Holds text that is no markup.
    Verbatim,
    /// Goes, with all that is in it.
    Dropped,
    /// Goes, but for what is in it.
    Frame,
    /// Ends a paragraph and is none.
    Block,
    Heading,
    Pre,
    Form,
    Button,
    Item,
    Term,
    Paragraph,
    /// Has no content.
    Void,
    /// Has no content, and is no part of the text around it.
    Bare,
    Rule,
    Link,
    /// What a parser reopens in later paragraphs when it was never closed.
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

/// The names of each role.
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

/// The name of an element, in small letters if it is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name<'h> {
    pub(super) text: &'h str,
    pub(super) role: Role,
}

impl<'h> Name<'h> {
    /// What is meant by a name as written.
    pub(super) fn of(written: &'h str) -> Self {
        let found = ROLES.get_key_value(written).or_else(|| {
            let is_small = !written.bytes().any(|byte| byte.is_ascii_uppercase());
            if is_small { None } else { ROLES.get_key_value(written.to_ascii_lowercase().as_str()) }
        });
        found.map_or(Name { text: written, role: Role::Other }, |(text, role)| Name { text, role: *role })
    }

    /// Whether two are the same.
    pub(super) fn is(self, other: Name) -> bool {
        self.role == other.role && self.text.eq_ignore_ascii_case(other.text)
    }
}

impl Role {
    /// Inline elements are not closed across such an element.
    pub(super) fn is_special(self) -> bool {
        use Role::{Choice, Formatting, Link, Other, RubyBase, RubyText};
        !matches!(self, Link | Formatting | Choice | RubyBase | RubyText | Other)
    }

    /// What is in such an element does not close what is around it.
    pub(super) fn is_wall(self) -> bool {
        matches!(self, Role::Html | Role::Table | Role::Caption | Role::Cell | Role::Object)
    }

    /// Needs no end tag.
    pub(super) fn ends_by_itself(self) -> bool {
        use Role::{Choice, Item, Paragraph, RubyBase, RubyText, Term};
        matches!(self, Choice | Item | Paragraph | RubyBase | RubyText | Term)
    }

    /// Text that stands right in it belongs before the table.
    pub(super) fn is_of_table(self) -> bool {
        matches!(self, Role::Table | Role::Rows | Role::Row)
    }
}
