//! Names in running text: runs of capitalised words, and what sort of thing bears them.
//!
//! Without a trained tagger of names, evidence decides: titles and given names make persons, telling words make bodies
//! ("University", "Ministry"), lists know places and days. A line that is capitalised throughout (a headline) gives no
//! names, for there a capital tells nothing.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::lexicon::{
    CALENDAR, FUNCTION_WORDS, GIVEN_NAMES, Gender, NAME_PARTICLES, ORGANISATION_WORDS, ORGANISATIONS, PLACES, TITLES,
};
use crate::text::{Document, TokenKind};

/// What bears a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bearer {
    /// Certainly or probably a human being.
    Person,
    /// A body.
    Organisation,
    /// A place or a people; as a source it speaks as a body.
    Place,
    /// One capitalised word and no evidence.
    Unclear,
}

/// One name at one place.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// Tokens of the name without titles.
    pub tokens: Range<usize>,
    /// Tokens of the titles before it; empty when there are none.
    pub titles: Range<usize>,
    /// What bears it.
    pub bearer: Bearer,
    /// The gender its title tells.
    pub gender: Option<Gender>,
}

/// Lower case without accents: how names are compared.
pub(super) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfkd()
        .filter(|&c| !is_combining_mark(c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == '’' { '\'' } else { c })
        .collect()
}

/// All names of the document, in order.
pub(super) fn find_names(document: &Document) -> Vec<Name> {
    let mut names = Vec::new();
    for paragraph in &document.paragraphs {
        if is_headline(document, paragraph.clone()) {
            continue;
        }
        let mut index = paragraph.start;
        while index < paragraph.end {
            let run = capitalised_run(document, index, paragraph.end);
            if run.is_empty() {
                index += 1;
            } else {
                index = run.end;
                names.extend(split_run(document, run).into_iter().filter_map(|part| name_of(document, part)));
            }
        }
    }
    names
}

/// A line in which most words of four letters and more are capitalised and that ends without a full stop.
fn is_headline(document: &Document, paragraph: Range<usize>) -> bool {
    let long =
        |index: &usize| document.word(*index).chars().count() >= 4 && document.tokens[*index].kind == TokenKind::Word;
    let words: Vec<usize> = paragraph.clone().filter(long).collect();
    let capitals = words.iter().filter(|&&index| starts_upper(document.word(index))).count();
    let stops = matches!(document.word(paragraph.end - 1), "." | "”" | "\"" | "’");
    words.len() >= 3 && paragraph.len() <= 30 && !stops && capitals * 3 >= words.len() * 2
}

fn starts_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn is_capital(document: &Document, index: usize) -> bool {
    document.tokens[index].kind == TokenKind::Word && starts_upper(document.word(index))
}

/// The run of capitalised words that begins at `index`; empty when none does.
fn capitalised_run(document: &Document, index: usize, end: usize) -> Range<usize> {
    if !is_capital(document, index) || !may_begin(document, index, end) {
        return index..index;
    }
    let mut last = index;
    let mut telling = is_telling(document, index);
    let mut next = index + 1;
    while next < end && next - last <= 3 {
        if is_capital(document, next) && touches_by_blank(document, next) {
            telling |= is_telling(document, next);
            last = next;
        } else if !joins(document, next, telling) && !owns_a_body(document, next, end) {
            break;
        }
        next += 1;
    }
    index..last + 1
}

/// One blank and nothing else before the token.
fn touches_by_blank(document: &Document, index: usize) -> bool {
    let gap = document.tokens[index].span.start() - document.tokens[index - 1].span.end();
    (1..=2).contains(&gap)
}

/// Small words inside names: particles of persons; "of", "for", "the", "and", "on" of bodies.
fn joins(document: &Document, index: usize, telling: bool) -> bool {
    let word = document.word(index);
    let particle = word.len() <= 4 && NAME_PARTICLES.has(word) && word != "y" && word != "st";
    let joint = telling && matches!(word, "of" | "for" | "the" | "and" | "on" | "&" | "de" | "in");
    touches_by_blank(document, index) && (particle || joint)
}

