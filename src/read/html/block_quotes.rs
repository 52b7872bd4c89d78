//! Block quotations: adds quotation marks to a `blockquote` that has none, and a dash before its source.
//!
//! Pages that use the element for indentation are left alone.

use super::blocks::{Block, BlockKind};
use crate::read::quotation_marks;

/// More than one in this many bytes in block quotations means that the page uses them for indentation.
const INDENTATION_RATIO: usize = 2;

/// Adds quotation marks to block quotations without them.
pub(super) fn mark_block_quotes(blocks: &mut [Block]) {
    let length = |block: &Block| block.text.len();
    let all: usize = blocks.iter().map(length).sum();
    let boxed: usize = blocks.iter().filter(|block| block.quotation.is_some()).map(length).sum();
    if boxed * INDENTATION_RATIO <= all {
        let mut before = String::new();
        for group in blocks.chunk_by_mut(|one, next| one.quotation == next.quotation) {
            if group[0].quotation.is_some() {
                mark_group(&before, group);
            }
            before = group.last().map(|block| block.text.clone()).unwrap_or_default();
        }
    }
}

fn mark_group(before: &str, blocks: &mut [Block]) {
    for source in blocks.iter_mut().filter(|block| block.is_source && block.text.starts_with(char::is_alphanumeric)) {
        source.text.insert_str(0, "— ");
    }
    if blocks.iter().all(|block| block.kind == BlockKind::Quotation) {
        quotation_marks::add_marks(before, &mut blocks.iter_mut().map(|block| &mut block.text).collect::<Vec<_>>());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(quotation: &str, kind: BlockKind) -> String {
        let text = "The mayor said on Monday that the old bridge would open again, and wrote to all who live there:";
        let boxed = Block { text: quotation.to_owned(), kind, quotation: Some(1), ..Block::default() };
        let source =
            Block { text: "Ann Smith".to_owned(), kind, quotation: Some(1), is_source: true, ..Block::default() };
        let mut blocks = vec![Block { text: text.to_owned(), ..Block::default() }, boxed, source];
        mark_block_quotes(&mut blocks);
        format!("{} {}", blocks[1].text, blocks[2].text)
    }

    #[test]
    fn a_box_is_a_quotation_unless_it_is_a_list_or_most_of_the_page() {
        assert_eq!(marked("We open on Monday.", BlockKind::Quotation), "“We open on Monday.” — Ann Smith");
        assert_eq!(marked("“We open,” she said.", BlockKind::Quotation), "“We open,” she said. — Ann Smith");
        assert_eq!(marked("We open on Monday.", BlockKind::ListItem), "We open on Monday. — Ann Smith");
        let long = "We open on Monday, and nobody will stop us from that. ".repeat(5);
        assert_eq!(marked(&long, BlockKind::Quotation), format!("{long} Ann Smith"));
    }
}
