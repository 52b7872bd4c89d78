//! What a topic that is asked for means.
//!
//! The table that named the topics when articles were read ([`CONCEPTS`]) understands them here: "drug trade" means what
//! is filed under "drug trafficking". Else its words are looked for in the topics, in singular and plural.

use std::collections::BTreeSet;

use crate::index::words;
use crate::lexicon::{CONCEPTS, lemma, usual_number};

/// What somebody means by a topic.
#[derive(Clone, Debug)]
pub(crate) struct Meaning {
    /// The well-known topic that has this name.
    pub concept: Option<&'static str>,
    /// The folded words as typed, in the singular, and as topics are shown.
    pub spellings: BTreeSet<Vec<String>>,
}

impl Meaning {
    /// What `asked` means.
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

    /// Whether the topic `name` is meant.
    pub fn has(&self, name: &str) -> bool {
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
        let meant = |asked: &str, name: &str| Meaning::of(asked).has(name);
        assert!(meant("drug trade", "drug trafficking"));
        assert!(meant("global warming", "climate change"));
        assert!(meant("economy", "economy, business and finance"));
        assert!(meant("water plans", "water plan"));
        assert!(!meant("trade", "drug trafficking"));
        assert!(!meant("", "drug trafficking"));
    }
}
