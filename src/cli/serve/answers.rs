//! Answers that were given, for those who ask the same again.
//!
//! What one asks, colleagues ask too, and a frequent word is expensive: its answer is made once for all who want it at
//! the same time, and kept until the index changes. Bounded in bytes, so memory stays flat; failures are not kept.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use lru::LruCache;
use tokio::sync::OnceCell;

use super::app::App;

/// The most bytes of all answers that are kept, and of one.
const MAX_BYTES: usize = 32 << 20;
const MAX_ANSWER: usize = 2 << 20;
/// The most answers.
const MAX_ANSWERS: NonZeroUsize = NonZeroUsize::new(4096).unwrap();

/// An answer as it was given.
struct Answer {
    headers: HeaderMap,
    body: Bytes,
}

/// The answer to one address, once it is made.
type Promise = Arc<OnceCell<Answer>>;

/// The answers that are kept, for one state of the index.
pub(super) struct Answers(Mutex<Kept>);

struct Kept {
    state: u64,
    /// With each the bytes that count for it: none until it is made.
    answers: LruCache<String, (Promise, usize)>,
    bytes: usize,
}

impl Answers {
    pub(super) fn new() -> Self {
        Self(Mutex::new(Kept { state: 0, answers: LruCache::new(MAX_ANSWERS), bytes: 0 }))
    }

    /// The answer to `address`, to be made by whoever comes first.
    fn promise(&self, state: u64, address: &str) -> Promise {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.state != state {
            *kept = Kept { state, answers: LruCache::new(MAX_ANSWERS), bytes: 0 };
        }
        if let Some((promise, _)) = kept.answers.get(address) {
            return Arc::clone(promise);
        }
        let promise = Promise::default();
        if let Some((_, (_, bytes))) = kept.answers.push(address.to_owned(), (Arc::clone(&promise), 0)) {
            kept.bytes -= bytes;
        }
        promise
    }

    /// Counts an answer that was made; those that nobody has asked for longest make room.
    fn count(&self, address: &str, promise: &Promise, bytes: usize) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known =
            kept.answers.peek_mut(address).filter(|(known, counted)| Arc::ptr_eq(known, promise) && *counted == 0);
        let Some((_, counted)) = known else { return };
        *counted = bytes;
        kept.bytes += bytes;
        while kept.bytes > MAX_BYTES {
            let Some((_, (_, bytes))) = kept.answers.pop_lru() else { break };
            kept.bytes -= bytes;
        }
    }
}

/// Answers as before, if the index is as it was. For addresses whose answer depends on nothing else.
pub(super) async fn remember(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    if request.method() != Method::GET {
        return next.run(request).await;
    }
    let known = request.headers_mut().remove(IF_NONE_MATCH);
    let address = request.uri().to_string();
    let promise = app.answers.promise(app.state(), &address);
    let made = promise.get_or_try_init(|| async { to_be_kept(next.run(request).await).await }).await;
    let answer = match made {
        Ok(answer) => answer,
        Err(response) => return *response,
    };
    app.answers.count(&address, &promise, answer.body.len() + address.len());
    if is_known(known.as_ref(), &answer.headers) {
        let tag = answer.headers.get(ETAG).cloned().unwrap_or(HeaderValue::from_static(""));
        return (StatusCode::NOT_MODIFIED, [(ETAG, tag)]).into_response();
    }
    (answer.headers.clone(), answer.body.clone()).into_response()
}

/// The answer, if it may be kept.
async fn to_be_kept(response: Response) -> Result<Answer, Box<Response>> {
    let (head, body) = response.into_parts();
    let is_small = axum::body::HttpBody::size_hint(&body).exact().is_some_and(|bytes| bytes <= MAX_ANSWER as u64);
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

    fn made(answers: &Answers, state: u64, address: &str, bytes: usize) -> Promise {
        let promise = answers.promise(state, address);
        let answer = Answer { headers: HeaderMap::new(), body: Bytes::from(vec![0; bytes]) };
        assert!(promise.set(answer).is_ok());
        answers.count(address, &promise, bytes);
        promise
    }

    #[test]
    fn an_answer_is_kept_until_the_index_changes() {
        let answers = Answers::new();
        let first = made(&answers, 1, "/search?q=the", 10);
        assert!(Arc::ptr_eq(&first, &answers.promise(1, "/search?q=the")));
        assert!(answers.promise(1, "/search?q=a").get().is_none());
        assert!(answers.promise(2, "/search?q=the").get().is_none());
        assert!(answers.promise(1, "/search?q=the").get().is_none());
    }

    #[test]
    fn memory_is_bounded() {
        let answers = Answers::new();
        let bytes = MAX_BYTES / 4;
        for number in 0..5 {
            made(&answers, 1, &number.to_string(), bytes);
        }
        assert!(answers.0.lock().unwrap().bytes <= MAX_BYTES);
        assert!(answers.promise(1, "0").get().is_none(), "nobody has asked for it longest");
        assert!(answers.promise(1, "4").get().is_some());
        for number in 0..2 * MAX_ANSWERS.get() {
            made(&answers, 1, &format!("small {number}"), 1);
        }
        let kept = answers.0.lock().unwrap();
        assert_eq!((kept.answers.len(), kept.bytes), (MAX_ANSWERS.get(), MAX_ANSWERS.get()));
    }

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
