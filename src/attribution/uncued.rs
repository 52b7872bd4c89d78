//! Contents that found no cue: are they anybody's words?
//!
//! A quotation whose marks the paragraph before left open is one more piece of that one. Within a sentence a source
//! without a cue may still stand beside a content. Otherwise quoted words are kept: who spoke them is for `speakers` to
//! find out. Unquoted ones are dropped: without cue and source nothing says that they are anybody's but the reporter's.

use std::ops::Range;

use super::link::Link;
use super::marked::{all_marked, left_open, marks, words};
use crate::quote::Found;
use crate::tag::{Role, TaggedSpan};
use crate::text::Document;

/// Fewest words in marks that make a quotation of a content with neither cue nor source.
const FEWEST_WORDS: usize = 4;

/// A link with how it was found.
pub struct FoundLink {
    /// The link.
    pub link: Link,
    /// How.
    pub found: Found,
}

/// Gives every one of `links`, which must be in order, its `Found`; those without a cue go on with open marks, find a
/// source, stay alone, or are dropped.
pub fn uncued(document: &Document, spans: &[TaggedSpan], links: Vec<Link>) -> Vec<FoundLink> {
    let mut all: Vec<FoundLink> = Vec::with_capacity(links.len());
    for link in links {
        let Some(first) = link.contents.first().cloned() else { continue };
        if link.cue.is_some() {
            let found = cue_kind(document, &link);
            all.push(FoundLink { link, found });
        } else if let Some(open) = open_before(document, &all, &first) {
            all[open].link.contents.extend(link.contents);
        } else if let Some(source) = source_beside(document, spans, &first) {
            let link = Link { source: Some(source), ..link };
            all.push(FoundLink { link, found: Found::Source });
        } else if is_quotation(document, &first) {
            all.push(FoundLink { link, found: Found::Uncued });
        }
    }
    all
}

/// A colon alone, or a dash alone, is a cue of its own kind.
fn cue_kind(document: &Document, link: &Link) -> Found {
    let Some(cue) = link.cue.clone().filter(|cue| cue.len() == 1) else { return Found::Cue };
    let starts_paragraph = link
        .source
        .as_ref()
        .is_some_and(|source| source.start == document.paragraphs[document.paragraph_of(source.start)].start);
    match document.word(cue.start) {
        ":" if starts_paragraph => Found::Transcript,
        ":" => Found::Colon,
        word if word.starts_with(['-', '–', '—', '―']) => Found::Signature,
        _ => Found::Cue,
    }
}

/// The quotation of which `content` is one more piece: it ends the paragraph before, and leaves its marks open.
fn open_before(document: &Document, all: &[FoundLink], content: &Range<usize>) -> Option<usize> {
    let last = all.len().checked_sub(1)?;
    let end = all[last].link.contents.last()?.end - 1;
    let paragraph = document.paragraph_of(content.start);
    let starts = content.start - document.paragraphs[paragraph].start <= 1;
    let goes_on = starts && document.quoted_at(content.start).is_some() && left_open(document, end);
    (goes_on && document.paragraph_of(end) + 1 == paragraph).then_some(last)
}

/// A source right beside the content, with nothing but a few words between.
fn source_beside(document: &Document, spans: &[TaggedSpan], content: &Range<usize>) -> Option<Range<usize>> {
    let at = spans.partition_point(|span| span.tokens.start < content.start);
    let near = spans[at.saturating_sub(2)..(at + 3).min(spans.len())].iter();
    let distance = |tokens: &Range<usize>| {
        if tokens.end <= content.start { content.start - tokens.end } else { tokens.start.saturating_sub(content.end) }
    };
    near.filter(|span| {
        span.role == Role::Source && document.sentence_of(span.tokens.start) == document.sentence_of(content.start)
    })
    .map(|span| span.tokens.clone())
    .filter(|tokens| distance(tokens) <= 4)
    .min_by_key(distance)
}

fn is_quotation(document: &Document, content: &Range<usize>) -> bool {
    let quoted = words(document, content).filter(|&token| document.quoted_at(token).is_some());
    quoted.take(FEWEST_WORDS).count() == FEWEST_WORDS || is_short_sentence(document, content)
}

/// "“Never.”": a sentence of its own, with its point inside the marks.
fn is_short_sentence(document: &Document, content: &Range<usize>) -> bool {
    let Some(region) = marks(document, content.start) else { return false };
    let begins = document.sentences[document.sentence_of(content.start)].start + 1 >= content.start;
    let pointed = region.inner.of(document.text).trim_end().ends_with(['.', '!', '?']);
    region.is_quotation(document.text) && begins && pointed && all_marked(document, content)
}
