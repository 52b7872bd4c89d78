//! The records of the machine formats. Their fields are a contract with every program that reads them.

use serde::Serialize;

use crate::article::{Article, ArticleRef, DateSource};
use crate::query::{Dissent, Hit, Occurrence, Variant};
use crate::quote::{Evidence, Kind, Polarity, Quote, Report, SpeakerKind};
use crate::span::{CodePoints, Span};

/// One line of `extract --format jsonl`.
#[derive(Serialize)]
pub(super) struct ExtractRecord<'a> {
    id: &'a str,
    title: Option<&'a str>,
    date: Option<String>,
    /// How far to trust the date; nothing without one.
    date_source: Option<DateSource>,
    publisher: Option<&'a str>,
    path: Option<&'a str>,
    /// The text that the positions count in, when it is not the one that was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    repaired_text: Option<&'a str>,
    attributions: Vec<AttributionRecord<'a>>,
}

impl<'a> ExtractRecord<'a> {
    /// The record of an article and its quotes.
    pub(super) fn new(article: &'a Article, quotes: &'a [Quote], explain: bool) -> Self {
        let points = CodePoints::new(article.text());
        let attributions = quotes.iter().map(|quote| AttributionRecord::new(quote, &points, explain)).collect();
        Self {
            id: &article.id,
            title: article.title.as_deref(),
            date: article.date.map(|date| article.date_source.format(date)),
            date_source: article.date.map(|_| article.date_source),
            publisher: article.publisher.as_deref(),
            path: article.path.as_deref(),
            repaired_text: article.repaired.then(|| article.text()),
            attributions,
        }
    }
}

/// One quote of an article; positions are code points of the article's text.
#[derive(Serialize)]
pub(super) struct AttributionRecord<'a> {
    id: &'a str,
    kind: Kind,
    report: Report,
    polarity: Polarity,
    text: &'a str,
    content: Vec<[usize; 2]>,
    source: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    speaker: Option<&'a str>,
    speaker_id: Option<&'a str>,
    speaker_kind: SpeakerKind,
    role: Option<&'a str>,
    topics: &'a [String],
    confidence: f32,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<&'a Evidence>,
}

impl<'a> AttributionRecord<'a> {
    /// The record of a quote of the text `points` was made for.
    pub(super) fn new(quote: &'a Quote, points: &CodePoints<'_>, explain: bool) -> Self {
        let ranges = |spans: &[Span]| spans.iter().map(|&span| points.range(span)).collect();
        Self {
            id: &quote.id,
            kind: quote.kind,
            report: quote.report,
            polarity: quote.polarity,
            text: &quote.text,
            content: ranges(&quote.content),
            source: ranges(&quote.source),
            cue: ranges(&quote.cue),
            speaker: quote.speaker.name.as_deref(),
            speaker_id: quote.speaker.id.as_deref(),
            speaker_kind: quote.speaker.kind,
            role: quote.speaker.role.as_deref(),
            topics: &quote.topics,
            confidence: quote.confidence,
            evidence: explain.then_some(&quote.evidence),
        }
    }
}

/// One line of `search --format jsonl`.
#[derive(Serialize)]
pub(super) struct HitRecord<'a> {
    id: &'a str,
    kind: Kind,
    report: Report,
    polarity: Polarity,
    text: &'a str,
    /// The words that tell of the saying.
    cue: Option<&'a str>,
    speaker: Option<&'a str>,
    speaker_id: Option<&'a str>,
    role: Option<&'a str>,
    topics: &'a [String],
    confidence: f32,
    context: &'a str,
    score: f32,
    article: PlaceRecord<'a>,
    also_in: &'a [Occurrence],
    /// In how many articles, where there are several, and how many texts these are.
    #[serde(skip_serializing_if = "Option::is_none")]
    articles: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    texts: Option<usize>,
    /// Only where there are any, as the next.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    variants: Vec<VariantRecord<'a>>,
    /// Others who are given the same words.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    disagreement: &'a [Dissent],
}

/// A quotation that differs in a few words.
#[derive(Serialize)]
struct VariantRecord<'a> {
    id: &'a str,
    text: &'a str,
    /// Pairs: the word of the quotation, and what stands here instead.
    changed: &'a [(String, String)],
    article: PlaceRecord<'a>,
}

impl<'a> From<&'a Variant> for VariantRecord<'a> {
    fn from(variant: &'a Variant) -> Self {
        let quote = &variant.quote;
        Self { id: &quote.id, text: &quote.text, changed: &variant.changed, article: quote.into() }
    }
}

/// An article, and a paragraph of it.
#[derive(Serialize)]
pub(super) struct PlaceRecord<'a> {
    #[serde(flatten)]
    article: &'a ArticleRef,
    paragraph: u32,
}

impl<'a> From<&'a Quote> for PlaceRecord<'a> {
    fn from(quote: &'a Quote) -> Self {
        Self { article: &quote.article, paragraph: quote.paragraph }
    }
}

impl<'a> From<&'a Hit> for HitRecord<'a> {
    fn from(hit: &'a Hit) -> Self {
        let quote = &hit.quote;
        Self {
            id: &quote.id,
            kind: quote.kind,
            report: quote.report,
            polarity: quote.polarity,
            text: &quote.text,
            cue: quote.telling(),
            speaker: quote.speaker.name.as_deref(),
            speaker_id: quote.speaker.id.as_deref(),
            role: quote.speaker.role.as_deref(),
            topics: &quote.topics,
            confidence: hit.confidence,
            context: &quote.context,
            score: hit.score,
            article: quote.into(),
            also_in: &hit.also_in,
            articles: (hit.articles > 1).then_some(hit.articles),
            texts: (hit.articles > 1).then_some(hit.texts),
            variants: hit.variants.iter().map(VariantRecord::from).collect(),
            disagreement: &hit.disagreement,
        }
    }
}
