//! Parses a page into a tree: drops what cannot contain text, and bounds what could make parsing slow.
//!
//! One pass over the bytes builds the tree, tag by tag, as defined by the HTML standard. Scripts, styles, frames,
//! graphics, comments and form fields are dropped; data in scripts is collected; only attributes relevant to text or
//! metadata are kept. Nesting beyond [`DEEPEST`] is flattened: a block that is too deep becomes a paragraph, and inline
//! markup that is too deep is dropped. Formatting tags (`b`, `i`, `font`) are replaced by a neutral one, since the
//! standard reopens unclosed ones in every later paragraph, which can turn a few kilobytes into millions of elements.
//!
//! No word of the page is lost, split or joined. Time is linear in the length of the page.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memchr;
use memchr::memmem::Finder;

use super::names::{Name, Role};
use super::references::{decoded, has_reference};
use super::tags::{Tag, end_tag, tag_at};
use super::tree::{Grower, Tree};

/// The maximum depth of nested blocks; real pages have some dozens.
const DEEPEST: usize = 128;

/// The maximum depth of nested inline elements.
const DEEPEST_INLINE: usize = 64;

/// Marks a script with Apollo data.
static APOLLO: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("__APOLLO_STATE__"));

/// The maximum number and length of scripts that are kept.
const MOST_SCRIPTS: usize = 64;
const LONGEST_SCRIPT: usize = 4 << 20;

/// The parsed page, and the data of its scripts.
#[derive(Debug, Default)]
pub(super) struct Lean<'h> {
    pub(super) tree: Tree<'h>,
    /// JSON-LD.
    pub(super) ld: Vec<&'h str>,
    /// Data from which the page's scripts render the article.
    pub(super) states: Vec<&'h str>,
}

/// Parses `html`.
pub(super) fn lean(html: &str) -> Lean<'_> {
    let grower = Grower::new(html.len());
    let mut scan =
        Scan { html, at: 0, open: Vec::new(), inline: 0, ended: Vec::new(), flat: 0, grower, lean: Lean::default() };
    while scan.step() {}
    Lean { tree: scan.grower.finish(), ..scan.lean }
}

/// How an element can nest.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nesting {
    /// Never nests, by itself or because its end tag is optional.
    Flat,
    /// Part of a table.
    Cell,
    /// Block elements are not closed across it.
    Wall,
    Block,
    Inline,
}

fn nesting(role: Role) -> Nesting {
    match role {
        Role::Block | Role::Heading | Role::Pre | Role::Button => Nesting::Block,
        Role::Object | Role::Table => Nesting::Wall,
        Role::Caption | Role::Columns | Role::Rows | Role::Row | Role::Cell => Nesting::Cell,
        Role::Link | Role::Formatting | Role::Choice | Role::RubyBase | Role::RubyText | Role::Other => Nesting::Inline,
        _ => Nesting::Flat,
    }
}

struct Scan<'h> {
    html: &'h str,
    at: usize,
    /// Open elements that can nest.
    open: Vec<Open<'h>>,
    /// The number of inline elements among them.
    inline: usize,
    /// Elements for which no further end tag exists.
    ended: Vec<&'h str>,
    /// The end of the last tag that was nested too deep.
    flat: usize,
    grower: Grower<'h>,
    lean: Lean<'h>,
}

struct Open<'h> {
    name: Name<'h>,
    nesting: Nesting,
}

impl<'h> Scan<'h> {
    /// Handles text up to the next tag, and that tag; false at the end.
    fn step(&mut self) -> bool {
        let rest = &self.html[self.at..];
        let length = memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
        if length > 0 {
            self.grower.text(meant(&rest[..length]));
            self.at += length;
        }
        if length == rest.len() {
            return false;
        }
        match tag_at(self.html, self.at) {
            Some(tag) => self.tag(&tag),
            None => {
                self.grower.text(Cow::Borrowed("<"));
                self.at += 1;
            }
        }
        self.at < self.html.len()
    }

