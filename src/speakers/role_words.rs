//! The words of each entity's titles and roles.

use super::entities::Entities;
use super::entity::Entity;
use super::name::fold;
use super::ranks::offices;

/// The folded words of all titles and roles of each entity. Nouns of a lower rank come with the rank word.
pub(super) fn role_words_of(entities: &Entities, roles: &[Vec<String>]) -> Vec<Vec<String>> {
    let words = |role: &String| -> Vec<String> {
        let parts = role.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|part| !part.is_empty());
        offices(parts.map(fold))
    };
    let facts = |(entity, roles): (&Entity, &Vec<String>)| {
        let titles = offices(entity.titles.iter().cloned());
        let mut facts: Vec<String> = roles.iter().flat_map(words).chain(titles).collect();
        facts.sort();
        facts.dedup();
        facts
    };
    entities.all.iter().zip(roles).map(facts).collect()
}
