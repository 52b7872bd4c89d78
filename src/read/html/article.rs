//! Extracts the article from a page, step by step.

use super::blocks::{Block, blocks};
use super::boilerplate::Removed;
use super::coverage::ArticleParagraphs;
use super::main_text::main_text;
use super::metadata::Metadata;
use super::raw_metadata::RawMetadata;
use super::recover::recover_blocks;
use super::select::select_blocks;
use super::tree::Tree;
use super::{block_quotes, boilerplate, cookie_consent, infinite_scroll, json_ld, parser, script_state};
use crate::article::Article;
use crate::read::context::ReadContext;
use crate::read::error::Problem;

/// A page with less visible text may keep its article in script data, in bytes.
const MAX_STUB: usize = 1000;

/// The article on a web page saved from the URL `address`; without a file, the URL is the id.
///
/// ```
/// let html = "<title>Mayor Leaves</title><p>“I quit,” <b>Ann</b> Smith said on Monday.</p>";
/// let article = quotedex::read::article_from_html(html, Some("https://paper.org/2024/05/12/mayor"))?;
/// assert_eq!(article.text(), "“I quit,” Ann Smith said on Monday.");
/// assert_eq!(article.publisher.as_deref(), Some("paper.org"));
/// assert_eq!(article.date, Some(jiff::civil::date(2024, 5, 12)));
/// # Ok::<(), quotedex::read::Problem>(())
/// ```
///
/// # Errors
///
/// The page has no text, or only a cookie consent request.
pub fn article_from_html(html: &str, address: Option<&str>) -> Result<Article, Problem> {
    article(&ReadContext::default(), html, address)
}

/// The article on a web page, saved from the URL `address` if that is known.
pub(in crate::read) fn article(context: &ReadContext, html: &str, address: Option<&str>) -> Result<Article, Problem> {
    let mut page = parser::parse(html);
    let raw = RawMetadata::of(&page.tree);
    let json_ld = json_ld::read(&page.json_ld);
    let metadata = Metadata::new(&raw, &json_ld, address, &context.date_parser);
    let title = metadata.title.as_deref();
    if !json_ld.is_live {
        infinite_scroll::remove_other_articles(&mut page.tree, title);
    }
    let paragraphs = ArticleParagraphs::of(&page.tree);
    let removed = boilerplate::remove_boilerplate(&mut page.tree);
    let found = find_blocks(html, &page.tree, title, removed);
    let found = prefer_fuller(found, &json_ld.body, || script_state::article_paragraphs(&page.script_states, title));
    if removed.consent && found.is_empty() || cookie_consent::is_only_consent(&found) {
        return Err(Problem::OnlyCookieConsent);
    }
    let mut blocks = select_blocks(found, title, &metadata.authors);
    block_quotes::mark_block_quotes(&mut blocks);
    let text = blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n\n");
    if text.is_empty() {
        return Err(Problem::EmptyPage);
    }
    if let Some(warning) = paragraphs.missing_from(&text) {
        context.warnings.add(&context.name, warning);
    }
    let id = if context.id.is_empty() {
        metadata.url.clone().unwrap_or_else(|| id_from_text(&text))
    } else {
        context.id.clone()
    };
    let mut article = Article::new(id, text);
    article.title = metadata.title;
    article.authors = metadata.authors;
    article.publisher = metadata.publisher;
    article.date = metadata.date;
    article.url = metadata.url;
    article.path = context.path.clone();
    article.refuted = json_ld.refuted;
    Ok(article)
}

/// The blocks of the main text, otherwise all blocks. Boilerplate is only included when there is nothing else.
fn find_blocks(html: &str, clean: &Tree, title: Option<&str>, removed: Removed) -> Vec<Block> {
    let main = main_text(clean, title);
    if !main.is_empty() {
        return recover_blocks(clean, main);
    }
    let every = |tree: &Tree| tree.find("body").map(|body| blocks(tree, body)).unwrap_or_default();
    let found = every(clean);
    if found.is_empty() && !removed.consent { every(&parser::parse(html).tree) } else { found }
}

/// The visible blocks, unless the data of the page contains far more of the article.
fn prefer_fuller(shown: Vec<Block>, json_ld: &[String], state: impl FnOnce() -> Vec<String>) -> Vec<Block> {
    let shown_bytes: usize = shown.iter().map(|block| block.text.len()).sum();
    let is_fuller = |body: &[String]| body.iter().map(String::len).sum::<usize>() > shown_bytes * 2;
    let state = || if shown_bytes < MAX_STUB { state() } else { Vec::new() };
    let body = [json_ld.iter().flat_map(|text| script_state::paragraphs(text)).collect(), state()];
    let block = |text: String| Block { text, ..Block::default() };
    match body.into_iter().find(|body| is_fuller(body)) {
        Some(body) => body.into_iter().map(block).collect(),
        None => shown,
    }
}

/// The id of a page without URL and file.
fn id_from_text(text: &str) -> String {
    format!("page-{}", &blake3::hash(text.as_bytes()).to_hex()[..12])
}
