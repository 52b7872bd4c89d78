//! Which part of a page is its main text: found by `dom_smoothie`, else every paragraph there is.

use dom_query::Document;
use dom_smoothie::{Config, Readability, TextMode};

use super::blocks::{Block, blocks};

/// Elements that a page may have; the largest real ones have some ten thousand.
const MOST_ELEMENTS: usize = 1_000_000;

/// The blocks of the main text of a page with this headline; `all` gives those of the whole page when none is found.
pub(super) fn main_text(document: Document, title: Option<&str>, all: impl Fn() -> Vec<Block>) -> Vec<Block> {
    keep_title_only(&document, title);
    let config = Config {
        disable_json_ld: true,
        keep_classes: true,
        max_elements_to_parse: MOST_ELEMENTS,
        text_mode: TextMode::Raw,
        ..Config::default()
    };
    let main = Readability::with_document(document, None, Some(config)).and_then(|mut readability| {
        readability.parse()?;
        let found = readability.doc.select_single("#readability-page-1");
        Ok(found.nodes().first().map(blocks).unwrap_or_default())
    });
    match main {
        Ok(main) if !main.is_empty() => main,
        _ => all(),
    }
}

/// What the head of the page says is known by now; the headline helps to find the text below it.
fn keep_title_only(document: &Document, title: Option<&str>) {
    let Some(head) = document.head() else { return };
    head.remove_children();
    if let Some(title) = title {
        let element = document.tree.new_element("title");
        element.set_text(title);
        head.append_child(&element);
    }
}
