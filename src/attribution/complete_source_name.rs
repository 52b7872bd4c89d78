//! Completes a source that ends inside a name: "Undersecretary for Political Affairs Ann | Ray said" has lost a
//! surname.

use std::ops::Range;

use super::link::Link;
use crate::lexicon::List;
use crate::text::Document;

/// Maximum number of words that are added.
const MAX_ADDED_WORDS: usize = 3;

/// Extends the source of `link` to the end of its run of capitalised words, unless a content begins there. A cue that
/// begins with the rest of the name is shortened.
pub fn complete_source_name(document: &Document, link: &mut Link) {
    let Some(source) = link.source.clone().filter(|source| !source.is_empty()) else { return };
    let source = with_of_complement(document, link, source);
    link.source = Some(source.clone());
    if !is_name(document, source.end - 1) {
        return;
    }
    let sentence = document.sentences[document.sentence_of(source.start)].end;
    let in_content = |token: usize| link.contents.iter().any(|content| content.contains(&token));
    let goes_on = |&token: &usize| is_name(document, token) && !in_content(token);
    let end = (source.end..sentence.min(source.end + MAX_ADDED_WORDS))
        .take_while(goes_on)
        .last()
        .map_or(source.end, |last| last + 1);
    if let Some(cue) = &mut link.cue
        && cue.start < end
        && source.end < cue.end
    {
        // A cue that is all capitalised, or that begins later, is no rest of the name.
        if cue.start > source.end || end >= cue.end {
            return;
        }
        cue.start = end;
    }
    link.source = Some(source.start..end);
}

/// Maximum number of words after an "of".
const MAX_COMPLEMENT_WORDS: usize = 5;

/// "The mayor | of Lisbon said": an "of" and a name between the source and its cue belong to the source.
fn with_of_complement(document: &Document, link: &Link, source: Range<usize>) -> Range<usize> {
    let Some(cue) = &link.cue else { return source };
    let rest = source.end + 1..cue.start;
    let named = |token: usize| is_name(document, token) || matches!(document.word(token), "the" | "and" | "of");
    let belongs = document.word(source.end) == "of"
        && (1..=MAX_COMPLEMENT_WORDS).contains(&rest.len())
        && rest.clone().all(named)
        && is_name(document, rest.end - 1);
    if belongs { source.start..rest.end } else { source }
}

/// Whether the token looks like part of a name: capitalised, and no day or month.
pub fn is_name(document: &Document, token: usize) -> bool {
    document.word(token).starts_with(char::is_uppercase) && !document.is_on(List::Calendar, token)
}

#[cfg(test)]
mod tests {
    use super::super::link::LinkScores;
    use super::*;

    #[test]
    fn the_rest_of_a_name_is_added() {
        let cases = [
            ("Undersecretary Ann Ray said it.", "Undersecretary Ann", "said", "Undersecretary Ann Ray"),
            ("Undersecretary Ann Ray said it.", "Undersecretary Ann", "Ray said", "Undersecretary Ann Ray"),
            ("“Rain,” said Ann Ray, the mayor.", "Ann", "said", "Ann Ray"),
            ("“Rain,” said Ann Ray Monday.", "Ann", "said", "Ann Ray"),
            ("“Rain,” she said. Ann left.", "she", "said", "she"),
            ("“Rain,” said Ann. The ferry left.", "Ann", "said", "Ann"),
            ("The mayor of Lisbon said it.", "The mayor", "said", "The mayor of Lisbon"),
            ("The mayor of a town said it.", "The mayor", "said", "The mayor"),
        ];
        for (text, source, cue, whole) in cases {
            let document = Document::new(text);
            let tokens = |part: &str| {
                let start = text.find(part).unwrap();
                document.tokens_in(crate::span::Span::new(start, start + part.len()))
            };
            let (source, cue) = (Some(tokens(source)), Some(tokens(cue)));
            let mut link = Link { contents: Vec::new(), source, cue, scores: LinkScores::uniform(0.5) };
            complete_source_name(&document, &mut link);
            assert_eq!(document.span(link.source.unwrap()).of(text), whole, "{text}");
            assert_eq!(document.span(link.cue.unwrap()).of(text), "said", "{text}");
        }
    }
}
