//! What features are made of: for each token the facts about it and its surroundings, gathered in one pass.
//!
//! Everything here is read off the document, the word classes and the habits; nothing is learned here, and nothing
//! depends on labels. The parts of one token stand in four small records, one a kind of question.

use super::forms::Forms;
use super::hash::hash_bytes;
use super::marks::{MarkFacts, mark_facts};
use super::places::{PlaceFacts, place_facts};
use crate::model::{Habit, Habits, WordClass, Words};
use crate::text::{Document, TokenKind};

/// A cue level from which a word outside of marks counts as a likely cue.
pub const LIKELY_CUE: u8 = 3;

/// What is known of the word itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct WordFacts {
    /// Its forms; the small-letter form of a name is the same for all names.
    pub forms: Forms,
    /// Its cluster and dictionary classes.
    pub class: WordClass,
    /// How often it is part of a cue or a source.
    pub habit: Habit,
    /// Whether it is punctuation.
    pub punctuation: bool,
}

/// The facts of one document, token by token.
pub struct Facts {
    /// The word itself.
    pub words: Vec<WordFacts>,
    /// Where it stands as to quotation marks.
    pub marks: Vec<MarkFacts>,
    /// Where it stands in its segment, sentence and paragraph.
    pub places: Vec<PlaceFacts>,
}

impl Facts {
    /// Gathers the facts of `document`.
    pub fn of(document: &Document, words: &Words, habits: &Habits) -> Facts {
        let words = word_facts(document, words, habits);
        let marks = mark_facts(document);
        let places = place_facts(document, &words, &marks);
        Facts { words, marks, places }
    }
}

fn word_facts(document: &Document, words: &Words, habits: &Habits) -> Vec<WordFacts> {
    let name = hash_bytes(b"<name>");
    let mut buffer = String::new();
    let fact = |token: &crate::text::Token| {
        let mut forms = Forms::of(token.span.of(document.text), &mut buffer);
        let class = words.get(forms.lower);
        let habit = habits.get(forms.lower, forms.stem, class);
        if forms.capital && !habit.common {
            forms.lower = name;
            forms.stem = name;
        }
        WordFacts { forms, class, habit, punctuation: token.kind == TokenKind::Punctuation }
    };
    document.tokens.iter().map(fact).collect()
}
