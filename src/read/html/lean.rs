//! A page is made lean before it is parsed: what cannot hold text goes, and what could make parsing slow is bounded.
//!
//! One pass over the bytes, tag by tag as the HTML standard splits them. Scripts, styles, frames, drawings, comments and
//! form fields go; JSON-LD is put aside; of attributes stay those that tell something about text or metadata. Nesting
//! beyond [`DEEPEST`] is flattened: a block too deep becomes a paragraph, inline markup too deep is left out. Formatting
//! tags (`b`, `i`, `font`) become a neutral one, since a parser must reopen those that were never closed in every later
//! paragraph: a page of a few kilobytes could so become millions of elements.
//!
//! Promises that no word of the page is lost, split or joined, and time linear in the length of the page.

use super::tags::{Kind, Tag, end_tag, kind, tag_at};

/// Blocks within blocks that are kept; real pages have some dozens.
const DEEPEST: usize = 128;

/// Inline elements within inline elements that are kept.
const DEEPEST_INLINE: usize = 64;

/// Scripts of JSON-LD that are looked at, and the longest of them.
const MOST_LD: usize = 64;
const LONGEST_LD: usize = 4 << 20;

/// The attributes that stay.
const ATTRIBUTES: [&str; 21] = [
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
    "lang",
    "name",
    "property",
    "rel",
    "role",
    "src",
    "style",
    "type",
];

/// The page, lean, and its JSON-LD.
#[derive(Debug, Default)]
pub(super) struct Lean {
    pub(super) html: String,
    pub(super) ld: Vec<String>,
}

/// Makes `html` lean.
pub(super) fn lean(html: &str) -> Lean {
    let mut scan = Scan { html, at: 0, open: Vec::new(), inline: 0, ended: Vec::new(), lean: Lean::default() };
    scan.lean.html.reserve(html.len() / 2);
    while scan.step() {}
    scan.lean
}

struct Scan<'h> {
    html: &'h str,
    at: usize,
    /// Elements that are open, as far as their nesting can grow.
    open: Vec<Open<'h>>,
    /// How many of them are inline.
    inline: usize,
    /// Elements of which no end tag follows any more.
    ended: Vec<&'static str>,
    lean: Lean,
}

struct Open<'h> {
    name: &'h str,
    kind: Kind,
}

impl<'h> Scan<'h> {
    /// Text up to the next tag, and that tag; false at the end.
    fn step(&mut self) -> bool {
        let rest = &self.html[self.at..];
        let Some(length) = rest.find('<') else {
            self.lean.html.push_str(rest);
            return false;
        };
        self.lean.html.push_str(&rest[..length]);
        self.at += length;
        match tag_at(self.html, self.at) {
            Some(tag) => self.tag(&tag),
            None => {
                self.lean.html.push_str("&lt;");
                self.at += 1;
            }
        }
        self.at < self.html.len()
    }

    fn tag(&mut self, tag: &Tag<'h>) {
        self.at = tag.end;
        match kind(tag.name) {
            Kind::Comment => {}
            Kind::Doctype => self.lean.html.push_str(&self.html[tag.start..tag.end]),
            Kind::Dropped(name) if !tag.closes => self.drop_element(tag, name),
            Kind::Verbatim(name) if !tag.closes => {
                let end = end_tag(self.html, self.at, name).map_or(self.html.len(), |(_, end)| end);
                self.push_start(tag, tag.name);
                self.lean.html.push_str(&self.html[self.at..end]);
                self.at = end;
            }
            Kind::Dropped(_) => {}
            Kind::Verbatim(_) | Kind::Flat if tag.closes => self.push_end(tag.name),
            Kind::Verbatim(_) | Kind::Flat => self.push_start(tag, tag.name),
            Kind::Cell => {
                self.close_within_table();
                if tag.closes { self.push_end(tag.name) } else { self.push_start(tag, tag.name) }
            }
            kind if tag.closes => self.close(tag.name, kind),
            kind => self.open(tag, kind),
        }
    }