    fn tag(&mut self, tag: &Tag<'h>) {
        self.at = tag.end;
        match tag.name {
            "" => return,
            "!" => return self.grower.doctype(&self.html[tag.start + 2..tag.end]),
            _ => {}
        }
        let name = Name::of(tag.name);
        match name.role {
            Role::Frame => {}
            Role::Dropped if tag.closes => {}
            Role::Dropped => self.drop_element(tag, name.text),
            Role::Verbatim if tag.closes => {}
            Role::Verbatim => self.verbatim(tag, name),
            role => match nesting(role) {
                Nesting::Flat => self.hand_on(tag, name),
                Nesting::Cell => {
                    self.close_within_table();
                    self.hand_on(tag, name);
                }
                nesting if tag.closes => self.close(name, nesting),
                nesting => self.open(tag, name, nesting),
            },
        }
    }

    fn hand_on(&mut self, tag: &Tag<'h>, name: Name<'h>) {
        if tag.closes { self.grower.end(name) } else { self.start(tag, name) }
    }

    fn start(&mut self, tag: &Tag<'h>, name: Name<'h>) {
        self.grower.start(name, Kept { rest: tag.attributes(), given: 0 });
    }

    fn verbatim(&mut self, tag: &Tag<'h>, name: Name<'h>) {
        let (close, end) = end_tag(self.html, self.at, name.text).unwrap_or((self.html.len(), self.html.len()));
        let text = &self.html[self.at..close];
        let text = if name.text == "title" { decoded(text, false) } else { Cow::Borrowed(text) };
        self.grower.verbatim(name, Kept { rest: tag.attributes(), given: 0 }, text);
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
            self.put_aside(tag, &self.html[self.at..close]);
        }
        self.at = end;
    }

    fn put_aside(&mut self, tag: &Tag<'h>, content: &'h str) {
        let kind = tag.attribute("type").unwrap_or_default();
        let is_ld = kind.to_ascii_lowercase().contains("ld+json");
        let is_state = || tag.attribute("id") == Some("__NEXT_DATA__") || APOLLO.find(content.as_bytes()).is_some();
        let aside = match is_ld {
            true => &mut self.lean.ld,
            false if is_state() => &mut self.lean.states,
            false => return,
        };
        if aside.len() < MOST_SCRIPTS && content.len() <= LONGEST_SCRIPT {
            aside.push(content);
        }
    }

    fn open(&mut self, tag: &Tag<'h>, name: Name<'h>, nesting: Nesting) {
        if name.role == Role::Link {
            self.forget_link();
        }
        let is_inline = nesting == Nesting::Inline;
        let too_deep = if is_inline { self.inline >= DEEPEST_INLINE } else { self.open.len() - self.inline >= DEEPEST };
        if too_deep {
            // Adjacent blocks that are too deep start one common paragraph.
            if !is_inline && self.flat != tag.start {
                self.grower.start(Name::of("p"), std::iter::empty());
            }
            self.flat = tag.end;
            return;
        }
        self.inline += usize::from(is_inline);
        self.open.push(Open { name, nesting });
        self.start(tag, written(name));
    }

    fn close(&mut self, name: Name<'h>, nesting: Nesting) {
        let is_inline = nesting == Nesting::Inline;
        // Inline elements are not closed across blocks, nor blocks across scope boundaries.
        let stops =
            |open: &Open| if is_inline { open.nesting != Nesting::Inline } else { open.nesting == Nesting::Wall };
        let stop = self.open.iter().rposition(|open| open.name.is(name) || stops(open));
        let Some(found) = stop.filter(|found| self.open[*found].name.is(name)) else { return };
        self.truncate(found);
        self.grower.end(written(name));
    }

    /// The standard closes a link before it opens another.
    fn forget_link(&mut self) {
        let stop = self.open.iter().rposition(|open| open.name.role == Role::Link || open.nesting == Nesting::Wall);
        if let Some(link) = stop.filter(|link| self.open[*link].name.role == Role::Link) {
            self.open.remove(link);
            self.inline -= 1;
        }
    }

    /// A new row or cell closes the elements open in the previous one.
    fn close_within_table(&mut self) {
        if let Some(table) = self.open.iter().rposition(|open| open.name.role == Role::Table) {
            self.truncate(table + 1);
        }
    }

    fn truncate(&mut self, length: usize) {
        self.inline -= self.open[length..].iter().filter(|open| open.nesting == Nesting::Inline).count();
        self.open.truncate(length);
    }
}

