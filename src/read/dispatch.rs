//! Parses a file that was read whole, with the reader for its content format.

use std::io::Cursor;
use std::sync::Arc;

use super::context::ReadContext;
use super::csv_table::CsvTable;
use super::error::{Problem, ReadError};
use super::sniff::{ContentKind, content_kind};
use super::{export, feed, html, json, newsml, nitf, plain_text, sniff, xml};
use crate::article::Article;

/// The articles in `content`, with an error for each that is invalid; an error when the whole file is invalid.
pub(super) fn articles(context: &ReadContext, content: String) -> Result<Vec<Result<Article, ReadError>>, ReadError> {
    match content_kind(context.extension().as_deref(), &content, &context.fields) {
        ContentKind::Json { sure } => match json::articles(context, &content) {
            // A text may start with "[Updated]"; only files with a JSON extension must be JSON.
            Err(error) if !sure && matches!(error.problem, Problem::Json(_)) => {
                Ok(single(plain_text::article(context, content)))
            }
            articles => articles,
        },
        ContentKind::Table(delimiter) => Ok(table_rows(context, content, delimiter)),
        ContentKind::Feed | ContentKind::JsonFeed => feed::articles(context, &content),
        ContentKind::NewsMl => Ok(newsml::articles(context, &xml::parse(&context.name, &content)?)),
        ContentKind::Nitf => {
            let story = nitf::article(context, &xml::parse(&context.name, &content)?);
            Ok(vec![story.map_err(|problem| ReadError::new(&context.name, problem))])
        }
        ContentKind::UnknownXml => {
            let root = sniff::root(&content).unwrap_or_default().to_owned();
            Err(ReadError::new(&context.name, Problem::UnknownXml(root)))
        }
        ContentKind::Markdown => Ok(single(plain_text::markdown(context, content))),
        ContentKind::Html => {
            if let Some(articles) = export::articles_of_page(context, &content) {
                return Ok(articles);
            }
            let article = html::article(context, &content, None);
            Ok(vec![article.map_err(|problem| ReadError::new(&context.name, problem))])
        }
        ContentKind::Text => Ok(text_articles(context, content)),
    }
}

/// The articles in plain text: many in an archive export, otherwise one.
pub(super) fn text_articles(context: &ReadContext, content: String) -> Vec<Result<Article, ReadError>> {
    export::articles(context, &content).unwrap_or_else(|| single(plain_text::article(context, content)))
}

fn single(article: Article) -> Vec<Result<Article, ReadError>> {
    vec![Ok(article)]
}

fn table_rows(context: &ReadContext, content: String, delimiter: u8) -> Vec<Result<Article, ReadError>> {
    let limit = content.len() as u64 + 1024;
    let context = &context.with_date_order(&content);
    let mut table =
        CsvTable::new(Arc::new(context.clone()), Box::new(Cursor::new(content.into_bytes())), delimiter, limit);
    std::iter::from_fn(|| table.next()).map(|row| row?.article(context)).collect()
}