    /// Leaves out an element and all that stands in it; JSON-LD is put aside.
    fn drop_element(&mut self, tag: &Tag<'h>, name: &'static str) {
        if self.ended.contains(&name) {
            return;
        }
        let Some((close, end)) = end_tag(self.html, self.at, name) else {
            // A script that never ends is a script to the end of the page; other elements are not so strict.
            if name == "script" || name == "style" {
                self.at = self.html.len();
            }
            self.ended.push(name);
            return;
        };
        let content = &self.html[self.at..close];
        let is_ld =
            name == "script" && tag.attribute("type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"));
        if is_ld && self.lean.ld.len() < MOST_LD && content.len() <= LONGEST_LD {
            self.lean.ld.push(content.to_owned());
        }
        self.at = end;
    }

    fn open(&mut self, tag: &Tag<'h>, kind: Kind) {
        if tag.name.eq_ignore_ascii_case("a") {
            self.forget_link();
        }
        let is_inline = matches!(kind, Kind::Inline | Kind::Formatting);
        let too_deep = if is_inline { self.inline >= DEEPEST_INLINE } else { self.open.len() - self.inline >= DEEPEST };
        if too_deep {
            if !is_inline && !self.lean.html.ends_with("<p>") {
                self.lean.html.push_str("<p>");
            }
            return;
        }
        self.inline += usize::from(is_inline);
        self.open.push(Open { name: tag.name, kind });
        self.push_start(tag, written(tag.name, kind));
    }

    fn close(&mut self, name: &str, kind: Kind) {
        let is_inline = matches!(kind, Kind::Inline | Kind::Formatting);
        // Inline elements are not closed across blocks, nor blocks across tables and the like.
        let stops = |open: &Open| {
            if is_inline { !matches!(open.kind, Kind::Inline | Kind::Formatting) } else { open.kind == Kind::Wall }
        };
        let reach =
            self.open.iter().rev().take_while(|open| open.name.eq_ignore_ascii_case(name) || !stops(open)).count();
        let from = self.open.len() - reach;
        let Some(found) = self.open[from..].iter().rposition(|open| open.name.eq_ignore_ascii_case(name)) else {
            return;
        };
        self.truncate(from + found);
        self.push_end(written(name, kind));
    }

    /// A parser closes a link before it opens another.
    fn forget_link(&mut self) {
        let reach = self.open.iter().rev().take_while(|open| open.kind != Kind::Wall).count();
        let from = self.open.len() - reach;
        if let Some(link) = self.open[from..].iter().rposition(|open| open.name.eq_ignore_ascii_case("a")) {
            self.open.remove(from + link);
            self.inline -= 1;
        }
    }

    /// A new row or cell ends what was open in the one before.
    fn close_within_table(&mut self) {
        if let Some(table) = self.open.iter().rposition(|open| open.name.eq_ignore_ascii_case("table")) {
            self.truncate(table + 1);
        }
    }

    fn truncate(&mut self, length: usize) {
        self.open.truncate(length);
        self.inline = self.open.iter().filter(|open| matches!(open.kind, Kind::Inline | Kind::Formatting)).count();
    }

    fn push_start(&mut self, tag: &Tag<'h>, name: &str) {
        let out = &mut self.lean.html;
        out.push('<');
        out.push_str(name);
        let mut given = 0_u32;
        for attribute in tag.attributes() {
            let Some(known) = ATTRIBUTES.iter().position(|name| name.eq_ignore_ascii_case(attribute.name)) else {
                continue;
            };
            if given & (1 << known) == 0 {
                given |= 1 << known;
                out.push(' ');
                out.push_str(ATTRIBUTES[known]);
                attribute.push_value(out);
            }
        }
        out.push('>');
    }

    fn push_end(&mut self, name: &str) {
        self.lean.html.push_str("</");
        self.lean.html.push_str(name);
        self.lean.html.push('>');
    }
}

/// Formatting becomes an element that the parser does not reopen, and that counts as part of a sentence.
fn written(name: &str, kind: Kind) -> &str {
    if kind == Kind::Formatting { "var" } else { name }
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    fn depth(document: &Document) -> usize {
        document.root().descendants_it().map(|node| node.ancestors_it(None).count()).max().unwrap_or(0)
    }

    #[test]
    fn what_holds_no_text_goes_and_json_ld_is_put_aside() {
        let page = "<!DOCTYPE html><!-- <p>no --><script>if (a<b) document.write(\"<p>no</p>\")</script><STYLE>p{}</STYLE>\
                    <script type=\"application/ld+json\">{\"a\": \"</p>\"}</script><p data-x='>' class=a onclick=x>a <B>b</b> < c<svg><title>no\
                    </title><svg/></svg><br/></p><noscript><p>no</p></noscript><!-->";
        let lean = lean(page);
        assert_eq!(lean.html, "<!DOCTYPE html><p class=\"a\">a <var>b</var> &lt; c<br></p>");
        assert_eq!(lean.ld, ["{\"a\": \"</p>\"}"]);
    }

    #[test]
    fn an_attribute_stands_once_and_cannot_break_out() {
        assert_eq!(lean("<p class=a CLASS=b id='x\"y' href=z\"w>").html, "<p class=\"a\" id='x\"y' href='z\"w'>");
        assert_eq!(lean("<p class='never ends><p>x").html, "<p class='never ends><p>x'>");
        assert_eq!(lean("<title>a <b> c</title>d").html, "<title>a <b> c</title>d");
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
            let lean = lean(&format!("<body>{}", pattern.repeat(3000)));
            let document = Document::from(lean.html.as_str());
            let (deep, elements) = (depth(&document), document.root().descendants_it().count());
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
            let letters = |html: &str| {
                let document = Document::from(html);
                document.select("script").remove();
                let mut letters: Vec<char> = document.text().chars().filter(|c| !c.is_whitespace()).collect();
                letters.sort_unstable();
                letters.into_iter().collect::<String>()
            };
            proptest::prop_assert_eq!(letters(&lean(&page).html), letters(&page));
        }

        #[test]
        fn no_text_makes_it_panic(text: String, tags in "[<>/!a-c\"'= -]{0,40}") {
            lean(&text);
            lean(&tags);
        }
    }
}
