//! What the layout of a page says plainly, whatever the words: transcripts, signed quotations, quoting headlines.
//!
//! A rule looks at one paragraph (and the next) and gives back source, cue and content when it is sure; its spans then
//! stand in place of the tagger's in that paragraph. In all other paragraphs the tagger decides.

use std::ops::Range;

use crate::lexicon::{DOCUMENT_NOUNS, GROUP_NOUNS, ORGANISATION_NOUNS, PERSON_NOUNS};
use crate::tag::{Role, TaggedSpan, without_edge_punctuation};
use crate::text::{Document, TokenKind};

/// Longest name before a colon or behind a dash, in tokens.
const LONGEST_NAME: usize = 6;

/// Longest signature, with what follows the name ("a teacher from Leeds").
const LONGEST_SIGNATURE: usize = 14;

/// How sure the layout is.
const CERTAIN: f32 = 0.9;

/// The three parts that a rule finds.
struct Turn {
    source: Range<usize>,
    cue: Range<usize>,
    content: Range<usize>,
}

/// `spans` (in order) with those of the paragraphs that the layout decides replaced; in order again.
pub fn lay_out(document: &Document, spans: Vec<TaggedSpan>) -> Vec<TaggedSpan> {
    let transcript =
        (0..document.paragraphs.len()).filter(|&paragraph| turn(document, paragraph).is_some()).take(2).count() == 2;
    let mut decided: Vec<TaggedSpan> = Vec::new();
    let mut covered: Vec<Range<usize>> = Vec::new();
    for paragraph in 0..document.paragraphs.len() {
        let spoken = turn(document, paragraph).filter(|turn| transcript || is_shouted(document, &turn.source));
        let found = spoken.or_else(|| signature(document, paragraph)).or_else(|| headline(document, paragraph));
        let Some(Turn { source, cue, content }) = found else { continue };
        covered.push(source.start.min(content.start)..source.end.max(content.end));
        for (role, tokens) in [(Role::Source, source), (Role::Cue, cue), (Role::Content, content)] {
            decided.push(TaggedSpan { role, tokens, probability: CERTAIN });
        }
    }
    if decided.is_empty() {
        return spans;
    }
    let is_free = |span: &TaggedSpan| {
        let next = covered.partition_point(|range| range.end <= span.tokens.start);
        covered.get(next).is_none_or(|range| range.start >= span.tokens.end)
    };
    decided.extend(spans.into_iter().filter(is_free));
    decided.sort_by_key(|span| (span.tokens.start, span.role));
    decided
}

/// `NAME: words`, the turn of a transcript or an interview (`Q:`, `A:`).
fn turn(document: &Document, paragraph: usize) -> Option<Turn> {
    let range = document.paragraphs[paragraph].clone();
    let start = range.start + usize::from(is_mark(document.word(range.start)));
    let colon = (start..range.end.min(start + LONGEST_NAME)).find(|&token| document.word(token) == ":")?;
    let name = start..colon;
    let content = words_of(document, colon + 1..range.end)?;
    let letter = name.len() == 1 && matches!(document.word(name.start), "Q" | "A");
    let long_enough = content.len() >= 2;
    (long_enough && (letter || is_name(document, &name))).then_some(Turn {
        source: name,
        cue: colon..colon + 1,
        content,
    })
}

/// `“Words.” — Ann Lee`, at the end of the paragraph or as the next one.
fn signature(document: &Document, paragraph: usize) -> Option<Turn> {
    let range = document.paragraphs[paragraph].clone();
    let region = document.quoted.get(document.quoted_at(range.start)?)?;
    let inside = document.tokens_in(region.inner);
    let after = document.tokens_in(region.outer).end;
    let content = words_of(document, inside)?;
    if document.tokens[range.start].span.start() != region.outer.start() || content.len() < 3 {
        return None;
    }
    let signed = if after < range.end { after..range.end } else { document.paragraphs.get(paragraph + 1)?.clone() };
    let dash = signed.start;
    let starts_with_dash = document.word(dash).starts_with(['-', '–', '—', '―', '~']);
    let end =
        (dash + 1..signed.end).find(|&token| matches!(document.word(token), "," | "(" | ".")).unwrap_or(signed.end);
    let name = dash + 1..end;
    let short = signed.len() <= LONGEST_SIGNATURE && name.len() <= LONGEST_NAME;
    (starts_with_dash && short && is_name(document, &name)).then_some(Turn {
        source: name,
        cue: dash..dash + 1,
        content,
    })
}

