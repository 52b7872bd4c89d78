//! Names in quotation marks are no quotations: "a phenomenon called “magnetism”", "is known as “the bathtub bill”".
//!
//! A naming verb in the passive says what something is called, not what somebody said. With an agent it does report
//! speech ("was described by Smith as"). Nor is a motto a quotation: "“Steady on” has been their motto".

use std::ops::Range;

use super::link::Link;
use super::quotation_marks::quotation_at;
use crate::lexicon::List;
use crate::text::{Document, TokenKind};

/// Maximum length of a name, in words.
const MAX_NAME_WORDS: usize = 8;

/// Whether the content of `link` is a name rather than speech.
pub fn is_name_in_quotes(document: &Document, link: &Link) -> bool {
    let (Some(cue), Some(content)) = (&link.cue, link.contents.last()) else { return false };
    let names = cue.clone().any(|token| is_naming_word(document.word(token)));
    let words = content.clone().filter(|&token| document.tokens[token].kind != TokenKind::Punctuation).count();
    let marked = content.clone().any(|token| document.quoted_at(token).is_some());
    if !names || !marked || words > MAX_NAME_WORDS || cue.start > content.start {
        return false;
    }
    let by_somebody = (cue.start..content.start).any(|token| document.word(token) == "by");
    let titles = cue.clone().any(|token| matches!(document.lower(token), "titled" | "entitled" | "headlined"));
    !by_somebody && (titles || is_passive(document, cue) || names_a_thing(document, link, cue))
}

/// Nouns for words that many use and nobody in particular said. Sorted.
const MOTTO_NOUNS: [&str; 14] = [
    "acronym",
    "catchphrase",
    "catchword",
    "hashtag",
    "mantra",
    "maxim",
    "motto",
    "nickname",
    "password",
    "proverb",
    "saying",
    "slogan",
    "tagline",
    "watchword",
];

/// Maximum number of words between the marks and the noun.
const MAX_MOTTO_DISTANCE: usize = 8;

/// Whether a sentence says of quoted words that they are a motto: "“Steady on” has been their motto".
pub fn is_motto(document: &Document, content: &Range<usize>) -> bool {
    let Some(region) = quotation_at(document, content.start) else { return false };
    let behind = document.tokens_in(region.outer).end;
    let sentence = document.sentences[document.sentence_of(content.start)].clone();
    let mut rest = behind..sentence.end.min(behind + MAX_MOTTO_DISTANCE);
    let being = |token: usize| matches!(document.lower(token), "is" | "was" | "became" | "has" | "had" | "remains");
    let is_noun = |token: usize| MOTTO_NOUNS.binary_search(&document.lower(token)).is_ok();
    sentence.start + 1 >= content.start && rest.next().is_some_and(being) && rest.any(is_noun)
}

fn is_naming_word(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "called"
            | "named"
            | "dubbed"
            | "nicknamed"
            | "titled"
            | "headlined"
            | "entitled"
            | "known"
            | "termed"
            | "labelled"
            | "labeled"
    )
}

/// Whether a form of "be" is in the cue or up to three words before the naming verb.
fn is_passive(document: &Document, cue: &Range<usize>) -> bool {
    let is_being = |token: usize| {
        matches!(document.lower(token), "is" | "are" | "was" | "were" | "be" | "been" | "being" | "’s" | "'s")
    };
    let naming = cue.clone().find(|&token| is_naming_word(document.word(token))).unwrap_or(cue.start);
    (naming.saturating_sub(3).max(document.sentences[document.sentence_of(cue.start)].start)..naming).any(is_being)
}

/// "a phenomenon called": an indefinite noun that is no person, directly before the cue.
fn names_a_thing(document: &Document, link: &Link, cue: &Range<usize>) -> bool {
    let before = cue.start.checked_sub(1);
    let source = match &link.source {
        Some(source) if Some(source.end - 1) == before => source.clone(),
        Some(_) => return false,
        None => before.unwrap_or(0).saturating_sub(1)..cue.start,
    };
    let indefinite = source.clone().any(|token| matches!(document.lower(token), "a" | "an" | "something" | "what"));
    let person = source.clone().any(|token| document.is_on(List::PersonNouns, token));
    indefinite && !person
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_motto_is_said_by_nobody() {
        assert!(MOTTO_NOUNS.is_sorted());
        for (text, motto) in [
            ("“Steady as she goes” has been the bank’s motto since 1974.", true),
            ("“Never give an inch” was a slogan of the club.", true),
            ("“Steady as she goes” was how Ann Lee saw it.", false),
            ("“Steady as she goes,” she said of the motto.", false),
            ("Ann Lee said “steady as she goes” was the motto.", false),
        ] {
            let document = Document::new(text);
            let start = text.find('“').unwrap();
            let end = text.find(['”']).unwrap();
            let content = document.tokens_in(crate::span::Span::new(start, end));
            assert_eq!(is_motto(&document, &content), motto, "{text}");
        }
    }
}
