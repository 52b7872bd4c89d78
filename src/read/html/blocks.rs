//! The text below an element as blocks: paragraphs, headings, list items.
//!
//! Inline markup leaves no trace: it never splits a word and never adds or removes a space or a mark. Two things are
//! added: the quotation marks that a browser draws around `<q>`, and a missing space between two sentences at an
//! element boundary (`said.</span><span>The`).

use dom_query::{NodeData, NodeRef};

use super::tree::{Id, Tree};
use super::words::is_unseen;
use crate::read::elements::is_block;
use crate::read::quoted;

/// The kind of a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Paragraph,
    Heading,
    Item,
    Quotation,
    Cell,
}

/// A block of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) text: String,
    pub(super) kind: Kind,
    /// Bytes of the text inside links.
    pub(super) linked: usize,
    /// The number of the block quotation that contains it.
    pub(super) quoted: Option<usize>,
    /// Whether it names the source of a block quotation.
    pub(super) is_source: bool,
    /// The first text node of the block.
    pub(super) at: Option<Id>,
}

/// Additional block elements of whole pages; fragments drop or never contain them.
const BLOCKS: [&str; 8] = ["caption", "dialog", "fieldset", "figcaption", "figure", "form", "summary", "tbody"];

/// A longer table cell is a paragraph of its own; shorter cells of a row are joined to a line.
const LONG_CELL: usize = 100;

/// The blocks below `root`.
pub(super) fn blocks(tree: &Tree, root: Id) -> Vec<Block> {
    let mut writer = Writer::default();
    let mut open: Vec<(Id, Element)> = Vec::new();
    for id in tree.below(root) {
        let parent = tree.parent(id);
        while let Some((_, element)) = open.pop_if(|(id, _)| Some(*id) != parent) {
            writer.close(element);
        }
        match tree.text(id) {
            Some(text) => {
                writer.at = Some(id);
                writer.text(text);
            }
            None => {
                let element = Element::of(tree.name(id));
                writer.open(element);
                open.push((id, element));
            }
        }
    }
    open.into_iter().rev().for_each(|(_, element)| writer.close(element));
    writer.finish()
}

/// The blocks of a `dom_query` tree, including `root`.
pub(super) fn blocks_of(root: &NodeRef) -> Vec<Block> {
    let mut writer = Writer::default();
    let mut steps = vec![Step::Into(*root)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Into(node) => {
                let text = node.query_or(None, |node| match &node.data {
                    NodeData::Text { contents } => Some(contents.clone()),
                    _ => None,
                });
                if let Some(text) = text {
                    writer.text(&text);
                } else if let Some(element) = node.element_ref() {
                    let element = Element::of(&element.name.local);
                    writer.open(element);
                    steps.push(Step::OutOf(element));
                    steps.extend(node.children_it(true).map(Step::Into));
                }
            }
            Step::OutOf(element) => writer.close(element),
        }
    }
    writer.finish()
}

enum Step<'d> {
    Into(NodeRef<'d>),
    OutOf(Element),
}

/// The effect of an element on the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Element {
    Block(Option<Kind>),
    Quotation,
    /// Names the source of a quotation.
    Source,
    Verse,
    Cell,
    Break,
    Link,
    Marks,
    Inline,
}

impl Element {
    fn of(name: &str) -> Self {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Element::Block(Some(Kind::Heading)),
            "li" => Element::Block(Some(Kind::Item)),
            "blockquote" => Element::Quotation,
            "cite" => Element::Source,
            "tr" => Element::Block(Some(Kind::Cell)),
            "td" | "th" => Element::Cell,
            "pre" | "listing" | "xmp" | "plaintext" => Element::Verse,
            "br" => Element::Break,
            "a" => Element::Link,
            "q" => Element::Marks,
            _ if is_block(name) || BLOCKS.contains(&name) => Element::Block(None),
            _ => Element::Inline,
        }
    }
}

