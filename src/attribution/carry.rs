//! Contents that found no cue: whose are they?
//!
//! A quotation whose marks the paragraph before left open goes on with that paragraph's speaker; so does a paragraph
//! that is all quotation. Within a sentence a source without a cue may still stand beside a content. Otherwise quoted
//! words are kept with nobody to name, and unquoted ones are dropped: without cue and source nothing says that they
//! are anybody's but the reporter's.

use std::ops::Range;

use super::link::Link;
use super::record::Found;
use crate::tag::{Role, TaggedSpan};
use crate::text::{Document, TokenKind};

/// Fewest words in marks that make a quotation of a content with neither cue nor source.
const FEWEST_WORDS: usize = 4;

/// A link with how it was found.
pub struct Carried {
    /// The link.
    pub link: Link,
    /// How.
    pub found: Found,
}

/// Gives every link its `Found`; those without a cue go on with the speaker before, find a source, or are dropped.
pub fn carry(document: &Document, spans: &[TaggedSpan], links: Vec<Link>) -> Vec<Carried> {
    let mut carried: Vec<Carried> = Vec::with_capacity(links.len());
    for link in links {
        let Some(first) = link.contents.first().cloned() else { continue };
        if link.cue.is_some() {
            let found = cue_kind(document, &link);
            carried.push(Carried { link, found });
        } else if let Some(previous) = speaker_before(document, &carried, &first) {
            go_on(document, &mut carried, previous, link);
        } else if let Some(source) = source_beside(document, spans, &first) {
            let link = Link { source: Some(source), ..link };
            carried.push(Carried { link, found: Found::Cue });
        } else if is_quotation(document, &first) {
            carried.push(Carried { link, found: Found::CarriedOver });
        }
    }
    carried
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

/// The attribution that a quotation goes on with: the last one of the paragraph directly before, if it holds quoted
/// words and the quotation fills the beginning of its own paragraph.
fn speaker_before(document: &Document, carried: &[Carried], content: &Range<usize>) -> Option<usize> {
    let paragraph = document.paragraph_of(content.start);
    let starts = content.start - document.paragraphs[paragraph].start <= 1;
    let quoted = document.quoted_at(content.start)?;
    if !starts || paragraph == 0 || !document.quoted[quoted].opened {
        return None;
    }
    let last = carried.len().checked_sub(1)?;
    let end = carried[last].link.contents.last()?.end;
    let near = document.paragraph_of(end.saturating_sub(1)) + 1 == paragraph;
    (near && carried[last].link.source.is_some()).then_some(last)
}

/// The quotation goes on: one more piece when the marks were left open, else an attribution of its own.
fn go_on(document: &Document, carried: &mut Vec<Carried>, previous: usize, link: Link) {
    let before = &mut carried[previous].link;
    let open = before
        .contents
        .last()
        .and_then(|last| document.quoted_at(last.end - 1))
        .is_some_and(|region| !document.quoted[region].closed);
    if open {
        before.contents.extend(link.contents);
    } else {
        let certainty = [link.certainty[0], link.certainty[1], before.certainty[2], before.certainty[3] * 0.8];
        let link = Link { source: before.source.clone(), certainty, ..link };
        carried.push(Carried { link, found: Found::CarriedOver });
    }
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
    let words = content
        .clone()
        .filter(|&token| document.quoted_at(token).is_some() && document.tokens[token].kind != TokenKind::Punctuation);
    words.take(FEWEST_WORDS).count() == FEWEST_WORDS
}
