//! Who bears the names of an article, with their roles, and who appears in it without a name.

use super::entities::Entities;
use super::name::Name;
#[cfg(feature = "train")]
use super::names::find_names;
#[cfg(feature = "train")]
use super::recogniser::Recogniser;
use super::roles::role;
use crate::lexicon::PERSON_NOUNS;
#[cfg(feature = "train")]
use crate::quote::SpeakerKind;
use crate::text::Document;

/// Who bears `names`, and the roles that the article gives them.
pub(super) fn bearers(document: &Document, names: &[Name]) -> (Entities, Vec<Vec<String>>) {
    let mut entities = Entities::new(document, names);
    entities.are_people(|mentions| {
        mentions
            .iter()
            .take(MOST_MENTIONS)
            .any(|&mention| role(document, names, mention).is_some_and(|role| is_of_people(&role)))
    });
    let roles = roles_of(document, names, &entities);
    entities.learn_genders(&roles);
    (entities, roles)
}

/// The name of each entity of the article that `recogniser` finds, and the kind of speaker it makes.
#[cfg(feature = "train")]
pub fn entity_names(document: &Document, recogniser: &Recogniser) -> Vec<(String, SpeakerKind)> {
    let names = find_names(document, recogniser);
    let (entities, _) = bearers(document, &names);
    entities.all.into_iter().map(|entity| (entity.kind(), entity.name)).map(|(kind, name)| (name, kind)).collect()
}

/// Whether only people are called so: ", a wildlife officer,". Bodies are leaders and owners as well.
fn is_of_people(role: &str) -> bool {
    let article = role.starts_with("a ") || role.starts_with("an ");
    let head = role.split([',', '(']).next().unwrap_or_default();
    let words: Vec<String> = head.split(' ').map(str::to_lowercase).collect();
    let behind = |word: &String| matches!(word.as_str(), "of" | "for" | "at" | "in" | "from" | "who" | "with" | "to");
    let end = words.iter().position(behind).unwrap_or(words.len());
    let noun = words[..end].last().map_or("", String::as_str);
    article && (end == words.len() || end > 1) && PERSON_NOUNS.has(noun) && ALSO_BODIES.binary_search(&noun).is_err()
}

/// Nouns for persons that bodies are called by as well. Sorted.
const ALSO_BODIES: [&str; 29] = [
    "advocate",
    "ally",
    "backer",
    "buyer",
    "champion",
    "client",
    "competitor",
    "contender",
    "contributor",
    "critic",
    "customer",
    "donor",
    "employer",
    "host",
    "investor",
    "leader",
    "maker",
    "member",
    "neighbor",
    "neighbour",
    "opponent",
    "owner",
    "partner",
    "pioneer",
    "publisher",
    "rival",
    "sponsor",
    "supporter",
    "winner",
];

/// How many names of an entity are asked for a role.
const MOST_MENTIONS: usize = 12;

/// What the article says that each person is: the first role, as written.
fn roles_of(document: &Document, names: &[Name], entities: &Entities) -> Vec<Vec<String>> {
    let all = |mentions: &[usize]| -> Vec<String> {
        mentions.iter().take(MOST_MENTIONS).filter_map(|&mention| role(document, names, mention)).collect()
    };
    entities.all.iter().map(|entity| if entity.may_be_person() { all(&entity.mentions) } else { Vec::new() }).collect()
}
