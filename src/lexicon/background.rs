//! How common a word is, and whether it can end a topic: `background.tsv`, counted once (its script says from what).

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// The table, looked up by small-letter words as written.
pub static BACKGROUND: LazyLock<Background> = LazyLock::new(|| Background::parse(TABLE));

const TABLE: &str = include_str!("../../seeds/lexicon/background.tsv");

/// What a word mostly is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A noun.
    Noun,
    /// An adjective.
    Adjective,
    /// Anything else.
    Other,
}

/// What is known of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Common {
    /// What it mostly is.
    pub part: Part,
    /// 0 for the most frequent words, 6 for the rarest of the table.
    pub rarity: u8,
}

/// Facts about the common words of English news.
pub struct Background(FxHashMap<&'static str, Common>);

impl Background {
    fn parse(table: &'static str) -> Self {
        Self(super::entries(table).filter_map(parse).collect())
    }

    /// What is known of `word`, in small letters.
    pub fn get(&self, word: &str) -> Option<Common> {
        self.0.get(word).copied()
    }

    /// Whether people rather read `plural` than `singular`: "rights", "relations".
    pub fn plural_is_usual(&self, singular: &str, plural: &str) -> bool {
        let rarity = |word: &str| self.get(word).map_or(7, |known| known.rarity);
        rarity(plural) < rarity(singular)
    }
}

fn parse(line: &'static str) -> Option<(&'static str, Common)> {
    let (word, facts) = line.split_once('\t')?;
    let part = match facts.as_bytes().first()? {
        b'n' => Part::Noun,
        b'a' => Part::Adjective,
        _ => Part::Other,
    };
    Some((word, Common { part, rarity: facts[1..].parse().ok()? }))
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
        assert_eq!(BACKGROUND.get("drug").map(|known| known.part), Some(Part::Noun));
        assert_eq!(BACKGROUND.get("legislative").map(|known| known.part), Some(Part::Adjective));
        assert_eq!(BACKGROUND.get("haugland"), None);
        assert!(BACKGROUND.plural_is_usual("relation", "relations"));
        assert!(!BACKGROUND.plural_is_usual("boat", "boats"));
    }
}
