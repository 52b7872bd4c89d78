//! Forms of names: words, surnames, nicknames and initials, and whether two names can be one person's.

use std::borrow::Cow;

use super::entity_type::EntityType;
use super::name::{Name, fold, fold_token};
use crate::lexicon::{GIVEN_NAMES, NICKNAMES, is_family_suffix};
use crate::text::Document;

/// The words of a name, folded. Abbreviations of countries are written out, since no rule for initials finds "the US".
pub(super) fn folded_words(document: &Document, name: &Name) -> Vec<String> {
    let nickname = nickname(document, name);
    let is_name_word = |&token: &usize| !is_mark(document.word(token)) && Some(token) != nickname;
    let words: Vec<String> =
        name.tokens.clone().filter(is_name_word).map(|token| fold_token(document, token).into_owned()).collect();
    let [word] = words.as_slice() else { return words };
    let whole = match word.as_str() {
        "u.s." | "us" | "u.s" | "usa" | "u.s.a." => "united states",
        "u.k." | "uk" | "u.k" => "united kingdom",
        "u.n." | "un" | "u.n" => "united nations",
        "e.u." | "eu" | "e.u" => "european union",
        _ => return words,
    };
    whole.split(' ').map(str::to_owned).collect()
}

/// The name as written, without a quoted nickname.
pub(super) fn name_text<'a>(document: &Document<'a>, name: &Name) -> Cow<'a, str> {
    let Some(nickname) = nickname(document, name) else { return document.normalized_text(name.tokens.clone()) };
    let kept = name.tokens.clone().filter(|&token| token != nickname && !is_mark(document.word(token)));
    Cow::Owned(kept.map(|token| document.word(token)).collect::<Vec<_>>().join(" "))
}

/// The token of a quoted or bracketed nickname inside a name: "Shorty" in Luis “Shorty” Lee.
pub(super) fn nickname(document: &Document, name: &Name) -> Option<usize> {
    let inner = name.tokens.start + 1..name.tokens.end.saturating_sub(2);
    inner
        .filter(|&token| is_mark(document.word(token)) && is_mark(document.word(token + 2)))
        .map(|token| token + 1)
        .find(|&token| !is_mark(document.word(token)))
}

fn is_mark(word: &str) -> bool {
    matches!(word, "“" | "”" | "\"" | "‘" | "’" | "'" | "(" | ")" | ",")
}

/// The family name: the last word that is no suffix such as "Jr.", or the first word of a Chinese or Korean name.
pub(super) fn surname(words: &[String]) -> Option<&String> {
    if is_family_first(words) {
        return words.first();
    }
    words.iter().rev().find(|word| !is_suffix(word))
}

pub(super) fn is_suffix(word: &str) -> bool {
    is_family_suffix(word.trim_end_matches('.'))
}

/// Whether one long word is a typo of the other: one letter inserted, deleted, changed or swapped with the next.
pub(super) fn is_typo_of(one: &str, other: &str) -> bool {
    one.len().min(other.len()) >= 6 && one != other && is_one_edit_apart(one, other)
}

/// Whether two words are equal except for one letter or one swap of neighbouring letters.
fn is_one_edit_apart(one: &str, other: &str) -> bool {
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let mut rest = [one, other].map(|word| word.chars().skip(same).collect::<Vec<char>>());
    while rest[0].last().is_some() && rest[0].last() == rest[1].last() {
        for rest in &mut rest {
            rest.pop();
        }
    }
    match [&rest[0][..], &rest[1][..]] {
        [[a, b], [c, d]] => a == d && b == c,
        [one, other] => one.len() <= 1 && other.len() <= 1,
    }
}

/// Family names that come first: Chinese and Vietnamese ones, and Korean ones before a hyphenated given name. Sorted.
const FAMILY_FIRST_NAMES: [&str; 38] = [
    "chen", "cho", "choi", "deng", "feng", "gao", "guo", "han", "hu", "huang", "jiang", "jung", "kang", "kim", "lee",
    "li", "lim", "lin", "liu", "luo", "ma", "moon", "nguyen", "park", "peng", "pham", "sun", "tran", "wang", "wen",
    "wu", "xi", "xu", "yang", "yoon", "zhang", "zhao", "zhou",
];

pub(super) fn is_family_first(words: &[String]) -> bool {
    let [family, rest @ ..] = words else { return false };
    let Some(last) = rest.last() else { return false };
    let hyphen = last.split_once('-').is_some_and(|(one, other)| one.len().max(other.len()) <= 5);
    let listed = FAMILY_FIRST_NAMES.binary_search(&family.as_str()).is_ok();
    let english = || matches!(family.as_str(), "kim" | "lee" | "park" | "moon" | "lim" | "cho" | "han" | "sun");
    let short = || rest.len() == 1 && family.len() <= 5 && !GIVEN_NAMES.has(family);
    listed && (hyphen || !english() && !GIVEN_NAMES.has(last)) || hyphen && short()
}

