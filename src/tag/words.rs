//! What is known of each word by itself: forms, class, habit.
//!
//! A capitalised word that is hardly ever written small is taken for a name, and all names are one word to the
//! features: who was in the news when the training articles were written must not matter.

use super::forms::Forms;
use super::hash::hash_bytes;
use crate::model::{Habit, Habits, WordClass, Words};
use crate::text::{Document, Token, TokenKind};

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

/// The word facts of all tokens.
pub(super) fn word_facts(document: &Document, words: &Words, habits: &Habits) -> Vec<WordFacts> {
    let name = hash_bytes(b"<name>");
    let mut buffer = String::new();
    let fact = |token: &Token| {
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
