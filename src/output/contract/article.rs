//! Articles, as other records refer to them.

use jiff::civil::Date;
use serde::Serialize;

use crate::article::{ArticleRef, DateSource};
use crate::output::csv_table::cell;
use crate::quote::Quote;

/// A reference to an article.
#[derive(Serialize)]
pub(in crate::output) struct ArticleRecord<'a> {
    id: &'a str,
    title: Option<&'a str>,
    date: Option<Date>,
    /// Left out for a date that the article states.
    #[serde(skip_serializing_if = "Option::is_none")]
    date_source: Option<&'static str>,
    publisher: Option<&'a str>,
    url: Option<&'a str>,
    path: Option<&'a str>,
}

impl<'a> From<&'a ArticleRef> for ArticleRecord<'a> {
    fn from(article: &'a ArticleRef) -> Self {
        Self {
            id: &article.id,
            title: article.title.as_deref(),
            date: article.date,
            date_source: (article.date_source != DateSource::Stated).then(|| article.date_source.name()),
            publisher: article.publisher.as_deref(),
            url: article.url.as_deref(),
            path: article.path.as_deref(),
        }
    }
}

/// A paragraph of an article.
#[derive(Serialize)]
pub(super) struct ParagraphRecord<'a> {
    #[serde(flatten)]
    article: ArticleRecord<'a>,
    /// Counted from 1.
    paragraph: u32,
}

impl<'a> ParagraphRecord<'a> {
    pub(super) fn new(article: &'a ArticleRef, paragraph: u32) -> Self {
        Self { article: article.into(), paragraph }
    }
}

impl<'a> From<&'a Quote> for ParagraphRecord<'a> {
    fn from(quote: &'a Quote) -> Self {
        Self::new(&quote.article, quote.paragraph)
    }
}

/// The CSV columns of `remove`.
pub(in crate::output) const REMOVED_COLUMNS: [&str; 5] = ["id", "title", "date", "publisher", "place"];

/// A CSV row of `remove`; `place` is where the article came from.
pub(in crate::output) fn removed_row(article: &ArticleRef, place: String) -> [String; 5] {
    [article.id.clone(), cell(&article.title), cell(&article.date), cell(&article.publisher), place]
}
