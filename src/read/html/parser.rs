//! Parses a page into a tree: drops what cannot contain text, and bounds what could make parsing slow.
//!
//! One pass over the bytes builds the tree, tag by tag, as defined by the HTML standard. Scripts, styles, frames,
//! graphics, comments and form fields are dropped; data in scripts is collected; only attributes relevant to text or
//! metadata are kept. Nesting beyond [`MAX_DEPTH`] is flattened: a block that is too deep becomes a paragraph, and inline
//! markup that is too deep is dropped. Formatting tags (`b`, `i`, `font`) are replaced by a neutral one, since the
//! standard reopens unclosed ones in every later paragraph, which can turn a few kilobytes into millions of elements.
//!
//! No word of the page is lost, split or joined. Time is linear in the length of the page.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memchr;
use memchr::memmem::Finder;

use super::char_references::{decode_references, has_reference};
use super::elements::{ElementKind, ElementName};
use super::tags::{Tag, end_tag, tag_at};
use super::tree::{Tree, TreeBuilder};

/// The maximum depth of nested blocks; real pages have some dozens.
const MAX_DEPTH: usize = 128;

/// The maximum depth of nested inline elements.
const MAX_INLINE_DEPTH: usize = 64;

/// Marks a script with Apollo data.
static APOLLO: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("__APOLLO_STATE__"));

/// The maximum number and length of scripts that are kept.
const MAX_SCRIPTS: usize = 64;
const MAX_SCRIPT: usize = 4 << 20;

/// The parsed page, and the data of its scripts.
#[derive(Debug, Default)]
pub(super) struct ParsedPage<'h> {
    pub(super) tree: Tree<'h>,
    /// JSON-LD.
    pub(super) json_ld: Vec<&'h str>,
    /// Data from which the page's scripts render the article.
    pub(super) script_states: Vec<&'h str>,
}

/// Parses `html`.
pub(super) fn parse(html: &str) -> ParsedPage<'_> {
    let builder = TreeBuilder::new(html.len());
    let mut parser = PageParser {
        html,
        at: 0,
        open: Vec::new(),
        inline: 0,
        ended: Vec::new(),
        flattened_until: 0,
        builder,
        page: ParsedPage::default(),
    };
    while parser.step() {}
    ParsedPage { tree: parser.builder.finish(), ..parser.page }
}

/// How an element can nest.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nesting {
    /// Never nests, by itself or because its end tag is optional.
    Flat,
    /// Part of a table.
    TablePart,
    /// Block elements are not closed across it.
    ScopeBoundary,
    Block,
    Inline,
}

fn nesting(kind: ElementKind) -> Nesting {
    match kind {
        ElementKind::Block | ElementKind::Heading | ElementKind::Pre | ElementKind::Button => Nesting::Block,
        ElementKind::Object | ElementKind::Table => Nesting::ScopeBoundary,
        ElementKind::Caption
        | ElementKind::ColumnGroup
        | ElementKind::RowGroup
        | ElementKind::Row
        | ElementKind::Cell => Nesting::TablePart,
        ElementKind::Link
        | ElementKind::Formatting
        | ElementKind::Choice
        | ElementKind::RubyBase
        | ElementKind::RubyText
        | ElementKind::Other => Nesting::Inline,
        _ => Nesting::Flat,
    }
}

struct PageParser<'h> {
    html: &'h str,
    at: usize,
    /// Open elements that can nest.
    open: Vec<OpenElement<'h>>,
    /// The number of inline elements among them.
    inline: usize,
    /// Elements for which no further end tag exists.
    ended: Vec<&'h str>,
    /// The end of the last tag that was nested too deep.
    flattened_until: usize,
    builder: TreeBuilder<'h>,
    page: ParsedPage<'h>,
}

struct OpenElement<'h> {
    name: ElementName<'h>,
    nesting: Nesting,
}

impl<'h> PageParser<'h> {
    /// Handles text up to the next tag, and that tag; false at the end.
    fn step(&mut self) -> bool {
        let rest = &self.html[self.at..];
        let length = memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
        if length > 0 {
            self.builder.text(decode_text(&rest[..length]));
            self.at += length;
        }
        if length == rest.len() {
            return false;
        }
        match tag_at(self.html, self.at) {
            Some(tag) => self.tag(&tag),
            None => {
                self.builder.text(Cow::Borrowed("<"));
                self.at += 1;
            }
        }
        self.at < self.html.len()
    }