/// The apostrophe in "Varden Growers’ Union", "Women’s Institute": a telling word follows it at once.
fn owns_a_body(document: &Document, index: usize, end: usize) -> bool {
    let mark = matches!(document.word(index), "’" | "'" | "’s" | "'s");
    mark && index + 1 < end && is_capital(document, index + 1) && is_telling(document, index + 1)
}

fn is_telling(document: &Document, index: usize) -> bool {
    ORGANISATION_WORDS.has(&document.word(index).to_lowercase())
}

/// Whether a name may begin here: not with a word that is capitalised only because a sentence begins.
fn may_begin(document: &Document, index: usize, end: usize) -> bool {
    let word = document.word(index);
    let lower = word.to_lowercase();
    if FUNCTION_WORDS.has(&lower) || CALENDAR.has(&lower) {
        return false;
    }
    let sentence = &document.sentences[document.sentence_of(index)];
    let before = index.checked_sub(1).filter(|before| *before >= sentence.start).map(|before| document.word(before));
    let starts = before.is_none_or(|word| matches!(word, "“" | "\"" | "‘" | "'" | "``" | "(" | "—" | "•" | ":"));
    if !starts {
        return true;
    }
    let followed = index + 1 < end && is_capital(document, index + 1) && touches_by_blank(document, index + 1);
    let known = GIVEN_NAMES.has(&fold(word))
        || PLACES.has(&lower)
        || ORGANISATIONS.has(&lower)
        || TITLES.has(title_key(&lower));
    followed || known || is_acronym(word) || !is_common(&lower)
}

/// Endings that English words have and surnames hardly ever.
fn is_common(lower: &str) -> bool {
    ["ing", "ly", "tion", "tions", "ness", "ments", "ment", "ed", "ies", "ous", "ful", "less", "ally"]
        .iter()
        .any(|ending| lower.ends_with(ending))
        || crate::lexicon::GROUP_NOUNS.has(lower)
        || crate::lexicon::PERSON_NOUNS.has(lower)
        || crate::lexicon::DOCUMENT_NOUNS.has(lower)
}

fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2 && word.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '&') || c.is_numeric())
}

/// A title without its point and what follows it: `Sen.` -> `sen`.
fn title_key(lower: &str) -> &str {
    lower.trim_end_matches('.')
}

/// A run that ends in "and" parts: "Ministry of Trade and Bob" stays whole, "Smith and Jones" never was one.
fn split_run(document: &Document, run: Range<usize>) -> Vec<Range<usize>> {
    let has_body = run.clone().any(|index| is_telling(document, index));
    if has_body {
        return vec![run];
    }
    let mut parts = Vec::new();
    let mut start = run.start;
    for index in run.clone() {
        if matches!(document.word(index), "and" | "&" | "for" | "in" | "on") {
            parts.push(start..index);
            start = index + 1;
        }
    }
    parts.push(start..run.end);
    parts.retain(|part| !part.is_empty());
    parts
}

fn name_of(document: &Document, run: Range<usize>) -> Option<Name> {
    let (titles, gender) = leading_titles(document, run.clone());
    let tokens = titles.end..run.end;
    if tokens.is_empty() {
        return None;
    }
    let bearer = bearer(document, &tokens, !titles.is_empty());
    Some(Name { tokens, titles, bearer, gender })
}

/// Titles at the beginning of a run. At least one word is left to be the name.
fn leading_titles(document: &Document, run: Range<usize>) -> (Range<usize>, Option<Gender>) {
    let mut gender = None;
    let mut end = run.start;
    while end + 1 < run.end {
        let lower = document.word(end).to_lowercase();
        if !(TITLES.has(title_key(&lower)) || lower == "vice" || lower == "former") {
            break;
        }
        gender = gender.or(TITLES.gender(title_key(&lower)));
        end += 1;
    }
    // "Prime Minister Starmer", "Attorney General Smith", "Foreign Secretary Lee": the title ends later.
    let later = (end..run.end.saturating_sub(1).min(end + 4)).rev().find(|&index| {
        let lower = document.word(index).to_lowercase();
        TITLES.has(title_key(&lower)) && lower != "general"
            || lower == "general" && index > run.start && index + 1 < run.end
    });
    if let Some(later) =
        later.filter(|&later| !(run.start..later).any(|index| GIVEN_NAMES.has(&fold(document.word(index)))))
    {
        gender = gender.or(TITLES.gender(title_key(&document.word(later).to_lowercase())));
        end = later + 1;
    }
    (run.start..end, gender)
}

