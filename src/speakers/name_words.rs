//! What single words say about the extent and the type of a name.

use super::name::is_given_name;
use crate::lexicon::{List, PartOfSpeech, WORD_FREQUENCIES};
use crate::text::Document;

/// Whether the word is in capitals: "ESA", "U.S.".
pub(super) fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2 && word.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '&') || c.is_numeric())
}

/// Whether the word marks an organisation: "University", "Ministry".
pub(super) fn is_org_word(document: &Document, index: usize) -> bool {
    document.is_on(List::OrganisationWords, index)
}

/// Whether the token is a given name or an initial, which may precede a recognised name: "John" before "G. Roberts".
pub(super) fn is_given_or_initial(document: &Document, token: usize) -> bool {
    let word = document.word(token);
    let initial = word.len() == 2 && word.ends_with('.');
    let lists = document.lists(token);
    let other = is_day(document, token)
        || lists.has(List::Titles)
        || lists.has(List::FunctionWords)
        || lists.has(List::SayingWords);
    document.is_capitalised(token) && (initial || is_given_name(document, token) && !other)
}

/// Whether the word has an ending that is common in English words and rare in surnames.
pub(super) fn has_common_ending(document: &Document, index: usize) -> bool {
    let (lower, lists) = (document.lower(index), document.lists(index));
    ["ing", "ly", "tion", "tions", "ness", "ments", "ment", "ed", "ies", "ous", "ful", "less", "ally"]
        .iter()
        .any(|ending| lower.ends_with(ending))
        || lists.has(List::GroupNouns)
        || lists.has(List::PersonNouns)
        || lists.has(List::DocumentNouns)
}

/// Whether the dictionary has the word, even if it may be a name: "Young", "Refers".
pub(super) fn is_common_word(document: &Document, index: usize) -> bool {
    WORD_FREQUENCIES.get(document.lower(index)).is_some()
}

/// Whether the dictionary has the word and it is neither noun nor adjective: "quietly", "says".
pub(super) fn is_common_non_noun(document: &Document, index: usize) -> bool {
    WORD_FREQUENCIES.get(document.lower(index)).is_some_and(|known| known.part == PartOfSpeech::Other)
}

/// "OBE", "PhD": letters after a person's name, with capitals inside.
pub(super) fn is_post_nominal(document: &Document, index: usize) -> bool {
    let word = document.word(index);
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let key = document.lower(index).replace('.', "");
    capitals >= 2 && crate::lexicon::POST_NOMINALS.has(&key)
}

/// "Leeds-born", "Eton-educated": the part after the hyphen is no name.
pub(super) fn is_compound(word: &str) -> bool {
    let tail = word.rsplit_once('-').map_or("", |(_, tail)| tail);
    tail.ends_with("ed") && tail.len() > 3 || matches!(tail, "born" | "led" | "run" | "era" | "style" | "wide")
}

/// A day of the week, though somebody may be called Tuesday.
pub(super) fn is_day(document: &Document, index: usize) -> bool {
    document.is_on(List::Calendar, index) && document.lower(index).ends_with("day")
}

/// "Last October Laing resigned": a month or a feast after a word of time. By itself it may be a given name: April,
/// November.
pub(super) fn is_part_of_date(document: &Document, token: usize) -> bool {
    let before = token.checked_sub(1).map_or("", |before| document.lower(before));
    document.is_on(List::Calendar, token) && TIME_WORDS.contains(&before)
}

/// Words before a month that is no given name. Without "by", which begins bylines: "by May Laing".
const TIME_WORDS: [&str; 11] =
    ["during", "early", "in", "last", "late", "mid", "next", "since", "this", "through", "until"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_make_an_acronym_and_endings_a_compound() {
        let both = |word: &str| (is_acronym(word), is_compound(word));
        for word in ["ESA", "U.S.", "AT&T", "B2B", "SS-RK"] {
            assert_eq!(both(word), (true, false), "{word}");
        }
        for word in ["Leeds-born", "Eton-educated", "state-run"] {
            assert_eq!(both(word), (false, true), "{word}");
        }
        for word in ["Esa", "G20", "A", "U.s.", "Jean-Luc", "Led", "educated"] {
            assert_eq!(both(word), (false, false), "{word}");
        }
    }

    #[test]
    fn lists_and_endings_say_what_a_word_is() {
        type Check = fn(&Document, usize) -> bool;
        let cases: [(&str, Check, &[&str], &[&str]); 7] = [
            ("given", is_given_or_initial, &["Ann", "J."], &["ann", "Tuesday", "Will", "Chancellor", "JJ"]),
            ("organisation", is_org_word, &["Ministry", "bank"], &["Moss", "Leeds"]),
            ("ending", has_common_ending, &["Building", "Neighbours", "Report", "Mayor"], &["Moss", "Leeds"]),
            ("common", is_common_word, &["Young", "Refers", "boats"], &["Zarnic", "Haugland"]),
            ("no noun", is_common_non_noun, &["quietly", "says"], &["Young", "boats", "Zarnic"]),
            ("post-nominal", is_post_nominal, &["OBE", "PhD"], &["Obe", "ESA", "MOSS"]),
            ("day", is_day, &["Tuesday", "monday"], &["June", "Holliday", "Today"]),
        ];
        for (name, check, yes, no) in cases {
            let holds = |word: &&&str| check(&Document::new(&format!("They saw {word} there.")), 2);
            assert_eq!(yes.iter().filter(holds).collect::<Vec<_>>(), yes.iter().collect::<Vec<_>>(), "{name}");
            assert_eq!(no.iter().filter(holds).collect::<Vec<_>>(), Vec::<&&str>::new(), "{name}");
        }
    }
}
