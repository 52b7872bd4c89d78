//! What is known of each word by itself: forms, class, habit.
//!
//! A capitalised word that is hardly ever written small is taken for a name, and all names are one word to the
//! features: who was in the news when the training articles were written must not matter.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use super::forms::Forms;
use super::hash::hash_bytes;
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
    /// Its number in the document, however it is written: small or with a capital.
    pub number: u32,
    /// Whether it is punctuation.
    pub punctuation: bool,
}

/// The word facts of all tokens, and how many numbers of words there are.
pub(super) fn word_facts(document: &Document, words: &Words, habits: &Habits) -> (Vec<WordFacts>, usize) {
    let mut known: Vec<WordFacts> = Vec::with_capacity(document.different_words());
    let mut numbers: FxHashMap<u64, u32> = FxHashMap::default();
    let mut buffer = String::new();
    for (index, token) in document.tokens.iter().enumerate() {
        // Each way of writing a word is looked at where it first occurs.
        if document.word_number(index) == known.len() {
            let forms = Forms::of(document.word(index), &mut buffer);
            let next = numbers.len() as u32;
            let number = *numbers.entry(forms.raw).or_insert(next);
            let punctuation = token.kind == TokenKind::Punctuation;
            known.push(WordFacts { number, punctuation, ..word_fact(forms, words, habits) });
        }
    }
    ((0..document.tokens.len()).map(|index| known[document.word_number(index)]).collect(), numbers.len())
}

fn word_fact(mut forms: Forms, words: &Words, habits: &Habits) -> WordFacts {
    let class = words.get(forms.lower);
    let habit = habits.get(forms.lower, forms.stem, class);
    if forms.capital && !habit.common {
        (forms.lower, forms.stem) = (*NAME, *NAME);
    }
    WordFacts { forms, class, habit, ..WordFacts::default() }
}

/// The number that stands for any name.
static NAME: Lazy<u64> = Lazy::new(|| hash_bytes(b"<name>"));