/// The words that may refer to the whole name alone.
pub(super) fn lookup_keys(words: &[String], entity_type: EntityType) -> Vec<Cow<'_, str>> {
    let mut keys: Vec<Cow<str>> = match entity_type {
        EntityType::Person | EntityType::Unclear => words.iter().filter(|word| word.len() > 2).map(Cow::from).collect(),
        EntityType::Organisation | EntityType::Place => {
            words.first().into_iter().chain(words.last()).map(Cow::from).collect()
        }
    };
    if entity_type == EntityType::Organisation && words.len() > 1 {
        keys.push(words.iter().filter(|word| !is_linking_word(word)).filter_map(|word| word.chars().next()).collect());
    }
    keys.extend(words.last().map(Cow::from));
    if entity_type.may_be_person() && words.len() > 1 {
        keys.extend(surname(words).map(Cow::from));
        // "Mrs. Salazar" is Corazon Lim-Salazar.
        keys.extend(
            words.last().into_iter().flat_map(|last| last.split('-')).filter(|part| part.len() > 3).map(Cow::from),
        );
    }
    keys.sort();
    keys.dedup();
    keys
}

/// Whether `text` is made of the beginnings of the words of a name, each with a capital: "SocGen" of Société Générale.
pub(super) fn is_of_beginnings(text: &str, words: &[String]) -> bool {
    let starts: Vec<usize> = text.char_indices().filter(|(_, c)| c.is_uppercase()).map(|(at, _)| at).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let mut parts = starts.iter().zip(ends).map(|(&start, end)| fold(&text[start..end]));
    let mut words = words.iter().filter(|word| !is_linking_word(word));
    let begins = |part: &str, word: &String| part.chars().count() >= 2 && word.starts_with(part);
    starts.len() >= 2
        && starts[0] == 0
        && parts.by_ref().all(|part| words.next().is_some_and(|word| begins(&part, word)))
        && words.next().is_none()
}

fn is_linking_word(word: &str) -> bool {
    matches!(word, "of" | "the" | "for" | "on" | "and" | "in" | "&" | "de")
}

/// Whether two full names can be one person's: the surnames are equal, and the given names are compatible. Father and
/// son may differ in "Jr." alone.
pub(super) fn same_person(one: &[String], other: &[String]) -> bool {
    let suffix = |words: &[String]| words.last().filter(|word| is_suffix(word)).cloned();
    let (Some(last), Some(given)) = (surname(one), one.first()) else { return false };
    let (Some(other_last), Some(other_given)) = (surname(other), other.first()) else { return false };
    let (suffix, other_suffix) = (suffix(one), suffix(other));
    let generations = suffix != other_suffix && (suffix.is_some() && other_suffix.is_some() || given == other_given);
    last == other_last && last != given && other_last != other_given && !generations && same_given(given, other_given)
}

/// Whether two given names are equal or one is short for the other: `J.` and `John`, `Tim` and `Timothy`.
fn same_given(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim_end_matches('.'), other.trim_end_matches('.'));
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    one == other
        || NICKNAMES.join(one, other)
        || (!short.is_empty() && (short.chars().count() == 1 || short.chars().count() >= 3) && long.starts_with(short))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_beginnings() {
        let words = |name: &str| name.split(' ').map(str::to_owned).collect::<Vec<_>>();
        for (text, name, is) in [
            ("SocGen", "societe generale", true),
            ("NorEx", "norland exchange", true),
            ("BankNor", "bank of norland", true),
            ("NorEx", "norland stock exchange", false),
            ("Norex", "norland exchange", false),
            ("NE", "norland exchange", false),
            ("McLee", "mclee", false),
            ("", "norland exchange", false),
        ] {
            assert_eq!(is_of_beginnings(text, &words(name)), is, "{text}");
        }
    }

    #[test]
    fn a_typo_is_one_edit() {
        for (one, other) in
            [("siddiqi", "siddiqui"), ("whitfeild", "whitfield"), ("ashcombe", "ashcomba"), ("aa", "aaa")]
        {
            assert!(is_one_edit_apart(one, other) && is_one_edit_apart(other, one), "{one} {other}");
        }
        assert!(
            !is_one_edit_apart("abcdef", "badcef")
                && !is_one_edit_apart("ashcombe", "ashcom")
                && !is_one_edit_apart("ab", "cd")
        );
    }

    proptest::proptest! {
        #[test]
        fn one_edit_is_a_distance_of_one(one in "[abc]{0,6}", other in "[abc]{0,6}") {
            let near = one == other || strsim::damerau_levenshtein(&one, &other) == 1;
            proptest::prop_assert_eq!(is_one_edit_apart(&one, &other), near);
        }
    }

    #[test]
    fn family_names_are_sorted() {
        assert!(FAMILY_FIRST_NAMES.is_sorted_by(|a, b| a < b));
    }
}
