//! A passage of an article that nobody is quoted with, as a record of its own.

use std::ops::Range;

use super::judge::Asked;
use crate::article::Article;
use crate::index::{Word, words};
use crate::quote::{Evidence, Found, Kind, Polarity, Quote, Report, Speaker, quote_id};
use crate::span::Span;

/// The sentence of `article` in which the phrase stands word for word, as a quote without a speaker.
pub(crate) fn passage(article: &Article, asked: &Asked<'_>) -> Option<Quote> {
    let text = article.text();
    let found = asked.readings.iter().find_map(|reading| place(text, &asked.folded(reading).concat()))?;
    let sentence = sentence(text, found).trim(text);
    let content = vec![sentence];
    Some(Quote {
        id: quote_id(&article.id, &content, &[]),
        kind: Kind::Indirect,
        report: Report::Statement,
        polarity: Polarity::Affirmed,
        text: sentence.of(text).to_owned(),
        content,
        source: Vec::new(),
        cue: Vec::new(),
        speaker: Speaker::default(),
        topics: Vec::new(),
        context: sentence.of(text).to_owned(),
        confidence: 0.0,
        evidence: Evidence { found: Found::Reporter, ..Evidence::default() },
        article: article.reference(),
        paragraph: paragraph(text, sentence.start()),
    })
}

/// Where the folded words stand side by side in `text`.
fn place(text: &str, asked: &[String]) -> Option<Range<usize>> {
    let all: Vec<_> = words(text).collect();
    let fits = |window: &&[Word]| window.iter().zip(asked).all(|(word, asked)| word.folded == *asked);
    let window = all.windows(asked.len().max(1)).find(fits)?;
    Some(window.first()?.range.start..window.last()?.range.end)
}

/// The sentence or sentences around `found`, as far as full stops and line ends tell.
fn sentence(text: &str, found: Range<usize>) -> Span {
    let ends: Vec<usize> = sentence_ends(text);
    let start = ends.iter().rev().find(|&&end| end <= found.start).copied().unwrap_or(0);
    let end = ends.iter().find(|&&end| end >= found.end).copied().unwrap_or(text.len());
    Span::new(start, end)
}

/// The bytes behind each end of a sentence: a line end, or a stop with its closing marks before a capital.
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

/// Whether a full stop here belongs to an initial or a short title: `J.`, `Mr.`, `Gov.`
fn after_initial(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    matches!(word.chars().count(), 1..=3) && word.starts_with(char::is_uppercase)
}

/// The paragraph in which byte `at` stands, counted from 1: parted by blank lines if there are any, else by lines.
fn paragraph(text: &str, at: usize) -> u32 {
    let border = if text.contains("\n\n") { "\n\n" } else { "\n" };
    let before = text.get(..at).unwrap_or(text);
    1 + before.rsplit(border).skip(1).filter(|part| !part.trim().is_empty()).count() as u32
}
