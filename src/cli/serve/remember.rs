//! Answers as before, if the index is as it was: for addresses whose answer depends on nothing else.
//!
//! Also answers a request that has the answer already (`If-None-Match`) with none. Failures are not kept.

use std::sync::Arc;

use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::answers::Answer;
use super::app::App;

/// The most bytes of an answer that is kept.
const MAX_ANSWER: usize = 2 << 20;

/// Gives the answer that is kept, or makes it.
pub(super) async fn remember(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    if request.method() != Method::GET {
        return next.run(request).await;
    }
    let known = request.headers_mut().remove(IF_NONE_MATCH);
    let address = request.uri().to_string();
    let promise = app.answers.promise(app.state(), &address);
    let make = || async {
        let answer = to_be_kept(next.run(request).await).await?;
        app.answers.count(&address, &promise, answer.body.len() + address.len());
        Ok::<_, Box<Response>>(answer)
    };
    let answer = match promise.get_or_try_init(make).await {
        Ok(answer) => answer,
        Err(response) => return *response,
    };
    if is_known(known.as_ref(), &answer.headers) {
        let tag = answer.headers.get(ETAG).cloned().unwrap_or(HeaderValue::from_static(""));
        return (StatusCode::NOT_MODIFIED, [(ETAG, tag)]).into_response();
    }
    (answer.headers.clone(), answer.body.clone()).into_response()
}

/// The answer, if it may be kept.
async fn to_be_kept(response: Response) -> Result<Answer, Box<Response>> {
    let (head, body) = response.into_parts();
    let is_small = body.size_hint().exact().is_some_and(|bytes| bytes <= MAX_ANSWER as u64);
    if head.status != StatusCode::OK || !is_small {
        return Err(Box::new(Response::from_parts(head, body)));
    }
    match to_bytes(body, MAX_ANSWER).await {
        Ok(body) => Ok(Answer { headers: head.headers, body }),
        Err(_) => Err(Box::new(Response::from_parts(head, Body::empty()))),
    }
}

/// Whether the client has the answer already.
fn is_known(known: Option<&HeaderValue>, headers: &HeaderMap) -> bool {
    let (Some(known), Some(tag)) = (known.and_then(|known| known.to_str().ok()), headers.get(ETAG)) else {
        return false;
    };
    known.split(',').any(|known| known.trim().trim_start_matches("W/").as_bytes() == tag.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_that_has_the_answer_is_told_so() {
        let mut headers = HeaderMap::new();
        headers.insert(ETAG, HeaderValue::from_static("\"ab\""));
        for (known, is) in [("\"ab\"", true), ("\"x\", W/\"ab\"", true), ("\"abc\"", false), ("", false)] {
            assert_eq!(is_known(Some(&HeaderValue::from_static(known)), &headers), is, "{known}");
        }
        assert!(!is_known(None, &headers));
        assert!(!is_known(Some(&HeaderValue::from_static("\"\"")), &HeaderMap::new()));
    }
}