    fn tag(&mut self, tag: &Tag<'h>) {
        self.at = tag.end;
        match tag.name {
            "" => return,
            "!" => return self.builder.doctype(&self.html[tag.start + 2..tag.end]),
            _ => {}
        }
        let name = ElementName::of(tag.name);
        match name.kind {
            ElementKind::Frame => {}
            ElementKind::Dropped if tag.is_end_tag => {}
            ElementKind::Dropped => self.drop_element(tag, name.text),
            ElementKind::RawText if tag.is_end_tag => {}
            ElementKind::RawText => self.raw_text(tag, name),
            kind => match nesting(kind) {
                Nesting::Flat => self.pass_on(tag, name),
                Nesting::TablePart => {
                    self.close_table_part();
                    self.pass_on(tag, name);
                }
                nesting if tag.is_end_tag => self.close(name, nesting),
                nesting => self.open(tag, name, nesting),
            },
        }
    }

    fn pass_on(&mut self, tag: &Tag<'h>, name: ElementName<'h>) {
        if tag.is_end_tag { self.builder.end(name) } else { self.start(tag, name) }
    }

    fn start(&mut self, tag: &Tag<'h>, name: ElementName<'h>) {
        self.builder.start(name, KeptAttributes { rest: tag.attributes(), seen: 0 });
    }

    fn raw_text(&mut self, tag: &Tag<'h>, name: ElementName<'h>) {
        let (close, end) = end_tag(self.html, self.at, name.text).unwrap_or((self.html.len(), self.html.len()));
        let text = &self.html[self.at..close];
        let text = if name.text == "title" { decode_references(text, false) } else { Cow::Borrowed(text) };
        self.builder.raw_text(name, KeptAttributes { rest: tag.attributes(), seen: 0 }, text);
        self.at = end;
    }

    /// Drops an element with its content; the data of a script is collected.
    fn drop_element(&mut self, tag: &Tag<'h>, name: &'h str) {
        if self.ended.contains(&name) {
            return;
        }
        let Some((close, end)) = end_tag(self.html, self.at, name) else {
            // An unclosed script extends to the end of the page; for other elements the standard is less strict.
            if name == "script" || name == "style" {
                self.at = self.html.len();
            }
            self.ended.push(name);
            return;
        };
        if name == "script" {
            self.collect_script(tag, &self.html[self.at..close]);
        }
        self.at = end;
    }

    fn collect_script(&mut self, tag: &Tag<'h>, content: &'h str) {
        let kind = tag.attribute("type").unwrap_or_default();
        let is_ld = kind.to_ascii_lowercase().contains("ld+json");
        let is_state = || tag.attribute("id") == Some("__NEXT_DATA__") || APOLLO.find(content.as_bytes()).is_some();
        let scripts = match is_ld {
            true => &mut self.page.json_ld,
            false if is_state() => &mut self.page.script_states,
            false => return,
        };
        if scripts.len() < MAX_SCRIPTS && content.len() <= MAX_SCRIPT {
            scripts.push(content);
        }
    }

    fn open(&mut self, tag: &Tag<'h>, name: ElementName<'h>, nesting: Nesting) {
        if name.kind == ElementKind::Link {
            self.close_open_link();
        }
        let is_inline = nesting == Nesting::Inline;
        let too_deep =
            if is_inline { self.inline >= MAX_INLINE_DEPTH } else { self.open.len() - self.inline >= MAX_DEPTH };
        if too_deep {
            // Adjacent blocks that are too deep start one common paragraph.
            if !is_inline && self.flattened_until != tag.start {
                self.builder.start(ElementName::of("p"), std::iter::empty());
            }
            self.flattened_until = tag.end;
            return;
        }
        self.inline += usize::from(is_inline);
        self.open.push(OpenElement { name, nesting });
        self.start(tag, neutral_name(name));
    }

