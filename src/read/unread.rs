//! A unit of raw input that can be parsed on its own: a file, a line of JSON Lines, a page of a web archive.
//!
//! Parsing has no side effects besides warnings, so it gives the same articles on any core.

use std::sync::Arc;

use super::error::{Problem, ReadError};
use super::mail::{self, Mail};
use super::note::Remark;
use super::origin::Origin;
use super::table::Row;
use super::web_page::{self, Page};
use super::{decode, document, json, limits, mojibake, publisher, text, whole};
use crate::article::{Article, DateSource};

/// A unit of raw input.
pub struct Unread {
    origin: Arc<Origin>,
    raw: Raw,
}

/// The bytes, by how they are parsed.
enum Raw {
    /// A whole file. A binary file is skipped without an error if it is `guessed` to be text.
    File { bytes: Vec<u8>, guessed: bool },
    /// Line `number` of a JSON Lines file.
    Line { number: u64, bytes: Vec<u8> },
    /// A row of a table.
    Row(Row),
    /// The page in record `number` of a web archive.
    Page { number: u64, page: Page },
    /// Mail `number` in a mailbox.
    Mail { number: u64, mail: Mail },
}

impl Unread {
    pub(super) fn file(origin: Arc<Origin>, bytes: Vec<u8>, guessed: bool) -> Self {
        Self { origin, raw: Raw::File { bytes, guessed } }
    }

    pub(super) fn line(origin: Arc<Origin>, number: u64, bytes: Vec<u8>) -> Self {
        Self { origin, raw: Raw::Line { number, bytes } }
    }

    pub(super) fn row(origin: Arc<Origin>, row: Row) -> Self {
        Self { origin, raw: Raw::Row(row) }
    }

    pub(super) fn page(origin: Arc<Origin>, number: u64, page: Page) -> Self {
        Self { origin, raw: Raw::Page { number, page } }
    }

    pub(super) fn mail(origin: Arc<Origin>, number: u64, mail: Mail) -> Self {
        Self { origin, raw: Raw::Mail { number, mail } }
    }

    /// The file or stream, as named in errors.
    pub fn name(&self) -> &str {
        &self.origin.name
    }

    /// The size in bytes.
    pub fn size(&self) -> usize {
        match &self.raw {
            Raw::File { bytes, .. } | Raw::Line { bytes, .. } => bytes.len(),
            Raw::Row(row) => row.size(),
            Raw::Page { page, .. } => page.response.size(),
            Raw::Mail { mail, .. } => mail.bytes.len(),
        }
    }

    /// Parses the articles, in order, with an error for each that is invalid.
    pub fn articles(self) -> Vec<Result<Article, ReadError>> {
        let Self { origin, raw } = self;
        let finished = |article| {
            let article = dated(published(put_right(called(article))), &origin);
            if article.text().trim().is_empty() {
                origin.notes.leave(&origin.name, Remark::NoText { article: article.id.clone() });
            }
            article
        };
        let affordable = |article| limits::affordable(article).map_err(|problem| ReadError::new(&origin.name, problem));
        let articles = raw.articles(&origin).into_iter();
        articles.map(|article| article.and_then(affordable).map(finished)).collect()
    }
}

impl Raw {
    fn articles(self, origin: &Origin) -> Vec<Result<Article, ReadError>> {
        match self {
            Raw::Line { number, bytes } => json::line(origin, number, bytes),
            Raw::Row(row) => vec![row.article(origin)],
            Raw::Page { number, page } => {
                let wrong = |problem| ReadError::in_record(&origin.name, number, problem);
                web_page::article(origin, number, page).map_err(wrong).transpose().into_iter().collect()
            }
            Raw::Mail { number, mail } => {
                let origin = Origin { id: origin.id_of(number), ..origin.clone() };
                let wrong = |problem| ReadError::in_record(&origin.name, number, problem);
                vec![mail::article(&origin, &mail).map_err(wrong)]
            }
            Raw::File { bytes, guessed } => of_file(origin, bytes, guessed),
        }
    }
}

/// The articles in a whole file: a document or a mail by its first bytes, otherwise by its decoded content.
fn of_file(origin: &Origin, bytes: Vec<u8>, guessed: bool) -> Vec<Result<Article, ReadError>> {
    if let Some(kind) = document::kind(&bytes) {
        return document::articles(origin, kind, &bytes);
    }
    if mail::is_mail(&bytes, origin.extension().as_deref()) {
        let article = mail::article(origin, &Mail { bytes, taken: None });
        return vec![article.map_err(|problem| ReadError::new(&origin.name, problem))];
    }
    match decode::decode(bytes) {
        Err(Problem::Binary(_)) if guessed => {
            origin.notes.leave(&origin.name, Remark::Skipped { kind: "binary file".to_owned() });
            Vec::new()
        }
        Err(problem) => vec![Err(ReadError::new(&origin.name, problem))],
        Ok(content) => whole::articles(origin, content).unwrap_or_else(|error| vec![Err(error)]),
    }
}

/// Makes sure that the article has a printable id.
fn called(mut article: Article) -> Article {
    if article.id.is_empty() {
        article.id = text::id_of_words(article.text());
    } else if article.id.contains(char::is_control) {
        article.id = article.id.replace(char::is_control, "-");
    }
    article
}

/// Sets the publisher to the host of the URL if no other is known.
fn published(mut article: Article) -> Article {
    if article.publisher.is_none() {
        article.publisher = article.url.as_deref().and_then(publisher::host);
    }
    article
}

/// Sets the date to that of the file if no other is known and the user wants that.
fn dated(mut article: Article, origin: &Origin) -> Article {
    if article.date.is_none() && origin.changed.is_some() {
        (article.date, article.date_source) = (origin.changed, DateSource::File);
    }
    article
}

/// Repairs mojibake in the article.
fn put_right(mut article: Article) -> Article {
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
