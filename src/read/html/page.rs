//! The whole way from a page to an article.

use dom_query::Document;

use super::blocks::{Block, blocks};
use super::choose::article_blocks;
use super::facts::Facts;
use super::main_text::main_text;
use super::meta::Meta;
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
    let lean = lean::lean(html);
    let document = Document::from(lean.html.as_str());
    let facts = Facts::of(&document);
    let ld = json_ld::read(&lean.ld);
    let meta = Meta::new(&facts, &ld, address, &origin.calendar);
    junk::remove(&document);
    let main = main_text(document, meta.title.as_deref(), || every_block(&lean.html));
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
fn every_block(html: &str) -> Vec<Block> {
    let document = Document::from(html);
    let body = document.body();
    let every = || body.as_ref().map(blocks).unwrap_or_default();
    let all = every();
    junk::remove(&document);
    let clean = every();
    if clean.is_empty() { all } else { clean }
}

/// A page from a stream that names no address is called by its words.
fn id_of_words(text: &str) -> String {
    format!("page-{}", &blake3::hash(text.as_bytes()).to_hex()[..12])
}
