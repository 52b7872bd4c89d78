//! Extracts the article from a page, step by step.

use super::blocks::{Block, blocks};
use super::choose::article_blocks;
use super::facts::Facts;
use super::fill::filled;
use super::junk::Removed;
use super::left_out::Paragraphs;
use super::main_text::main_text;
use super::meta::Meta;
use super::tree::Tree;
use super::{consent, json_ld, junk, lean, quotation, scroll, state};
use crate::article::Article;
use crate::read::error::Problem;
use crate::read::origin::Origin;

/// A page with less visible text may keep its article in script data, in bytes.
const STUB: usize = 1000;

/// The article on a web page saved from the URL `address`; without a file, the URL is the id.
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
/// The page has no text, or only a cookie consent request.
pub fn page(html: &str, address: Option<&str>) -> Result<Article, Problem> {
    article(&Origin::default(), html, address)
}

/// The article on a web page, saved from the URL `address` if that is known.
pub(in crate::read) fn article(origin: &Origin, html: &str, address: Option<&str>) -> Result<Article, Problem> {
    let mut lean = lean::lean(html);
    let facts = Facts::of(&lean.tree);
    let ld = json_ld::read(&lean.ld);
    let meta = Meta::new(&facts, &ld, address, &origin.calendar);
    let title = meta.title.as_deref();
    if !ld.is_live {
        scroll::cut(&mut lean.tree, title);
    }
    let paragraphs = Paragraphs::of(&lean.tree);
    let removed = junk::remove(&mut lean.tree);
    let found = found(html, &lean.tree, title, removed);
    let found = fuller(found, &ld.body, || state::body(&lean.states, title));
    if removed.consent && found.is_empty() || consent::is_nothing_else(&found) {
        return Err(Problem::OnlyConsent);
    }
    let mut blocks = article_blocks(found, title, &meta.authors);
    quotation::mark(&mut blocks);
    let text = blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n\n");
    if text.is_empty() {
        return Err(Problem::EmptyPage);
    }
    if let Some(remark) = paragraphs.left_out_of(&text) {
        origin.notes.leave(&origin.name, remark);
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

/// The blocks of the main text, otherwise all blocks. Boilerplate is only included when there is nothing else.
fn found(html: &str, clean: &Tree, title: Option<&str>, removed: Removed) -> Vec<Block> {
    let main = main_text(clean, title);
    if !main.is_empty() {
        return filled(clean, main);
    }
    let every = |tree: &Tree| tree.find("body").map(|body| blocks(tree, body)).unwrap_or_default();
    let found = every(clean);
    if found.is_empty() && !removed.consent { every(&lean::lean(html).tree) } else { found }
}

/// The visible blocks, unless the data of the page contains far more of the article.
fn fuller(shown: Vec<Block>, ld: &[String], state: impl FnOnce() -> Vec<String>) -> Vec<Block> {
    let shown_bytes: usize = shown.iter().map(|block| block.text.len()).sum();
    let is_fuller = |body: &[String]| body.iter().map(String::len).sum::<usize>() > shown_bytes * 2;
    let state = || if shown_bytes < STUB { state() } else { Vec::new() };
    let body = [ld.iter().flat_map(|text| state::paragraphs(text)).collect(), state()];
    let block = |text: String| Block { text, ..Block::default() };
    match body.into_iter().find(|body| is_fuller(body)) {
        Some(body) => body.into_iter().map(block).collect(),
        None => shown,
    }
}

/// The id of a page without URL and file.
fn id_of_words(text: &str) -> String {
    format!("page-{}", &blake3::hash(text.as_bytes()).to_hex()[..12])
}
