//! A quote or an article as a document of the engine.
//!
//! The record itself is stored once (see `stored`); all else is there to be found by.

use jiff::civil::Date;
use rustc_hash::FxHashSet;
use tantivy::TantivyDocument;

use super::fold::fold;
use super::identity::Gist;
use super::keys::{article_key, current_key, number};
use super::schema::{ARTICLE, Fields, QUOTE};
use super::stored;
use crate::article::{Article, ArticleRef, publisher_key};
use crate::quote::{Kind, Polarity, Quote, Speaker};

/// What all documents of one article have in common, found out once.
pub(super) struct Common<'a> {
    article: &'a Article,
    reference: ArticleRef,
    key: u64,
}

impl<'a> Common<'a> {
    pub(super) fn of(article: &'a Article) -> Self {
        Self { article, reference: article.reference(), key: article_key(&article.id) }
    }
}

/// The document of `quote`, which stands in the article.
///
/// The record is stored as it is; what it is found by comes from the article, so that one update deletes both.
pub(super) fn of_quote(fields: &Fields, common: &Common<'_>, quote: &Quote) -> serde_json::Result<TantivyDocument> {
    let mut document = TantivyDocument::default();
    document.add_bytes(fields.record, &stored::of_quote(common.article, &common.reference, quote)?);
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
    document.add_u64(fields.same, same(quote, speaker_key.as_deref(), &folded));
    document.add_u64(fields.words, words_number(&folded));
    document.add_u64(fields.place, quote.start() as u64);
    document.add_u64(fields.standing, standing(quote, &folded));
    for topic in &quote.topics {
        document.add_text(fields.topic_name, topic);
    }
    add_speaker(fields, &mut document, &quote.speaker, speaker_key);
    if quote.evidence.listed {
        document.add_u64(fields.listed, 1);
    }
    add_article(fields, &mut document, common);
    Ok(document)
}

/// The document of the article with these quotes, read from the file `from` with what `stamp` stands for.
pub(super) fn of_article(
    fields: &Fields,
    common: &Common<'_>,
    quotes: &[Quote],
    gist: &Gist,
    from: Option<u64>,
    stamp: &str,
) -> serde_json::Result<TantivyDocument> {
    let article = common.article;
    let mut document = TantivyDocument::default();
    document.add_bytes(fields.record, &stored::of_article(article)?);
    document.add_text(fields.article_text, article.text());
    document.add_text(fields.doc, ARTICLE);
    document.add_u64(fields.current, current_key(&article.id, &article.content_hash(), stamp));
    document.add_u64(fields.whole, common.key);
    // No quotation; but a column that every document has is read faster.
    document.add_u64(fields.same, 0);
    document.add_text(fields.body, article.text());
    if let Some(title) = &article.title {
        document.add_text(fields.title, title);
    }
    let mut topics = FxHashSet::default();
    // Neighbours have most of them in common.
    for topic in quotes.iter().flat_map(|quote| &quote.topics).filter(|topic| topics.insert(topic.as_str())) {
        document.add_text(fields.topic, topic);
        document.add_text(fields.about, topic);
    }
    for (field, key) in [(fields.from, from), (fields.url_key, gist.url), (fields.text_key, gist.text)] {
        if let Some(key) = key {
            document.add_u64(field, key);
        }
    }
    add_article(fields, &mut document, common);
    Ok(document)
}