/// `Bank chief: ‘We got it wrong’`, the first line of an article.
fn headline(document: &Document, paragraph: usize) -> Option<Turn> {
    let range = document.paragraphs[paragraph].clone();
    let colon = (range.start..range.end.min(range.start + LONGEST_NAME)).find(|&token| document.word(token) == ":")?;
    let name = range.start..colon;
    let content = words_of(document, colon + 1..range.end)?;
    let quotes = content.clone().any(|token| document.quoted_at(token).is_some());
    let is_title = paragraph == 0 && range.len() <= 30;
    (is_title && quotes && (is_name(document, &name) || is_office(document, &name))).then_some(Turn {
        source: name,
        cue: colon..colon + 1,
        content,
    })
}

/// The tokens without the punctuation and the marks at both ends, if any word is left.
fn words_of(document: &Document, tokens: Range<usize>) -> Option<Range<usize>> {
    Some(without_edge_punctuation(document, tokens)).filter(|words| !words.is_empty())
}

fn is_mark(word: &str) -> bool {
    matches!(word, "“" | "\"" | "‘" | "``" | "«")
}

/// Words that all begin with a capital, brackets and particles aside.
fn is_name(document: &Document, tokens: &Range<usize>) -> bool {
    let capital = |token: usize| document.word(token).starts_with(|c: char| c.is_uppercase());
    let fits = |token: usize| {
        let punctuation = document.tokens[token].kind == TokenKind::Punctuation;
        capital(token)
            || punctuation && matches!(document.word(token), "(" | ")" | "-" | "." | "@")
            || matches!(document.word(token), "de" | "van" | "von" | "der" | "of" | "the" | "and" | "al")
    };
    !tokens.is_empty() && capital(tokens.start) && tokens.clone().all(fits)
}

/// `Bank chief`, `Police`: somebody by what they do.
fn is_office(document: &Document, tokens: &Range<usize>) -> bool {
    let last = tokens.clone().next_back().map(|token| document.lower(token)).unwrap_or_default();
    PERSON_NOUNS.has(last) || GROUP_NOUNS.has(last) || ORGANISATION_NOUNS.has(last) || DOCUMENT_NOUNS.has(last)
}

/// All in capitals: `SMITH:`.
fn is_shouted(document: &Document, tokens: &Range<usize>) -> bool {
    tokens.clone().all(|token| !document.word(token).contains(char::is_lowercase))
        && tokens.clone().any(|token| document.word(token).len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Source and content of each turn that the layout finds in `text`.
    fn turns(text: &str) -> Vec<(&str, &str)> {
        let document = Document::new(text);
        let spans = lay_out(&document, Vec::new());
        let of = |role| {
            spans.iter().filter(move |span| span.role == role).map(|span| document.span(span.tokens.clone()).of(text))
        };
        of(Role::Source).zip(of(Role::Content)).collect()
    }

    #[test]
    fn the_layout_tells_who_speaks() {
        assert_eq!(
            turns("They met.\nSMITH: We won the cup.\nJONES: You did not."),
            [("SMITH", "We won the cup"), ("JONES", "You did not")]
        );
        assert_eq!(
            turns("Q: Did you win the cup?\nA: No, we did not."),
            [("Q", "Did you win the cup"), ("A", "No, we did not")]
        );
        assert_eq!(turns("“We have won the cup.” ― Ann Lee"), [("Ann Lee", "We have won the cup")]);
        assert_eq!(turns("“We have won the cup.”\n— Ann Lee, a fan from Leeds"), [("Ann Lee", "We have won the cup")]);
        assert_eq!(turns("Bank chief: ‘We got it wrong’\nIt did."), [("Bank chief", "We got it wrong")]);
    }

    #[test]
    fn a_colon_or_a_dash_alone_is_no_speaker() {
        assert_eq!(turns("Note: the shop is closed.\nIt opens at six."), []);
        assert_eq!(turns("“We won the cup,” he said — Ann Lee was there."), []);
        assert_eq!(turns("Two things: “one” and “two”."), []);
    }
}
