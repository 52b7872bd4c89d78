//! The form of an entity's name: what tells a name from a heading, and from words that are only capitalised.

use rustc_hash::FxHashSet;

use super::super::entity::Entity;
use super::super::name::Name;
use super::mentions::class_of;
use crate::model::WordClasses;
use crate::tag::hash_bytes;
use crate::text::{Document, TokenKind};

/// The form of an entity's name.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct NameForm {
    /// Whether it has two words or more, all in capitals wherever it is mentioned.
    pub capitals: bool,
    /// Whether it is one word in capitals.
    pub acronym: bool,
    /// The share of its words that the article also has in lower case.
    pub lowered: f32,
    /// The share of its words that are common nouns in the dictionary.
    pub common: f32,
}

/// Hashes of the words that the article has in lower case.
pub(super) fn lower_case_words(document: &Document) -> FxHashSet<u64> {
    let is_lower = |token: &usize| {
        document.tokens[*token].kind == TokenKind::Word && document.word(*token) == document.lower(*token)
    };
    (0..document.tokens.len()).filter(is_lower).map(|token| hash_bytes(document.word(token).as_bytes())).collect()
}

/// How many mentions of an entity are looked at for its form.
const MAX_FORMS: usize = 6;

impl NameForm {
    pub fn new(
        document: &Document,
        names: &[Name],
        entity: &Entity,
        lowered: &FxHashSet<u64>,
        words: &WordClasses,
    ) -> Self {
        let in_capitals = |&mention: &usize| {
            let is_capital = |token: usize| document.word(token).chars().all(|c| !c.is_lowercase());
            names[mention].tokens.clone().all(is_capital)
        };
        let capitals = entity.mentions.iter().take(MAX_FORMS).all(in_capitals) && entity.name.chars().count() > 1;
        let one = entity.words.len() == 1;
        let share = |holds: &dyn Fn(&String) -> bool| {
            entity.words.iter().filter(|word| holds(word)).count() as f32 / entity.words.len().max(1) as f32
        };
        Self {
            capitals: capitals && !one,
            acronym: capitals && one,
            lowered: share(&|word| lowered.contains(&hash_bytes(word.as_bytes()))),
            common: share(&|word| class_of(word, words).noun > 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::marked::with_marked;
    use super::*;

    #[test]
    fn words_in_lower_case_are_no_names() {
        let form = |text: &str| with_marked(text, |article| article.forms[0]);
        assert_eq!(form("Acme Bank left its bank."), NameForm { lowered: 0.5, ..NameForm::default() });
        assert_eq!(form("Acme Bank left."), NameForm::default());
    }
}
