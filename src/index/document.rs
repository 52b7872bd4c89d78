//! Turns a quote or an article into a document of the engine.
//!
//! The record itself is stored once (see `stored`); all other fields exist to search, filter and sort by.

use jiff::civil::Date;
use rustc_hash::FxHashSet;
use tantivy::TantivyDocument;

use super::dedup::Fingerprint;
use super::digests::{article_key, digest64, version_key};
use super::fold::fold;
use super::schema::{ARTICLE, Fields, QUOTE};
use super::stored;
use crate::article::{Article, ArticleRef, publisher_key};
use crate::quote::{Kind, Polarity, Quote, Speaker};

/// What all documents of one article have in common, computed once.
pub(super) struct ArticleFields<'a> {
    article: &'a Article,
    reference: ArticleRef,
    key: u64,
}

impl<'a> ArticleFields<'a> {
    pub(super) fn of(article: &'a Article) -> Self {
        Self { article, reference: article.reference(), key: article_key(&article.id) }
    }
}

/// The document of a quote in the article.
///
/// The record is stored as given; the fields about the article are those of `article`, so that one deletion by its key
/// removes the article and all its quotes.
pub(super) fn quote_document(
    fields: &Fields,
    article: &ArticleFields<'_>,
    quote: &Quote,
) -> serde_json::Result<TantivyDocument> {
    let mut document = TantivyDocument::default();
    document.add_bytes(fields.record, &stored::encode_quote(article.article, &article.reference, quote)?);
    document.add_text(fields.doc, QUOTE);
    document.add_u64(fields.id, id_number(&quote.id));
    document.add_text(fields.text, &quote.text);
    document.add_text(fields.stem, &quote.text);
    document.add_text(fields.kind, quote.kind.name());
    document.add_text(fields.report, quote.report.name());
    document.add_text(fields.polarity, quote.polarity.name());
    document.add_u64(fields.confidence, thousandths(quote.confidence));
    let folded = fold(&quote.text);
    let speaker_key = speaker_key(&quote.speaker);
    document.add_u64(fields.quotation_key, quotation_key(quote, speaker_key.as_deref(), &folded));
    document.add_u64(fields.words_key, words_key_of_folded(&folded));
    document.add_u64(fields.quote_offset, quote.start() as u64);
    document.add_u64(fields.display_rank, display_rank(quote, &folded));
    for topic in &quote.topics {
        document.add_text(fields.topic_name, topic);
    }
    add_speaker(fields, &mut document, &quote.speaker, speaker_key);
    if quote.evidence.listed {
        document.add_u64(fields.listed, 1);
    }
    add_article(fields, &mut document, article);
    Ok(document)
}

/// The document of an article with these quotes, read from the file `source` under `stamp`.
pub(super) fn article_document(
    fields: &Fields,
    common: &ArticleFields<'_>,
    quotes: &[Quote],
    fingerprint: &Fingerprint,
    source: Option<u64>,
    stamp: &str,
) -> serde_json::Result<TantivyDocument> {
    let article = common.article;
    let mut document = TantivyDocument::default();
    document.add_bytes(fields.record, &stored::encode_article(article)?);
    document.add_text(fields.article_text, article.text());
    document.add_text(fields.doc, ARTICLE);
    document.add_u64(fields.version_key, version_key(&article.id, &article.content_hash(), stamp));
    document.add_u64(fields.article_doc_key, common.key);
    // An article is no quotation, but a column is read faster when every document has a value.
    document.add_u64(fields.quotation_key, 0);
    document.add_text(fields.body, article.text());
    if let Some(title) = &article.title {
        document.add_text(fields.title, title);
    }
    let mut topics = FxHashSet::default();
    // Neighbouring quotes share most of their topics.
    for topic in quotes.iter().flat_map(|quote| &quote.topics).filter(|topic| topics.insert(topic.as_str())) {
        document.add_text(fields.topic, topic);
        document.add_text(fields.about, topic);
    }
    let keys = [(fields.source_file, source), (fields.url_key, fingerprint.url), (fields.text_key, fingerprint.text)];
    for (field, key) in keys {
        if let Some(key) = key {
            document.add_u64(field, key);
        }
    }
    add_article(fields, &mut document, common);
    Ok(document)
}

pub(super) fn add_speaker(fields: &Fields, document: &mut TantivyDocument, speaker: &Speaker, key: Option<String>) {
    for name in speaker.name.iter().chain(&speaker.aliases) {
        document.add_text(fields.speaker, name);
    }
    if let Some(role) = &speaker.role {
        document.add_text(fields.role, role);
        document.add_text(fields.role_name, role);
    }
    if let Some(key) = key {
        document.add_text(fields.speaker_key, key);
    }
    if let Some(name) = &speaker.name {
        document.add_text(fields.speaker_name, name);
        document.add_text(fields.speaker_kind, speaker.kind.name());
    }
    for alias in &speaker.aliases {
        document.add_text(fields.speaker_alias, alias);
    }
}

fn add_article(fields: &Fields, document: &mut TantivyDocument, common: &ArticleFields<'_>) {
    let article = common.article;
    document.add_u64(fields.article_key, common.key);
    if let Some(publisher) = &article.publisher {
        document.add_text(fields.publisher, publisher);
        // A second spelling, so that a search finds it by either.
        document.add_text(fields.publisher, publisher_key(publisher));
        document.add_text(fields.publisher_name, publisher);
    }
    if let Some(date) = article.date {
        document.add_i64(fields.day, day(date));
    }
}

