//! "said her mother": somebody who is known only by the other end of a kinship.
//!
//! Where the article brings in "Her daughter Kavitha", the one whom "her" means there is Kavitha's mother, though no words
//! say so.

use std::ops::Range;

use super::name::{Bearer, fold_token};
use super::nouns::{OWNED, are_ends, noun_gender};
use super::pronouns::Person;
use super::who::{Resolved, Who};

/// How many names of a person are looked at.
const MOST_MENTIONS: usize = 6;

impl Who<'_> {
    /// The person whom the possessive at the beginning of `head` means: "her" in "her mother".
    pub(super) fn owner(&self, head: &Range<usize>) -> Option<usize> {
        match self.pronouns.get(&head.start)?.who {
            Person::Entity(number) => Some(number),
            Person::Nameless(_) => None,
        }
    }

    /// "her mother": whoever the article brought her in as the daughter of.
    pub(super) fn by_kin(&self, noun: &str, head: &Range<usize>) -> Option<Resolved> {
        let owner = self.owner(head).filter(|_| head.len() <= 3)?;
        let mentions = self.entities.all[owner].mentions.iter().take(MOST_MENTIONS);
        let number = mentions.filter_map(|&mention| self.brought_in_by(mention, noun)).next()?;
        let other = &self.entities.all[number];
        let fits = noun_gender(noun).is_none_or(|gender| other.may_be(gender));
        let why = format!("“{}” is {}, as the article brings them in", self.plain(head.clone()), other.name);
        (number != owner && fits && other.bearer == Bearer::Person).then(|| self.entity(number, why, 0.8))
    }

    /// The owner in "her daughter Kavitha", when the noun there is the other end of `noun`.
    fn brought_in_by(&self, mention: usize, noun: &str) -> Option<usize> {
        let name = &self.names[mention];
        let start = name.titles.start.min(name.tokens.start);
        let sentence = self.document.sentences[self.document.sentence_of(start)].start;
        let before = start.saturating_sub(OWNED).max(sentence)..start;
        let kin = before.clone().rev().find(|&token| are_ends(&fold_token(self.document, token), noun))?;
        let owner = (before.start..kin).rev().find_map(|token| match self.document.word(token) {
            "’s" | "'s" => {
                let owner = self.name_from(token.saturating_sub(1));
                let stands = self.names.get(owner).is_some_and(|name| name.tokens.end == token);
                stands.then(|| Some(self.entities.of_name[owner]))
            }
            "his" | "her" | "His" | "Her" => Some(self.owner(&(token..kin))),
            _ => None,
        });
        owner.flatten()
    }
}
