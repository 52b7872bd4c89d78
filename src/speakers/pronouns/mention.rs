//! Mentions of persons, and what is known of a person so far.

use std::ops::Range;

use super::part::Part;
use crate::lexicon::Gender;

/// A source that is one person without a name.
#[derive(Clone, Debug)]
pub(in crate::speakers) struct Nameless {
    /// Its tokens.
    pub source: Range<usize>,
    /// The gender its noun tells.
    pub gender: Option<Gender>,
    /// The person with a name whom it describes, where the article tells: "the senator".
    pub entity: Option<usize>,
}

/// Whom a pronoun may mean.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::speakers) enum Person {
    /// Somebody with a name: the index of the entity.
    Entity(usize),
    /// Somebody without: the tokens of the source that mentions them.
    Nameless(Range<usize>),
}

/// How somebody is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::speakers) enum Form {
    /// By several words of a name.
    Full,
    /// By one word of a name.
    Short,
    /// By a pronoun.
    Pronoun,
    /// By a noun: "a spokesman".
    Noun,
}

/// What sort of pronoun it is, by its form and its part in the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// "he" in the main clause.
    Subject,
    /// "he" in a clause within another one.
    Subordinate,
    /// "him"
    Object,
    /// "his"
    Possessive,
    /// "himself"
    Reflexive,
    /// "he" as the source of an attribution: news has ways of its own there.
    Source,
}

impl Case {
    /// The case of the pronoun `word` that plays `part`, as a source or not.
    pub(super) fn of(word: &str, part: Part, source: bool) -> Case {
        match word.to_ascii_lowercase().as_str() {
            "he" | "she" if source => Case::Source,
            "he" | "she" if part == Part::Subordinate => Case::Subordinate,
            "he" | "she" => Case::Subject,
            "his" | "hers" => Case::Possessive,
            "her" if part == Part::Possessive => Case::Possessive,
            "himself" | "herself" => Case::Reflexive,
            _ => Case::Object,
        }
    }
}

/// One mention of a person.
#[derive(Clone, Debug)]
pub(in crate::speakers) struct Mention {
    /// Its tokens, titles included.
    pub tokens: Range<usize>,
    /// Its sentence.
    pub sentence: usize,
    /// How many sentences before it the reporter tells in words of his own.
    pub told: usize,
    /// Its paragraph.
    pub paragraph: usize,
    /// Its part in the sentence.
    pub part: Part,
    /// How the person is mentioned.
    pub form: Form,
    /// The quotation marks it stands in.
    pub quoted: Option<usize>,
    /// Whether it stands in the source of an attribution.
    pub source: bool,
    /// Whether it is one of a pair: "Smith and Jones".
    pub paired: bool,
    /// Whether it is the first mention of a person in its sentence.
    pub first: bool,
}

impl Mention {
    /// Where it stands.
    pub(super) fn stand(&self) -> Stand {
        Stand { token: self.tokens.start, paragraph: self.paragraph }
    }
}

/// Where in the article something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stand {
    /// Its first token.
    pub token: usize,
    /// Its paragraph.
    pub paragraph: usize,
}

/// What is known of a person at some place in the article.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    /// Who.
    pub who: Person,
    /// How many persons were mentioned before this one ever was.
    pub order: usize,
    /// How often mentioned.
    pub mentions: usize,
    /// How often as subject.
    pub subjects: usize,
    /// How often by a pronoun: she, he.
    pub pronouns: [usize; 2],
    /// The gender that nouns beside the mentions tell: she, he.
    pub told_gender: [usize; 2],
    /// The last mention.
    pub last: Mention,
    /// The one before.
    pub before: Option<Mention>,
    /// The paragraph of the first mention.
    pub introduced: usize,
    /// The last mention by a name or a noun: its first token and its paragraph.
    pub named: Stand,
    /// The last mention in the source of an attribution.
    pub spoke: Option<Stand>,
}
