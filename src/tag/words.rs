//! What is known of each word by itself: forms, class, habit.
//!
//! A capitalised word that is hardly ever written small is taken for a name, and all names are one word to the
//! features: who was in the news when the training articles were written must not matter.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use std::cell::RefCell;

use super::forms::Forms;
use super::hash::hash_bytes;
use crate::model::{Habit, Habits, WordClass, Words};
use crate::text::{Document, Memo, Owner, TokenKind};

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

/// The words of a document.
pub struct TextWords {
    /// Each different word, by its number (see [`Document::word_number`]).
    known: Vec<WordFacts>,
    /// For each token, the number of its word.
    of: Vec<u32>,
    /// How many words there are when capitals do not count, see [`WordFacts::number`].
    pub different: usize,
}

impl TextWords {
    /// Looks up every word of `document`.
    pub(super) fn of(document: &Document, words: &Words, habits: &Habits) -> TextWords {
        thread_local! {
            static KNOWN: RefCell<Memo<WordFacts, [Owner; 2]>> = RefCell::default();
        }
        let mut known: Vec<WordFacts> = Vec::with_capacity(document.different_words());
        let mut numbers: FxHashMap<u64, u32> = FxHashMap::default();
        let mut buffer = String::new();
        KNOWN.with_borrow_mut(|memo| {
            let memo = memo.of([words.owner, habits.owner]);
            for token in document.first_tokens() {
                let word = document.word(token);
                let find = || word_fact(Forms::of(word, &mut buffer), words, habits);
                let facts = memo.get(word, document.hash(token), find);
                let next = numbers.len() as u32;
                let number = *numbers.entry(facts.forms.raw).or_insert(next);
                let punctuation = document.tokens[token].kind == TokenKind::Punctuation;
                known.push(WordFacts { number, punctuation, ..facts });
            }
        });
        let of = (0..document.tokens.len()).map(|index| document.word_number(index) as u32).collect();
        TextWords { known, of, different: numbers.len() }
    }

    /// What is known of the word of token `index`.
    #[inline]
    pub fn word(&self, index: usize) -> &WordFacts {
        &self.known[self.of[index] as usize]
    }
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
