//! The records: what the stages found, put together for everybody behind the extraction.

use std::ops::Range;

use crate::article::Article;
use crate::lang::{Attribution, Document, Resolved, TopicNames, content_text, repeats};
use crate::quote::{Evidence, Polarity, Quote, quote_id};
use crate::span::Span;

/// The records of each article.
pub(super) fn records(
    articles: &[&Article],
    documents: &[Document],
    attributions: Vec<Vec<Attribution>>,
    speakers: Vec<Vec<Resolved>>,
    topics: Vec<Vec<TopicNames>>,
) -> Vec<Vec<Quote>> {
    let found = attributions.into_iter().zip(speakers).zip(topics);
    let each = articles.iter().zip(documents).zip(found);
    each.map(|((article, document), ((attributions, speakers), topics))| {
        let found = attributions.into_iter().zip(speakers).zip(topics);
        found.map(|((attribution, speaker), topics)| record(article, document, attribution, speaker, topics)).collect()
    })
    .collect()
}

/// The record of one attribution.
fn record(article: &Article, document: &Document, found: Attribution, resolved: Resolved, topics: TopicNames) -> Quote {
    let spans = |tokens: &Option<Range<usize>>| -> Vec<Span> {
        tokens.iter().map(|tokens| document.span(tokens.clone())).collect()
    };
    let (source, cue) = (spans(&found.source), spans(&found.cue));
    let first = document.token_at(found.content.first().map_or(0, |piece| piece.start()));
    let text = content_text(document, &found.content);
    let refuted = article.refuted.iter().any(|claim| repeats(claim, &text));
    let confidence = resolved.confidence.clamp(0.0, 1.0);
    Quote {
        id: quote_id(&article.id, &found.content, &cue),
        kind: found.kind,
        report: found.report,
        polarity: if refuted && found.polarity == Polarity::Affirmed { Polarity::Disputed } else { found.polarity },
        text,
        context: context(document, &found.content, &source, &cue),
        paragraph: document.paragraph_of(first) as u32 + 1,
        topics,
        content: found.content,
        source,
        cue,
        speaker: resolved.speaker,
        confidence: (confidence * 1000.0).round() / 1000.0,
        evidence: Evidence {
            found: found.found,
            cue: found.cue.map(|cue| document.normalized_text(cue).into_owned()),
            ground: found.ground,
            candidates: resolved.candidates,
            listed: resolved.listed,
            by_hand: None,
        },
        article: article.reference(),
    }
}

/// Longest context, in bytes: a quotation over many paragraphs carries only its beginning.
const MAX_CONTEXT_BYTES: usize = 2000;

/// The sentences from the first to the last word of the attribution.
fn context(document: &Document, content: &[Span], source: &[Span], cue: &[Span]) -> String {
    let whole = [content, source, cue].into_iter().flatten().copied().reduce(Span::cover);
    let Some(whole) = whole else { return String::new() };
    let tokens = document.tokens_in(whole);
    let (Some(first), Some(last)) = (
        document.sentences.get(document.sentence_of(tokens.start)),
        document.sentences.get(document.sentence_of(tokens.end.saturating_sub(1))),
    ) else {
        return String::new();
    };
    let span = document.span(first.start..last.end);
    let most = span.end().min(span.start() + MAX_CONTEXT_BYTES);
    let end = (span.start()..=most).rev().find(|&end| document.text.is_char_boundary(end)).unwrap_or(span.start());
    Span::new(span.start(), end).of(document.text).to_owned()
}
