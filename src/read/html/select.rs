//! Selects the blocks of the main text that belong to the article.
//!
//! Besides the wording of a block (`boilerplate_text`), its position counts (bylines above the text, notes on the
//! author below), its links (a block that is only a link leads elsewhere), and duplicates (the headline and pull quotes
//! repeat text).

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use super::blocks::{Block, BlockKind};
use super::boilerplate_text::{ends_sentence, is_boilerplate, is_byline};
use super::text_utils::letter_key;

/// How many blocks at the start may be the headline, a byline or a date.
const MAX_TOP: usize = 8;

/// How many blocks at the end may be notes on the author.
const MAX_BOTTOM: usize = 4;

/// Shorter repeated word sequences are coincidence.
const MIN_REPEATED: usize = 6;

/// A whole block with fewer words may repeat by coincidence.
const MIN_DUPLICATE: usize = 12;

/// Most occurrences of a word sequence that are stored.
const MAX_OCCURRENCES: usize = 16;

/// The blocks of an article with this headline and these authors.
pub(super) fn select_blocks(mut blocks: Vec<Block>, title: Option<&str>, authors: &[String]) -> Vec<Block> {
    remove_where(&mut blocks, |_, block| is_boilerplate(&block.text) || is_list_of_links(block));
    let elsewhere = leads_elsewhere(&blocks);
    remove_where(&mut blocks, |at, _| elsewhere[at]);
    let title = title.map(letter_key).unwrap_or_default();
    let names: Vec<String> = authors.iter().map(|author| letter_key(author)).collect();
    remove_where(&mut blocks, |at, block| {
        at < MAX_TOP && (is_byline(&block.text) || is_headline(block, &title, &names))
    });
    let from = blocks.len().saturating_sub(MAX_BOTTOM).max(1);
    remove_where(&mut blocks, |at, block| at >= from && is_author_note(&block.text, authors, &names));
    let duplicates = find_duplicates(&blocks);
    remove_where(&mut blocks, |at, _| duplicates[at]);
    trim_ends(&mut blocks);
    blocks
}

/// Removes the blocks for which `is_out` is true, but never all of them.
fn remove_where(blocks: &mut Vec<Block>, is_out: impl Fn(usize, &Block) -> bool) {
    let out: Vec<bool> = blocks.iter().enumerate().map(|(at, block)| is_out(at, block)).collect();
    if out.contains(&false) {
        let mut out = out.into_iter();
        blocks.retain(|_| out.next() != Some(true));
    }
}

fn is_headline(block: &Block, title: &str, names: &[String]) -> bool {
    let words = letter_key(&block.text);
    !words.is_empty() && (words == title || names.contains(&words))
}

/// "Ann Smith is a reporter in London", or only her name, below the text.
fn is_author_note(text: &str, authors: &[String], names: &[String]) -> bool {
    if text.len() < 100 && names.contains(&letter_key(text)) {
        return true;
    }
    let rest = authors.iter().find_map(|author| text.strip_prefix(author.as_str()));
    rest.is_some_and(|rest| {
        let is = [
            "is a ", "is an ", "is the ", "covers ", "writes ", "reports ", "joined ", "has ", "can be ", "was ", "(",
            "@",
        ];
        let rest = rest.trim_start_matches([' ', ',']);
        is.iter().any(|is| rest.starts_with(is)) && !text.contains(['“', '"'])
    })
}

/// Marks blocks that are only a link, and lists of such blocks.
fn leads_elsewhere(blocks: &[Block]) -> Vec<bool> {
    let mut out: Vec<bool> = blocks.iter().map(is_link).collect();
    let is_item = |at: usize| matches!(blocks[at].kind, BlockKind::ListItem | BlockKind::TableRow);
    let mut at = 0;
    while at < blocks.len() {
        let end = (at..blocks.len()).find(|&end| !is_item(end)).unwrap_or(blocks.len());
        // A list is kept unless all of its lines lead elsewhere.
        if out[at..end].contains(&false) {
            out[at..end].fill(false);
        }
        at = end.max(at + 1);
    }
    out
}

