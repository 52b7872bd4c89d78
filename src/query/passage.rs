//! A passage of an article in which nobody is quoted: the reporter's own words, as a record.

use std::ops::Range;

use super::phrase_match::PhraseQuery;
use crate::article::Article;
use crate::index::{Word, words};
use crate::quote::{AttributionPattern, Evidence, Kind, Quote, quote_id};
use crate::span::Span;

/// The sentence of `article` that contains the phrase verbatim, as a quote without a speaker.
pub(crate) fn passage(article: &Article, phrase: &PhraseQuery<'_>) -> Option<Quote> {
    let text = article.text();
    let found = phrase.readings.iter().find_map(|reading| find_words(text, &phrase.folded(reading).concat()))?;
    let sentence = sentence(text, found).trim(text);
    let content = vec![sentence];
    Some(Quote {
        id: quote_id(&article.id, &content, &[]),
        kind: Kind::Indirect,
        text: sentence.of(text).to_owned(),
        content,
        context: sentence.of(text).to_owned(),
        evidence: Evidence { found: AttributionPattern::Reporter, ..Evidence::default() },
        article: article.reference(),
        paragraph: paragraph(text, sentence.start()),
        ..Quote::default()
    })
}

/// The range of `text` in which the folded words are adjacent.
fn find_words(text: &str, asked: &[String]) -> Option<Range<usize>> {
    let all: Vec<_> = words(text).collect();
    let fits = |window: &&[Word]| window.iter().zip(asked).all(|(word, asked)| word.folded == *asked);
    let window = all.windows(asked.len().max(1)).find(fits)?;
    Some(window.first()?.range.start..window.last()?.range.end)
}

/// The sentence or sentences around `found`. Sentences end at full stops and line ends.
fn sentence(text: &str, found: Range<usize>) -> Span {
    let ends: Vec<usize> = sentence_ends(text);
    let start = ends.iter().rev().find(|&&end| end <= found.start).copied().unwrap_or(0);
    let end = ends.iter().find(|&&end| end >= found.end).copied().unwrap_or(text.len());
    Span::new(start, end)
}

/// The bytes after each end of a sentence: at a line end, or after a full stop and closing marks before a capital.
fn sentence_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    for (at, c) in text.char_indices() {
        let behind = &text[at + c.len_utf8()..];
        match c {
            '\n' => ends.push(at),
            '.' | '!' | '?' if !after_initial(&text[..at]) => {
                let rest = behind.trim_start_matches(['”', '’', '"', '\'', ')']);
                let next = rest.trim_start();
                let begins = next.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"' | '‘'));
                if next.len() < rest.len() && begins {
                    ends.push(text.len() - rest.len());
                }
            }
            _ => {}
        }
    }
    ends
}

/// Whether a full stop after `before` ends an initial or a short title: `J.`, `Mr.`, `Gov.`
fn after_initial(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    matches!(word.chars().count(), 1..=3) && word.starts_with(char::is_uppercase)
}

/// The paragraph of byte `at`, counted from 1. Paragraphs are separated by blank lines; in a text without them, by
/// lines.
fn paragraph(text: &str, at: usize) -> u32 {
    let border = if text.contains("\n\n") { "\n\n" } else { "\n" };
    let before = text.get(..at).unwrap_or(text);
    1 + before.rsplit(border).skip(1).filter(|part| !part.trim().is_empty()).count() as u32
}
