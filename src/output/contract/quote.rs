//! Quotes of one article: `extract` and `show`.

use serde::Serialize;

use super::article::ParagraphRecord;
use crate::article::Article;
use crate::query::ShownQuote;
use crate::quote::{Candidate, Evidence, Quote};
use crate::span::{CodePoints, Span};

/// An article with its quotes.
#[derive(Serialize)]
pub(in crate::output) struct ArticleQuotesRecord<'a> {
    id: &'a str,
    title: Option<&'a str>,
    /// The day, or the month where only that is stated.
    date: Option<String>,
    /// Where the date comes from; `null` without a date.
    date_source: Option<&'static str>,
    publisher: Option<&'a str>,
    path: Option<&'a str>,
    /// The text that positions count in, when it is not the given one.
    #[serde(skip_serializing_if = "Option::is_none")]
    repaired_text: Option<&'a str>,
    attributions: Vec<AttributionRecord<'a>>,
}

impl<'a> ArticleQuotesRecord<'a> {
    /// With `explain`, each quote has its evidence.
    pub(in crate::output) fn new(article: &'a Article, quotes: &'a [Quote], explain: bool) -> Self {
        let points = CodePoints::new(article.text());
        let attributions = quotes.iter().map(|quote| AttributionRecord::new(quote, &points, explain)).collect();
        Self {
            id: &article.id,
            title: article.title.as_deref(),
            date: article.date.map(|date| article.date_source.format(date)),
            date_source: article.date.map(|_| article.date_source.name()),
            publisher: article.publisher.as_deref(),
            path: article.path.as_deref(),
            repaired_text: article.repaired.then(|| article.text()),
            attributions,
        }
    }
}

/// One quote. Positions are Unicode code points of the article's text.
#[derive(Serialize)]
struct AttributionRecord<'a> {
    id: &'a str,
    kind: &'static str,
    report: &'static str,
    polarity: &'static str,
    text: &'a str,
    content: Vec<[usize; 2]>,
    source: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    speaker: Option<&'a str>,
    speaker_id: Option<&'a str>,
    speaker_kind: &'static str,
    role: Option<&'a str>,
    topics: &'a [String],
    confidence: f32,
    /// Only when it is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<EvidenceRecord<'a>>,
}

impl<'a> AttributionRecord<'a> {
    /// `points` must be those of the article's text.
    fn new(quote: &'a Quote, points: &CodePoints<'_>, explain: bool) -> Self {
        let ranges = |spans: &[Span]| spans.iter().map(|&span| points.range(span)).collect();
        Self {
            id: &quote.id,
            kind: quote.kind.name(),
            report: quote.report.name(),
            polarity: quote.polarity.name(),
            text: &quote.text,
            content: ranges(&quote.content),
            source: ranges(&quote.source),
            cue: ranges(&quote.cue),
            speaker: quote.speaker.name.as_deref(),
            speaker_id: quote.speaker.id.as_deref(),
            speaker_kind: quote.speaker.kind.name(),
            role: quote.speaker.role.as_deref(),
            topics: &quote.topics,
            confidence: quote.confidence,
            evidence: explain.then(|| (&quote.evidence).into()),
        }
    }
}

/// Why a quote has its speaker and polarity.
#[derive(Serialize)]
struct EvidenceRecord<'a> {
    found: &'static str,
    cue: Option<&'a str>,
    /// The words that decide the polarity; left out when it is affirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    ground: Option<&'a str>,
    candidates: Vec<CandidateRecord<'a>>,
    listed: bool,
}

impl<'a> From<&'a Evidence> for EvidenceRecord<'a> {
    fn from(evidence: &'a Evidence) -> Self {
        Self {
            found: evidence.found.name(),
            cue: evidence.cue.as_deref(),
            ground: evidence.ground.as_deref(),
            candidates: evidence.candidates.iter().map(CandidateRecord::from).collect(),
            listed: evidence.listed,
        }
    }
}

/// A possible speaker.
#[derive(Serialize)]
struct CandidateRecord<'a> {
    name: Option<&'a str>,
    probability: f32,
}

impl<'a> From<&'a Candidate> for CandidateRecord<'a> {
    fn from(candidate: &'a Candidate) -> Self {
        Self { name: candidate.name.as_deref(), probability: candidate.probability }
    }
}

/// A quote with the text of its article.
#[derive(Serialize)]
pub(in crate::output) struct ShownRecord<'a> {
    #[serde(flatten)]
    quote: AttributionRecord<'a>,
    context: &'a str,
    article: ArticleTextRecord<'a>,
}

impl<'a> From<&'a ShownQuote> for ShownRecord<'a> {
    fn from(shown: &'a ShownQuote) -> Self {
        let text = shown.article.text();
        Self {
            quote: AttributionRecord::new(&shown.quote, &CodePoints::new(text), true),
            context: &shown.quote.context,
            article: ArticleTextRecord { paragraph: (&shown.quote).into(), text },
        }
    }
}

#[derive(Serialize)]
struct ArticleTextRecord<'a> {
    #[serde(flatten)]
    paragraph: ParagraphRecord<'a>,
    text: &'a str,
}
