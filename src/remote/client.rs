//! The connection: one question, one answer, within limits of time and size.
//!
//! A server that is busy (429) or fails (5xx) is asked again, a few times and after longer and longer pauses. The key
//! goes into a header and nowhere else: no message holds it, and no redirection is followed, so no other server gets
//! it.

use std::sync::Arc;
use std::time::Duration;

use ureq::Agent;
use ureq::http::HeaderValue;
use ureq::tls::{RootCerts, TlsConfig};

use super::error::RemoteError;

/// How often a server is asked that is busy or fails.
const TRIES: u32 = 4;
/// The pause before the second try; each later one is twice as long.
const PAUSE: Duration = Duration::from_millis(250);
/// The longest pause, whatever the server asks for.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);
/// The most of an answer that is read.
const MOST_BYTES: u64 = 64 << 20;
/// The most characters of a server's words that are shown.
const MOST_SHOWN: usize = 200;

/// Where to ask, and within which limits.
#[derive(Clone)]
pub(crate) struct RemoteSettings {
    /// `http://` or `https://`, host, port, and what stands before the name of the index.
    pub url: String,
    /// The index, or an alias of it.
    pub index: String,
    /// What is sent as `Authorization`: an API key, or the whole value.
    pub key: Option<String>,
    /// The most quotes that are fetched for one question.
    pub most: usize,
    /// How long an answer may take.
    pub timeout: Duration,
}

/// A connection to one index.
pub(super) struct Client {
    agent: Agent,
    base: String,
    host: String,
    pub(super) index: String,
    key: Option<HeaderValue>,
}

impl Client {
    pub(super) fn new(settings: &RemoteSettings) -> Result<Self, RemoteError> {
        let base = settings.url.trim_end_matches('/').to_owned();
        let host = host(&base).ok_or_else(|| RemoteError::Address(one_line(&settings.url)))?;
        if !is_index_name(&settings.index) {
            return Err(RemoteError::Name(one_line(&settings.index)));
        }
        let key = settings.key.as_deref().map(authorization).transpose()?;
        if key.is_some() && !base.starts_with("https://") && !is_this_machine(&host) {
            return Err(RemoteError::Unencrypted(host));
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(provider)
            .build();
        let mut config = Agent::config_builder();
        if is_this_machine(&host) {
            // A proxy of the environment is for other machines.
            config = config.proxy(None);
        }
        let config = config
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(settings.timeout.min(Duration::from_secs(10))))
            .timeout_global(Some(settings.timeout))
            .user_agent(concat!("quotedex/", env!("CARGO_PKG_VERSION")))
            .tls_config(tls);
        Ok(Self { agent: config.build().into(), base, host, index: settings.index.clone(), key })
    }

    pub(super) fn host(&self) -> &str {
        &self.host
    }

    /// The answer to `body` at `path`, as JSON.
    pub(super) fn ask(&self, path: &str, kind: &str, body: &[u8]) -> Result<serde_json::Value, RemoteError> {
        let (mut pause, mut number) = (PAUSE, 1);
        loop {
            let answer = self.ask_once(path, kind, body)?;
            match answer.status {
                200..300 => return serde_json::from_slice(&answer.body).map_err(|error| self.no_answer(&error)),
                429 | 500..600 if number < TRIES => {
                    std::thread::sleep(answer.retry_after.unwrap_or(pause).min(LONGEST_PAUSE));
                    pause *= 2;
                    number += 1;
                }
                _ => return Err(self.refusal(&answer, number)),
            }
        }
    }

    fn ask_once(&self, path: &str, kind: &str, body: &[u8]) -> Result<Answer, RemoteError> {
        let mut request = self.agent.post(format!("{}/{path}", self.base)).header("content-type", kind);
        if let Some(key) = &self.key {
            request = request.header("authorization", key.clone());
        }
        let mut response = request.send(body).map_err(|error| self.away(&error))?;
        let seconds = response.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
        let status = response.status().as_u16();
        let read = response.body_mut().with_config().limit(MOST_BYTES).read_to_vec();
        let body = read.map_err(|error| match error {
            ureq::Error::BodyExceedsLimit(_) => self.too_long(MOST_BYTES),
            error => self.away(&error),
        })?;
        Ok(Answer { status, body, retry_after: seconds.map(Duration::from_secs) })
    }

    fn refusal(&self, answer: &Answer, tries: u32) -> RemoteError {
        let (host, status, reason) = (self.host.clone(), answer.status, reason(&answer.body));
        match status {
            401 | 403 => RemoteError::Forbidden(host, status),
            404 => RemoteError::NoIndex { host, index: self.index.clone() },
            429 | 500..600 => RemoteError::Failed { host, tries, status, reason },
            _ => RemoteError::Refused { host, status, reason },
        }
    }

