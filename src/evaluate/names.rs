//! Names and cues in the form of the scorer. Its lists are deliberately separate from those of extraction.

use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::gold::LabelledAttribution;

/// Words that do not distinguish speakers. Sorted.
const TITLES: &[&str] = &[
    "a",
    "an",
    "captain",
    "chief",
    "col",
    "colonel",
    "dame",
    "dr",
    "gen",
    "general",
    "gov",
    "governor",
    "judge",
    "justice",
    "lady",
    "lord",
    "minister",
    "miss",
    "mr",
    "mrs",
    "ms",
    "president",
    "prime",
    "prof",
    "professor",
    "rep",
    "secretary",
    "sen",
    "senator",
    "sergeant",
    "sgt",
    "sir",
    "the",
];

static SAYING: LazyLock<Regex> = LazyLock::new(|| {
    let words = "said|says?|saying|tells?|told|telling|according to|adds?|added|adding|wr[io]tes?|wrote|writing|\
                 written|asks?|asked|asking|tweet(?:s|ed|ing)?|announce[sd]?|announcing|argue[sd]?|arguing|note[sd]?|\
                 noting|explain(?:s|ed|ing)?|claim(?:s|ed|ing)?|insist(?:s|ed|ing)?|repl(?:y|ies|ied|ying)|\
                 respond(?:s|ed|ing)?|warn(?:s|ed|ing)?|acknowledge[sd]?|admit(?:s|ted)?|state[sd]?|stating|\
                 declare[sd]?|declaring|report(?:s|ed|ing)?|describe[sd]?|describing|call(?:s|ed|ing)|quote[sd]?";
    Regex::new(&format!(r"(?i)\b(?:{words})\b")).expect("a fixed pattern")
});
static HEAD_END: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r",|\s(?:of|for|from|in|at|on|with|to|who|which|that|whose)\s|\s[–—-]+\s|\(").expect("a fixed pattern")
});
static POSSESSIVE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"'s\b").expect("a fixed pattern"));
static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[^\W_]+(?:'[^\W_]+)?").expect("a fixed pattern"));

/// Whether a cue reports a statement.
pub(super) fn is_saying(cue: &str) -> bool {
    SAYING.is_match(cue)
}

/// The number of code points of `source` before its first comma, preposition or relative pronoun.
pub(super) fn head_length(source: &str) -> Option<usize> {
    HEAD_END.find(source).map(|found| source[..found.start()].chars().count())
}

/// The distinctive words of a name.
pub(super) fn name_words(name: &str) -> Vec<String> {
    let folded: String = name.nfkd().collect::<String>().to_lowercase().replace('’', "'").replace('ß', "ss");
    let plain: String = folded.chars().filter(|&c| !is_combining_mark(c)).collect();
    let bare = POSSESSIVE.replace_all(&plain, "");
    let words: Vec<String> = WORD.find_iter(&bare).map(|word| word.as_str().to_owned()).collect();
    let kept: Vec<String> =
        words.iter().filter(|word| TITLES.binary_search(&word.as_str()).is_err()).cloned().collect();
    if kept.is_empty() { words } else { kept }
}

/// Whether `found` is the name of the labelled speaker, by all words and by the last word. For groups and documents it
/// is enough that the words of one name are among those of the other.
pub(crate) fn same_speaker(labelled: &LabelledAttribution, found: Option<&str>) -> (bool, bool) {
    let name = labelled.speaker.as_ref().and_then(Option::as_deref);
    let (gold, found) = (name_words(name.unwrap_or_default()), name_words(found.unwrap_or_default()));
    if gold.is_empty() || found.is_empty() {
        let nobody = gold.is_empty() && found.is_empty();
        return (nobody, nobody);
    }
    let within = |one: &[String], other: &[String]| one.iter().all(|word| other.contains(word));
    let nameless = matches!(labelled.speaker_kind.as_deref(), Some("group" | "document"))
        && (within(&gold, &found) || within(&found, &gold));
    (gold == found || nameless, gold.last() == found.last() || nameless)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_sorted() {
        assert!(TITLES.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn names_are_what_is_left_without_titles() {
        assert_eq!(name_words("Prime Minister José Ramos’s"), ["jose", "ramos"]);
        assert_eq!(name_words("The President"), ["the", "president"]);
        assert_eq!(name_words("Shaun O’Neill"), ["shaun", "o'neill"]);
        assert!(name_words("").is_empty());
    }
}
