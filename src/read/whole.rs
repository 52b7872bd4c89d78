//! Parses a file that was read whole, with the reader for its content format.

use std::io::Cursor;
use std::sync::Arc;

use super::error::{Problem, ReadError};
use super::origin::Origin;
use super::sniff::{Holding, holding};
use super::table::Table;
use super::{export, feed, html, json, newsml, nitf, sniff, text, xml};
use crate::article::Article;

/// The articles in `content`, with an error for each that is invalid; an error when the whole file is invalid.
pub(super) fn articles(origin: &Origin, content: String) -> Result<Vec<Result<Article, ReadError>>, ReadError> {
    match holding(origin.extension().as_deref(), &content, &origin.fields) {
        Holding::Json { sure } => match json::articles(origin, &content) {
            // A text may start with "[Updated]"; only files with a JSON extension must be JSON.
            Err(error) if !sure && matches!(error.problem, Problem::Json(_)) => Ok(one(text::article(origin, content))),
            articles => articles,
        },
        Holding::Table(delimiter) => Ok(rows(origin, content, delimiter)),
        Holding::Feed | Holding::JsonFeed => feed::articles(origin, &content),
        Holding::NewsMl => Ok(newsml::articles(origin, &xml::parse(&origin.name, &content)?)),
        Holding::Nitf => {
            let story = nitf::article(origin, &xml::parse(&origin.name, &content)?);
            Ok(vec![story.map_err(|problem| ReadError::new(&origin.name, problem))])
        }
        Holding::OtherXml => {
            let root = sniff::root(&content).unwrap_or_default().to_owned();
            Err(ReadError::new(&origin.name, Problem::OtherXml(root)))
        }
        Holding::Markdown => Ok(one(text::markdown(origin, content))),
        Holding::Html => {
            if let Some(articles) = export::articles_of_page(origin, &content) {
                return Ok(articles);
            }
            let article = html::article(origin, &content, None);
            Ok(vec![article.map_err(|problem| ReadError::new(&origin.name, problem))])
        }
        Holding::Text => Ok(as_text(origin, content)),
    }
}

/// The articles in plain text: many in an archive export, otherwise one.
pub(super) fn as_text(origin: &Origin, content: String) -> Vec<Result<Article, ReadError>> {
    export::articles(origin, &content).unwrap_or_else(|| one(text::article(origin, content)))
}

fn one(article: Article) -> Vec<Result<Article, ReadError>> {
    vec![Ok(article)]
}

fn rows(origin: &Origin, content: String, delimiter: u8) -> Vec<Result<Article, ReadError>> {
    let limit = content.len() as u64 + 1024;
    let origin = &origin.ordered(&content);
    let mut table = Table::new(Arc::new(origin.clone()), Box::new(Cursor::new(content.into_bytes())), delimiter, limit);
    std::iter::from_fn(|| table.next()).map(|row| row?.article(origin)).collect()
}
