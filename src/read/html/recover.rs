//! Recovers article text that main text extraction missed: text between boxes that advertisements split, and text
//! outside paragraphs.
//!
//! Recovers only prose, and only in a box that contains main text, in a similar box beside it, or directly in the
//! article element around them. Blocks that were already found are kept in order.

use rustc_hash::{FxHashMap, FxHashSet};

use super::blocks::{Block, BlockKind, blocks};
use super::boilerplate_text::{ends_sentence, is_boilerplate};
use super::elements::ElementKind;
use super::tree::{Id, Tree};

/// The minimum length of prose, unless it contains a quotation.
const MIN_PROSE: usize = 80;

/// Elements inside the main text that are not part of it.
const EXCLUDED: [&str; 8] = ["aside", "blockquote", "details", "figure", "footer", "form", "header", "table"];

/// How many enclosing elements of two boxes are compared.
const SIGNATURE_LEVELS: usize = 3;

/// After this many blocks that cannot be located, the page is left as it is.
const MAX_MISSES: usize = 50;

/// The main text with the recovered blocks.
pub(super) fn recover_blocks(tree: &Tree, main: Vec<Block>) -> Vec<Block> {
    let Some(body) = tree.find("body") else { return main };
    let all = blocks(tree, body);
    let Some(positions) = locate(&all, &main) else { return main };
    let boxes: Vec<Option<Id>> =
        all.iter().map(|block| block.first_text.and_then(|at| enclosing_box(tree, at))).collect();
    let found = positions.iter().flatten().filter(|at| all[**at].text.len() >= MIN_PROSE);
    let known = ContentBoxes::new(tree, found.filter_map(|at| boxes[*at]).collect());
    let is_missing = |at: usize| boxes[at].is_some_and(|id| known.is_content(id)) && is_prose(&all[at]);
    // Blocks that cannot be located on the page stay after the block that preceded them.
    let mut found: FxHashMap<usize, Vec<Block>> = FxHashMap::default();
    let mut before = 0;
    for (position, block) in positions.iter().zip(main) {
        before = position.unwrap_or(before);
        found.entry(before).or_default().push(block);
    }
    let missing = |at: usize| if is_missing(at) { vec![all[at].clone()] } else { Vec::new() };
    (0..all.len().max(1)).flat_map(|at| found.remove(&at).unwrap_or_else(|| missing(at))).collect()
}

/// The index in `all` of each block of the main text; `None` if too many cannot be located.
fn locate(all: &[Block], main: &[Block]) -> Option<Vec<Option<usize>>> {
    let (mut from, mut misses) = (0, 0);
    let mut position = |block: &Block| {
        let at = all[from..].iter().position(|other| other.text == block.text).map(|at| at + from);
        (from, misses) = (at.map_or(from, |at| at + 1), misses + usize::from(at.is_none()));
        (misses < MAX_MISSES).then_some(at)
    };
    main.iter().map(&mut position).collect()
}

/// The boxes that contain the main text.
struct ContentBoxes<'t, 'h> {
    tree: &'t Tree<'h>,
    known: FxHashSet<Id>,
    around: FxHashSet<Id>,
    signatures: FxHashSet<BoxSignature<'t>>,
}

impl<'t, 'h> ContentBoxes<'t, 'h> {
    fn new(tree: &'t Tree<'h>, known: FxHashSet<Id>) -> Self {
        let around = known.iter().flat_map(|id| boxes_of_article(tree, *id)).collect();
        let signatures = known.iter().flat_map(|id| signatures(tree, *id)).collect();
        Self { tree, known, around, signatures }
    }

    /// Whether the box belongs to the article: it contains main text, encloses such a box, or is similar to one beside
    /// it.
    fn is_content(&self, id: Id) -> bool {
        let is_alike = || signatures(self.tree, id).any(|signature| self.signatures.contains(&signature));
        (self.known.contains(&id) || self.around.contains(&id) || is_alike()) && !is_excluded(self.tree, id)
    }
}

/// The boxes around a box up to the `article` or `main` element; none if there is no such element.
fn boxes_of_article(tree: &Tree, id: Id) -> Vec<Id> {
    let around: Vec<Id> = std::iter::successors(tree.parent(id), |id| tree.parent(*id)).collect();
    let is_article = |id: &Id| matches!(tree.name(*id), "article" | "main");
    let end = around.iter().position(is_article).map_or(0, |at| at + 1);
    around[..end].to_vec()
}

