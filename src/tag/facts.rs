//! What features are made of: for each token the facts about it and its surroundings, gathered in one pass.
//!
//! Everything here is read off the document, the word classes and the habits; nothing is learned here, and nothing
//! depends on labels. What is known of one token stands in three small records.

use super::marks::{MarkFacts, mark_facts};
use super::places::{PlaceFacts, place_facts};
use super::words::{TextWords, WordFacts};
use crate::model::{Habits, Words};
use crate::text::Document;

/// The facts of one document, token by token.
pub struct Facts {
    /// The word itself.
    pub words: TextWords,
    /// Where it stands as to quotation marks.
    pub marks: Vec<MarkFacts>,
    /// Where it stands in its segment, sentence and paragraph.
    pub places: Vec<PlaceFacts>,
}

impl Facts {
    /// Gathers the facts of `document`.
    pub fn of(document: &Document, words: &Words, habits: &Habits) -> Facts {
        let words = TextWords::of(document, words, habits);
        let marks = mark_facts(document);
        let places = place_facts(document, &words, &marks);
        Facts { words, marks, places }
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are no tokens.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// What is known of the word of token `index`.
    #[inline]
    pub fn word(&self, index: usize) -> &WordFacts {
        self.words.word(index)
    }
}
