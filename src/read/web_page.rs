//! A page of a web archive becomes an article.

use jiff::civil::Date;

use super::error::Problem;
use super::http::Response;
use super::origin::Origin;
use super::{decode, text};
use crate::article::{Article, DateSource};

/// A page, as it was fetched.
pub(super) struct Page {
    pub(super) response: Response,
    /// Address of the page.
    pub(super) url: Option<String>,
    /// What the archive calls the record.
    pub(super) id: Option<String>,
    /// The day on which it was fetched.
    pub(super) fetched: Option<Date>,
    /// The longest page that is read.
    pub(super) limit: u64,
}

/// The article in the page, the record `number` of the archive `archive`.
///
/// The address is its id, so that a page that was fetched twice is one article.
pub(super) fn article(archive: &Origin, number: u64, page: Page) -> Result<Article, Problem> {
    let Page { response, url, id, fetched, limit } = page;
    let id = url.clone().or(id).unwrap_or_else(|| archive.id_of(number));
    let origin = Origin { id, ..archive.clone() };
    let (is_html, charset) = (response.is_html(), response.charset());
    let content = decode::decode_as(response.body(limit)?, charset)?;
    let mut article = if is_html { html(&origin, content, url.as_deref())? } else { text::article(&origin, content) };
    article.url = article.url.or(url);
    if article.date.is_none() && fetched.is_some() {
        (article.date, article.date_source) = (fetched, DateSource::Fetched);
    }
    Ok(article)
}

/// HOOK: the one place where the HTML of an archive becomes an article, `html::article(origin, &content, url)`.
fn html(origin: &Origin, content: String, _url: Option<&str>) -> Result<Article, Problem> {
    Ok(text::article(origin, content))
}
