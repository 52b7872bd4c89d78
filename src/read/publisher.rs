//! Publisher names from URLs, for records that state a URL instead of a name, or no publisher.

/// The name of a publisher as stated; for a URL, its host.
pub(super) fn from_stated(stated: String) -> String {
    if is_web_url(&stated) { host(&stated).unwrap_or(stated) } else { stated }
}

/// Whether the text is a web URL.
pub(super) fn is_web_url(text: &str) -> bool {
    let scheme = |scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    (scheme("http://") || scheme("https://")) && !text.contains(char::is_whitespace)
}

/// The host of a web URL without `www.` and port: `paper.org` in `https://www.paper.org:8080/a`.
pub(super) fn host(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://").filter(|_| is_web_url(address))?;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host).trim_end_matches('.');
    let is_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    (host.contains('.') && host.chars().all(is_host) && host.contains(char::is_alphabetic)).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_called_by_its_host() {
        assert_eq!(from_stated("https://www.reuters.com/a/b".into()), "reuters.com");
        assert_eq!(from_stated("The Paper".into()), "The Paper");
        assert_eq!(host("HTTP://user@News.Example.co.uk:80?x"), Some("news.example.co.uk".into()));
        for none in
            ["reuters.com", "https://localhost/x", "https://127.0.0.1/x", "ftp://a.org", "https://", "https:///x"]
        {
            assert_eq!(host(none), None, "{none}");
        }
    }
}
