//! Converts a page of a web archive to an article.

use jiff::civil::Date;

use super::context::ReadContext;
use super::error::Problem;
use super::http::Response;
use super::{decode, html, plain_text};
use crate::article::{Article, DateSource};

/// A page as it was fetched.
pub(super) struct ArchivedPage {
    pub(super) response: Response,
    /// The URL of the page.
    pub(super) url: Option<String>,
    /// The id of the archive record.
    pub(super) id: Option<String>,
    /// The day on which the page was fetched.
    pub(super) fetched: Option<Date>,
    /// The longest page that is read.
    pub(super) limit: u64,
}

/// The article in the page, which is record `number` of `archive`; `None` for a page without text.
///
/// The URL is the id, so that a page that was fetched twice is one article.
pub(super) fn article(archive: &ReadContext, number: u64, page: ArchivedPage) -> Result<Option<Article>, Problem> {
    let ArchivedPage { response, url, id, fetched, limit } = page;
    let id = url.clone().or(id).unwrap_or_else(|| archive.record_id(number));
    let context = ReadContext { id, ..archive.clone() };
    let (is_html, charset) = (response.is_html(), response.charset());
    let content = decode::decode_as(response.body(limit)?, charset)?;
    let mut article = if is_html || html::is_html(&content) {
        match html::article(&context, &content, url.as_deref()) {
            // Crawls contain many empty pages, which are no reason for an error.
            Err(Problem::EmptyPage) => return Ok(None),
            article => article?,
        }
    } else {
        plain_text::article(&context, content)
    };
    article.url = article.url.or(url);
    if article.date.is_none() && fetched.is_some() {
        (article.date, article.date_source) = (fetched, DateSource::Fetched);
    }
    Ok(Some(article))
}
