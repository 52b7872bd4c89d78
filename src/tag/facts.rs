//! What features are made of: for each token the facts about it and its surroundings, gathered in one pass.
//!
//! Everything here is read off the document, the word classes and the habits; nothing is learned here, and nothing
//! depends on labels. What is known of one token stands in three small records.

use super::marks::{MarkFacts, mark_facts};
use super::places::{PlaceFacts, place_facts};
use super::words::{WordFacts, word_facts};
use crate::model::{Habits, Words};
use crate::text::Document;

/// The facts of one document, token by token.
pub struct Facts {
    /// Each different word, by its number.
    known: Vec<WordFacts>,
    /// For each token, the number of its word.
    of: Vec<u32>,
    /// How many words there are when capitals do not count, see [`WordFacts::number`].
    pub different_words: usize,
    /// Where it stands as to quotation marks.
    pub marks: Vec<MarkFacts>,
    /// Where it stands in its segment, sentence and paragraph.
    pub places: Vec<PlaceFacts>,
}

impl Facts {
    /// Gathers the facts of `document`.
    pub fn of(document: &Document, words: &Words, habits: &Habits) -> Facts {
        let (known, different_words) = word_facts(document, words, habits);
        let of = (0..document.tokens.len()).map(|index| document.word_number(index) as u32).collect();
        let mut facts = Facts { known, of, different_words, marks: mark_facts(document), places: Vec::new() };
        facts.places = place_facts(document, &facts);
        facts
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.of.len()
    }

    /// Whether there are no tokens.
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// What is known of the word of token `index`.
    #[inline]
    pub fn word(&self, index: usize) -> &WordFacts {
        &self.known[self.of[index] as usize]
    }
}
