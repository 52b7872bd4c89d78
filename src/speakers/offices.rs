//! Offices that stand for whoever holds them: "the Archbishop of Canterbury", "the UN High Commissioner".
//!
//! Their capitals make them look like names. An article that speaks of the Chancellor means whoever it says is chancellor,
//! or an office; it does not name somebody called Chancellor, unless it has more of the name somewhere: "Ann Chancellor".

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::name::{Bearer, Name, fold_token, is_calling};
use super::stretches::touches;
use crate::lexicon::List;
use crate::text::Document;

/// Words that make one office out of another. Sorted.
const DEGREES: [&str; 12] = [
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

/// Takes into the names of bodies whose they are, where that is an office: "the Prime Minister’s Office".
pub(super) fn take_in_owners(document: &Document, names: &mut Vec<Name>) {
    let mut bodies = Vec::new();
    for name in names.iter_mut().filter(|name| name.tokens.len() == 1) {
        let Some(first) = owner_before(document, name.tokens.start) else { continue };
        (name.tokens.start, name.titles, name.bearer) = (first, first..first, Bearer::Organisation);
        bodies.push(name.tokens.clone());
    }
    let inside = |name: &Name| {
        let body = bodies.get(bodies.partition_point(|body| body.end <= name.tokens.end));
        body.is_some_and(|body| body.start <= name.tokens.start)
    };
    names.retain(|name| !inside(name));
}

/// Where the office begins that owns what token `body` names.
fn owner_before(document: &Document, body: usize) -> Option<usize> {
    let owner = body.checked_sub(2)?;
    let is_owned = matches!(document.word(owner + 1), "’s" | "'s")
        && document.is_capitalised(owner)
        && is_calling(document, owner)
        && document.is_on(List::OrganisationWords, body);
    let leads = |&token: &usize| {
        document.is_capitalised(token) && touches(document, token + 1) && !document.is_on(List::FunctionWords, token)
    };
    is_owned.then(|| (0..owner).rev().take(4).take_while(leads).last().unwrap_or(owner))
}

/// Takes out of `names` those that are no more than an office.
pub(super) fn leave_out_offices(document: &Document, names: &mut Vec<Name>) {
    let (offices, others): (Vec<&Name>, Vec<&Name>) = names.iter().partition(|name| is_office(document, name));
    if offices.is_empty() {
        return;
    }
    let ends = |name: &&Name| [name.tokens.start, name.tokens.end - 1].map(|token| fold_token(document, token));
    let borne: FxHashSet<Cow<str>> = others.iter().flat_map(ends).collect();
    names.retain(|name| !is_office(document, name) || borne.contains(&fold_token(document, name.tokens.end - 1)));
}

/// Whether all of the name, titles included, are words for offices, the last one for the office itself.
fn is_office(document: &Document, name: &Name) -> bool {
    let is_degree = |token: usize| DEGREES.binary_search(&document.lower(token)).is_ok();
    let mut all = name.titles.start.min(name.tokens.start)..name.tokens.end;
    let courtesy = !name.titles.is_empty() && document.word(name.titles.start).ends_with('.');
    is_calling(document, all.end - 1) && !courtesy && all.all(|token| is_calling(document, token) || is_degree(token))
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
    fn an_office_is_no_name_unless_somebody_is_called_so() {
        assert!(DEGREES.is_sorted());
        assert_eq!(names("The Archbishop of Canterbury said no."), ["Canterbury"]);
        assert_eq!(names("The UN High Commissioner for the camps, Ann Lee, said no."), ["UN", "Ann Lee"]);
        assert_eq!(names("Then Chancellor said no to Ann Chancellor."), ["Chancellor", "Ann Chancellor"]);
        assert_eq!(names("Then Mr. King said no."), ["King"]);
    }

    #[test]
    fn whose_office_it_is_belongs_to_its_name() {
        assert_eq!(names("Then the Prime Minister’s Office said no."), ["Prime Minister’s Office"]);
        assert_eq!(names("Then the Kent County Sheriff’s Office said no."), ["Kent County Sheriff’s Office"]);
    }
}
