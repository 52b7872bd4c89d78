//! The words of each entity's titles and roles.

use super::entities::Entities;
use super::entity::Entity;
use super::name::fold;
use super::office_names::office_acronyms;
use super::ranks::offices;

/// The folded words of all titles and roles of each entity. Nouns of a lower rank come with the rank word.
pub(super) fn role_words_of(entities: &Entities, roles: &[Vec<String>]) -> Vec<Vec<String>> {
    let words = |role: &String| -> Vec<String> {
        let parts = role.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|part| !part.is_empty());
        let parts: Vec<String> = parts.map(fold).collect();
        let acronyms: Vec<&str> = office_acronyms(&parts).collect();
        offices(parts.into_iter()).into_iter().chain(acronyms.into_iter().map(str::to_owned)).collect()
    };
    let facts = |(entity, roles): (&Entity, &Vec<String>)| {
        let acronyms = office_acronyms(&entity.titles).map(str::to_owned);
        let titles = offices(entity.titles.iter().cloned()).into_iter().chain(acronyms);
        let mut facts: Vec<String> = roles.iter().flat_map(words).chain(titles).collect();
        facts.sort();
        facts.dedup();
        facts
    };
    entities.all.iter().zip(roles).map(facts).collect()
}

#[cfg(test)]
mod tests {
    use super::super::ranking::marked::{CAST, names_in};
    use super::*;
    use crate::text::Document;

    #[test]
    fn titles_and_roles_become_words_with_their_ranks() {
        let document = Document::new("Sen. Ann Lee met Bob Ray at Acme Bank.");
        let entities = Entities::new(&document, &names_in(&document, &CAST));
        let roles = [&["Deputy Prime Minister (for Trade)"][..], &["teacher", "a teacher in Ávila"], &[]];
        let roles = roles.map(|roles| roles.iter().map(|&role| role.to_owned()).collect::<Vec<_>>());
        let words = role_words_of(&entities, &roles);
        assert_eq!(words[0], ["deputy", "deputy minister", "dpm", "for", "pm", "prime", "sen", "trade"]);
        assert_eq!(words[1], ["a", "avila", "in", "teacher"]);
        assert_eq!(words[2], Vec::<String>::new());
    }
}