fn bearer(document: &Document, tokens: &Range<usize>, titled: bool) -> Bearer {
    let lower: Vec<String> = tokens.clone().map(|index| document.word(index).to_lowercase()).collect();
    let whole = lower.join(" ");
    let given = GIVEN_NAMES.has(&fold(document.word(tokens.start)));
    if PLACES.has(&whole)
        || lower.iter().all(|word| {
            PLACES.has(word)
                || matches!(
                    word.as_str(),
                    "new"
                        | "south"
                        | "north"
                        | "west"
                        | "east"
                        | "united"
                        | "kingdom"
                        | "states"
                        | "republic"
                        | "of"
                        | "the"
                )
        })
    {
        return Bearer::Place;
    }
    if titled {
        return Bearer::Person;
    }
    let telling = tokens.clone().any(|index| is_telling(document, index));
    let last_only = lower.len() == 2 && given && !telling;
    if ORGANISATIONS.has(&whole)
        || (telling && !last_only)
        || lower.iter().any(|word| ORGANISATIONS.has(word) && lower.len() > 1 && !given)
    {
        return Bearer::Organisation;
    }
    if is_acronym(document.word(tokens.start)) && !document.word(tokens.start).ends_with('.') {
        return Bearer::Organisation;
    }
    let after_article = tokens.start > 0 && matches!(document.word(tokens.start - 1), "the" | "The");
    match lower.len() {
        1 if after_article => Bearer::Organisation,
        1 => Bearer::Unclear,
        2..=5 if !after_article && (given || !PLACES.has(&lower[0])) => Bearer::Person,
        _ => Bearer::Organisation,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<(String, Bearer)> {
        let document = Document::new(text);
        find_names(&document)
            .iter()
            .map(|name| (document.span(name.tokens.clone()).of(text).to_owned(), name.bearer))
            .collect()
    }

    #[test]
    fn names_and_their_bearers() {
        use Bearer::*;
        let cases: &[(&str, &[(&str, Bearer)])] = &[
            ("We met President Gustavo Petro.", &[("Gustavo Petro", Person)]),
            ("Then Sen. Tim Kaine, D-Va., left.", &[("Tim Kaine", Person), ("D-Va", Unclear)]),
            (
                "He saw Luiz Inácio Lula da Silva in Brazil.",
                &[("Luiz Inácio Lula da Silva", Person), ("Brazil", Place)],
            ),
            (
                "Borda of the University of the Andes left.",
                &[("Borda", Unclear), ("University of the Andes", Organisation)],
            ),
            (
                "However, Prime Minister Keir Starmer and Rachel Reeves met.",
                &[("Keir Starmer", Person), ("Rachel Reeves", Person)],
            ),
            (
                "At the UN, Mr. Smith’s lawyer Michael Cohen spoke.",
                &[("UN", Organisation), ("Smith", Person), ("Michael Cohen", Person)],
            ),
            ("Then the Varden Growers’ Union spoke.", &[("Varden Growers’ Union", Organisation)]),
            ("Officials said nothing.", &[]),
            ("Angry Bank Chief Quits Again", &[]),
        ];
        for (text, expected) in cases {
            let expected: Vec<_> = expected.iter().map(|&(name, bearer)| (name.to_owned(), bearer)).collect();
            assert_eq!(names(text), expected, "{text}");
        }
    }

    #[test]
    fn folding_forgets_case_and_accents() {
        assert_eq!(fold("Inácio"), "inacio");
        assert_eq!(fold("O’Neill"), "o'neill");
    }
}
