//! Removes further articles from pages with infinite scroll.
//!
//! A page has one headline, and each article is in a box with its own heading. Left alone are boxes without paragraphs
//! (site names, teasers), headings within one article, and the updates of a live blog.

use super::text_utils::letter_key;
use super::tree::{Id, Tree};

/// The minimum bytes of paragraphs in an article.
const MIN_ARTICLE: usize = 200;

/// The most headings that are examined.
const MAX_HEADINGS: usize = 100;

struct Heading {
    id: Id,
    letters: String,
}

/// Removes the articles that do not belong to the page's headline.
pub(super) fn remove_other_articles(tree: &mut Tree, title: Option<&str>) {
    let Some(body) = tree.find("body") else { return };
    let headings = headings(tree, body);
    if headings.len() < 2 {
        return;
    }
    let title = title.map(letter_key).unwrap_or_default();
    let is_title = |heading: &Heading| !title.is_empty() && heading.letters == title;
    let own = headings.iter().find(|heading| is_title(heading));
    let others: Vec<Id> = match own {
        Some(own) => {
            let others = headings.iter().filter(|heading| !is_title(heading));
            others.filter_map(|other| box_of_other_article(tree, own.id, other.id)).collect()
        }
        None => boxes_after_first(tree, &headings),
    };
    others.into_iter().for_each(|id| tree.detach(id));
}

/// The headings of level 1, and headings of level 2 that start an `article` element.
fn headings(tree: &Tree, body: Id) -> Vec<Heading> {
    let found = tree
        .descendants(body)
        .filter(|id| tree.name(*id) == "h1" || tree.name(*id) == "h2" && begins_article(tree, *id));
    let found = found.map(|id| Heading { id, letters: letter_key(&tree.all_text(id)) });
    found.filter(|heading| !heading.letters.is_empty()).take(MAX_HEADINGS).collect()
}

fn begins_article(tree: &Tree, heading: Id) -> bool {
    let article = article_of(tree, heading);
    article.is_some_and(|article| tree.descendants(article).find(|id| is_heading(tree, *id)) == Some(heading))
}

fn is_heading(tree: &Tree, id: Id) -> bool {
    matches!(tree.name(id), "h1" | "h2" | "h3")
}

fn ancestors(tree: &Tree, id: Id) -> impl Iterator<Item = Id> {
    std::iter::successors(Some(id), |id| tree.parent(*id))
}

fn article_of(tree: &Tree, id: Id) -> Option<Id> {
    ancestors(tree, id).find(|id| tree.name(*id) == "article")
}

/// The box of another article: the largest ancestor of its heading that does not contain the own heading.
fn box_of_other_article(tree: &Tree, own: Id, other: Id) -> Option<Id> {
    let around_own: Vec<Id> = ancestors(tree, own).collect();
    let top = ancestors(tree, other).take_while(|id| !around_own.contains(id)).last()?;
    let shared = tree.parent(top)?;
    let own_top = *around_own.iter().take_while(|id| **id != shared).last()?;
    let has_own =
        || paragraph_bytes(tree, own_top) >= MIN_ARTICLE || paragraph_bytes_between(tree, own_top, top) >= MIN_ARTICLE;
    // Headings of level 2 also start sections of an article; then the boxes must be siblings of the same kind.
    let is_alike = tree.name(other) == "h1" && tree.name(own) == "h1"
        || matches!((article_of(tree, own), article_of(tree, other)), (Some(own_box), Some(other_box))
            if own_box != other_box && tree.name(own) == tree.name(other) && names(tree, own_box) == names(tree, other_box));
    (is_alike && paragraph_bytes(tree, top) >= MIN_ARTICLE && has_own()).then_some(top)
}

