//! What is shown when a request is not answered.

use axum::Json;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use maud::html;
use serde_json::json;

use super::layout::{Tab, page};
use crate::cli::serve::error::PageError;

/// A page for people, or a problem for programs (RFC 9457).
pub(in crate::cli::serve) fn failure(error: &PageError, is_api: bool) -> Response {
    let (status, (what, hint)) = (error.status(), error.told());
    let mut response = if is_api {
        let title = status.canonical_reason().unwrap_or("Error");
        let problem =
            json!({ "type": "about:blank", "title": title, "status": status.as_u16(), "detail": what, "hint": hint });
        let mut response = (status, Json(problem)).into_response();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    } else {
        let title = match status {
            StatusCode::NOT_FOUND => "Not found",
            StatusCode::FORBIDDEN => "Not allowed",
            StatusCode::SERVICE_UNAVAILABLE => "Busy",
            StatusCode::BAD_REQUEST => "That cannot be answered",
            _ => "Something is wrong",
        };
        let body = html! {
            h1 { (title) }
            div.notice role="alert" {
                p { (sentence(&what)) }
                @if let Some(hint) = &hint { p { (sentence(hint)) } }
            }
            p { a href="/" { "Check a quotation" } " or " a href="/search" { "search" } "." }
        };
        let mut response = page(Tab::None, title, &body);
        *response.status_mut() = status;
        response
    };
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("3"));
    }
    response
}

/// Nothing has this address.
pub(in crate::cli::serve) async fn missing(uri: Uri) -> Response {
    let path = uri.path();
    failure(&PageError::NotFound(format!("there is nothing at {path}")), path.starts_with("/api/"))
}

/// With a capital and a full stop.
pub(super) fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    let end = if text.ends_with(['.', '?', '!', '`']) { "" } else { "." };
    format!("{first}{}{end}", chars.as_str())
}