    fn close(&mut self, name: ElementName<'h>, nesting: Nesting) {
        let is_inline = nesting == Nesting::Inline;
        // Inline elements are not closed across blocks, nor blocks across scope boundaries.
        let stops = |open: &OpenElement| {
            if is_inline { open.nesting != Nesting::Inline } else { open.nesting == Nesting::ScopeBoundary }
        };
        let stop = self.open.iter().rposition(|open| open.name.is(name) || stops(open));
        let Some(found) = stop.filter(|found| self.open[*found].name.is(name)) else { return };
        self.truncate(found);
        self.builder.end(neutral_name(name));
    }

    /// The standard closes a link before it opens another.
    fn close_open_link(&mut self) {
        let stop = self
            .open
            .iter()
            .rposition(|open| open.name.kind == ElementKind::Link || open.nesting == Nesting::ScopeBoundary);
        if let Some(link) = stop.filter(|link| self.open[*link].name.kind == ElementKind::Link) {
            self.open.remove(link);
            self.inline -= 1;
        }
    }

    /// A new row or cell closes the elements open in the previous one.
    fn close_table_part(&mut self) {
        if let Some(table) = self.open.iter().rposition(|open| open.name.kind == ElementKind::Table) {
            self.truncate(table + 1);
        }
    }

    fn truncate(&mut self, length: usize) {
        self.inline -= self.open[length..].iter().filter(|open| open.nesting == Nesting::Inline).count();
        self.open.truncate(length);
    }
}

/// Decodes character references. Double-escaped text is decoded twice.
fn decode_text(text: &str) -> Cow<'_, str> {
    match decode_references(text, false) {
        Cow::Owned(once) if has_reference(&once) => Cow::Owned(decode_references(&once, false).into_owned()),
        once => once,
    }
}

/// Replaces formatting elements by a neutral inline element that is not reopened.
fn neutral_name(name: ElementName) -> ElementName {
    if name.kind == ElementKind::Formatting { ElementName { text: "var", kind: ElementKind::Other } } else { name }
}

/// The attributes that are kept, each at most once.
struct KeptAttributes<'h> {
    rest: super::tags::Attributes<'h>,
    seen: u32,
}

/// The names of these attributes.
const ATTRIBUTES: [&str; 22] = [
    "aria-hidden",
    "aria-label",
    "aria-modal",
    "class",
    "colspan",
    "content",
    "datetime",
    "dir",
    "hidden",
    "href",
    "id",
    "itemprop",
    "itemscope",
    "itemtype",
    "lang",
    "name",
    "property",
    "rel",
    "role",
    "src",
    "style",
    "type",
];

impl<'h> Iterator for KeptAttributes<'h> {
    type Item = (&'static str, Cow<'h, str>);

