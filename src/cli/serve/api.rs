//! The same answers as JSON, under `/api/v1`.
//!
//! The fields are those of the command line (`output/contract`). Errors are `application/problem+json` (RFC 9457). Each
//! answer has an ETag; a request that knows it gets an empty answer. No other site may read them (no CORS).

use std::io::{self, Write};
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::address::SearchAddress;
use super::app::App;
use super::error::PageError;
use super::pages;
use crate::article::Article;
use crate::cli::verify::check_text_with;
use crate::output::{self, Format, TextStyle};
use crate::query::AuditBy;

const PLAIN: TextStyle = TextStyle::plain();

type Answer = Result<Vec<u8>, PageError>;

/// What `write` writes.
fn bytes(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Answer {
    let mut bytes = Vec::new();
    write(&mut bytes).map_err(|_| PageError::Failed)?;
    Ok(bytes)
}

/// The answer to a request, or nothing new.
fn respond(headers: &HeaderMap, answer: Answer) -> Response {
    let body = match answer {
        Ok(body) => body,
        Err(error) => return pages::failure(&error, true),
    };
    let tag = format!("\"{}\"", &blake3::hash(&body).to_hex()[..24]);
    let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if known.split(',').any(|known| known.trim().trim_start_matches("W/") == tag) {
        return (StatusCode::NOT_MODIFIED, [(ETAG, tag)]).into_response();
    }
    ([(CONTENT_TYPE, "application/json".to_owned()), (ETAG, tag)], body).into_response()
}

pub(super) async fn search(
    State(app): State<Arc<App>>,
    Query(asked): Query<SearchAddress>,
    headers: HeaderMap,
) -> Response {
    let answer = app.run(move |app| {
        let answer = app.index()?.0.search(&asked.search()?)?;
        bytes(|out| output::search(out, &answer, Format::Json, PLAIN))
    });
    respond(&headers, answer.await)
}

/// A phrase, and who is asked about.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct WhoAddress {
    phrase: String,
    #[serde(flatten)]
    filters: SearchAddress,
}

pub(super) async fn who(State(app): State<Arc<App>>, Query(asked): Query<WhoAddress>, headers: HeaderMap) -> Response {
    let answer = app.run(move |app| {
        if !asked.phrase.contains(char::is_alphanumeric) {
            return Err(PageError::wrong("the phrase has no words", "give the words in `phrase`"));
        }
        let search = asked.filters.search()?;
        let answer = app.index()?.0.who_or_nearest(&asked.phrase, &search.filters, search.limit)?;
        bytes(|out| output::who(out, &answer, Format::Json, PLAIN))
    });
    respond(&headers, answer.await)
}

/// The body is the text of a draft.
pub(super) async fn verify(State(app): State<Arc<App>>, headers: HeaderMap, text: String) -> Response {
    let answer = app.run_long(move |app| {
        let checked = check_text_with(&app.index()?.0, &*app.extractor()?, &Article::new("draft", text))?;
        bytes(|out| output::verification(out, &checked, Format::Json, PLAIN))
    });
    respond(&headers, answer.await)
}

/// A name or a topic, and a page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct NameAddress {
    name: String,
    topic: String,
    #[serde(flatten)]
    page: SearchAddress,
}

pub(super) async fn speakers(
    State(app): State<Arc<App>>,
    Query(asked): Query<NameAddress>,
    headers: HeaderMap,
) -> Response {
    let answer = app.run(move |app| {
        let page = asked.page.search()?;
        let name = Some(asked.name.trim()).filter(|name| !name.is_empty());
        let (rows, total, _) = app.index()?.0.speakers(name, page.limit, page.offset)?;
        bytes(|out| output::speakers(out, &rows, total, Format::Json, PLAIN))
    });
    respond(&headers, answer.await)
}

pub(super) async fn topics(
    State(app): State<Arc<App>>,
    Query(asked): Query<NameAddress>,
    headers: HeaderMap,
) -> Response {
    let answer = app.run(move |app| {
        let page = asked.page.search()?;
        let index = app.index()?.0;
        match asked.topic.trim() {
            "" => {
                let (rows, total) = index.topics(page.limit, page.offset)?;
                bytes(|out| output::topics(out, &rows, total, Format::Json, PLAIN))
            }
            topic => {
                let answer = index.speakers_on(topic, page.limit, page.offset)?;
                bytes(|out| output::topic(out, &answer, Format::Json, PLAIN))
            }
        }
    });
    respond(&headers, answer.await)
}

pub(super) async fn quote(State(app): State<Arc<App>>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let answer = app.run(move |app| {
        let shown = app.index()?.0.show(&id)?;
        let shown = shown.ok_or_else(|| PageError::NotFound(format!("no quotation has the id {id}")))?;
        bytes(|out| output::show(out, &shown, Format::Json, PLAIN))
    });
    respond(&headers, answer.await)
}

pub(super) async fn timeline(
    State(app): State<Arc<App>>,
    Query(asked): Query<SearchAddress>,
    headers: HeaderMap,
) -> Response {
    let answer = app.run(move |app| {
        let timeline = app.index()?.0.timeline(&asked.search()?)?;
        bytes(|out| output::timeline(out, &timeline, Format::Json, PLAIN))
    });
    respond(&headers, answer.await)
}

/// What is counted by, and what is counted.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct AuditAddress {
    by: String,
    #[serde(flatten)]
    filters: SearchAddress,
}

pub(super) async fn audit(
    State(app): State<Arc<App>>,
    Query(asked): Query<AuditAddress>,
    headers: HeaderMap,
) -> Response {
    let answer = app.run(move |app| {
        let all = [AuditBy::Gender, AuditBy::Role, AuditBy::Kind, AuditBy::Publisher, AuditBy::Month];
        let by = if asked.by.is_empty() { "gender" } else { &asked.by };
        let by = all.into_iter().find(|one| one.name() == by);
        let by = by.ok_or_else(|| PageError::wrong("by is wrong", "gender, role, kind, publisher or month"))?;
        let audit = app.index()?.0.audit(&asked.filters.search()?, by)?;
        bytes(|out| output::audit(out, &audit, Format::Json, PLAIN))
    });
    respond(&headers, answer.await)
}
