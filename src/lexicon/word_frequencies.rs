//! Frequency and part of speech of common words: `background.tsv`, which was counted once (its script says from what).

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// The table, by lower-case words as written.
pub static WORD_FREQUENCIES: LazyLock<WordFrequencies> = LazyLock::new(|| WordFrequencies::parse(TABLE));

const TABLE: &str = include_str!("../../seeds/lexicon/background.tsv");

/// The usual part of speech of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartOfSpeech {
    /// A noun.
    Noun,
    /// An adjective.
    Adjective,
    /// Anything else.
    Other,
}

/// Frequency and part of speech of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordFrequency {
    /// Its usual part of speech.
    pub part: PartOfSpeech,
    /// 0 for the most frequent words, 6 for the rarest in the table.
    pub rarity: u8,
}

/// The common words of English news.
pub struct WordFrequencies(FxHashMap<&'static str, WordFrequency>);

impl WordFrequencies {
    fn parse(table: &'static str) -> Self {
        Self(super::entries(table).filter_map(parse).collect())
    }

    /// The entry of `word` (lower case).
    pub fn get(&self, word: &str) -> Option<WordFrequency> {
        self.0.get(word).copied()
    }

    /// Whether `plural` is more common than `singular`: "rights", "relations".
    pub fn plural_is_usual(&self, singular: &str, plural: &str) -> bool {
        let rarity = |word: &str| self.get(word).map_or(7, |known| known.rarity);
        rarity(plural) < rarity(singular)
    }
}

fn parse(line: &'static str) -> Option<(&'static str, WordFrequency)> {
    let (word, facts) = line.split_once('\t')?;
    let part = match facts.as_bytes().first()? {
        b'n' => PartOfSpeech::Noun,
        b'a' => PartOfSpeech::Adjective,
        _ => PartOfSpeech::Other,
    };
    Some((word, WordFrequency { part, rarity: facts[1..].parse().ok()? }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_an_entry_in_order() {
        let lines: Vec<_> = super::super::entries(TABLE).collect();
        assert!(lines.iter().all(|line| parse(line).is_some()));
        assert!(lines.is_sorted_by(|a, b| a.split('\t').next() < b.split('\t').next()));
        assert!(TABLE.len() < 200_000, "meant to be compact");
    }

    #[test]
    fn what_is_known_of_words() {
        assert_eq!(WORD_FREQUENCIES.get("drug").map(|known| known.part), Some(PartOfSpeech::Noun));
        assert_eq!(WORD_FREQUENCIES.get("legislative").map(|known| known.part), Some(PartOfSpeech::Adjective));
        assert_eq!(WORD_FREQUENCIES.get("haugland"), None);
        assert!(WORD_FREQUENCIES.plural_is_usual("relation", "relations"));
        assert!(!WORD_FREQUENCIES.plural_is_usual("boat", "boats"));
    }
}
