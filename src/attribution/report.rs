//! Statement or attitude: did somebody say it, or does the reporter tell what is in somebody's mind?
//!
//! Quoted words are a statement. For the rest the cue decides, by what was counted on labelled articles: the share of
//! attributions with that word in their cue that hold quotation marks or a plain verb of saying, or that the guide of the
//! news corpus counts. A cue whose words are such at least one time in five is one of saying; so is one never seen, and
//! one on the list of [`SAYING_WORDS`] ("denied"), which people take for saying though hardly anybody quotes after it.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lexicon::SAYING_WORDS;
use crate::quote::Report;

/// Least share of statements, in per cent, that makes a word one of saying.
const SAYING: u8 = 20;

/// Word of a cue, tab, share of statements in per cent; sorted.
static CUE_WORDS: LazyLock<FxHashMap<&'static str, u8>> = LazyLock::new(|| {
    let entry = |line: &'static str| {
        let (word, share) = line.split_once('\t')?;
        Some((word, share.parse().ok()?))
    };
    include_str!("../../seeds/model/cue-words.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(entry)
        .collect()
});

/// What a content without quotation marks is, by the words of its cue: the most telling one decides.
pub fn report_of<'a>(cue: impl Iterator<Item = &'a str>) -> Report {
    match cue.filter_map(|word| share_of(&word.to_lowercase())).max() {
        Some(share) if share < SAYING => Report::Attitude,
        _ => Report::Statement,
    }
}

/// Least share of statements, in per cent, of a verb that tells of words, said or written: "estimated".
const WORDS: u8 = 10;

/// Whether the verb `lower` (in small letters) tells of words where somebody reports it.
pub fn tells_of_words(lower: &str) -> bool {
    share_of(lower).is_some_and(|share| share >= WORDS)
}

/// The share of statements, in per cent, of the cues with the word `lower`; none when it was never seen in one.
fn share_of(lower: &str) -> Option<u8> {
    if SAYING_WORDS.has(lower) { Some(100) } else { CUE_WORDS.get(lower).copied() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_of_saying_make_statements_and_verbs_of_the_mind_attitudes() {
        for cue in ["said", "according to", "warned", "told reporters", "denied", "frobnicated"] {
            assert_eq!(report_of(cue.split(' ')), Report::Statement, "{cue}");
        }
        for cue in ["believes", "wants", "hopes", "is expected"] {
            assert_eq!(report_of(cue.split(' ')), Report::Attitude, "{cue}");
        }
    }
}
