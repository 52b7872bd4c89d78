//! What tells namesakes apart: the age and the party behind a name, looked up once for all names of an article.

use super::entities::Entities;
use super::entity::Entity;
use super::name::Name;
use crate::text::{Document, TokenKind};

/// What stands behind the names of persons and tells them from their namesakes, by entity.
pub(super) struct ToldApart {
    /// The first number between commas: "Ann Lee, 46,".
    pub(super) ages: Vec<Option<i32>>,
    /// The letters of parties: "D" in "Ann Lee (D-Va.)".
    pub(super) parties: Vec<Vec<&'static str>>,
}

impl ToldApart {
    /// Looks behind every name.
    pub(super) fn new(document: &Document, names: &[Name], entities: &Entities) -> Self {
        let ends = |entity: &Entity| entity.mentions.iter().map(|&mention| names[mention].tokens.end).collect();
        let all: Vec<Vec<usize>> = entities.all.iter().map(ends).collect();
        let first_age = |ends: &Vec<usize>| ends.iter().find_map(|&end| age(document, end));
        let parties = |ends: &Vec<usize>| {
            let has = |letter: &&str| ends.iter().any(|&end| is_of_party(document, end, letter));
            ["D", "R"].into_iter().filter(has).collect()
        };
        Self { ages: all.iter().map(first_age).collect(), parties: all.iter().map(parties).collect() }
    }
}

/// The number between commas from token `comma` on.
fn age(document: &Document, comma: usize) -> Option<i32> {
    let age = document.tokens.get(comma + 1).filter(|token| token.kind == TokenKind::Number)?;
    let closed = document.word(comma) == "," && matches!(document.word(comma + 2), "," | "." | ";");
    age.span.of(document.text).parse().ok().filter(|age| closed && (1..120).contains(age))
}

/// Whether the party with this letter stands behind the comma or bracket `comma`.
fn is_of_party(document: &Document, comma: usize, letter: &str) -> bool {
    let party = document.word(comma + 1);
    matches!(document.word(comma), "," | "(") && party.split(['-', '–']).next() == Some(letter)
}
