//! Converts an HTML fragment (from a feed or a field of a record) to text.
//!
//! Block elements become paragraphs separated by blank lines, `<br>` a line end; inline tags leave no trace and never
//! split a word. Quotations marked only by an element get quotation marks. Scripts, styles, captions and forms are
//! dropped. Tokens of the HTML standard are processed in one pass without a tree, so the cost does not depend on
//! nesting depth.

use std::cell::{Cell, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};

use super::paragraph_builder::ParagraphBuilder;
use super::{block_elements, quotation_marks};

/// Additional block elements of fragments. Each table cell is a block.
const BLOCKS: [&str; 3] = ["html", "td", "th"];

/// Elements whose content is dropped.
const DROPPED: [&str; 17] = [
    "audio",
    "button",
    "canvas",
    "figcaption",
    "form",
    "head",
    "iframe",
    "math",
    "noscript",
    "object",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "video",
];

/// Elements whose content is raw text.
const RAW: [&str; 6] = ["iframe", "noscript", "script", "style", "textarea", "title"];

/// Void elements.
const VOID: [&str; 4] = ["br", "hr", "img", "input"];

/// Whether the element `name` starts and ends a paragraph.
pub(super) fn is_block(name: &str) -> bool {
    block_elements::is_block(name) || BLOCKS.contains(&name)
}

/// Whether the content of the element `name` is dropped.
pub(super) fn is_dropped(name: &str) -> bool {
    DROPPED.binary_search(&name).is_ok()
}

/// Converts `value` to text if it contains HTML; otherwise returns it unchanged. Double-escaped HTML is decoded twice.
pub(super) fn to_plain_text(value: String) -> String {
    if !is_markup(&value) {
        return value;
    }
    let shown = to_text(&value);
    let is_escaped_twice = || !has_tag(&value) && is_markup(&shown) || has_double_reference(&value);
    if is_escaped_twice() { to_text(&shown) } else { shown }
}

/// `&amp;rdquo;`, `&amp;#8217;`, `&amp;amp;`: references that were escaped by mistake.
fn has_double_reference(text: &str) -> bool {
    text.split("&amp;").skip(1).any(is_reference) && !text.contains("<code") && !text.contains("<pre")
}

/// Whether `text` contains HTML tags or character references.
fn is_markup(text: &str) -> bool {
    has_tag(text) || text.split('&').skip(1).any(is_reference)
}

fn has_tag(text: &str) -> bool {
    text.split('<').skip(1).any(|rest| {
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let name: String = rest.chars().take(11).take_while(char::is_ascii_alphanumeric).collect();
        let closed = rest[name.len()..].starts_with(['>', ' ', '/', '\n', '\t', '\r']);
        closed && is_tag(&name.to_ascii_lowercase())
    })
}

/// Whether the text after an `&` is a character reference.
fn is_reference(rest: &str) -> bool {
    let end = rest.bytes().take(10).position(|byte| byte == b';');
    end.and_then(|end| rest.get(..end))
        .is_some_and(|name| name.starts_with('#') || quick_xml::escape::resolve_html5_entity(name).is_some())
}

/// The most common inline elements.
const INLINE: [&str; 14] =
    ["a", "abbr", "b", "br", "cite", "em", "font", "i", "img", "q", "span", "strong", "sup", "u"];

/// Whether `name` is an HTML element that occurs in articles.
pub(super) fn is_tag(name: &str) -> bool {
    is_block(name) || is_dropped(name) || INLINE.contains(&name)
}

/// The text of `html` as a browser shows it. Without block elements, blank lines separate paragraphs.
pub(super) fn to_text(html: &str) -> String {
    convert(html, !has_blocks(html))
}

/// The text of `html`, with blank lines as paragraph breaks even beside block elements.
pub(super) fn to_text_with_line_breaks(html: &str) -> String {
    convert(html, true)
}

fn has_blocks(html: &str) -> bool {
    html.split('<').any(|rest| {
        let name = rest.strip_prefix('/').unwrap_or(rest);
        let name: String = name.chars().take(11).take_while(char::is_ascii_alphanumeric).collect();
        is_block(&name.to_ascii_lowercase())
    })
}