    pub(super) fn too_long(&self, most: u64) -> RemoteError {
        RemoteError::TooLong { host: self.host.clone(), most: most >> 20 }
    }

    fn away(&self, error: &ureq::Error) -> RemoteError {
        RemoteError::Away { host: self.host.clone(), reason: one_line(&error.to_string()) }
    }

    pub(super) fn no_answer(&self, error: &serde_json::Error) -> RemoteError {
        RemoteError::NoAnswer { host: self.host.clone(), detail: one_line(&error.to_string()) }
    }
}

/// An answer, whatever it says.
struct Answer {
    status: u16,
    body: Vec<u8>,
    retry_after: Option<Duration>,
}

/// The host and port of an address; `None` unless it is a plain one of a web server. A name and a password do not
/// belong there: they would be shown.
fn host(base: &str) -> Option<String> {
    let rest = base.strip_prefix("http://").or_else(|| base.strip_prefix("https://"))?;
    let host = rest.split('/').next()?;
    let is_plain = rest.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '@' | '?' | '#' | '\\' | '"' | '%'));
    (is_plain && host.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[')).then(|| host.to_owned())
}

fn is_this_machine(host: &str) -> bool {
    let name = host.rsplit_once(':').filter(|(_, port)| !port.contains(']')).map_or(host, |(name, _)| name);
    name == "localhost" || name == "[::1]" || name.parse::<std::net::Ipv4Addr>().is_ok_and(|ip| ip.is_loopback())
}

/// Names that both engines allow, and nothing that means something in an address.
fn is_index_name(name: &str) -> bool {
    let known = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
    !name.is_empty() && name.len() <= 255 && name.chars().all(known) && name.starts_with(|c: char| c.is_alphanumeric())
}

/// The header for a key: an API key of Elasticsearch, unless it names its kind itself.
fn authorization(key: &str) -> Result<HeaderValue, RemoteError> {
    let key = key.trim();
    let whole = if key.contains(' ') { key.to_owned() } else { format!("ApiKey {key}") };
    let mut value = HeaderValue::from_str(&whole).map_err(|_| RemoteError::Key)?;
    value.set_sensitive(true);
    Ok(value)
}

/// What a server says about its refusal, with a colon before it.
fn reason(body: &[u8]) -> String {
    let Ok(json) = serde_json::from_slice::<serde_json::Value>(body) else { return String::new() };
    let places = ["/error/root_cause/0/reason", "/error/reason", "/error", "/message"];
    let said = places.into_iter().find_map(|place| json.pointer(place)?.as_str());
    said.map_or(String::new(), |said| format!(": {}", one_line(said)))
}

/// The beginning of a text, in one line.
fn one_line(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MOST_SHOWN).collect();
    line.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(url: &str, index: &str, key: Option<&str>) -> RemoteSettings {
        let key = key.map(str::to_owned);
        RemoteSettings { url: url.into(), index: index.into(), key, most: 10, timeout: Duration::from_secs(1) }
    }

    fn refused(url: &str, index: &str, key: Option<&str>) -> String {
        Client::new(&settings(url, index, key)).err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn addresses_names_and_keys_are_checked_before_anything_is_sent() {
        for url in ["", "server", "ftp://server", "http://", "http://a:b@server", "http://server/?x", "http://ser ver"]
        {
            assert!(refused(url, "quotes", None).contains("no address"), "{url}");
        }
        for index in ["", "../x", "a/b", "A", "-a", "_all", "a*", "a,b"] {
            assert!(refused("http://server", index, None).contains("no name"), "{index}");
        }
        assert_eq!(refused("https://server:9200/prefix/", "quotes-1", Some("abc")), "");
        assert_eq!(refused("http://127.0.0.1:9200", "quotes", Some("abc")), "");
        assert_eq!(refused("http://[::1]:9200", "quotes", Some("Basic abc=")), "");
        let secret = refused("http://server:9200", "quotes", Some("abc"));
        assert!(secret.contains("unencrypted") && !secret.contains("abc"), "{secret}");
        let odd = refused("https://server", "quotes", Some("a\nb"));
        assert!(odd.contains("cannot be sent") && !odd.contains('\n'), "{odd}");
    }

    #[test]
    fn the_words_of_a_server_are_cut_and_cleaned() {
        let long = format!(r#"{{"error":{{"reason":"no\u001b[31m {}"}}}}"#, "x".repeat(9999));
        let said = reason(long.as_bytes());
        assert!(said.starts_with(": no [31m x") && said.len() < 250, "{said}");
        assert_eq!(reason(b"<html>"), "");
        assert_eq!(reason(br#"{"message":"gone"}"#), ": gone");
    }
}
