//! Quotes: `extract`, `show` and `search`.

use serde::Serialize;

use super::article::{ArticleRecord, ParagraphRecord};
use crate::article::Article;
use crate::output::citation::link_to_words;
use crate::output::csv_table::cell;
use crate::query::{ConflictingAttribution, Hit, Occurrence, SearchAnswer, ShownQuote, Variant};
use crate::quote::{Evidence, MachineAnswer, Quote, SpeakerCandidate};
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
    /// What the program found, where the user corrected it.
    #[serde(skip_serializing_if = "Option::is_none")]
    by_hand: Option<MachineRecord<'a>>,
}

/// What the program found before it was corrected.
#[derive(Serialize)]
struct MachineRecord<'a> {
    speaker: Option<&'a str>,
    polarity: &'static str,
    confidence: f32,
}

impl<'a> From<&'a MachineAnswer> for MachineRecord<'a> {
    fn from(machine: &'a MachineAnswer) -> Self {
        let MachineAnswer { speaker, polarity, confidence } = machine;
        Self { speaker: speaker.as_deref(), polarity: polarity.name(), confidence: *confidence }
    }
}

impl<'a> From<&'a Evidence> for EvidenceRecord<'a> {
    fn from(evidence: &'a Evidence) -> Self {
        Self {
            found: evidence.found.name(),
            cue: evidence.cue.as_deref(),
            ground: evidence.ground.as_deref(),
            candidates: evidence.candidates.iter().map(CandidateRecord::from).collect(),
            listed: evidence.listed,
            by_hand: evidence.by_hand.as_ref().map(MachineRecord::from),
        }
    }
}

/// A possible speaker.
#[derive(Serialize)]
struct CandidateRecord<'a> {
    name: Option<&'a str>,
    probability: f32,
}

impl<'a> From<&'a SpeakerCandidate> for CandidateRecord<'a> {
    fn from(candidate: &'a SpeakerCandidate) -> Self {
        Self { name: candidate.name.as_deref(), probability: candidate.probability }
    }
}

/// A quote and where it stands, for whoever gets quotes without their article's text.
#[cfg(feature = "python")]
#[derive(Serialize)]
pub(in crate::output) struct PlacedQuoteRecord<'a> {
    #[serde(flatten)]
    quote: AttributionRecord<'a>,
    context: &'a str,
    article: ParagraphRecord<'a>,
}

#[cfg(feature = "python")]
impl<'a> PlacedQuoteRecord<'a> {
    /// The quotes of one article, with their evidence.
    pub(in crate::output) fn of(article: &Article, quotes: &'a [Quote]) -> Vec<Self> {
        let points = CodePoints::new(article.text());
        let record = |quote: &'a Quote| Self {
            quote: AttributionRecord::new(quote, &points, true),
            context: &quote.context,
            article: quote.into(),
        };
        quotes.iter().map(record).collect()
    }
}

/// A quote with the text of its article.
#[derive(Serialize)]
pub(in crate::output) struct ShownRecord<'a> {
    #[serde(flatten)]
    quote: AttributionRecord<'a>,
    context: &'a str,
    /// The article's address, with a fragment that leads to the words.
    link: Option<String>,
    article: ArticleTextRecord<'a>,
}

impl<'a> From<&'a ShownQuote> for ShownRecord<'a> {
    fn from(shown: &'a ShownQuote) -> Self {
        let text = shown.article.text();
        Self {
            quote: AttributionRecord::new(&shown.quote, &CodePoints::new(text), true),
            context: &shown.quote.context,
            link: link_to_words(&shown.article, &shown.quote),
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
    /// What the program found, where the user corrected it.
    #[serde(skip_serializing_if = "Option::is_none")]
    by_hand: Option<MachineRecord<'a>>,
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
            by_hand: quote.evidence.by_hand.as_ref().map(MachineRecord::from),
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

/// The CSV columns of `extract`.
pub(in crate::output) const EXTRACT_COLUMNS: [&str; 18] = [
    "article_id",
    "id",
    "kind",
    "report",
    "speaker",
    "speaker_id",
    "speaker_kind",
    "role",
    "text",
    "topics",
    "confidence",
    "paragraph",
    "title",
    "date",
    "date_source",
    "publisher",
    "path",
    "polarity",
];

/// A CSV row of `extract`.
pub(in crate::output) fn extract_row(article: &Article, quote: &Quote) -> [String; 18] {
    let speaker = &quote.speaker;
    [
        article.id.clone(),
        quote.id.clone(),
        quote.kind.name().to_owned(),
        quote.report.name().to_owned(),
        cell(&speaker.name),
        cell(&speaker.id),
        speaker.kind.name().to_owned(),
        cell(&speaker.role),
        quote.text.clone(),
        quote.topics.join("; "),
        quote.confidence.to_string(),
        quote.paragraph.to_string(),
        cell(&article.title),
        cell(&article.date.map(|date| article.date_source.format(date))),
        cell(&article.date.map(|_| article.date_source.name())),
        cell(&article.publisher),
        cell(&article.path),
        quote.polarity.name().to_owned(),
    ]
}

/// The CSV columns of `search` and `show`.
pub(in crate::output) const HIT_COLUMNS: [&str; 18] = [
    "id",
    "kind",
    "report",
    "text",
    "speaker",
    "speaker_id",
    "role",
    "topics",
    "confidence",
    "article_id",
    "title",
    "date",
    "publisher",
    "url",
    "path",
    "paragraph",
    "polarity",
    "cue",
];

/// A CSV row of `search`.
pub(in crate::output) fn hit_row(hit: &Hit) -> [String; 18] {
    quote_row(&hit.quote, hit.confidence)
}

/// A CSV row of `show`; of `search` with another confidence.
pub(in crate::output) fn quote_row(quote: &Quote, confidence: f32) -> [String; 18] {
    let article = &quote.article;
    [
        quote.id.clone(),
        quote.kind.name().to_owned(),
        quote.report.name().to_owned(),
        quote.text.clone(),
        cell(&quote.speaker.name),
        cell(&quote.speaker.id),
        cell(&quote.speaker.role),
        quote.topics.join("; "),
        confidence.to_string(),
        article.id.clone(),
        cell(&article.title),
        cell(&article.date),
        cell(&article.publisher),
        cell(&article.url),
        cell(&article.path),
        quote.paragraph.to_string(),
        quote.polarity.name().to_owned(),
        cell(&quote.cue_words()),
    ]
}
