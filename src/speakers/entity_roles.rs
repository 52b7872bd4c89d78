//! The entities of an article with their roles.

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

/// The entities of `names`, and the roles that the article gives them.
pub(super) fn entities_with_roles(document: &Document, names: &[Name]) -> (Entities, Vec<Vec<String>>) {
    let mut entities = Entities::new(document, names);
    entities.retype_as_people(|mentions| {
        mentions
            .iter()
            .take(MAX_MENTIONS)
            .any(|&mention| role(document, names, mention).is_some_and(|role| is_persons_only(&role)))
    });
    let roles = roles_of(document, names, &entities);
    entities.infer_genders_from_roles(&roles);
    (entities, roles)
}

/// The name and the kind of each entity that `recogniser` finds in the article.
#[cfg(feature = "train")]
pub fn entity_names(document: &Document, recogniser: &Recogniser) -> Vec<(String, SpeakerKind)> {
    let names = find_names(document, recogniser);
    let (entities, _) = entities_with_roles(document, &names);
    entities.all.into_iter().map(|entity| (entity.kind(), entity.name)).map(|(kind, name)| (name, kind)).collect()
}

/// Whether only persons have such a role: ", a wildlife officer,". Organisations are leaders and owners as well.
fn is_persons_only(role: &str) -> bool {
    let article = role.starts_with("a ") || role.starts_with("an ");
    let head = role.split([',', '(']).next().unwrap_or_default();
    let words: Vec<String> = head.split(' ').map(str::to_lowercase).collect();
    let behind = |word: &String| matches!(word.as_str(), "of" | "for" | "at" | "in" | "from" | "who" | "with" | "to");
    let end = words.iter().position(behind).unwrap_or(words.len());
    let noun = words[..end].last().map_or("", String::as_str);
    article && (end == words.len() || end > 1) && PERSON_NOUNS.has(noun) && ALSO_FOR_ORGS.binary_search(&noun).is_err()
}

/// Nouns for persons that are used for organisations as well. Sorted.
const ALSO_FOR_ORGS: [&str; 29] = [
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

/// Maximum number of mentions of an entity that are searched for a role.
const MAX_MENTIONS: usize = 12;

/// The roles of each person, as the article writes them.
fn roles_of(document: &Document, names: &[Name], entities: &Entities) -> Vec<Vec<String>> {
    let all = |mentions: &[usize]| -> Vec<String> {
        mentions.iter().take(MAX_MENTIONS).filter_map(|&mention| role(document, names, mention)).collect()
    };
    entities.all.iter().map(|entity| if entity.may_be_person() { all(&entity.mentions) } else { Vec::new() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_are_sorted() {
        assert!(ALSO_FOR_ORGS.is_sorted_by(|a, b| a < b));
    }
}
