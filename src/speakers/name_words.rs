//! What single words tell about where a name begins and ends, and whose it is.

use super::name::{is_given_name, is_title};
use crate::lexicon::{BACKGROUND, List, Part};
use crate::text::Document;

/// Letters in capitals alone: "ESA", "U.S.".
pub(super) fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2 && word.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '&') || c.is_numeric())
}

/// A word that tells of a body: "University", "Ministry".
pub(super) fn is_telling(document: &Document, index: usize) -> bool {
    document.is_on(List::OrganisationWords, index)
}

/// A given name or an initial, which may stand before what was found: "John" before "G. Roberts".
pub(super) fn is_given(document: &Document, token: usize) -> bool {
    let word = document.word(token);
    let initial = word.len() == 2 && word.ends_with('.');
    let lists = document.lists(token);
    let other = is_day(document, token)
        || lists.has(List::Titles)
        || lists.has(List::FunctionWords)
        || lists.has(List::SayingWords);
    document.is_capitalised(token) && (initial || is_given_name(document, token) && !other)
}

/// Endings that English words have and surnames hardly ever.
pub(super) fn is_common(document: &Document, index: usize) -> bool {
    let (lower, lists) = (document.lower(index), document.lists(index));
    ["ing", "ly", "tion", "tions", "ness", "ments", "ment", "ed", "ies", "ous", "ful", "less", "ally"]
        .iter()
        .any(|ending| lower.ends_with(ending))
        || lists.has(List::GroupNouns)
        || lists.has(List::PersonNouns)
        || lists.has(List::DocumentNouns)
}

/// Whether the word is one of the language, whatever it may be as a name: "Young", "Refers".
pub(super) fn is_of_language(document: &Document, index: usize) -> bool {
    BACKGROUND.get(document.lower(index)).is_some()
}

/// Whether the word is a common one and neither noun nor adjective: "quietly", "says".
pub(super) fn is_small_talk(document: &Document, index: usize) -> bool {
    BACKGROUND.get(document.lower(index)).is_some_and(|known| known.part == Part::Other)
}

/// Whether what a person is or does may be called so: "Minister", "Farmer".
pub(super) fn is_of_office(document: &Document, index: usize) -> bool {
    document.is_on(List::PersonNouns, index) || is_title(document, index)
}

/// "OBE", "PhD": behind a person's name, and written with capitals within.
pub(super) fn is_post_nominal(document: &Document, index: usize) -> bool {
    let word = document.word(index);
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let key = document.lower(index).replace('.', "");
    capitals >= 2 && crate::lexicon::POST_NOMINALS.has(&key)
}

/// "Leeds-born", "Eton-educated": behind the hyphen stands no name.
pub(super) fn is_compound(word: &str) -> bool {
    let tail = word.rsplit_once('-').map_or("", |(_, tail)| tail);
    tail.ends_with("ed") && tail.len() > 3 || matches!(tail, "born" | "led" | "run" | "era" | "style" | "wide")
}

/// A day of the week, though somebody may be called Tuesday.
pub(super) fn is_day(document: &Document, index: usize) -> bool {
    document.is_on(List::Calendar, index) && document.lower(index).ends_with("day")
}
