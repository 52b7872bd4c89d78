//! The whole way from a page to an article.

use super::blocks::{Block, blocks};
use super::choose::article_blocks;
use super::facts::Facts;
use super::main_text::main_text;
use super::meta::Meta;
use super::tree::Tree;
use super::{json_ld, junk, lean};
use crate::article::Article;
use crate::read::error::Problem;
use crate::read::origin::Origin;

/// The article on a web page, saved from `address` if that is known; without a file its id is its address.
///
/// ```
/// let html = "<title>Mayor Leaves</title><p>“I quit,” <b>Ann</b> Smith said on Monday.</p>";
/// let article = quotedex::read::page(html, Some("https://paper.org/2024/05/12/mayor"))?;
/// assert_eq!(article.text(), "“I quit,” Ann Smith said on Monday.");
/// assert_eq!(article.publisher.as_deref(), Some("paper.org"));
/// assert_eq!(article.date, Some(jiff::civil::date(2024, 5, 12)));
/// # Ok::<(), quotedex::read::Problem>(())
/// ```
///
/// # Errors
///
/// A page without any text.
pub fn page(html: &str, address: Option<&str>) -> Result<Article, Problem> {
    article(&Origin::default(), html, address)
}

/// The article on a web page from somewhere, saved from `address` if that is known.
pub(in crate::read) fn article(origin: &Origin, html: &str, address: Option<&str>) -> Result<Article, Problem> {
    let mut lean = lean::lean(html);
    let facts = Facts::of(&lean.tree);
    let ld = json_ld::read(&lean.ld);
    let meta = Meta::new(&facts, &ld, address);
    junk::remove(&mut lean.tree);
    let mut main = main_text(&lean.tree, meta.title.as_deref());
    if main.is_empty() {
        main = every_block(html, &lean.tree);
    }
    let blocks = article_blocks(main, meta.title.as_deref(), &meta.authors);
    let text = blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n\n");
    if text.is_empty() {
        return Err(Problem::EmptyPage);
    }
    let id =
        if origin.id.is_empty() { meta.url.clone().unwrap_or_else(|| id_of_words(&text)) } else { origin.id.clone() };
    let mut article = Article::new(id, text);
    article.title = meta.title;
    article.authors = meta.authors;
    article.publisher = meta.publisher;
    article.date = meta.date;
    article.url = meta.url;
    article.path = origin.path.clone();
    article.refuted = ld.refuted;
    Ok(article)
}

/// All blocks of a page in which no main text was found; those that look like junk only if there are no others.
fn every_block(html: &str, clean: &Tree) -> Vec<Block> {
    let every = |tree: &Tree| tree.find("body").map(|body| blocks(tree, body)).unwrap_or_default();
    let clean = every(clean);
    if clean.is_empty() { every(&lean::lean(html).tree) } else { clean }
}

/// A page from a stream that names no address is called by its words.
fn id_of_words(text: &str) -> String {
    format!("page-{}", &blake3::hash(text.as_bytes()).to_hex()[..12])
}