    fn next(&mut self) -> Option<Self::Item> {
        for attribute in self.rest.by_ref() {
            let first = attribute.name.as_bytes().first().map(u8::to_ascii_lowercase);
            let is_it =
                |known: &&str| known.as_bytes().first().copied() == first && known.eq_ignore_ascii_case(attribute.name);
            let Some(known) = ATTRIBUTES.iter().position(is_it) else { continue };
            if self.seen & (1 << known) == 0 {
                self.seen |= 1 << known;
                return Some((ATTRIBUTES[known], attribute.decoded_value()));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;
    use crate::read::html::tree::Id;

    /// The body of a page, written as HTML.
    fn body(tree: &Tree) -> String {
        let mut out = String::new();
        tree.children(tree.find("body").unwrap()).for_each(|id| write(tree, id, &mut out));
        out
    }

    fn write(tree: &Tree, id: Id, out: &mut String) {
        if let Some(text) = tree.text(id) {
            return out.push_str(text);
        }
        let attributes: String = tree.attributes(id).iter().map(|(name, value)| format!(" {name}={value:?}")).collect();
        *out += &format!("<{}{attributes}>", tree.name(id));
        tree.children(id).for_each(|child| write(tree, child, out));
        *out += "/";
    }

    fn depth(tree: &Tree, id: Id) -> usize {
        std::iter::successors(tree.parent(id), |id| tree.parent(*id)).count()
    }

    #[test]
    fn what_holds_no_text_goes_and_json_ld_is_put_aside() {
        let page = "<!DOCTYPE html><!-- <p>no --><script>if (a<b) document.write(\"<p>no</p>\")</script><STYLE>p{}</STYLE>\
                    <script type=\"application/ld+json\">{\"a\": \"</p>\"}</script><p data-x='>' class=a onclick=x>a <B>b</b> < c<svg><title>no\
                    </title><svg/></svg><br/></p><noscript><p>no</p></noscript><!-->";
        let page = parse(page);
        assert_eq!(body(&page.tree), "<p class=\"a\">a <var>b/ < c<br>//");
        assert_eq!((page.json_ld, page.script_states.len()), (vec!["{\"a\": \"</p>\"}"], 0));
    }

    #[test]
    fn an_attribute_stands_once_and_cannot_break_out() {
        for (page, expected) in [
            ("<p class=a CLASS=b id='x\"y' href=z\"w>", r#"<p class="a" id="x\"y" href="z\"w">/"#),
            ("<p class='never ends><p>x", "<p class=\"never ends><p>x\">/"),
            ("<p class=a/b id = c dir/hidden>", r#"<p class="a/b" id="c" dir="" hidden="">/"#),
            ("<p title='>' class='&amp;a'>x", r#"<p class="&a">x/"#),
            ("<p><title>a <b> c</title>d", "<p><title>a <b> c/d/"),
        ] {
            assert_eq!(body(&parse(page).tree), expected, "{page}");
        }
    }

    /// Patterns that cause unlimited nesting or reopening of unclosed elements.
    #[test]
    fn no_pattern_nests_without_end() {
        let patterns = [
            "<div>x",
            "<b>x",
            "<a href=y><div>x",
            "<div><b class=y>x</div>",
            "<table><tr><td>x",
            "<table>x",
            "<div><object>x</div>",
            "<ul><li>x",
            "<li>x",
            "<p><span>x",
            "<span><div>x</span></div>",
            "<svg>x",
            "<svg><p>x</svg>",
            "<math><mtext><p>x</math>",
            "<template><td>x",
            "<blockquote>x</p>",
            "<font size=1>x<p>",
            "<frameset>",
            "<option>x<optgroup>",
            "<rt>x",
            "<foo><div>x</foo>",
            "<x-y>x",
            "<h1>x</h2>",
            "<button>x",
            "<form>x",
            "<select><div>x",
            "<a>x<table>",
            "<marquee><a>x",
            "<div>x</span><span></div>",
            "<dd><section>x",
        ];
        for pattern in patterns {
            let page = format!("<body>{}", pattern.repeat(3000));
            let tree = parse(&page).tree;
            let (deep, elements) =
                (tree.descendants(tree.root().unwrap()).map(|id| depth(&tree, id)).max().unwrap(), tree.len());
            assert!(deep < 5 * (MAX_DEPTH + MAX_INLINE_DEPTH), "{pattern}: {deep} deep");
            assert!(elements < 100_000, "{pattern}: {elements} elements");
        }
    }

    proptest::proptest! {
        /// No word is lost or added.
        #[test]
        fn words_stay(parts in proptest::collection::vec(proptest::sample::select(vec![
            "<div>", "</div>", "<p>", "</p>", "<b>", "</b>", "<i class='x'>", "</i>", "<a href=x>", "</a>", "<span id=\"y\">", "</span>", "<table>",
            "<td>", "</table>", "<li>", "<ul>", "</ul>", "<br/>", "< ", "a<b", "one", "two ", "“three”", "&amp;", "<h1>", "</h1>", "<x-y a=1>", "</x-y>",
            "<!-- no -->", "<script>no()</script>", "</", "<p class=a'b>",
        ]), 0..60)) {
            let page = format!("<body>{}", parts.concat());
            let letters = |text: &str| {
                let mut letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
                letters.sort_unstable();
                letters.into_iter().collect::<String>()
            };
            let document = Document::from(page.as_str());
            document.select("script").remove();
            let tree = parse(&page).tree;
            proptest::prop_assert_eq!(letters(&tree.all_text(tree.root().unwrap())), letters(&document.text()));
        }

        #[test]
        fn no_text_makes_it_panic(text: String, tags in "[<>/!a-c\"'= -]{0,40}") {
            parse(&text);
            parse(&tags);
        }
    }
}