/// Decodes character references. Double-escaped text is decoded twice.
fn meant(text: &str) -> Cow<'_, str> {
    match decoded(text, false) {
        Cow::Owned(once) if has_reference(&once) => Cow::Owned(decoded(&once, false).into_owned()),
        once => once,
    }
}

/// Replaces formatting elements by a neutral inline element that is not reopened.
fn written(name: Name) -> Name {
    if name.role == Role::Formatting { Name { text: "var", role: Role::Other } } else { name }
}

/// The attributes that are kept, each at most once.
struct Kept<'h> {
    rest: super::tags::Attributes<'h>,
    given: u32,
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

impl<'h> Iterator for Kept<'h> {
    type Item = (&'static str, Cow<'h, str>);

    fn next(&mut self) -> Option<Self::Item> {
        for attribute in self.rest.by_ref() {
            let first = attribute.name.as_bytes().first().map(u8::to_ascii_lowercase);
            let is_it =
                |known: &&str| known.as_bytes().first().copied() == first && known.eq_ignore_ascii_case(attribute.name);
            let Some(known) = ATTRIBUTES.iter().position(is_it) else { continue };
            if self.given & (1 << known) == 0 {
                self.given |= 1 << known;
                return Some((ATTRIBUTES[known], attribute.meant()));
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
        let lean = lean(page);
        assert_eq!(body(&lean.tree), "<p class=\"a\">a <var>b/ < c<br>//");
        assert_eq!((lean.ld, lean.states.len()), (vec!["{\"a\": \"</p>\"}"], 0));
    }

    #[test]
    fn an_attribute_stands_once_and_cannot_break_out() {
        for (page, meant) in [
            ("<p class=a CLASS=b id='x\"y' href=z\"w>", r#"<p class="a" id="x\"y" href="z\"w">/"#),
            ("<p class='never ends><p>x", "<p class=\"never ends><p>x\">/"),
            ("<p class=a/b id = c dir/hidden>", r#"<p class="a/b" id="c" dir="" hidden="">/"#),
            ("<p title='>' class='&amp;a'>x", r#"<p class="&a">x/"#),
            ("<p><title>a <b> c</title>d", "<p><title>a <b> c/d/"),
        ] {
            assert_eq!(body(&lean(page).tree), meant, "{page}");
        }
    }

    /// Patterns that make a parser nest without end, or reopen what was never closed.
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
            let tree = lean(&page).tree;
            let (deep, elements) =
                (tree.below(tree.root().unwrap()).map(|id| depth(&tree, id)).max().unwrap(), tree.len());
            assert!(deep < 5 * (DEEPEST + DEEPEST_INLINE), "{pattern}: {deep} deep");
            assert!(elements < 100_000, "{pattern}: {elements} elements");
        }
    }

    proptest::proptest! {
        /// No word is lost, none added.
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
            let tree = lean(&page).tree;
            proptest::prop_assert_eq!(letters(&tree.all_text(tree.root().unwrap())), letters(&document.text()));
        }

        #[test]
        fn no_text_makes_it_panic(text: String, tags in "[<>/!a-c\"'= -]{0,40}") {
            lean(&text);
            lean(&tags);
        }
    }
}
