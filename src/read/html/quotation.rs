//! Quotations that the markup shows and no mark does: a `blockquote` gets the marks that its reader sees in its shape.
//!
//! As newspapers set them: a mark begins each paragraph, the last one ends with one. The name below a quotation stays
//! outside, behind a dash. Leaves alone what has marks of its own, and pages that use the element to move their text to the right.

use super::blocks::{Block, Kind};

/// A page is moved to the right if more than one in so many of its bytes are in such elements.
const MOVED: usize = 2;

/// Puts marks around the quotations that have none.
pub(super) fn mark(blocks: &mut [Block]) {
    let length = |block: &Block| block.text.len();
    let all: usize = blocks.iter().map(length).sum();
    let quoted: usize = blocks.iter().filter(|block| block.quoted.is_some()).map(length).sum();
    if quoted * MOVED > all {
        return;
    }
    let mut at = 0;
    while at < blocks.len() {
        let group = blocks[at].quoted;
        let end = (at..blocks.len()).find(|end| blocks[*end].quoted != group).unwrap_or(blocks.len());
        if group.is_some() {
            mark_group(&mut blocks[at..end]);
        }
        at = end;
    }
}

fn mark_group(blocks: &mut [Block]) {
    for source in blocks.iter_mut().filter(|block| block.is_source && block.text.starts_with(char::is_alphanumeric)) {
        source.text.insert_str(0, "— ");
    }
    if blocks.iter().any(|block| has_marks(&block.text) || block.kind != Kind::Quotation) {
        return;
    }
    let words = blocks.iter().position(is_source).unwrap_or(blocks.len());
    let words = &mut blocks[..words];
    let last = words.len().saturating_sub(1);
    for (at, block) in words.iter_mut().enumerate() {
        block.text.insert(0, '“');
        if at == last {
            block.text.push('”');
        }
    }
}

/// Who is quoted, below the words.
fn is_source(block: &Block) -> bool {
    block.is_source || block.text.starts_with(['—', '–', '―', '~']) || block.text.starts_with("- ")
}

fn has_marks(text: &str) -> bool {
    text.contains(['“', '”', '„', '«', '»', '"', '「', '『'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(quotation: &[&str]) -> Vec<String> {
        let quoted = |text: &&str| Block {
            text: (*text).to_owned(),
            kind: Kind::Quotation,
            quoted: Some(1),
            ..Block::default()
        };
        let text = "The mayor said on Monday that the old bridge would open again, and wrote to all who live there:";
        let mut blocks = vec![Block { text: text.to_owned(), ..Block::default() }];
        blocks.extend(quotation.iter().map(quoted));
        mark(&mut blocks);
        blocks.into_iter().skip(1).map(|block| block.text).collect()
    }

    #[test]
    fn words_get_marks_and_names_none() {
        assert_eq!(marked(&["We open on Monday."]), ["“We open on Monday.”"]);
        assert_eq!(marked(&["We open.", "All may come."]), ["“We open.", "“All may come.”"]);
        assert_eq!(marked(&["We open.", "— Ann Smith"]), ["“We open.”", "— Ann Smith"]);
    }

    #[test]
    fn what_has_marks_and_what_is_most_of_a_page_stays() {
        assert_eq!(marked(&["“We open,” she wrote.", "All may come."]), ["“We open,” she wrote.", "All may come."]);
        let long = "We open on Monday, and nobody will stop us from that. ".repeat(5);
        assert_eq!(marked(&[&long]), [long.as_str()]);
    }
}
