//! Which part of a page is its main text: found by `dom_smoothie`, else every paragraph there is.

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability, TextMode};

use super::blocks::{Block, blocks};

/// Fewer bytes than this are no article: something went wrong in finding it.
const SHORTEST: usize = 200;

/// Elements that a page may have; the largest real ones have some ten thousand.
const MOST_ELEMENTS: usize = 1_000_000;

/// The blocks of the main text.
pub(super) fn main_text(document: Document) -> Vec<Block> {
    let all = all_blocks(&document);
    let config = Config {
        disable_json_ld: true,
        keep_classes: true,
        max_elements_to_parse: MOST_ELEMENTS,
        text_mode: TextMode::Raw,
        ..Config::default()
    };
    let Ok(mut readability) = Readability::with_document(document, None, Some(config)) else { return all };
    if readability.parse().is_err() {
        return all;
    }
    let found = readability.doc.select_single("#readability-page-1");
    let main = found.nodes().first().map(blocks).unwrap_or_default();
    if main.iter().map(|block| block.text.len()).sum::<usize>() < SHORTEST { longer(main, all) } else { main }
}

/// Every paragraph of the page.
fn all_blocks(document: &Document) -> Vec<Block> {
    document.body().as_ref().map(|body: &NodeRef| blocks(body)).unwrap_or_default()
}

fn longer(main: Vec<Block>, all: Vec<Block>) -> Vec<Block> {
    if main.is_empty() { all } else { main }
}
