//! Contents without a cue: are they quotations?
//!
//! A quotation whose marks the previous paragraph left open is one more piece of that one. A source in the same
//! sentence may belong to a content. Otherwise quoted words are kept, and `speakers` finds out who said them. Unquoted
//! words without cue and source are dropped, since they are the reporter's.

use std::ops::Range;

use super::link::Link;
use super::non_quotations::is_motto;
use super::quotation_marks::{all_quoted, left_open, quotation_at, words};
use crate::quote::AttributionPattern;
use crate::tag::{Role, TaggedSpan};
use crate::text::Document;

/// Minimum number of quoted words of a quotation with neither cue nor source.
const MIN_WORDS: usize = 4;

/// A link with its pattern.
pub struct LinkWithPattern {
    /// The link.
    pub link: Link,
    /// The pattern.
    pub found: AttributionPattern,
}

/// Finds the pattern of each of `links`, which must be in order. A content without a cue continues an open quotation,
/// gets a source, stays alone, or is dropped.
pub fn resolve_uncued(document: &Document, spans: &[TaggedSpan], links: Vec<Link>) -> Vec<LinkWithPattern> {
    let mut all: Vec<LinkWithPattern> = Vec::with_capacity(links.len());
    for link in links {
        let Some(first) = link.contents.first().cloned() else { continue };
        if link.cue.is_some() {
            let found = pattern_of(document, &link);
            all.push(LinkWithPattern { link, found });
        } else if let Some(open) = open_before(document, &all, &first) {
            all[open].link.contents.extend(link.contents);
        } else if let Some(source) = source_beside(document, spans, &first) {
            let link = Link { source: Some(source), ..link };
            all.push(LinkWithPattern { link, found: AttributionPattern::Source });
        } else if is_quotation(document, &first) && !is_motto(document, &first) {
            all.push(LinkWithPattern { link, found: AttributionPattern::Uncued });
        }
    }
    all
}

/// A colon or dash alone is a cue with a pattern of its own.
fn pattern_of(document: &Document, link: &Link) -> AttributionPattern {
    let Some(cue) = link.cue.clone().filter(|cue| cue.len() == 1) else { return AttributionPattern::Cue };
    let starts_paragraph = link
        .source
        .as_ref()
        .is_some_and(|source| source.start == document.paragraphs[document.paragraph_of(source.start)].start);
    match document.word(cue.start) {
        ":" if starts_paragraph => AttributionPattern::Transcript,
        ":" => AttributionPattern::Colon,
        word if word.starts_with(['-', '–', '—', '―']) => AttributionPattern::Signature,
        _ => AttributionPattern::Cue,
    }
}

/// The quotation that `content` continues: it ends the previous paragraph with its marks open.
fn open_before(document: &Document, all: &[LinkWithPattern], content: &Range<usize>) -> Option<usize> {
    let last = all.len().checked_sub(1)?;
    let end = all[last].link.contents.last()?.end - 1;
    let paragraph = document.paragraph_of(content.start);
    let starts = content.start - document.paragraphs[paragraph].start <= 1;
    let goes_on = starts && document.quoted_at(content.start).is_some() && left_open(document, end);
    (goes_on && document.paragraph_of(end) + 1 == paragraph).then_some(last)
}

/// A source next to the content, with at most a few words between them.
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
    quoted.take(MIN_WORDS).count() == MIN_WORDS || is_short_sentence(document, content)
}

/// "“Never.”": a sentence of its own, with its full stop inside the marks.
fn is_short_sentence(document: &Document, content: &Range<usize>) -> bool {
    let Some(region) = quotation_at(document, content.start) else { return false };
    let begins = document.sentences[document.sentence_of(content.start)].start + 1 >= content.start;
    let pointed = region.inner.of(document.text).trim_end().ends_with(['.', '!', '?']);
    region.is_quotation(document.text) && begins && pointed && all_quoted(document, content)
}
