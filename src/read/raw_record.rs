//! A unit of raw input that can be parsed on its own: a file, a line of JSON Lines, a page of a web archive.
//!
//! Parsing has no side effects besides warnings, so it gives the same articles on any core.

use std::sync::Arc;

use super::archived_page::{self, ArchivedPage};
use super::context::ReadContext;
use super::csv_table::CsvRow;
use super::error::{Problem, ReadError};
use super::mail::{self, Mail};
use super::warning::Warning;
use super::{decode, dispatch, document, json, limits, mojibake, plain_text, publisher};
use crate::article::{Article, DateSource};

/// A unit of raw input.
pub struct RawRecord {
    context: Arc<ReadContext>,
    data: RawData,
}

/// The bytes, by how they are parsed.
enum RawData {
    /// A whole file. A binary file is skipped without an error if it is `guessed` to be text.
    File { bytes: Vec<u8>, speculative: bool },
    /// Line `number` of a JSON Lines file.
    Line { number: u64, bytes: Vec<u8> },
    /// A row of a table.
    Row(CsvRow),
    /// The page in record `number` of a web archive.
    Page { number: u64, page: ArchivedPage },
    /// Mail `number` in a mailbox.
    Mail { number: u64, mail: Mail },
}

impl RawRecord {
    pub(super) fn file(context: Arc<ReadContext>, bytes: Vec<u8>, speculative: bool) -> Self {
        Self { context, data: RawData::File { bytes, speculative } }
    }

    pub(super) fn line(context: Arc<ReadContext>, number: u64, bytes: Vec<u8>) -> Self {
        Self { context, data: RawData::Line { number, bytes } }
    }

    pub(super) fn row(context: Arc<ReadContext>, row: CsvRow) -> Self {
        Self { context, data: RawData::Row(row) }
    }

    pub(super) fn page(context: Arc<ReadContext>, number: u64, page: ArchivedPage) -> Self {
        Self { context, data: RawData::Page { number, page } }
    }

    pub(super) fn mail(context: Arc<ReadContext>, number: u64, mail: Mail) -> Self {
        Self { context, data: RawData::Mail { number, mail } }
    }

    /// The file or stream, as named in errors.
    pub fn name(&self) -> &str {
        &self.context.name
    }

    /// The size in bytes.
    pub fn size(&self) -> usize {
        match &self.data {
            RawData::File { bytes, .. } | RawData::Line { bytes, .. } => bytes.len(),
            RawData::Row(row) => row.size(),
            RawData::Page { page, .. } => page.response.size(),
            RawData::Mail { mail, .. } => mail.bytes.len(),
        }
    }

    /// Parses the articles, in order, with an error for each that is invalid.
    pub fn into_articles(self) -> Vec<Result<Article, ReadError>> {
        let Self { context, data } = self;
        let finished = |article| {
            let article = with_file_date(with_publisher(without_mojibake(with_printable_id(article))), &context);
            if article.text().trim().is_empty() {
                context.warnings.add(&context.name, Warning::NoText { article: article.id.clone() });
            }
            article
        };
        let within_limits =
            |article| limits::within_limits(article).map_err(|problem| ReadError::new(&context.name, problem));
        let articles = data.into_articles(&context).into_iter();
        articles.map(|article| article.and_then(within_limits).map(finished)).collect()
    }
}

impl RawData {
    fn into_articles(self, context: &ReadContext) -> Vec<Result<Article, ReadError>> {
        match self {
            RawData::Line { number, bytes } => json::line(context, number, bytes),
            RawData::Row(row) => vec![row.article(context)],
            RawData::Page { number, page } => {
                let error_at = |problem| ReadError::in_record(&context.name, number, problem);
                archived_page::article(context, number, page).map_err(error_at).transpose().into_iter().collect()
            }
            RawData::Mail { number, mail } => {
                let context = ReadContext { id: context.record_id(number), ..context.clone() };
                let error_at = |problem| ReadError::in_record(&context.name, number, problem);
                vec![mail::article(&context, &mail).map_err(error_at)]
            }
            RawData::File { bytes, speculative } => articles_in_file(context, bytes, speculative),
        }
    }
}

/// The articles in a whole file: a document or a mail by its first bytes, otherwise by its decoded content.
fn articles_in_file(context: &ReadContext, bytes: Vec<u8>, speculative: bool) -> Vec<Result<Article, ReadError>> {
    if let Some(format) = document::detect_format(&bytes) {
        return document::articles(context, format, &bytes);
    }
    if mail::is_mail(&bytes, context.extension().as_deref()) {
        let article = mail::article(context, &Mail { bytes, received: None });
        return vec![article.map_err(|problem| ReadError::new(&context.name, problem))];
    }
    match decode::decode(bytes) {
        Err(Problem::Binary(_)) if speculative => {
            context.warnings.add(&context.name, Warning::Skipped { kind: "binary file".to_owned() });
            Vec::new()
        }
        Err(problem) => vec![Err(ReadError::new(&context.name, problem))],
        Ok(content) => dispatch::articles(context, content).unwrap_or_else(|error| vec![Err(error)]),
    }
}

/// Makes sure that the article has a printable id.
fn with_printable_id(mut article: Article) -> Article {
    if article.id.is_empty() {
        article.id = plain_text::id_from_text(article.text());
    } else if article.id.contains(char::is_control) {
        article.id = article.id.replace(char::is_control, "-");
    }
    article
}

/// Sets the publisher to the host of the URL if no other is known.
fn with_publisher(mut article: Article) -> Article {
    if article.publisher.is_none() {
        article.publisher = article.url.as_deref().and_then(publisher::host);
    }
    article
}

/// Sets the date to that of the file if no other is known and the user wants that.
fn with_file_date(mut article: Article, context: &ReadContext) -> Article {
    if article.date.is_none() && context.file_date.is_some() {
        (article.date, article.date_source) = (context.file_date, DateSource::File);
    }
    article
}

/// Repairs mojibake in the article.
fn without_mojibake(mut article: Article) -> Article {
    let fields = [&mut article.title, &mut article.publisher].into_iter().flatten().chain(&mut article.authors);
    for field in fields {
        if let Some(right) = mojibake::repaired(field) {
            *field = right;
        }
    }
    if let Some(text) = mojibake::repaired(article.text()) {
        article = article.with_text(text);
        article.repaired = true;
    }
    article
}