fn convert(html: &str, keep_line_breaks: bool) -> String {
    let writer = FragmentWriter::new(keep_line_breaks);
    let tokenizer = Tokenizer::new(writer, Default::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    // The tokenizer only stops early to run a script, which is never requested.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.leave_quotation();
    tokenizer.sink.to.into_inner().finish()
}

/// Receives the tokens.
struct FragmentWriter {
    to: RefCell<ParagraphBuilder>,
    /// The element whose content is being dropped, and its nesting depth.
    dropped: RefCell<Option<(String, usize)>>,
    /// The text before the open block quotation, and the number of block quotations open inside it.
    before: RefCell<Option<(ParagraphBuilder, usize)>>,
    /// The closing quotation mark of each open `<q>`, if it needs one.
    marks: RefCell<Vec<Option<char>>>,
    /// The opening quotation mark to write before the next text.
    opening: Cell<Option<char>>,
    /// The last visible character.
    last: Cell<Option<char>>,
}

impl FragmentWriter {
    fn new(keep_line_breaks: bool) -> Self {
        Self {
            to: RefCell::new(ParagraphBuilder::new(keep_line_breaks)),
            dropped: RefCell::default(),
            before: RefCell::default(),
            marks: RefCell::default(),
            opening: Cell::default(),
            last: Cell::default(),
        }
    }

    /// Handles text.
    fn add_text(&self, words: &str) {
        if let (Some(mark), Some(first)) = (self.opening.get(), words.trim_start().chars().next()) {
            self.opening.set(None);
            match quotation_marks::is_opening(first) {
                true => self.marks.borrow_mut().last_mut().into_iter().for_each(|closing| *closing = None),
                false => self.to.borrow_mut().push(mark.encode_utf8(&mut [0; 4])),
            }
        }
        let shown = words.trim_end();
        self.last.set(shown.chars().next_back().or(self.last.get()));
        self.to.borrow_mut().push(words);
    }

    fn open_marks(&self) {
        let mut marks = self.marks.borrow_mut();
        let (opening, closing) = quotation_marks::mark_pair(marks.len());
        let is_marked = self.last.get().is_some_and(quotation_marks::is_opening);
        self.opening.set((!is_marked).then_some(opening));
        marks.push((!is_marked).then_some(closing));
    }

    fn close_marks(&self) {
        let never_opened = self.opening.take().is_some();
        if let Some(mark) = self.marks.borrow_mut().pop().flatten().filter(|_| !never_opened) {
            self.to.borrow_mut().push(mark.encode_utf8(&mut [0; 4]));
        }
    }

    /// Starts a block quotation, which is collected separately. One at the start of the fragment is the whole fragment.
    fn enter_quotation(&self) {
        let mut before = self.before.borrow_mut();
        match before.as_mut() {
            Some((_, depth)) => *depth += 1,
            None if self.last.get().is_some() => {
                *before = Some((self.to.replace(ParagraphBuilder::new(false)), 1));
            }
            None => {}
        }
        self.to.borrow_mut().end_paragraph();
    }

    fn end_quotation(&self) {
        self.to.borrow_mut().end_paragraph();
        let is_last = match self.before.borrow_mut().as_mut() {
            Some((_, depth)) => {
                *depth -= 1;
                *depth == 0
            }
            None => false,
        };
        if is_last {
            self.leave_quotation();
        }
    }

    /// Appends the block quotation that was collected separately.
    fn leave_quotation(&self) {
        let Some((before, _)) = self.before.take() else { return };
        let last = before.last_paragraph().to_owned();
        let text = self.to.replace(before).finish();
        let mut paragraphs: Vec<String> = text.split("\n\n").map(str::to_owned).collect();
        if !text.is_empty() {
            quotation_marks::add_marks(&last, &mut paragraphs.iter_mut().collect::<Vec<_>>());
        }
        let mut to = self.to.borrow_mut();
        for paragraph in &paragraphs {
            to.end_paragraph();
            for line in paragraph.lines() {
                to.push(line);
                to.end_line();
            }
        }
        to.end_paragraph();
    }

    fn tag(&self, tag: &Tag) -> TokenSinkResult<()> {
        let mut dropped = self.dropped.borrow_mut();
        let name: &str = &tag.name;
        let starts = tag.kind == TagKind::StartTag;
        match dropped.as_mut() {
            Some((open, count)) if open == name => {
                *count = if starts { *count + 1 } else { *count - 1 };
                if *count == 0 {
                    *dropped = None;
                }
            }
            Some(_) => {}
            None if starts && !tag.self_closing && (is_dropped(name) || is_caption(tag)) => {
                self.to.borrow_mut().push_space();
                *dropped = Some((name.to_owned(), 1));
            }
            None if name == "blockquote" && starts => self.enter_quotation(),
            None if name == "blockquote" => self.end_quotation(),
            None if name == "q" && starts => self.open_marks(),
            None if name == "q" => self.close_marks(),
            None if is_block(name) => self.to.borrow_mut().end_paragraph(),
            None if name == "br" => self.to.borrow_mut().end_line(),
            None => {}
        }
        let raw = starts && RAW.contains(&name);
        if raw { TokenSinkResult::RawData(RawKind::Rawtext) } else { TokenSinkResult::Continue }
    }
}

/// Whether a content system marks the element as a picture caption.
fn is_caption(tag: &Tag) -> bool {
    let class = tag.attrs.iter().find(|attribute| &*attribute.name.local == "class");
    !VOID.contains(&&*tag.name) && class.is_some_and(|class| class.value.contains("caption"))
}

impl TokenSink for FragmentWriter {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) => return self.tag(&tag),
            Token::CharacterTokens(text) if self.dropped.borrow().is_none() => self.add_text(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted() {
        assert!(BLOCKS.is_sorted() && DROPPED.is_sorted());
    }

    #[test]
    fn blocks_are_paragraphs_and_inline_tags_nothing() {
        for (html, expected) in [
            ("<p>“The ci<b>t</b>y,”\n he said.</p>\n<p>She   left.", "“The city,” he said.\n\nShe left."),
            ("one<br>two<br/><br/>three", "one\ntwo\n\nthree"),
            ("<div><div>a</div>b<ul><li>c<li>d</ul></div>", "a\n\nb\n\nc\n\nd"),
            ("It&rsquo;s &#8220;on&#x201D;&nbsp;&amp; off", "It’s “on” & off"),
            ("a<script>if (x < 1) {\"</p>\"}</script> b<style>p {}</style><!-- c -->", "a b"),
            ("<figure><img src=x><figcaption>Ann <b>Smith</b></figcaption></figure><p>b</p>", "b"),
            ("<div class=\"wp-caption\"><img><p class=wp-caption-text>Ann</p></div>b", "b"),
            ("First line\n\nSecond <em>line</em>\nthird", "First line\n\nSecond line\nthird"),
            ("5 < 6 & 7 > 3", "5 < 6 & 7 > 3"),
            ("", ""),
        ] {
            assert_eq!(to_text(html), expected, "{html}");
        }
    }

    #[test]
    fn quotations_without_marks_get_some() {
        for (html, expected) in [
            (
                "<p>She wrote:</p><blockquote><p>We open.</p><p>All may come.</p></blockquote><p>End.",
                "She wrote:\n\n“We open.\n\n“All may come.”\n\nEnd.",
            ),
            ("<p>She wrote:</p><blockquote>“We open,” she wrote.</blockquote>", "She wrote:\n\n“We open,” she wrote."),
            ("a<blockquote>b<blockquote>c</blockquote>d<br>e", "a\n\n“b\n\n“c\n\n“d\ne”"),
            ("<blockquote>All of it.</blockquote>", "All of it."),
            (
                "<p>He said <q>no, <q>never</q></q>, “<q>yes</q>” and <q>“well”</q>.",
                "He said “no, ‘never’”, “yes” and “well”.",
            ),
            ("</blockquote></q>x<q>", "x"),
        ] {
            assert_eq!(to_text(html), expected, "{html}");
        }
    }

    #[test]
    fn only_markup_is_markup() {
        for markup in ["a<br>b", "<P class=x>a", "a &amp; b", "It&#39;s", "<em>a</em>"] {
            assert!(is_markup(markup), "{markup}");
        }
        for plain in ["a < b", "<he said>", "AT&T; more", "R&D", "x <- y", "<3"] {
            assert!(!is_markup(plain), "{plain}");
        }
    }

    #[test]
    fn what_was_escaped_twice_is_read_twice() {
        for (html, expected) in [
            ("&lt;p&gt;It&amp;rsquo;s on&lt;/p&gt;&lt;p&gt;Two", "It’s on\n\nTwo"),
            ("<p>It&amp;rsquo;s on</p>", "It’s on"),
            ("R&amp;amp;D", "R&D"),
            ("R&amp;D &amp; so", "R&D & so"),
            ("<p>Write <code>&lt;p&gt;</code> above it.</p>", "Write <p> above it."),
        ] {
            assert_eq!(to_plain_text(html.to_owned()), expected, "{html}");
        }
    }

    #[test]
    fn depth_costs_nothing() {
        assert!(to_text(&("x<blockquote>".repeat(100_000) + "y")).ends_with("“y”"));
        let deep = "<div><b>".repeat(200_000) + "x";
        assert_eq!(to_text(&deep), "x");
    }

    proptest::proptest! {
        #[test]
        fn no_html_makes_it_panic(html in "[<>/a-p!&;#\"= \n-]{0,80}") {
            let _ = to_plain_text(html);
        }
    }
}
