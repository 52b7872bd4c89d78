//! Checks whether most of the page's `<article>` element was left out, which is worth a warning.

use super::tree::{Id, Tree};
use crate::read::warning::Warning;

/// The minimum length of a paragraph, in bytes.
const MIN_LENGTH: usize = 80;

/// How much of a paragraph is compared.
const COMPARED: usize = 40;

/// The minimum number of paragraphs.
const MIN_PARAGRAPHS: usize = 4;

/// The beginnings of the paragraphs in the `article` element of a page.
pub(super) struct ArticleParagraphs(Vec<String>);

impl ArticleParagraphs {
    /// Reads the `article` element with the most paragraphs.
    pub(super) fn of(tree: &Tree) -> Self {
        let Some(root) = tree.root() else { return Self(Vec::new()) };
        let articles = tree.descendants(root).filter(|id| tree.name(*id) == "article");
        let all = articles.map(|article| {
            let paragraphs =
                tree.descendants(article).filter(|id| tree.name(*id) == "p" && !is_outside_text(tree, *id));
            paragraphs.filter_map(|id| beginning(tree, id)).collect::<Vec<_>>()
        });
        Self(all.max_by_key(Vec::len).unwrap_or_default())
    }

    /// A warning if most of the paragraphs are not in `text`.
    pub(super) fn missing_from(&self, text: &str) -> Option<Warning> {
        let missing = self.0.iter().filter(|beginning| !text.contains(beginning.as_str())).count();
        let paragraphs = self.0.len();
        (paragraphs >= MIN_PARAGRAPHS && missing * 2 > paragraphs)
            .then_some(Warning::MostLeftOut { left_out: missing, paragraphs })
    }
}

fn is_outside_text(tree: &Tree, id: Id) -> bool {
    let mut around =
        std::iter::successors(tree.parent(id), |id| tree.parent(*id)).take_while(|id| tree.name(*id) != "article");
    around.any(|id| matches!(tree.name(id), "aside" | "blockquote" | "figure" | "footer" | "header" | "nav"))
}

/// The first words of a long paragraph's longest text node.
fn beginning(tree: &Tree, id: Id) -> Option<String> {
    let texts = || tree.descendants(id).filter_map(|id| tree.text(id));
    if texts().map(|text| text.trim().len()).sum::<usize>() < MIN_LENGTH {
        return None;
    }
    let longest = texts().max_by_key(|text| text.len())?;
    let mut words = String::new();
    for word in longest.split_whitespace().filter(|word| !word.contains('\u{ad}')) {
        if words.len() + word.len() > COMPARED {
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
    use crate::read::html::parser::parse;

    #[test]
    fn most_of_an_article_is_more_than_half() {
        let text = |n: usize| {
            format!("Paragraph {n} of an article that says what the mayor said about the old bridge and its ferry.")
        };
        let page: String = (0..4).map(|n| format!("<p>{}</p>", text(n))).collect();
        let page = format!("<article>{page}<aside><p>{}</p></aside></article>", text(9));
        let tree = parse(&page).tree;
        let paragraphs = ArticleParagraphs::of(&tree);
        assert_eq!(paragraphs.missing_from(&text(0)), Some(Warning::MostLeftOut { left_out: 3, paragraphs: 4 }));
        assert_eq!(paragraphs.missing_from(&[text(0), text(1)].join("\n\n")), None);
    }
}
