//! The organisation that follows a person's name: "of the Washington Office on Latin America".

use std::ops::Range;

use super::entity_type::EntityType;
use super::name::Name;
use super::role_before::is_verb;
use crate::lexicon::List;
use crate::text::{Document, TokenKind};

/// A preposition and the full name of an organisation right after the name: "of the Washington Office on Latin
/// America", "from the Chrome security team".
pub(super) fn affiliation(document: &Document, names: &[Name], index: usize, end: usize) -> Option<Range<usize>> {
    let start = names[index].tokens.end;
    if start >= end || !matches!(document.word(start), "of" | "from" | "at" | "with") {
        return None;
    }
    let next = names.get(index + 1)?;
    let org_start = next.start();
    let mut between = start + 1..org_start;
    let close = org_start < end && between.len() <= 4 && between.all(|token| may_precede_org(document, token));
    if !close {
        return None;
    }
    let whole = org_name_end(document, names, index + 1, end);
    // "convicted Hartley of Zoe’s killing"
    let owns = matches!(document.word(whole), "’s" | "'s" | "’" | "'");
    (!owns).then_some(start..whole)
}

/// Whether the token may precede the name of an organisation: "the law firm" may, "being too cozy with" and "46 percent
/// of" may not.
fn may_precede_org(document: &Document, token: usize) -> bool {
    let (word, lower) = (document.word(token), document.lower(token));
    let determines = matches!(lower, "the" | "a" | "an" | "his" | "her" | "its" | "their");
    let plain = document.tokens[token].kind == TokenKind::Word && !lower.ends_with("ing") && lower != "percent";
    let letters = word.chars().all(|c| c.is_alphanumeric() || c == '-');
    letters && (determines || plain && !document.is_on(List::FunctionWords, token))
}

/// The end of the organisation name that begins with `names[index]`.
fn org_name_end(document: &Document, names: &[Name], index: usize, end: usize) -> usize {
    let mut whole = names[index].tokens.end;
    let is_org_noun = |token: usize| {
        let lists = document.lists(token);
        lists.has(List::OrganisationNouns) || lists.has(List::NamedBodyNouns) || lists.has(List::OrganisationWords)
    };
    let mut rest = names[index + 1..].iter();
    let mut next = rest.next();
    // "Office on Latin America", "Institute for the Study of War"
    while let Some(name) = next.filter(|name| {
        let joined = matches!(document.word(whole), "on" | "for" | "of" | "against" | "and" | "&");
        let article = usize::from(document.lower(whole + 1) == "the");
        joined
            && (is_org_noun(whole - 1) || whole - 1 > names[index].tokens.end)
            && name.tokens.start == whole + 1 + article
    }) {
        if name.tokens.end > end || name.entity_type == EntityType::Person {
            break;
        }
        whole = name.tokens.end;
        next = rest.next();
    }
    // "the Cruise Venice committee", "the Chrome security team"
    let small = |token: usize| document.word(token).starts_with(char::is_lowercase);
    let fits = |token: usize| small(token) && !document.is_on(List::FunctionWords, token) && !is_verb(document, token);
    let first = names[index].start();
    let determined = first > 0 && document.lower(first - 1) == "the";
    let nouns = (whole..end.min(whole + 3)).take_while(|&token| determined && fits(token));
    let noun = nouns.filter(|&token| is_org_noun(token) || document.is_on(List::GroupNouns, token)).last();
    whole = noun.map_or(whole, |noun| noun + 1);
    // "of Mass. told": the full stop of an abbreviation inside a sentence.
    let abbreviated = document.word(whole) == "."
        && whole + 1 < end
        && document.tokens[whole].span.start() == document.tokens[whole - 1].span.end();
    if abbreviated { whole + 1 } else { whole }
}

#[cfg(test)]
mod tests {
    use super::super::ranking::marked::names_in;
    use super::*;

    const NAMES: [(&str, EntityType); 5] = [
        ("Ann Lee", EntityType::Person),
        ("Bob Ray", EntityType::Person),
        ("Lisbon Office", EntityType::Organisation),
        ("Orion", EntityType::Organisation),
        ("Water Rights", EntityType::Organisation),
    ];

    /// The affiliation of the first name.
    fn found(text: &str) -> Option<String> {
        let document = Document::new(text);
        let names = names_in(&document, &NAMES);
        let end = document.sentences[0].end;
        affiliation(&document, &names, 0, end).map(|tokens| document.span(tokens).of(text).to_owned())
    }

    #[test]
    fn a_preposition_brings_the_whole_name_of_an_organisation() {
        for (text, expected) in [
            ("Ann Lee of the Lisbon Office on Water Rights left.", "of the Lisbon Office on Water Rights"),
            ("Ann Lee of the Lisbon Office for Bob Ray left.", "of the Lisbon Office"),
            ("Ann Lee of the Lisbon Office with Water Rights left.", "of the Lisbon Office"),
            ("Ann Lee from the Orion security team left.", "from the Orion security team"),
            ("Ann Lee from Orion security team rooms left.", "from Orion"),
            ("Ann Lee at the law firm Orion waited.", "at the law firm Orion"),
        ] {
            assert_eq!(found(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn an_organisation_that_is_only_near_is_no_affiliation() {
        for text in [
            "Ann Lee joined Orion.",
            "Ann Lee with 46 percent of Orion left.",
            "Ann Lee at a long meeting of Orion spoke.",
            "Ann Lee of Orion’s board left.",
            "Ann Lee of the small old quarry law firm Orion left.",
            "Ann Lee of the firm left.",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