#[derive(Default)]
struct Writer {
    blocks: Vec<Block>,
    block: Block,
    kinds: Vec<Kind>,
    /// A pending space, written before the next text, and whether it is a line end.
    blank: bool,
    line: bool,
    /// Whether an inline element started or ended since the last text.
    border: bool,
    links: usize,
    verses: usize,
    /// The open block quotations, and the number of block quotations so far.
    quotations: Vec<usize>,
    quotations_so_far: usize,
    /// Where the source of a quotation starts in the block, if no text follows it, and the number of open `<cite>`
    /// elements.
    source: Option<usize>,
    sources: usize,
    /// The current text node.
    at: Option<Id>,
    /// The closing quotation mark of each open `<q>`, if it needs one.
    marks: Vec<Option<char>>,
    opening: Option<char>,
}

impl Writer {
    fn open(&mut self, element: Element) {
        self.border = true;
        match element {
            Element::Block(kind) => {
                self.flush();
                self.kinds.extend(kind);
            }
            Element::Quotation => {
                self.flush();
                self.kinds.push(Kind::Quotation);
                self.quotations_so_far += 1;
                self.quotations.push(self.quotations_so_far);
            }
            Element::Source if !self.quotations.is_empty() => {
                self.source = Some(self.block.text.len());
                self.sources += 1;
            }
            Element::Verse => {
                self.flush();
                self.verses += 1;
            }
            Element::Link => self.links += 1,
            Element::Break => self.new_line(),
            Element::Marks => {
                let pair = quoted::marks(self.marks.len());
                let is_marked = self.block.text.ends_with(quoted::is_opening) && !self.blank;
                self.opening = (!is_marked).then_some(pair.0);
                self.marks.push((!is_marked).then_some(pair.1));
            }
            Element::Cell | Element::Source | Element::Inline => {}
        }
    }

    fn close(&mut self, element: Element) {
        self.border = true;
        match element {
            Element::Block(kind) => {
                self.flush();
                if kind.is_some() {
                    self.kinds.pop();
                }
            }
            Element::Quotation => {
                self.flush();
                self.kinds.pop();
                self.quotations.pop();
            }
            Element::Source => self.sources = self.sources.saturating_sub(1),
            Element::Verse => {
                self.flush();
                self.verses -= 1;
            }
            Element::Link => self.links -= 1,
            Element::Cell if self.block.text.len() > LONG_CELL => self.flush(),
            Element::Cell => self.blank = true,
            Element::Marks => {
                let never_opened = self.opening.take().is_some();
                if let Some(mark) = self.marks.pop().flatten().filter(|_| !never_opened) {
                    self.push(mark);
                }
            }
            Element::Break | Element::Inline => {}
        }
    }

    /// A line end; two in a row end a paragraph.
    fn new_line(&mut self) {
        if self.line {
            self.flush();
        } else {
            self.line = true;
            self.blank = true;
        }
    }

    fn text(&mut self, text: &str) {
        for (at, c) in text.char_indices() {
            if is_unseen(c) {
            } else if self.verses > 0 && c == '\n' {
                self.new_line();
            } else if c.is_whitespace() || c.is_control() {
                self.blank = true;
            } else {
                if self.border {
                    self.border = false;
                    self.blank |= ends_sentence(&self.block.text) && begins_sentence(&text[at..]);
                }
                if let Some(mark) = self.opening.take() {
                    match quoted::is_opening(c) {
                        true => *self.marks.last_mut().expect("an open q") = None,
                        false => self.push(mark),
                    }
                }
                self.push(c);
            }
        }
    }

