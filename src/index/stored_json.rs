//! The JSON part of the stored record: the metadata of an article.
//!
//! This is a format on disk. It has types of its own, so that a change of the output or of the plain values does not
//! change stored bytes. A new field needs a default, so that older indexes can still be read.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::article::{Article, ArticleRef, DateSource};

/// An article without its text, which is stored separately.
#[derive(Serialize, Deserialize)]
struct ArticleJson<'a> {
    id: Cow<'a, str>,
    title: Option<Cow<'a, str>>,
    date: Option<Date>,
    #[serde(default)]
    date_source: DateSourceJson,
    publisher: Option<Cow<'a, str>>,
    #[serde(default)]
    authors: Cow<'a, [String]>,
    url: Option<Cow<'a, str>>,
    path: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    repaired: bool,
    #[serde(default, skip_serializing_if = "<[String]>::is_empty")]
    refuted: Cow<'a, [String]>,
    /// Always empty.
    text: &'a str,
}

/// An article as another record refers to it.
#[derive(Serialize, Deserialize)]
struct ReferenceJson<'a> {
    id: Cow<'a, str>,
    title: Option<Cow<'a, str>>,
    date: Option<Date>,
    #[serde(default, skip_serializing_if = "DateSourceJson::is_stated")]
    date_source: DateSourceJson,
    publisher: Option<Cow<'a, str>>,
    url: Option<Cow<'a, str>>,
    path: Option<Cow<'a, str>>,
}

/// Where a date comes from.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum DateSourceJson {
    #[default]
    Stated,
    Month,
    Name,
    Fetched,
    File,
}

/// Encodes the article without its text.
pub(super) fn encode_article(article: &Article) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec(&ArticleJson {
        id: (&*article.id).into(),
        title: article.title.as_deref().map(Cow::from),
        date: article.date,
        date_source: article.date_source.into(),
        publisher: article.publisher.as_deref().map(Cow::from),
        authors: (&article.authors[..]).into(),
        url: article.url.as_deref().map(Cow::from),
        path: article.path.as_deref().map(Cow::from),
        repaired: article.repaired,
        refuted: (&article.refuted[..]).into(),
        text: "",
    })
}

/// Decodes an article, given its text.
pub(super) fn decode_article(bytes: &[u8], text: &str) -> Option<Article> {
    let stored: ArticleJson<'_> = serde_json::from_slice(bytes).ok()?;
    let mut article = Article::new(stored.id, text);
    article.title = stored.title.map(Cow::into_owned);
    article.date = stored.date;
    article.date_source = stored.date_source.into();
    article.publisher = stored.publisher.map(Cow::into_owned);
    article.authors = stored.authors.into_owned();
    article.url = stored.url.map(Cow::into_owned);
    article.path = stored.path.map(Cow::into_owned);
    article.repaired = stored.repaired;
    article.refuted = stored.refuted.into_owned();
    Some(article)
}

/// Encodes a reference as text.
pub(super) fn encode_reference(reference: &ArticleRef) -> serde_json::Result<String> {
    serde_json::to_string(&ReferenceJson {
        id: (&*reference.id).into(),
        title: reference.title.as_deref().map(Cow::from),
        date: reference.date,
        date_source: reference.date_source.into(),
        publisher: reference.publisher.as_deref().map(Cow::from),
        url: reference.url.as_deref().map(Cow::from),
        path: reference.path.as_deref().map(Cow::from),
    })
}

/// Decodes a reference.
pub(super) fn decode_reference(text: &str) -> Option<ArticleRef> {
    let stored: ReferenceJson<'_> = serde_json::from_str(text).ok()?;
    Some(ArticleRef {
        id: stored.id.into_owned(),
        title: stored.title.map(Cow::into_owned),
        date: stored.date,
        date_source: stored.date_source.into(),
        publisher: stored.publisher.map(Cow::into_owned),
        url: stored.url.map(Cow::into_owned),
        path: stored.path.map(Cow::into_owned),
    })
}

impl DateSourceJson {
    fn is_stated(&self) -> bool {
        *self == DateSourceJson::Stated
    }
}

impl From<DateSource> for DateSourceJson {
    fn from(source: DateSource) -> Self {
        match source {
            DateSource::Stated => DateSourceJson::Stated,
            DateSource::Month => DateSourceJson::Month,
            DateSource::Name => DateSourceJson::Name,
            DateSource::Fetched => DateSourceJson::Fetched,
            DateSource::File => DateSourceJson::File,
        }
    }
}

impl From<DateSourceJson> for DateSource {
    fn from(source: DateSourceJson) -> Self {
        match source {
            DateSourceJson::Stated => DateSource::Stated,
            DateSourceJson::Month => DateSource::Month,
            DateSourceJson::Name => DateSource::Name,
            DateSourceJson::Fetched => DateSource::Fetched,
            DateSourceJson::File => DateSource::File,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Raise `RECORD_VERSION` when this must change.
    #[test]
    fn stored_bytes_do_not_change() {
        let plain = Article::new("a", "words");
        let stored = r#"{"id":"a","title":null,"date":null,"date_source":"stated","publisher":null,"authors":[],"url":null,"path":null,"text":""}"#;
        assert_eq!(String::from_utf8(encode_article(&plain).unwrap()).unwrap(), stored);
        let mut full = Article::new("b", "“words”");
        full.title = Some("A “title” \\".into());
        full.date = Some(jiff::civil::date(2024, 5, 12));
        full.date_source = DateSource::Fetched;
        full.publisher = Some("The Paper".into());
        full.authors = vec!["Ann Lee".into(), "Bob Ray".into()];
        full.url = Some("https://a.example/b".into());
        full.path = Some("b.txt".into());
        full.repaired = true;
        full.refuted = vec!["It rained.".into()];
        let stored = r#"{"id":"b","title":"A “title” \\","date":"2024-05-12","date_source":"fetched","publisher":"The Paper","authors":["Ann Lee","Bob Ray"],"url":"https://a.example/b","path":"b.txt","repaired":true,"refuted":["It rained."],"text":""}"#;
        assert_eq!(String::from_utf8(encode_article(&full).unwrap()).unwrap(), stored);
        let reference = r#"{"id":"b","title":"A “title” \\","date":"2024-05-12","date_source":"fetched","publisher":"The Paper","url":"https://a.example/b","path":"b.txt"}"#;
        assert_eq!(encode_reference(&full.reference()).unwrap(), reference);
        let reference = r#"{"id":"a","title":null,"date":null,"publisher":null,"url":null,"path":null}"#;
        assert_eq!(encode_reference(&plain.reference()).unwrap(), reference);
        for article in [plain, full] {
            assert_eq!(decode_article(&encode_article(&article).unwrap(), article.text()).as_ref(), Some(&article));
            let reference = article.reference();
            assert_eq!(decode_reference(&encode_reference(&reference).unwrap()), Some(reference));
        }
    }
}
