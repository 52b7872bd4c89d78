//! Hits: `search`, and as part of the matches of `who`.

use serde::Serialize;

use super::article::{ArticleRecord, ParagraphRecord};
use crate::query::{ConflictingAttribution, Hit, Occurrence, SearchAnswer, Variant};

/// The answer of `search`.
#[derive(Serialize)]
pub(in crate::output) struct SearchRecord<'a> {
    total: usize,
    hits: Vec<HitRecord<'a>>,
}

impl<'a> From<&'a SearchAnswer> for SearchRecord<'a> {
    fn from(answer: &'a SearchAnswer) -> Self {
        Self { total: answer.total, hits: answer.hits.iter().map(HitRecord::from).collect() }
    }
}

/// One hit.
#[derive(Serialize)]
pub(in crate::output) struct HitRecord<'a> {
    id: &'a str,
    kind: &'static str,
    report: &'static str,
    polarity: &'static str,
    text: &'a str,
    /// The words of the article that report the speech.
    cue: Option<&'a str>,
    speaker: Option<&'a str>,
    speaker_id: Option<&'a str>,
    role: Option<&'a str>,
    topics: &'a [String],
    confidence: f32,
    context: &'a str,
    score: f32,
    article: ParagraphRecord<'a>,
    also_in: Vec<OccurrenceRecord<'a>>,
    /// Number of articles; left out when it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    articles: Option<usize>,
    /// Number of different texts; left out when there is one article.
    #[serde(skip_serializing_if = "Option::is_none")]
    texts: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    variants: Vec<VariantRecord<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    disagreement: Vec<ConflictRecord<'a>>,
}

impl<'a> From<&'a Hit> for HitRecord<'a> {
    fn from(hit: &'a Hit) -> Self {
        let quote = &hit.quote;
        Self {
            id: &quote.id,
            kind: quote.kind.name(),
            report: quote.report.name(),
            polarity: quote.polarity.name(),
            text: &quote.text,
            cue: quote.cue_words(),
            speaker: quote.speaker.name.as_deref(),
            speaker_id: quote.speaker.id.as_deref(),
            role: quote.speaker.role.as_deref(),
            topics: &quote.topics,
            confidence: hit.confidence,
            context: &quote.context,
            score: hit.score,
            article: quote.into(),
            also_in: hit.also_in.iter().map(OccurrenceRecord::from).collect(),
            articles: (hit.articles > 1).then_some(hit.articles),
            texts: (hit.articles > 1).then_some(hit.distinct_texts),
            variants: hit.variants.iter().map(VariantRecord::from).collect(),
            disagreement: hit.disagreement.iter().map(ConflictRecord::from).collect(),
        }
    }
}

/// The quotation in another article.
#[derive(Serialize)]
struct OccurrenceRecord<'a> {
    #[serde(flatten)]
    paragraph: ParagraphRecord<'a>,
    /// Id of the record there.
    quote: &'a str,
    /// The words there; left out when they are the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

impl<'a> From<&'a Occurrence> for OccurrenceRecord<'a> {
    fn from(occurrence: &'a Occurrence) -> Self {
        Self {
            paragraph: ParagraphRecord::new(&occurrence.article, occurrence.paragraph),
            quote: &occurrence.quote,
            text: occurrence.text.as_deref(),
        }
    }
}

/// A quotation that differs in a few words.
#[derive(Serialize)]
struct VariantRecord<'a> {
    id: &'a str,
    text: &'a str,
    /// Pairs: the word of the hit, and the word that stands here instead.
    changed: &'a [(String, String)],
    article: ParagraphRecord<'a>,
}

impl<'a> From<&'a Variant> for VariantRecord<'a> {
    fn from(variant: &'a Variant) -> Self {
        let quote = &variant.quote;
        Self { id: &quote.id, text: &quote.text, changed: &variant.changed, article: quote.into() }
    }
}

/// Another speaker to whom the words are attributed.
#[derive(Serialize)]
struct ConflictRecord<'a> {
    name: &'a str,
    id: Option<&'a str>,
    polarity: &'static str,
    quotes: usize,
    article: ArticleRecord<'a>,
}

impl<'a> From<&'a ConflictingAttribution> for ConflictRecord<'a> {
    fn from(conflict: &'a ConflictingAttribution) -> Self {
        Self {
            name: &conflict.name,
            id: conflict.id.as_deref(),
            polarity: conflict.polarity.name(),
            quotes: conflict.quotes,
            article: (&conflict.article).into(),
        }
    }
}