/// Without a matching heading: all boxes after the first, if each is an `article` element with such a heading.
fn boxes_after_first(tree: &Tree, headings: &[Heading]) -> Vec<Id> {
    let boxes = headings.iter().filter(|heading| tree.name(heading.id) == "h1");
    let mut boxes: Vec<Id> = boxes.filter_map(|heading| article_of(tree, heading.id)).collect();
    boxes.dedup();
    boxes.retain(|id| paragraph_bytes(tree, *id) >= MIN_ARTICLE);
    let is_within = |id: Id, other: Id| ancestors(tree, id).skip(1).any(|around| around == other);
    let Some((&first, rest)) = boxes.split_first() else { return Vec::new() };
    let is_other = |id: &Id| !is_within(*id, first) && !is_within(first, *id) && names(tree, *id) == names(tree, first);
    rest.iter().copied().filter(is_other).collect()
}

fn names<'t>(tree: &'t Tree, id: Id) -> &'t str {
    tree.attribute(id, "class").unwrap_or_default()
}

/// Bytes of paragraphs in the element.
fn paragraph_bytes(tree: &Tree, id: Id) -> usize {
    let paragraphs = tree.descendants(id).filter(|id| tree.name(*id) == "p");
    paragraphs.map(|id| tree.descendants(id).filter_map(|id| tree.text(id)).map(str::len).sum::<usize>()).sum()
}

/// Bytes of paragraphs between two siblings.
fn paragraph_bytes_between(tree: &Tree, first: Id, last: Id) -> usize {
    let behind = std::iter::successors(tree.next_sibling(first), |id| tree.next_sibling(*id));
    let of = |id: Id| if tree.name(id) == "p" { tree.all_text(id).len() } else { paragraph_bytes(tree, id) };
    let mut sum = 0;
    for id in behind {
        if id == last {
            return sum;
        }
        sum += of(id);
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html::parser::parse;

    const TEXT: &str = "<p>The mayor said on Monday that the old bridge would open again before the winter, and that nobody \
                        need fear to cross it, since the engineers had looked at each of its many stones and found all of them sound.</p>";

    fn left(page: &str) -> String {
        let page = format!("<body>{}", page.replace("TEXT", TEXT));
        let mut tree = parse(&page).tree;
        remove_other_articles(&mut tree, Some("Bridge to Open"));
        let marks = tree.descendants(tree.root().unwrap()).filter(|id| tree.name(*id) == "var");
        marks.map(|id| tree.all_text(id)).collect()
    }

    #[test]
    fn other_articles_go() {
        for page in [
            "<article><h1>Bridge to open</h1>TEXT<b>1</b></article><article><h1>A storm</h1>TEXT<b>2</b></article>",
            "<div><div><h1>Bridge to open</h1>TEXT<b>1</b></div></div><div><div><h1>A storm</h1></div>TEXT<b>2</b></div>",
            "<header><h1>Bridge to open</h1></header><div>TEXT<b>1</b></div><section><h1>A storm</h1>TEXT<b>2</b></section>",
            "<article class=a><h2>Bridge to open</h2>TEXT<b>1</b></article><article class=a><h2>A storm</h2>TEXT<b>2</b></article>",
            "<article><h1>The bridge opens</h1>TEXT<b>1</b></article><article><h1>A storm</h1>TEXT<b>2</b></article>",
            "<article><h1>A storm</h1>TEXT<b>2</b></article><article><h1>Bridge to open</h1>TEXT<b>1</b></article>",
        ] {
            assert_eq!(left(page), "1", "{page}");
        }
    }

    #[test]
    fn parts_of_one_article_stay() {
        for page in [
            "<h1>Bridge to open</h1>TEXT<b>1</b><h1>What comes next</h1>TEXT<b>2</b>",
            "<article><h1>Bridge to open</h1>TEXT<b>1</b><h1>What comes next</h1>TEXT<b>2</b></article>",
            "<article><h1>Bridge to open</h1>TEXT<b>1</b><section><h2>Next</h2>TEXT<b>2</b></section></article>",
            "<header><h1>Bridge to open</h1></header><article><h1>Part one</h1>TEXT<b>12</b></article>",
            "<header><h1>The Paper</h1></header><article><h1>Bridge to open</h1>TEXT<b>12</b></article>",
            "<article><h1>Live: the bridge</h1>TEXT<b>1</b></article><article class=update><h2>10.30</h2>TEXT<b>2</b></article>",
        ] {
            assert_eq!(left(page), "12", "{page}");
        }
    }
}
