//! The text below an element as blocks: paragraphs, headings, list items.
//!
//! Inline markup leaves no trace: it never splits a word and never adds or removes a space or a mark. Two things are
//! added: the quotation marks that a browser draws around `<q>`, and a missing space between two sentences at an
//! element boundary (`said.</span><span>The`).

use dom_query::{NodeData, NodeRef};

use super::text_utils::is_invisible;
use super::tree::{Id, Tree};
use crate::read::block_elements::is_block;
use crate::read::quotation_marks;

/// The kind of a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum BlockKind {
    #[default]
    Paragraph,
    Heading,
    ListItem,
    Quotation,
    TableRow,
}

/// A block of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) text: String,
    pub(super) kind: BlockKind,
    /// Bytes of the text inside links.
    pub(super) linked_bytes: usize,
    /// The number of the block quotation that contains it.
    pub(super) quotation: Option<usize>,
    /// Whether it names the source of a block quotation.
    pub(super) is_source: bool,
    /// The first text node of the block.
    pub(super) first_text: Option<Id>,
}

/// Additional block elements of whole pages; fragments drop or never contain them.
const BLOCKS: [&str; 8] = ["caption", "dialog", "fieldset", "figcaption", "figure", "form", "summary", "tbody"];

/// A longer table cell is a paragraph of its own; shorter cells of a row are joined to a line.
const LONG_CELL: usize = 100;

/// The blocks below `root`.
pub(super) fn blocks(tree: &Tree, root: Id) -> Vec<Block> {
    let mut writer = BlockWriter::default();
    let mut open: Vec<(Id, ElementEffect)> = Vec::new();
    for id in tree.descendants(root) {
        let parent = tree.parent(id);
        while let Some((_, element)) = open.pop_if(|(id, _)| Some(*id) != parent) {
            writer.close(element);
        }
        match tree.text(id) {
            Some(text) => {
                writer.current_text = Some(id);
                writer.text(text);
            }
            None => {
                let element = ElementEffect::of(tree.name(id));
                writer.open(element);
                open.push((id, element));
            }
        }
    }
    open.into_iter().rev().for_each(|(_, element)| writer.close(element));
    writer.finish()
}

/// The blocks of a `dom_query` tree, including `root`.
pub(super) fn blocks_of_node(root: &NodeRef) -> Vec<Block> {
    let mut writer = BlockWriter::default();
    let mut stack = vec![Visit::Enter(*root)];
    while let Some(visit) = stack.pop() {
        match visit {
            Visit::Enter(node) => {
                let text = node.query_or(None, |node| match &node.data {
                    NodeData::Text { contents } => Some(contents.clone()),
                    _ => None,
                });
                if let Some(text) = text {
                    writer.text(&text);
                } else if let Some(element) = node.element_ref() {
                    let element = ElementEffect::of(&element.name.local);
                    writer.open(element);
                    stack.push(Visit::Leave(element));
                    stack.extend(node.children_it(true).map(Visit::Enter));
                }
            }
            Visit::Leave(element) => writer.close(element),
        }
    }
    writer.finish()
}

enum Visit<'d> {
    Enter(NodeRef<'d>),
    Leave(ElementEffect),
}

/// The effect of an element on the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ElementEffect {
    Block(Option<BlockKind>),
    Quotation,
    /// Names the source of a quotation.
    Citation,
    Preformatted,
    Cell,
    Break,
    Link,
    InlineQuote,
    Inline,
}

impl ElementEffect {
    fn of(name: &str) -> Self {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => ElementEffect::Block(Some(BlockKind::Heading)),
            "li" => ElementEffect::Block(Some(BlockKind::ListItem)),
            "blockquote" => ElementEffect::Quotation,
            "cite" => ElementEffect::Citation,
            "tr" => ElementEffect::Block(Some(BlockKind::TableRow)),
            "td" | "th" => ElementEffect::Cell,
            "pre" | "listing" | "xmp" | "plaintext" => ElementEffect::Preformatted,
            "br" => ElementEffect::Break,
            "a" => ElementEffect::Link,
            "q" => ElementEffect::InlineQuote,
            _ if is_block(name) || BLOCKS.contains(&name) => ElementEffect::Block(None),
            _ => ElementEffect::Inline,
        }
    }
}

#[derive(Default)]
struct BlockWriter {
    blocks: Vec<Block>,
    block: Block,
    kinds: Vec<BlockKind>,
    /// A pending space, written before the next text, and whether it is a line end.
    pending_space: bool,
    pending_line_end: bool,
    /// Whether an inline element started or ended since the last text.
    at_boundary: bool,
    open_links: usize,
    open_preformatted: usize,
    /// The open block quotations, and the number of block quotations so far.
    open_quotations: Vec<usize>,
    quotation_count: usize,
    /// Where the source of a quotation starts in the block, if no text follows it, and the number of open `<cite>`
    /// elements.
    source_start: Option<usize>,
    open_citations: usize,
    /// The current text node.
    current_text: Option<Id>,
    /// The closing quotation mark of each open `<q>`, if it needs one.
    closing_marks: Vec<Option<char>>,
    opening_mark: Option<char>,
}

