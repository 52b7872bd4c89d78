//! Recovers article text that main text extraction missed: text between boxes that advertisements split, and text
//! outside paragraphs.
//!
//! Recovers only prose, and only in a box that contains main text, in a similar box beside it, or directly in the
//! article element around them. Blocks that were already found are kept in order.

use rustc_hash::{FxHashMap, FxHashSet};

use super::blocks::{Block, Kind, blocks};
use super::names::Role;
use super::tree::{Id, Tree};
use super::wording::{ends_sentence, is_boilerplate};

/// The minimum length of prose, unless it contains a quotation.
const PROSE: usize = 80;

/// Elements inside the main text that are not part of it.
const OTHERS: [&str; 8] = ["aside", "blockquote", "details", "figure", "footer", "form", "header", "table"];

/// How many enclosing elements of two boxes are compared.
const LEVELS: usize = 3;

/// After this many blocks that cannot be located, the page is left as it is.
const MOST_MISSES: usize = 50;

/// The main text with the recovered blocks.
pub(super) fn filled(tree: &Tree, main: Vec<Block>) -> Vec<Block> {
    let Some(body) = tree.find("body") else { return main };
    let all = blocks(tree, body);
    let Some(places) = places(&all, &main) else { return main };
    let boxes: Vec<Option<Id>> = all.iter().map(|block| block.at.and_then(|at| box_of(tree, at))).collect();
    let found = places.iter().flatten().filter(|at| all[**at].text.len() >= PROSE);
    let known = Boxes::new(tree, found.filter_map(|at| boxes[*at]).collect());
    let is_lost = |at: usize| boxes[at].is_some_and(|id| known.belong(id)) && is_prose(&all[at]);
    // Blocks that cannot be located on the page stay after the block that preceded them.
    let mut found: FxHashMap<usize, Vec<Block>> = FxHashMap::default();
    let mut before = 0;
    for (place, block) in places.iter().zip(main) {
        before = place.unwrap_or(before);
        found.entry(before).or_default().push(block);
    }
    let lost = |at: usize| if is_lost(at) { vec![all[at].clone()] } else { Vec::new() };
    (0..all.len().max(1)).flat_map(|at| found.remove(&at).unwrap_or_else(|| lost(at))).collect()
}

/// The index in `all` of each block of the main text; `None` if too many cannot be located.
fn places(all: &[Block], main: &[Block]) -> Option<Vec<Option<usize>>> {
    let (mut from, mut misses) = (0, 0);
    let mut place = |block: &Block| {
        let at = all[from..].iter().position(|other| other.text == block.text).map(|at| at + from);
        (from, misses) = (at.map_or(from, |at| at + 1), misses + usize::from(at.is_none()));
        (misses < MOST_MISSES).then_some(at)
    };
    main.iter().map(&mut place).collect()
}

/// The boxes that contain the main text.
struct Boxes<'t, 'h> {
    tree: &'t Tree<'h>,
    known: FxHashSet<Id>,
    around: FxHashSet<Id>,
    forms: FxHashSet<Form<'t>>,
}

impl<'t, 'h> Boxes<'t, 'h> {
    fn new(tree: &'t Tree<'h>, known: FxHashSet<Id>) -> Self {
        let around = known.iter().flat_map(|id| boxes_of_article(tree, *id)).collect();
        let forms = known.iter().flat_map(|id| forms(tree, *id)).collect();
        Self { tree, known, around, forms }
    }

    /// Whether the box belongs to the article: it contains main text, encloses such a box, or is similar to one beside
    /// it.
    fn belong(&self, id: Id) -> bool {
        let is_alike = || forms(self.tree, id).any(|form| self.forms.contains(&form));
        (self.known.contains(&id) || self.around.contains(&id) || is_alike()) && !is_in_other(self.tree, id)
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
fn box_of(tree: &Tree, text: Id) -> Option<Id> {
    let mut around = std::iter::successors(tree.parent(text), |id| tree.parent(*id));
    around.find(|id| {
        let role = tree.role(*id).unwrap_or(Role::Other);
        !matches!(role, Role::Paragraph | Role::Link | Role::Other | Role::Formatting | Role::Heading | Role::Item)
    })
}

/// What similar boxes share: a common ancestor, and the class names from there down to the boxes, innermost first.
type Form<'t> = (Option<Id>, [&'t str; LEVELS]);

/// The signatures of a box for each of its nearest ancestors.
fn forms<'t>(tree: &'t Tree, id: Id) -> impl Iterator<Item = Form<'t>> {
    let mut names = [""; LEVELS];
    let around = std::iter::successors(Some(id), |id| tree.parent(*id)).take(LEVELS).enumerate();
    let forms = around.map(move |(level, id)| {
        names[level] = tree.attribute(id, "class").unwrap_or_default();
        (tree.parent(id), names)
    });
    // A box without class names is similar to any other and has no signature.
    forms.enumerate().filter(|(level, (_, names))| !names[*level].is_empty()).map(|(_, form)| form)
}

fn is_in_other(tree: &Tree, id: Id) -> bool {
    std::iter::successors(Some(id), |id| tree.parent(*id)).any(|id| OTHERS.contains(&tree.name(id)))
}

fn is_prose(block: &Block) -> bool {
    let text = &block.text;
    let is_quoting = text.contains(['“', '"']);
    block.kind == Kind::Paragraph
        && (text.len() >= PROSE || is_quoting)
        && ends_sentence(text)
        && block.linked * 4 < text.len()
        && !is_boilerplate(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html::lean::lean;

    const TEXT: &str = "The mayor said on Monday that the old bridge would open again, and that nobody need fear it.";

    /// What is left of the page when only its first paragraph was found.
    fn filled_from_first(html: &str) -> Vec<String> {
        let page = format!("<body>{}", html.replace("TEXT", TEXT));
        let tree = lean(&page).tree;
        let main = vec![Block { text: TEXT.to_owned(), ..Block::default() }];
        filled(&tree, main).into_iter().map(|block| block.text).filter(|text| text != TEXT).collect()
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