    fn push(&mut self, c: char) {
        if self.block.text.is_empty() {
            self.block.at = self.at;
        } else if self.blank {
            self.block.text.push(if self.line { '\n' } else { ' ' });
        }
        (self.blank, self.line) = (false, false);
        if self.sources == 0 && c.is_alphanumeric() {
            self.source = None;
        }
        self.block.text.push(c);
        if self.links > 0 {
            self.block.linked += c.len_utf8();
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.flush();
        self.blocks
    }

    fn flush(&mut self) {
        (self.blank, self.line, self.border) = (false, false, false);
        let source = self.source.take().filter(|_| !self.quotations.is_empty());
        let source = source.map(|at| self.block.text.split_off(at)).unwrap_or_default();
        self.push_block(false);
        self.block.text = source.trim_start().to_owned();
        self.push_block(true);
    }

    fn push_block(&mut self, is_source: bool) {
        if self.block.text.is_empty() {
            return;
        }
        let mut block = std::mem::take(&mut self.block);
        block.text.truncate(block.text.trim_end().len());
        block.kind = self.kinds.last().copied().unwrap_or_default();
        block.quoted = self.quotations.last().copied();
        block.is_source = is_source;
        self.blocks.push(block);
    }
}

/// `said.` or `said.”`, but not `U.S.`
fn ends_sentence(text: &str) -> bool {
    let words = text.trim_end_matches(['”', '’', '"', '\'', ')']);
    let mut chars = words.chars().rev();
    matches!(chars.next(), Some('.' | '!' | '?')) && chars.by_ref().take(2).filter(|c| c.is_lowercase()).count() == 2
}

/// `The`, `“The`.
fn begins_sentence(text: &str) -> bool {
    let mut chars = text.trim_start_matches(['“', '‘', '(']).chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(|c| c.is_lowercase() || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html::lean::lean;

    fn of(html: &str) -> Vec<Block> {
        let page = format!("<body>{html}");
        let tree = lean(&page).tree;
        blocks(&tree, tree.root().unwrap())
    }

    fn texts(html: &str) -> Vec<String> {
        of(html).into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn inline_markup_leaves_no_trace() {
        assert_eq!(
            texts(
                "<p>“I <b>qu</b>it<a href=x>,</a>”<em> </em>Ann <span>Smith</span> sa<wbr>i&shy;d<sup>.</sup>\n  Then&nbsp; left.</p>"
            ),
            ["“I quit,” Ann Smith said. Then left."]
        );
        assert_eq!(
            texts("<p>He said <q>no, <q>never</q></q>, “<q>yes</q>” and <q>“well”</q> <q></q>.</p>"),
            ["He said “no, ‘never’”, “yes” and “well” ."]
        );
    }

    #[test]
    fn blocks_are_paragraphs_of_their_own() {
        assert_eq!(
            texts("a<ul><li>b<li>c<ul><li>d</ul></ul><blockquote>e<p>f</blockquote>g<hr>h<dl><dt>i<dd>j</dl>"),
            ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]
        );
        assert_eq!(texts("a<br>b<br> <br>c<pre>d\n e\n\nf</pre>"), ["a\nb", "c", "d\ne", "f"]);
        assert_eq!(texts("<h2>a</h2>b"), ["a", "b"]);
    }

    #[test]
    fn short_cells_are_a_line_and_long_ones_paragraphs() {
        let long = "word ".repeat(30);
        let found = texts(&format!("<table><tr><td>a<td>b<tr><td>{long}<td>{long}</table>"));
        assert_eq!(found, ["a b", long.trim(), long.trim()]);
    }

    #[test]
    fn sentences_of_two_elements_do_not_stick_together() {
        assert_eq!(
            texts("<p><span>he said.</span><span>The end.”</span><span>“Yes</span>"),
            ["he said. The end.” “Yes"]
        );
        assert_eq!(texts("<p>the U.<b>S.</b><i>Senate</i> of Yahoo.<b>com</b>"), ["the U.S.Senate of Yahoo.com"]);
    }

    #[test]
    fn the_source_of_a_quotation_stands_behind_it() {
        let found = of(
            "<blockquote><p>We open.</p><cite>Ann Smith</cite></blockquote><blockquote>We open. <cite>— Ann</cite></blockquote>\
                        <blockquote>As <cite>The Paper</cite> wrote, we open.</blockquote><p>In <cite>The Paper</cite>",
        );
        let found: Vec<_> = found.iter().map(|block| (&*block.text, block.quoted, block.is_source)).collect();
        assert_eq!(
            found,
            [
                ("We open.", Some(1), false),
                ("Ann Smith", Some(1), true),
                ("We open.", Some(2), false),
                ("— Ann", Some(2), true),
                ("As The Paper wrote, we open.", Some(3), false),
                ("In The Paper", None, false)
            ]
        );
    }

    #[test]
    fn a_block_knows_its_kind_and_its_links() {
        let blocks = of("<h1>T</h1><ul><li><a href=x>one two</a> three</ul><blockquote><p>q");
        let kinds: Vec<Kind> = blocks.iter().map(|block| block.kind).collect();
        assert_eq!(kinds, [Kind::Heading, Kind::Item, Kind::Quotation]);
        assert_eq!(blocks[1].linked, 6);
    }
}
