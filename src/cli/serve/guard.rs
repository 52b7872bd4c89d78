//! Who may ask, and what every answer carries.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, HOST, LOCATION, ORIGIN,
    REFERRER_POLICY, SET_COOKIE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use tokio::time::timeout;

use super::app::App;
use super::error::PageError;
use super::pages;

/// Nothing inline, nothing from elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The longest that a request may take to arrive and to be answered: longer than an answer alone may take.
const MAX_TIME: Duration = Duration::from_secs(30);
/// The longest address.
const MAX_ADDRESS: usize = 16 << 10;
/// The cookie that remembers the token, before the port: browsers share cookies between the ports of a host.
const COOKIE_NAME: &str = "quotedex-";

/// Refuses what may not be asked, and secures every answer.
pub(super) async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let mut response = match check(&app, &request) {
        Ok(None) => explain_refusal(in_time(request, next, is_api).await, is_api),
        Ok(Some(answer)) => answer,
        Err(error) => pages::failure(&error, is_api),
    };
    secure(&mut response);
    response
}

/// Answers, if the request arrives whole in time. Files take their time; what takes them looks after it.
async fn in_time(request: Request, next: Next, is_api: bool) -> Response {
    if request.method() == Method::POST && request.uri().path() == "/add" {
        return next.run(request).await;
    }
    match timeout(MAX_TIME, next.run(request)).await {
        Ok(response) => response,
        Err(_) => pages::failure(&PageError::TooSlow, is_api),
    }
}

/// An error, or an answer without the page.
fn check(app: &App, request: &Request) -> Result<Option<Response>, PageError> {
    if request.uri().to_string().len() > MAX_ADDRESS {
        return Err(PageError::wrong("the address is too long", "ask for less at once"));
    }
    let header = |name| request.headers().get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    // A page of another site whose name leads here has another host.
    let host = header(HOST).unwrap_or_default().to_lowercase();
    // With a token, names do not matter: a proxy may have another one, and no cookie goes to a foreign name.
    if app.access_token.is_none() && !app.hosts.contains(&host) {
        return Err(PageError::Forbidden(format!("this address is not called {host}")));
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        let origin = header(ORIGIN).map(str::to_lowercase);
        let name = |origin: &str| origin.split_once("://").map(|(_, name)| name.to_owned());
        let is_ours = origin.as_deref().is_none_or(|origin| name(origin).as_deref() == Some(host.as_str()));
        let is_foreign = header(HeaderName::from_static("sec-fetch-site")).is_some_and(|site| site != "same-origin");
        if !is_ours || is_foreign {
            return Err(PageError::Forbidden("this request comes from another site".to_owned()));
        }
    }
    let Some(token) = &app.access_token else { return Ok(None) };
    let port = app.hosts.first().and_then(|host| host.rsplit(':').next()).unwrap_or_default();
    let cookie_name = format!("{COOKIE_NAME}{port}");
    let bearer =
        header(AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer ").or_else(|| value.strip_prefix("bearer ")));
    let cookies = header(COOKIE).unwrap_or_default().split(';').map(str::trim);
    let cookie = cookies.filter_map(|cookie| cookie.split_once('=')).find(|(name, _)| *name == cookie_name);
    if bearer.or(cookie.map(|(_, value)| value)).is_some_and(|given| same(given, token)) {
        return Ok(None);
    }
    // The first visit: the token goes from the address into a cookie.
    let given = request.uri().query().unwrap_or_default().split('&').find_map(|part| part.strip_prefix("token="));
    if given.is_some_and(|given| same(given, token)) {
        let cookie = format!("{cookie_name}={token}; HttpOnly; SameSite=Strict; Path=/");
        let others = request.uri().query().unwrap_or_default().split('&').filter(|part| !part.starts_with("token="));
        let others = others.collect::<Vec<_>>().join("&");
        let path = format!("/{}", request.uri().path().trim_start_matches('/'));
        let place = if others.is_empty() { path } else { format!("{path}?{others}") };
        let headers = [(LOCATION, place), (SET_COOKIE, cookie)];
        return Ok(Some((StatusCode::SEE_OTHER, headers).into_response()));
    }
    Err(PageError::Forbidden("this page needs the token that `quotedex serve` was started with".to_owned()))
}

/// Compares in constant time.
pub(super) fn same(one: &str, other: &str) -> bool {
    blake3::hash(one.as_bytes()) == blake3::hash(other.as_bytes())
}

/// Explains the framework's own refusals, which are a line of text, like every other error.
fn explain_refusal(response: Response, is_api: bool) -> Response {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if !response.status().is_client_error() || kind.is_some_and(|kind| !kind.starts_with("text/plain")) {
        return response;
    }
    let (what, hint) = match response.status() {
        StatusCode::METHOD_NOT_ALLOWED => ("this address cannot be asked in this way", "load the page it belongs to"),
        StatusCode::PAYLOAD_TOO_LARGE => ("this is too much at once", "send it in parts"),
        _ => ("the address or the form is not written as it must be", "go back and try again"),
    };
    let mut explained = pages::failure(&PageError::wrong(what, hint), is_api);
    *explained.status_mut() = response.status();
    explained
}

fn secure(response: &mut Response<Body>) {
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // With `no-referrer`, a browser hides the origin of our own forms.
        (REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
}

/// Refuses a change whose page does not carry the token of this process.
pub(super) fn require_page_token(app: &App, given: &str) -> Result<(), PageError> {
    match same(given, &app.page_token) {
        true => Ok(()),
        false => Err(PageError::Forbidden(
            "this page was made by another run of quotedex; load it again, then repeat the change".to_owned(),
        )),
    }
}
