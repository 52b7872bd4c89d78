//! Topic expansion: the topics that are meant by a typed topic.
//!
//! The table that names topics when articles are read ([`CONCEPTS`]) also expands them here: "drug trade" finds "drug
//! trafficking". Otherwise topics match that contain the typed words, in singular or plural.

use std::collections::BTreeSet;

use crate::index::words;
use crate::lexicon::{CONCEPTS, lemma, usual_number};

/// A typed topic, expanded.
#[derive(Clone, Debug)]
pub(crate) struct TopicExpansion {
    /// The concept of the table with this name.
    pub concept: Option<&'static str>,
    /// The folded words: as typed, in the singular, and in the usual number of topics.
    pub spellings: BTreeSet<Vec<String>>,
}

impl TopicExpansion {
    /// Expands `asked`.
    pub fn of(asked: &str) -> Self {
        let typed = folded(asked);
        let singular: Vec<String> = typed.iter().map(|word| lemma(word)).collect();
        let mut shown = singular.clone();
        if let Some(last) = shown.last_mut() {
            *last = usual_number(last);
        }
        Self {
            concept: CONCEPTS.named(asked).map(|concept| concept.name),
            spellings: BTreeSet::from([typed, singular, shown]),
        }
    }

    /// Whether the topic `name` matches.
    pub fn matches(&self, name: &str) -> bool {
        let words = folded(name);
        let part = |part: &Vec<String>| !part.is_empty() && words.windows(part.len()).any(|window| window == part);
        self.concept == Some(name) || self.spellings.iter().any(part)
    }
}

fn folded(text: &str) -> Vec<String> {
    words(text).map(|word| word.folded).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_words_and_other_numbers_are_the_same_topic() {
        let matches = |asked: &str, name: &str| TopicExpansion::of(asked).matches(name);
        assert!(matches("drug trade", "drug trafficking"));
        assert!(matches("global warming", "climate change"));
        assert!(matches("economy", "economy, business and finance"));
        assert!(matches("water plans", "water plan"));
        assert!(!matches("trade", "drug trafficking"));
        assert!(!matches("", "drug trafficking"));
    }
}