/// The box around a text node: the nearest element that is neither inline nor the paragraph itself.
fn enclosing_box(tree: &Tree, text: Id) -> Option<Id> {
    let mut around = std::iter::successors(tree.parent(text), |id| tree.parent(*id));
    around.find(|id| {
        let kind = tree.kind(*id).unwrap_or(ElementKind::Other);
        !matches!(
            kind,
            ElementKind::Paragraph
                | ElementKind::Link
                | ElementKind::Other
                | ElementKind::Formatting
                | ElementKind::Heading
                | ElementKind::ListItem
        )
    })
}

/// What similar boxes share: a common ancestor, and the class names from there down to the boxes, innermost first.
type BoxSignature<'t> = (Option<Id>, [&'t str; SIGNATURE_LEVELS]);

/// The signatures of a box for each of its nearest ancestors.
fn signatures<'t>(tree: &'t Tree, id: Id) -> impl Iterator<Item = BoxSignature<'t>> {
    let mut names = [""; SIGNATURE_LEVELS];
    let around = std::iter::successors(Some(id), |id| tree.parent(*id)).take(SIGNATURE_LEVELS).enumerate();
    let signatures = around.map(move |(level, id)| {
        names[level] = tree.attribute(id, "class").unwrap_or_default();
        (tree.parent(id), names)
    });
    // A box without class names is similar to any other and has no signature.
    signatures.enumerate().filter(|(level, (_, names))| !names[*level].is_empty()).map(|(_, signature)| signature)
}

fn is_excluded(tree: &Tree, id: Id) -> bool {
    std::iter::successors(Some(id), |id| tree.parent(*id)).any(|id| EXCLUDED.contains(&tree.name(id)))
}

fn is_prose(block: &Block) -> bool {
    let text = &block.text;
    let is_quoting = text.contains(['“', '"']);
    block.kind == BlockKind::Paragraph
        && (text.len() >= MIN_PROSE || is_quoting)
        && ends_sentence(text)
        && block.linked_bytes * 4 < text.len()
        && !is_boilerplate(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html::parser::parse;

    const TEXT: &str = "The mayor said on Monday that the old bridge would open again, and that nobody need fear it.";

    /// The recovered text when only the first paragraph was found.
    fn filled_from_first(html: &str) -> Vec<String> {
        let page = format!("<body>{}", html.replace("TEXT", TEXT));
        let tree = parse(&page).tree;
        let main = vec![Block { text: TEXT.to_owned(), ..Block::default() }];
        recover_blocks(&tree, main).into_iter().map(|block| block.text).filter(|text| text != TEXT).collect()
    }

    #[test]
    fn what_stands_in_the_same_box_or_one_like_it_is_found() {
        for html in [
            "<section><p>TEXT</p>“No,” she said.</section>",
            "<article>“No,” she said.<div><p>TEXT</p></div></article>",
            "<section><p>TEXT</p><div class=ad>x</div><p>“No,” she said.</p></section>",
            "<main><div class=body><p>TEXT</p></div><div class=ad>x</div><div class=body><p>“No,” she said.</p></div></main>",
            "<main><div class=a><div class=b><p>TEXT</p></div></div><div class=a><div class=b><p>“No,” she said.</p></div></div></main>",
        ] {
            assert_eq!(filled_from_first(html), ["“No,” she said."], "{html}");
        }
    }

    #[test]
    fn what_stands_elsewhere_or_is_no_prose_is_not() {
        for html in [
            "<section><p>TEXT</p></section><p>“No,” she said.</p>",
            "<div><section><p>TEXT</p></section>“No,” she said.</div>",
            "<section><p>TEXT</p><aside><p>“No,” she said.</p></aside></section>",
            "<section><p>TEXT</p><p><a href=x>“No,” she said.</a></p><p>More news</p></section>",
            "<div><div class=body><p>TEXT</p></div></div><div><div class=body><p>“No,” she said.</p></div></div>",
        ] {
            assert!(filled_from_first(html).is_empty(), "{html}");
        }
    }
}