/// Nearly all of the block is a link, and it is not a sentence but more than a name.
fn is_link(block: &Block) -> bool {
    let is_sentence = block.text.trim_end_matches(['”', '"', '’', '\'']).ends_with(['.', ':', ';']);
    let is_shouted = !block.text.contains(char::is_lowercase);
    let is_all = block.linked_bytes * 10 >= visible_bytes(&block.text) * 9;
    block.kind != BlockKind::Heading && is_all && (!is_sentence || is_shouted) && block.text.split(' ').count() > 3
}

/// Lines of links below a line such as "Don't miss".
fn is_list_of_links(block: &Block) -> bool {
    let first = block.text.lines().next().filter(|line| line.len() < block.text.len());
    first.is_some_and(|line| is_boilerplate(&format!("{line}:"))) && block.linked_bytes * 2 > visible_bytes(&block.text)
}

/// Bytes that are not white space.
fn visible_bytes(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).map(char::len_utf8).sum()
}

/// Marks blocks whose words occur in another block as well: pull quotes, and the second of two captions.
fn find_duplicates(blocks: &[Block]) -> Vec<bool> {
    let words = WordIndex::of(blocks);
    let is_copy = |block: usize| {
        let others = words.copies_of(block);
        let is_longer = |other: &usize| words.count(*other) > words.count(block);
        let is_plain = |block: usize| blocks[block].kind == BlockKind::Paragraph;
        match others[..] {
            [] => false,
            _ if others.iter().any(is_longer) => true,
            // Text that occurs more often is a refrain, such as the question of an interview.
            [other] if words.count(block) >= MIN_DUPLICATE => match (is_plain(other), is_plain(block)) {
                (true, false) => true,
                (false, true) => false,
                _ => other < block,
            },
            _ => false,
        }
    };
    (0..blocks.len()).map(is_copy).collect()
}

/// All words of an article, with the positions of all sequences of [`MIN_REPEATED`] words.
struct WordIndex {
    /// A hash of each word.
    hashes: Vec<u64>,
    /// The start of each block, and the end of the last.
    starts: Vec<usize>,
    occurrences: FxHashMap<u64, Vec<usize>>,
}

impl WordIndex {
    fn of(blocks: &[Block]) -> Self {
        let (mut hashes, mut starts) = (Vec::new(), vec![0]);
        for block in blocks {
            hashes.extend(block.text.split_whitespace().filter_map(word_hash));
            starts.push(hashes.len());
        }
        let mut occurrences: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for (at, words) in hashes.windows(MIN_REPEATED).enumerate() {
            let known = occurrences.entry(sequence_hash(words)).or_default();
            if known.len() < MAX_OCCURRENCES {
                known.push(at);
            }
        }
        Self { hashes, starts, occurrences }
    }

    fn count(&self, block: usize) -> usize {
        self.starts[block + 1] - self.starts[block]
    }

    /// The other blocks that contain all words of this block in sequence.
    fn copies_of(&self, block: usize) -> Vec<usize> {
        let own = &self.hashes[self.starts[block]..self.starts[block + 1]];
        let Some(first) = own.get(..MIN_REPEATED) else { return Vec::new() };
        let occurrences = self.occurrences.get(&sequence_hash(first)).into_iter().flatten();
        let others = occurrences.filter_map(|&position| {
            let other = self.starts.partition_point(|&start| start <= position) - 1;
            let there = self.hashes[..self.starts[other + 1]].get(position..position + own.len())?;
            (other != block && there == own).then_some(other)
        });
        others.collect()
    }
}

/// A hash of the word without case and punctuation; `None` for punctuation alone.
fn word_hash(word: &str) -> Option<u64> {
    let mut hasher = FxHasher::default();
    let letters = word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    let count = letters.inspect(|letter| letter.hash(&mut hasher)).count();
    (count > 0).then(|| hasher.finish())
}

fn sequence_hash(words: &[u64]) -> u64 {
    let mut hasher = FxHasher::default();
    words.hash(&mut hasher);
    hasher.finish()
}

