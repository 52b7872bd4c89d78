//! The same answers as JSON, under `/api/v1`.
//!
//! The fields are those of the command line (`output/contract`). Errors are `application/problem+json` (RFC 9457). Each
//! answer has an ETag; a request that knows it gets an empty answer (`remember`). No other site may read them (no CORS).

use std::io::Write;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_TYPE, ETAG};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::address::{MAX_LIMIT, SearchAddress};
use super::app::App;
use super::error::PageError;
use super::pages;
use crate::article::Article;
use crate::cli::verify::check_text_with;
use crate::index::Index;
use crate::output::{self, Format, TextStyle};
use crate::query::AuditBy;

/// The description of the API: OpenAPI 3.1.
const DOCUMENT: &str = include_str!("assets/openapi.json");

const PLAIN: TextStyle = TextStyle::plain();

/// Matches of `who`, as on the command line.
const WHO_LIMIT: usize = 5;

type Answer = Result<Vec<u8>, PageError>;

/// What `answer` writes of the index, when it is its turn.
async fn from_index(
    app: &Arc<App>,
    answer: impl FnOnce(&Index, &mut dyn Write) -> Result<(), PageError> + Send + 'static,
) -> Response {
    let written = app.run(move |app| {
        let mut bytes = Vec::new();
        answer(&app.index()?.0, &mut bytes)?;
        Ok(bytes)
    });
    respond(written.await)
}

/// The answer to a request.
fn respond(answer: Answer) -> Response {
    let body = match answer {
        Ok(body) => body,
        Err(error) => return pages::failure(&error, true),
    };
    let tag = format!("\"{}\"", &blake3::hash(&body).to_hex()[..24]);
    ([(CONTENT_TYPE, "application/json".to_owned()), (ETAG, tag)], body).into_response()
}

pub(super) async fn document() -> Response {
    respond(Ok(DOCUMENT.into()))
}

pub(super) async fn search(State(app): State<Arc<App>>, Query(asked): Query<SearchAddress>) -> Response {
    let answer = move |index: &Index, out: &mut dyn Write| {
        Ok(output::search(out, &index.search(&asked.search()?)?, Format::Json, PLAIN)?)
    };
    from_index(&app, answer).await
}

/// A phrase, and who is asked about.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct WhoAddress {
    phrase: String,
    #[serde(flatten)]
    filters: SearchAddress,
}

pub(super) async fn who(State(app): State<Arc<App>>, Query(asked): Query<WhoAddress>) -> Response {
    let answer = move |index: &Index, out: &mut dyn Write| {
        if !asked.phrase.contains(char::is_alphanumeric) {
            return Err(PageError::wrong("the phrase has no words", "give the words in `phrase`"));
        }
        let search = asked.filters.search_with(WHO_LIMIT)?;
        let answer = index.who_or_nearest(&asked.phrase, &search.filters, search.limit)?;
        Ok(output::who(out, &answer, Format::Json, PLAIN)?)
    };
    from_index(&app, answer).await
}

/// The body is the text of a draft.
pub(super) async fn verify(State(app): State<Arc<App>>, text: String) -> Response {
    let answer = app.run_long(move |app| {
        let checked = check_text_with(&app.index()?.0, &*app.extractor()?, &Article::new("draft", text))?;
        let mut bytes = Vec::new();
        output::verification(&mut bytes, &checked, Format::Json, PLAIN)?;
        Ok(bytes)
    });
    respond(answer.await)
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

pub(super) async fn speakers(State(app): State<Arc<App>>, Query(asked): Query<NameAddress>) -> Response {
    let answer = move |index: &Index, out: &mut dyn Write| {
        let page = asked.page.search()?;
        let name = Some(asked.name.trim()).filter(|name| !name.is_empty());
        let (rows, total, _) = index.speakers(name, page.limit, page.offset)?;
        Ok(output::speakers(out, &rows, total, Format::Json, PLAIN)?)
    };
    from_index(&app, answer).await
}

pub(super) async fn topics(State(app): State<Arc<App>>, Query(asked): Query<NameAddress>) -> Response {
    let answer = move |index: &Index, out: &mut dyn Write| {
        let page = asked.page.search()?;
        match asked.topic.trim() {
            "" => {
                let (rows, total) = index.topics(page.limit, page.offset)?;
                Ok(output::topics(out, &rows, total, Format::Json, PLAIN)?)
            }
            topic => {
                let answer = index.speakers_on(topic, page.limit, page.offset)?;
                Ok(output::topic(out, &answer, Format::Json, PLAIN)?)
            }
        }
    };
    from_index(&app, answer).await
}

pub(super) async fn quote(State(app): State<Arc<App>>, Path(id): Path<String>) -> Response {
    let answer = move |index: &Index, out: &mut dyn Write| {
        let shown = index.show(&id)?;
        let shown = shown.ok_or_else(|| PageError::NotFound(format!("no quotation has the id {id}")))?;
        Ok(output::show(out, &shown, Format::Json, PLAIN)?)
    };
    from_index(&app, answer).await
}

pub(super) async fn timeline(State(app): State<Arc<App>>, Query(asked): Query<SearchAddress>) -> Response {
    let answer = move |index: &Index, out: &mut dyn Write| {
        let timeline = index.timeline(&asked.search_with(MAX_LIMIT)?)?;
        Ok(output::timeline(out, &timeline, Format::Json, PLAIN)?)
    };
    from_index(&app, answer).await
}

/// What is counted by, and what is counted.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct AuditAddress {
    by: String,
    #[serde(flatten)]
    filters: SearchAddress,
}

pub(super) async fn audit(State(app): State<Arc<App>>, Query(asked): Query<AuditAddress>) -> Response {
    let answer = move |index: &Index, out: &mut dyn Write| {
        let by = if asked.by.is_empty() { AuditBy::Gender.name() } else { &asked.by };
        let by = AuditBy::ALL.into_iter().find(|one| one.name() == by);
        let by = by.ok_or_else(|| PageError::wrong("by is wrong", "gender, role, kind, publisher or month"))?;
        let audit = index.audit(&asked.filters.search()?, by)?;
        Ok(output::audit(out, &audit, Format::Json, PLAIN)?)
    };
    from_index(&app, answer).await
}