/// The key that identifies a speaker: the id, or without one `~`, the kind and the folded name. `None` for an unknown
/// speaker.
pub(crate) fn speaker_key(speaker: &Speaker) -> Option<String> {
    let unnamed = || Some(format!("~{}:{}", speaker.kind.name(), fold(speaker.name.as_deref()?)));
    speaker.id.clone().or_else(unnamed)
}

/// One number for the speaker, the words and the kind of a quote. The key of a quote with an unknown speaker is unique.
///
/// Its first [`SPEAKER_BITS`] identify the speaker and the polarity. Quotes that share them are worth comparing, and
/// quotes of one person under two speaker keys get the same number when these bits are replaced (see
/// `merged_speakers`). What somebody said and what the same person did not say never share a key: each polarity has
/// bits of its own.
pub(super) fn quotation_key(quote: &Quote, speaker: Option<&str>, folded: &str) -> u64 {
    let kind = quote.kind.name();
    match speaker {
        Some(speaker) => with_speaker_bits(digest64(&[kind, folded]), speaker_bits(speaker, quote.polarity)),
        None => {
            let unknown = format!("?{}", quote.id);
            with_speaker_bits(digest64(&[kind, &unknown, folded]), speaker_bits(&unknown, quote.polarity))
        }
    }
}

/// The bits of a quotation key that stand for this speaker and polarity.
pub(super) fn speaker_bits(key: &str, polarity: Polarity) -> u64 {
    digest64(&[key, polarity.name()]) >> (64 - SPEAKER_BITS)
}

/// The quotation key with its speaker bits replaced.
pub(super) fn with_speaker_bits(quotation_key: u64, speaker: u64) -> u64 {
    let bits = 64 - SPEAKER_BITS;
    speaker << bits | quotation_key & ((1 << bits) - 1)
}

/// How many bits of a quotation key stand for the speaker. The other 44 are enough for one speaker: among a hundred
/// thousand quotes, the probability that two different ones share a key is 3 in 10,000.
const SPEAKER_BITS: u32 = 20;

/// The bits that all quotation keys of one speaker and one polarity share.
pub(crate) fn speaker_part(quotation_key: u64) -> u64 {
    quotation_key >> (64 - SPEAKER_BITS)
}

/// One number for the words of a quote, whoever says them.
pub(crate) fn words_key(text: &str) -> u64 {
    words_key_of_folded(&fold(text))
}

fn words_key_of_folded(folded: &str) -> u64 {
    digest64(&[folded]) >> (64 - WORDS_BITS)
}

/// How many bits a words key has. Nearly every quote adds a term to the engine's dictionary, which costs as many bytes
/// as the term is long. Among ten million quotes, the probability that a given one shares the key of another is 4 in
/// 100 million.
const WORDS_BITS: u32 = 48;

/// The id as a number: its sixteen hexadecimal digits, or a digest of any other id.
pub(crate) fn id_number(id: &str) -> u64 {
    let digits = id.len() == 16 && id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    u64::from_str_radix(id, 16).ok().filter(|_| digits).unwrap_or_else(|| digest64(&[id]))
}

/// The rank of a quote among hits when nothing else decides; lower is shown first.
///
/// Whole statements come before fragments, confident ones before doubtful ones, and both before phrases of one or two
/// words.
pub(super) fn display_rank(quote: &Quote, folded: &str) -> u64 {
    let doubtful = u64::from(quote.confidence < CONFIDENT);
    let words = folded.split(' ').filter(|word| !word.is_empty()).count();
    let is_capitalized = quote.text.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase);
    match (words, quote.kind) {
        (0..3, _) => 4 + doubtful,
        (0..5, _) | (5..9, Kind::Direct) if words < 5 || !is_capitalized => 1 + 2 * doubtful,
        _ => 2 * doubtful,
    }
}

/// A quote of this confidence comes before a whole statement of less.
const CONFIDENT: f32 = 0.5;

/// A confidence as it is indexed; 0 for NaN.
pub(crate) fn thousandths(confidence: f32) -> u64 {
    (f64::from(confidence.clamp(0.0, 1.0)) * 1000.0).round() as u64
}

/// Days since 1970-01-01.
pub(crate) fn day(date: Date) -> i64 {
    let epoch = jiff::civil::date(1970, 1, 1);
    date.duration_since(epoch).as_hours() / 24
}

/// The day `day` days after 1970-01-01.
pub(crate) fn date(day: i64) -> Option<Date> {
    let span = jiff::Span::new().try_days(day).ok()?;
    jiff::civil::date(1970, 1, 1).checked_add(span).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_and_confident_statements_rank_first() {
        let article = Article::new("a", "");
        let quote = |text: &str, confidence| {
            let quote = Quote {
                id: "0".into(),
                kind: Kind::Direct,
                text: text.into(),
                confidence,
                article: article.reference(),
                paragraph: 1,
                ..Quote::default()
            };
            display_rank(&quote, &fold(text))
        };
        let order = [
            quote("“We will build the wall this year.", 0.9),
            quote("a wall that is built to last", 0.9),
            quote("We will build the wall this year.", 0.3),
            quote("the great wall", 0.3),
            quote("Big deal!", 0.9),
            quote("so sad", 0.2),
        ];
        assert_eq!(order, [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn days_convert_both_ways_in_any_year() {
        for text in ["1969-12-31", "1970-01-01", "2024-02-29", "9999-12-31", "-9999-01-01", "1605-05-17"] {
            let written: Date = text.parse().unwrap_or(Date::MIN);
            assert_eq!(date(day(written)), Some(written), "{text}");
        }
        assert_eq!(day(jiff::civil::date(1969, 12, 31)), -1);
    }
}
