//! Checks whether most of the page's `<article>` element was left out, which is worth a warning.

use super::tree::{Id, Tree};
use crate::read::note::Remark;

/// The minimum length of a paragraph, in bytes.
const SHORTEST: usize = 80;

/// How much of a paragraph is compared.
const LOOKED_FOR: usize = 40;

/// The minimum number of paragraphs.
const FEWEST: usize = 4;

/// The beginnings of the paragraphs in the `article` element of a page.
pub(super) struct Paragraphs(Vec<String>);

impl Paragraphs {
    /// Reads the `article` element with the most paragraphs.
    pub(super) fn of(tree: &Tree) -> Self {
        let Some(root) = tree.root() else { return Self(Vec::new()) };
        let articles = tree.below(root).filter(|id| tree.name(*id) == "article");
        let all = articles.map(|article| {
            let paragraphs = tree.below(article).filter(|id| tree.name(*id) == "p" && !is_aside(tree, *id));
            paragraphs.filter_map(|id| beginning(tree, id)).collect::<Vec<_>>()
        });
        Self(all.max_by_key(Vec::len).unwrap_or_default())
    }

    /// A warning if most of the paragraphs are not in `text`.
    pub(super) fn left_out_of(&self, text: &str) -> Option<Remark> {
        let left_out = self.0.iter().filter(|beginning| !text.contains(beginning.as_str())).count();
        let paragraphs = self.0.len();
        (paragraphs >= FEWEST && left_out * 2 > paragraphs).then_some(Remark::MostLeftOut { left_out, paragraphs })
    }
}

fn is_aside(tree: &Tree, id: Id) -> bool {
    let mut around =
        std::iter::successors(tree.parent(id), |id| tree.parent(*id)).take_while(|id| tree.name(*id) != "article");
    around.any(|id| matches!(tree.name(id), "aside" | "blockquote" | "figure" | "footer" | "header" | "nav"))
}

/// The first words of a long paragraph's longest text node.
fn beginning(tree: &Tree, id: Id) -> Option<String> {
    let texts = || tree.below(id).filter_map(|id| tree.text(id));
    if texts().map(|text| text.trim().len()).sum::<usize>() < SHORTEST {
        return None;
    }
    let longest = texts().max_by_key(|text| text.len())?;
    let mut words = String::new();
    for word in longest.split_whitespace().filter(|word| !word.contains('\u{ad}')) {
        if words.len() + word.len() > LOOKED_FOR {
            break;
        }
        words += if words.is_empty() { "" } else { " " };
        words += word;
    }
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html::lean::lean;

    #[test]
    fn most_of_an_article_is_more_than_half() {
        let text = |n: usize| {
            format!("Paragraph {n} of an article that says what the mayor said about the old bridge and its ferry.")
        };
        let page: String = (0..4).map(|n| format!("<p>{}</p>", text(n))).collect();
        let page = format!("<article>{page}<aside><p>{}</p></aside></article>", text(9));
        let tree = lean(&page).tree;
        let paragraphs = Paragraphs::of(&tree);
        assert_eq!(paragraphs.left_out_of(&text(0)), Some(Remark::MostLeftOut { left_out: 3, paragraphs: 4 }));
        assert_eq!(paragraphs.left_out_of(&[text(0), text(1)].join("\n\n")), None);
    }
}