/// Trims labels above the text, and headings and remains of lists below it.
fn trim_ends(blocks: &mut Vec<Block>) {
    let is_text = |block: &Block| ends_sentence(&block.text) || block.text.len() > 120;
    let Some(last) = blocks.iter().rposition(is_text) else { return };
    let is_leftover = |block: &Block| {
        // A dash starts the name of the person quoted above.
        let is_name = block.text.starts_with(['—', '–', '-', '~']);
        let is_short = block.text.split_whitespace().count() <= 3;
        !is_name
            && (block.kind == BlockKind::Heading || is_short || block.linked_bytes * 2 > visible_bytes(&block.text))
    };
    while blocks.len() > last + 1 && blocks.last().is_some_and(is_leftover) {
        blocks.pop();
    }
    let first = blocks.iter().position(is_text).unwrap_or(0);
    let is_label = |block: &Block| {
        block.kind != BlockKind::Heading && block.text.len() <= 80 && !block.text.contains(['“', '"', ':'])
    };
    let labels = blocks[..first.min(MAX_TOP)].iter().take_while(|block| is_label(block)).count();
    blocks.drain(..labels);
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The mayor said on Monday that the old bridge would be opened again before the winter comes.";

    fn plain(text: &str) -> Block {
        Block { text: text.to_owned(), ..Block::default() }
    }

    fn link(text: &str, kind: BlockKind) -> Block {
        Block { text: text.to_owned(), kind, linked_bytes: visible_bytes(text), ..Block::default() }
    }

    fn left(blocks: Vec<Block>) -> Vec<String> {
        let authors = ["Ann Smith".to_owned()];
        select_blocks(blocks, Some("Bridge to Open"), &authors).into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn headline_byline_and_note_on_the_author_go() {
        let note = "Ann Smith is a reporter at The Paper.";
        let more = "Nobody on the other side of the river believed her when she said so.";
        assert_eq!(
            left(["Bridge to open", "By Ann Smith", "Nov. 20, 2019", TEXT, more, note].map(plain).to_vec()),
            [TEXT, more]
        );
        assert_eq!(left(vec![plain(note)]), [note], "never everything");
    }

    #[test]
    fn lines_that_are_links_lead_elsewhere() {
        let elsewhere = link("Ten bridges you must see", BlockKind::Paragraph);
        let items = [
            link("First one of many bridges", BlockKind::ListItem),
            link("Second one of many bridges", BlockKind::ListItem),
        ];
        let all = [vec![plain(TEXT), elsewhere], items.to_vec(), vec![plain("The end of it.")]].concat();
        assert_eq!(left(all), [TEXT, "The end of it."]);
        let mixed =
            vec![plain(TEXT), items[0].clone(), Block { kind: BlockKind::ListItem, ..plain("An item of its own.") }];
        assert_eq!(left(mixed).len(), 3, "a list of the article");
        let sentence = link("She said so to the council on Monday.", BlockKind::Paragraph);
        assert_eq!(left(vec![plain(TEXT), sentence]).len(), 2);
    }

    #[test]
    fn pull_quotes_go_and_refrains_stay() {
        let pulled = Block { kind: BlockKind::Quotation, ..plain("the old bridge would be opened again") };
        assert_eq!(left(vec![pulled, plain(TEXT)]), [TEXT]);
        assert_eq!(left(vec![plain(TEXT), plain(TEXT)]), [TEXT]);
        let question = plain("What did you first think of when you saw the bridge on that morning?");
        assert_eq!(left(vec![question.clone(), plain(TEXT), question.clone(), question]).len(), 4);
    }

    #[test]
    fn what_stands_around_the_text_goes() {
        let heading = Block { kind: BlockKind::Heading, ..plain("More of the same") };
        assert_eq!(
            left(vec![plain("News"), plain(TEXT), plain("— Ann Li"), heading, plain("___")]),
            [TEXT, "— Ann Li"]
        );
    }

    #[test]
    fn a_thousand_alike_take_no_time() {
        let begun = std::time::Instant::now();
        let refrain = plain("What did you first think of when you saw the bridge on that morning?");
        assert_eq!(left(vec![refrain; 20_000]).len(), 20_000);
        assert!(begun.elapsed().as_secs() < 20);
    }
}
