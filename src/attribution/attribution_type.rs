//! Statement or attitude: did somebody say it, or does the reporter describe what somebody thinks?
//!
//! Quoted words are a statement. Otherwise the cue decides, by counts on labelled articles: of the attributions with
//! the word in their cue, the share that have quotation marks or a plain reporting verb, or that the guidelines of the
//! news corpus count. A cue word is a reporting word if that share is at least a fifth, if it was never seen, or if it
//! is on the list [`SAYING_WORDS`] ("denied"): those are reporting words that are rarely used with quotations.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lexicon::SAYING_WORDS;
use crate::quote::AttributionType;

/// Minimum share of statements, in per cent, of a reporting word.
const SAYING: u8 = 20;

/// The word of a cue, a tab, and the share of statements in per cent; sorted.
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

/// The type of a content without quotation marks, by its cue word with the highest share.
pub fn attribution_type_of<'a>(cue: impl Iterator<Item = &'a str>) -> AttributionType {
    match cue.filter_map(|word| share_of(&word.to_lowercase())).max() {
        Some(share) if share < SAYING => AttributionType::Attitude,
        _ => AttributionType::Statement,
    }
}

/// Minimum share of statements, in per cent, of a verb that reports words, said or written: "estimated".
const WORDS: u8 = 10;

/// Whether the verb `lower` (lower case) reports words.
pub fn is_reporting_verb(lower: &str) -> bool {
    share_of(lower).is_some_and(|share| share >= WORDS)
}

/// The share of statements, in per cent, of the cues with the word `lower`; `None` if it was never seen in a cue.
fn share_of(lower: &str) -> Option<u8> {
    if SAYING_WORDS.has(lower) { Some(100) } else { CUE_WORDS.get(lower).copied() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn saying_verbs_make_statements_and_mental_verbs_attitudes() {
        for cue in ["said", "according to", "warned", "told reporters", "denied", "frobnicated"] {
            assert_eq!(attribution_type_of(cue.split(' ')), AttributionType::Statement, "{cue}");
        }
        for cue in ["believes", "wants", "hopes", "is expected"] {
            assert_eq!(attribution_type_of(cue.split(' ')), AttributionType::Attitude, "{cue}");
        }
    }
}
