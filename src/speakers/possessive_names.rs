//! Names that end in an ’s of their own: "Moody’s", "McDonald’s", "Lloyd’s".
//!
//! A possessive belongs to a noun. So an ’s with a verb directly behind it ("Moody’s said"), or at the end of a reporting
//! clause ("said Moody’s."), is part of the name, and then it is so everywhere in the article.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::entity_type::EntityType;
use super::name_words::is_given_or_initial;
use crate::attribution::is_past;
use crate::lexicon::List;
use crate::text::{Document, TokenKind};

/// Extends the names in `found`, with their types, that end in an ’s of their own. Their bearers are organisations.
pub(super) fn include_own_possessive(
    document: &Document,
    found: Vec<(EntityType, Range<usize>)>,
) -> Vec<(EntityType, Range<usize>)> {
    let words = |span: &Range<usize>| span.clone().map(|token| document.word_id(token)).collect::<Vec<_>>();
    let shown = found.iter().filter(|(entity_type, span)| {
        let full = *entity_type == EntityType::Person && span.len() > 1 && is_given_or_initial(document, span.start);
        !full && has_possessive(document, span) && (is_subject(document, span) || ends_clause(document, span))
    });
    let own: FxHashSet<Vec<usize>> = shown.map(|(_, span)| words(span)).collect();
    if own.is_empty() {
        return found;
    }
    let extended = |(entity_type, span)| {
        if has_possessive(document, &span) && own.contains(&words(&span)) {
            (EntityType::Organisation, span.start..span.end + 1)
        } else {
            (entity_type, span)
        }
    };
    found.into_iter().map(extended).collect()
}

/// Whether an ’s follows `span`, without a blank.
fn has_possessive(document: &Document, span: &Range<usize>) -> bool {
    let next = document.tokens.get(span.end);
    let adjacent = next.is_some_and(|next| next.span.start() == document.tokens[span.end - 1].span.end());
    adjacent && matches!(document.word(span.end), "’s" | "'s")
}

/// Whether a finite verb follows the ’s: "Moody’s said", "Moody’s lowered the rating", but not "Leeds’s failed bid".
fn is_subject(document: &Document, span: &Range<usize>) -> bool {
    let (verb, next) = (document.lower(span.end + 1), document.lower(span.end + 2));
    let past = is_past(document, span.end + 1) && !document.is_capitalised(span.end + 1);
    let object = matches!(next, "a" | "an" | "the" | "its" | "it" | "that" | "of" | "him" | "her" | "them");
    matches!(verb, "did" | "does" | "had" | "has" | "said" | "says" | "will" | "would") || past && object
}

/// Whether the ’s ends a reporting clause: "said Moody’s."
fn ends_clause(document: &Document, span: &Range<usize>) -> bool {
    let before = span.start.checked_sub(1);
    let said = before
        .is_some_and(|before| document.is_on(List::VerbsOfSaying, before) && !document.lower(before).ends_with("ing"));
    let end = document.tokens.get(span.end + 1);
    said && end.is_none_or(|end| end.kind == TokenKind::Punctuation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_behind_it_makes_the_possessive_part_of_the_name() {
        for (text, expected) in [
            ("Zarnic’s said it rains. A Zarnic’s clerk left.", vec!["Zarnic’s", "Zarnic’s"]),
            ("Zarnic's lowered the price, Zarnic said.", vec!["Zarnic's", "Zarnic"]),
            ("Zarnic’s sold the yard.", vec!["Zarnic’s"]),
            ("“It rains,” said Zarnic’s.", vec!["Zarnic’s"]),
            ("“It rains,” said Zarnic’s clerk.", vec!["Zarnic"]),
            ("Zarnic’s failed bid was over.", vec!["Zarnic"]),
            ("Zarnic’s was over.", vec!["Zarnic"]),
            ("Zarnic said it rains.", vec!["Zarnic"]),
            ("She left Zarnic’s.", vec!["Zarnic"]),
        ] {
            let document = Document::new(text);
            let tokens = 0..document.tokens.len();
            let names = tokens.filter(|&token| document.word(token) == "Zarnic");
            let found = names.map(|token| (EntityType::Unclear, token..token + 1)).collect();
            let names: Vec<&str> = include_own_possessive(&document, found)
                .into_iter()
                .map(|(_, span)| document.span(span).of(text))
                .collect();
            assert_eq!(names, expected, "{text}");
        }
    }

    #[test]
    fn the_full_name_of_a_person_has_none() {
        let document = Document::new("Mary Zarnic’s said she will.");
        let found = vec![(EntityType::Person, 0..2)];
        assert_eq!(include_own_possessive(&document, found.clone()), found);
    }
}