fn add_speaker(fields: &Fields, document: &mut TantivyDocument, speaker: &Speaker, key: Option<String>) {
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

fn add_article(fields: &Fields, document: &mut TantivyDocument, common: &Common<'_>) {
    let article = common.article;
    document.add_u64(fields.article_key, common.key);
    if let Some(publisher) = &article.publisher {
        document.add_text(fields.publisher, publisher);
        // However it is spelled, and however somebody asks for it.
        document.add_text(fields.publisher, publisher_key(publisher));
        document.add_text(fields.publisher_name, publisher);
    }
    if let Some(date) = article.date {
        document.add_i64(fields.day, day(date));
    }
}

/// What tells speakers apart: the id; for those without one, kind and folded name behind a `~`. `None` for nobody.
pub(crate) fn speaker_key(speaker: &Speaker) -> Option<String> {
    let unnamed = || Some(format!("~{}:{}", speaker.kind.name(), fold(speaker.name.as_deref()?)));
    speaker.id.clone().or_else(unnamed)
}

/// One number for same speaker, same words, same kind. A quote of nobody in particular is the same as no other.
///
/// Its first [`SPEAKER_BITS`] are the speaker's: quotes that have them in common are worth comparing, and quotes of one
/// person under two keys become the same when these bits do (see `persons`). Words that somebody said and words that the
/// same one did not say are never one: each polarity has bits of its own.
fn same(quote: &Quote, speaker: Option<&str>, folded: &str) -> u64 {
    let kind = quote.kind.name();
    match speaker {
        Some(speaker) => with_speaker_bits(number(&[kind, folded]), speaker_bits(speaker, quote.polarity)),
        None => {
            let nobody = format!("?{}", quote.id);
            with_speaker_bits(number(&[kind, &nobody, folded]), speaker_bits(&nobody, quote.polarity))
        }
    }
}

/// The bits of `same` that are the speaker's, for words of that polarity.
pub(super) fn speaker_bits(key: &str, polarity: Polarity) -> u64 {
    number(&[key, polarity.name()]) >> (64 - SPEAKER_BITS)
}

/// The number with these bits for the speaker.
pub(super) fn with_speaker_bits(same: u64, speaker: u64) -> u64 {
    let bits = 64 - SPEAKER_BITS;
    speaker << bits | same & ((1 << bits) - 1)
}

/// How many bits of `same` tell speakers apart. The others are enough for all that one speaker ever said: with a hundred
/// thousand quotes the chance that two of them are taken for one is three in ten thousand.
const SPEAKER_BITS: u32 = 20;

/// What the numbers of one speaker and one polarity have in common.
pub(crate) fn speaker_part(same: u64) -> u64 {
    same >> (64 - SPEAKER_BITS)
}

/// One number for the same words, whoever says them.
pub(crate) fn same_words(text: &str) -> u64 {
    words_number(&fold(text))
}

fn words_number(folded: &str) -> u64 {
    number(&[folded]) >> (64 - WORDS_BITS)
}

/// How many bits of a number tell words apart. A term that stands once costs the engine's dictionary as much as it has bytes,
/// and nearly each quote has words of its own; with ten million of them the chance that one is given another's words is four in
/// a hundred million.
const WORDS_BITS: u32 = 48;

/// The id as a number: the sixteen digits that it is, else a digest of it.
pub(crate) fn id_number(id: &str) -> u64 {
    let digits = id.len() == 16 && id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    u64::from_str_radix(id, 16).ok().filter(|_| digits).unwrap_or_else(|| number(&[id]))
}

/// How well a quote stands for itself, best first: what is shown before what when nothing else decides.
///
/// Whole statements come before fragments, sure ones before unsure ones, and both before phrases of one or two words.
fn standing(quote: &Quote, folded: &str) -> u64 {
    let unsure = u64::from(quote.confidence < SURE);
    let words = folded.split(' ').filter(|word| !word.is_empty()).count();
    let begins = quote.text.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase);
    match (words, quote.kind) {
        (0..3, _) => 4 + unsure,
        (0..5, _) | (5..9, Kind::Direct) if words < 5 || !begins => 1 + 2 * unsure,
        _ => 2 * unsure,
    }
}

/// Confidence from which a quote is shown before one that is a whole statement, but less sure.
const SURE: f32 = 0.5;

/// A confidence as it is kept to be compared; 0 for what is no number.
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
    fn whole_and_sure_statements_stand_first() {
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
            standing(&quote, &fold(text))
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
    fn days_go_there_and_back_in_any_year() {
        for text in ["1969-12-31", "1970-01-01", "2024-02-29", "9999-12-31", "-9999-01-01", "1605-05-17"] {
            let written: Date = text.parse().unwrap_or(Date::MIN);
            assert_eq!(date(day(written)), Some(written), "{text}");
        }
        assert_eq!(day(jiff::civil::date(1969, 12, 31)), -1);
    }
}