impl BlockWriter {
    fn open(&mut self, element: ElementEffect) {
        self.at_boundary = true;
        match element {
            ElementEffect::Block(kind) => {
                self.flush();
                self.kinds.extend(kind);
            }
            ElementEffect::Quotation => {
                self.flush();
                self.kinds.push(BlockKind::Quotation);
                self.quotation_count += 1;
                self.open_quotations.push(self.quotation_count);
            }
            ElementEffect::Citation if !self.open_quotations.is_empty() => {
                self.source_start = Some(self.block.text.len());
                self.open_citations += 1;
            }
            ElementEffect::Preformatted => {
                self.flush();
                self.open_preformatted += 1;
            }
            ElementEffect::Link => self.open_links += 1,
            ElementEffect::Break => self.new_line(),
            ElementEffect::InlineQuote => {
                let pair = quotation_marks::mark_pair(self.closing_marks.len());
                let is_marked = self.block.text.ends_with(quotation_marks::is_opening) && !self.pending_space;
                self.opening_mark = (!is_marked).then_some(pair.0);
                self.closing_marks.push((!is_marked).then_some(pair.1));
            }
            ElementEffect::Cell | ElementEffect::Citation | ElementEffect::Inline => {}
        }
    }

    fn close(&mut self, element: ElementEffect) {
        self.at_boundary = true;
        match element {
            ElementEffect::Block(kind) => {
                self.flush();
                if kind.is_some() {
                    self.kinds.pop();
                }
            }
            ElementEffect::Quotation => {
                self.flush();
                self.kinds.pop();
                self.open_quotations.pop();
            }
            ElementEffect::Citation => self.open_citations = self.open_citations.saturating_sub(1),
            ElementEffect::Preformatted => {
                self.flush();
                self.open_preformatted -= 1;
            }
            ElementEffect::Link => self.open_links -= 1,
            ElementEffect::Cell if self.block.text.len() > LONG_CELL => self.flush(),
            ElementEffect::Cell => self.pending_space = true,
            ElementEffect::InlineQuote => {
                let never_opened = self.opening_mark.take().is_some();
                if let Some(mark) = self.closing_marks.pop().flatten().filter(|_| !never_opened) {
                    self.push(mark);
                }
            }
            ElementEffect::Break | ElementEffect::Inline => {}
        }
    }

    /// A line end; two in a row end a paragraph.
    fn new_line(&mut self) {
        if self.pending_line_end {
            self.flush();
        } else {
            self.pending_line_end = true;
            self.pending_space = true;
        }
    }

    fn text(&mut self, text: &str) {
        for (at, c) in text.char_indices() {
            if is_invisible(c) {
            } else if self.open_preformatted > 0 && c == '\n' {
                self.new_line();
            } else if c.is_whitespace() || c.is_control() {
                self.pending_space = true;
            } else {
                if self.at_boundary {
                    self.at_boundary = false;
                    self.pending_space |= ends_sentence(&self.block.text) && starts_sentence(&text[at..]);
                }
                if let Some(mark) = self.opening_mark.take() {
                    match quotation_marks::is_opening(c) {
                        true => *self.closing_marks.last_mut().expect("an open q") = None,
                        false => self.push(mark),
                    }
                }
                self.push(c);
            }
        }
    }

    fn push(&mut self, c: char) {
        if self.block.text.is_empty() {
            self.block.first_text = self.current_text;
        } else if self.pending_space {
            self.block.text.push(if self.pending_line_end { '\n' } else { ' ' });
        }
        (self.pending_space, self.pending_line_end) = (false, false);
        if self.open_citations == 0 && c.is_alphanumeric() {
            self.source_start = None;
        }
        self.block.text.push(c);
        if self.open_links > 0 {
            self.block.linked_bytes += c.len_utf8();
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.flush();
        self.blocks
    }

    fn flush(&mut self) {
        (self.pending_space, self.pending_line_end, self.at_boundary) = (false, false, false);
        let source = self.source_start.take().filter(|_| !self.open_quotations.is_empty());
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
        block.quotation = self.open_quotations.last().copied();
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
fn starts_sentence(text: &str) -> bool {
    let mut chars = text.trim_start_matches(['“', '‘', '(']).chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(|c| c.is_lowercase() || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html::parser::parse;

    fn of(html: &str) -> Vec<Block> {
        let page = format!("<body>{html}");
        let tree = parse(&page).tree;
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
        let found: Vec<_> = found.iter().map(|block| (&*block.text, block.quotation, block.is_source)).collect();
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
        let kinds: Vec<BlockKind> = blocks.iter().map(|block| block.kind).collect();
        assert_eq!(kinds, [BlockKind::Heading, BlockKind::ListItem, BlockKind::Quotation]);
        assert_eq!(blocks[1].linked_bytes, 6);
    }
}
