//! Offices that refer to their holder: "the Archbishop of Canterbury", "the UN High Commissioner".
//!
//! Their capitals make them look like names. "The Chancellor" is an office or its holder, not a person with the name
//! Chancellor, unless the article has more of such a name: "Ann Chancellor".

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::capitalised_spans::follows_blank;
use super::entity_type::EntityType;
use super::name::{Name, fold_token, is_role_word};
use crate::lexicon::List;
use crate::text::Document;

/// Words that modify the rank of an office. Sorted.
const RANK_MODIFIERS: [&str; 12] = [
    "acting",
    "assistant",
    "associate",
    "chief",
    "deputy",
    "first",
    "former",
    "high",
    "prime",
    "senior",
    "special",
    "vice",
];

/// Extends organisation names by a possessive title: “the Prime Minister’s Office”.
pub(super) fn extend_by_possessive_titles(document: &Document, names: &mut Vec<Name>) {
    let mut orgs = Vec::new();
    for name in names.iter_mut().filter(|name| name.tokens.len() == 1) {
        let Some(first) = owner_before(document, name.tokens.start) else { continue };
        (name.tokens.start, name.titles, name.entity_type) = (first, first..first, EntityType::Organisation);
        orgs.push(name.tokens.clone());
    }
    let inside = |name: &Name| {
        let org = orgs.get(orgs.partition_point(|org| org.end <= name.tokens.end));
        org.is_some_and(|org| org.start <= name.tokens.start)
    };
    names.retain(|name| !inside(name));
}

/// The start of the possessive title before the organisation at token `org`.
fn owner_before(document: &Document, org: usize) -> Option<usize> {
    let owner = org.checked_sub(2)?;
    let is_owned = matches!(document.word(owner + 1), "’s" | "'s")
        && document.is_capitalised(owner)
        && is_role_word(document, owner)
        && document.is_on(List::OrganisationWords, org);
    let leads = |&token: &usize| {
        document.is_capitalised(token)
            && follows_blank(document, token + 1)
            && !document.is_on(List::FunctionWords, token)
    };
    is_owned.then(|| (0..owner).rev().take(4).take_while(leads).last().unwrap_or(owner))
}

/// Removes names that are only an office.
pub(super) fn drop_offices(document: &Document, names: &mut Vec<Name>) {
    let (offices, others): (Vec<&Name>, Vec<&Name>) = names.iter().partition(|name| is_office(document, name));
    if offices.is_empty() {
        return;
    }
    let ends = |name: &&Name| [name.tokens.start, name.tokens.end - 1].map(|token| fold_token(document, token));
    let other_words: FxHashSet<Cow<str>> = others.iter().flat_map(ends).collect();
    names.retain(|name| !is_office(document, name) || other_words.contains(&fold_token(document, name.tokens.end - 1)));
}

/// Whether the name, with its titles, consists of office words, and the last one is the office itself.
fn is_office(document: &Document, name: &Name) -> bool {
    let is_rank_modifier = |token: usize| RANK_MODIFIERS.binary_search(&document.lower(token)).is_ok();
    let mut all = name.titles.start.min(name.tokens.start)..name.tokens.end;
    let courtesy = !name.titles.is_empty() && document.word(name.titles.start).ends_with('.');
    is_role_word(document, all.end - 1)
        && !courtesy
        && all.all(|token| is_role_word(document, token) || is_rank_modifier(token))
}

#[cfg(test)]
mod tests {
    use super::super::names::find_names;
    use super::super::recogniser::Recogniser;
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        let document = Document::new(text);
        let names = find_names(&document, &Recogniser::shipped().unwrap());
        names.into_iter().map(|name| document.span(name.tokens).of(text)).collect()
    }

    #[test]
    fn an_office_is_a_name_only_if_somebody_has_it() {
        assert!(RANK_MODIFIERS.is_sorted());
        assert_eq!(names("The Archbishop of Canterbury said no."), ["Canterbury"]);
        assert_eq!(names("The UN High Commissioner for the camps, Ann Lee, said no."), ["UN", "Ann Lee"]);
        assert_eq!(names("Then Chancellor said no to Ann Chancellor."), ["Chancellor", "Ann Chancellor"]);
        assert_eq!(names("Then Mr. King said no."), ["King"]);
    }

    #[test]
    fn a_possessive_title_belongs_to_the_name() {
        assert_eq!(names("Then the Prime Minister’s Office said no."), ["Prime Minister’s Office"]);
        assert_eq!(names("Then the Kent County Sheriff’s Office said no."), ["Kent County Sheriff’s Office"]);
    }
}
