//! A quote or an article as a document of the engine.
//!
//! The record itself is stored once, as JSON; all else is there to be found by.

use jiff::civil::Date;
use tantivy::TantivyDocument;

use super::fold::fold;
use super::schema::{ARTICLE, Fields, QUOTE};
use crate::article::Article;
use crate::quote::{Quote, Speaker};

/// The document of `quote`, which stands in `article`.
///
/// The record is stored as it is; what it is found by comes from the article, so that one update deletes both.
pub(crate) fn of_quote(fields: &Fields, article: &Article, quote: &Quote) -> serde_json::Result<TantivyDocument> {
    let mut document = TantivyDocument::default();
    document.add_bytes(fields.record, &record(quote)?);
    document.add_text(fields.doc, QUOTE);
    document.add_text(fields.id, &quote.id);
    document.add_text(fields.text, &quote.text);
    document.add_text(fields.stem, &quote.text);
    document.add_text(fields.kind, quote.kind.name());
    document.add_text(fields.report, quote.report.name());
    document.add_f64(fields.confidence, f64::from(if quote.confidence.is_finite() { quote.confidence } else { 0.0 }));
    document.add_u64(fields.same, same(quote));
    document.add_u64(fields.place, quote.start() as u64);
    document.add_u64(fields.order, number(&[&quote.id]));
    for topic in &quote.topics {
        document.add_text(fields.topic, topic);
        document.add_text(fields.topic_name, topic);
    }
    add_speaker(fields, &mut document, &quote.speaker);
    if quote.evidence.is_listed() {
        document.add_u64(fields.listed, 1);
    }
    add_article(fields, &mut document, article);
    Ok(document)
}

/// The document of `article`, whose content has the digest `content_hash`, read with what `stamp` stands for.
pub(crate) fn of_article(
    fields: &Fields,
    article: &Article,
    content_hash: &str,
    stamp: &str,
) -> serde_json::Result<TantivyDocument> {
    let mut document = TantivyDocument::default();
    document.add_bytes(fields.record, &serde_json::to_vec(article)?);
    document.add_text(fields.doc, ARTICLE);
    document.add_text(fields.current, current_key(&article.id, content_hash, stamp));
    document.add_text(fields.body, article.text());
    add_article(fields, &mut document, article);
    Ok(document)
}

/// The quote as JSON, which has no word for what is no number.
fn record(quote: &Quote) -> serde_json::Result<Vec<u8>> {
    if quote.confidence.is_finite() {
        return serde_json::to_vec(quote);
    }
    serde_json::to_vec(&Quote { confidence: 0.0, ..quote.clone() })
}

fn add_speaker(fields: &Fields, document: &mut TantivyDocument, speaker: &Speaker) {
    for name in speaker.name.iter().chain(&speaker.aliases) {
        document.add_text(fields.speaker, name);
    }
    if let Some(role) = &speaker.role {
        document.add_text(fields.role, role);
        document.add_text(fields.role_name, role);
    }
    if let Some(key) = speaker_key(speaker) {
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

fn add_article(fields: &Fields, document: &mut TantivyDocument, article: &Article) {
    document.add_text(fields.article, article_key(&article.id));
    document.add_u64(fields.article_key, number(&[&article.id]));
    if let Some(title) = &article.title {
        document.add_text(fields.title, title);
    }
    if let Some(publisher) = &article.publisher {
        document.add_text(fields.publisher, publisher);
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
fn same(quote: &Quote) -> u64 {
    let speaker = speaker_key(&quote.speaker).unwrap_or_else(|| format!("?{}", quote.id));
    number(&[quote.kind.name(), &speaker, &fold(&quote.text)])
}

/// Fixed-length stand-in for an article's id, however long that is.
pub(crate) fn article_key(id: &str) -> String {
    digest(&[id]).to_hex()[..32].to_owned()
}

/// Stand-in for an article's id, its content and what else it was read with.
pub(crate) fn current_key(id: &str, content_hash: &str, stamp: &str) -> String {
    digest(&[id, content_hash, stamp]).to_hex()[..32].to_owned()
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

fn number(parts: &[&str]) -> u64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&digest(parts).as_bytes()[..8]);
    u64::from_le_bytes(bytes)
}

fn digest(parts: &[&str]) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
    }
    hasher.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_go_there_and_back_in_any_year() {
        for text in ["1969-12-31", "1970-01-01", "2024-02-29", "9999-12-31", "-9999-01-01", "1605-05-17"] {
            let written: Date = text.parse().unwrap_or(Date::MIN);
            assert_eq!(date(day(written)), Some(written), "{text}");
        }
        assert_eq!(day(jiff::civil::date(1969, 12, 31)), -1);
    }
}
