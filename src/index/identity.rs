//! When two articles are the same one: what they have in common, and which of two versions is kept.
//!
//! The same address on the web means the same article, however much of its text has changed. Without one, the same
//! words do, unless publisher or address contradict: the same wire copy in two papers is two articles, and a question
//! counts both. Blanks and line ends of a text do not matter; all else does.

use jiff::civil::Date;

use super::fold::fold;
use super::keys::{article_key, number};
use crate::article::{Article, DateSource};

/// Parts of a query that say where a reader came from, not what is read. A `*` stands for any ending.
const TRACKING: [&str; 14] = [
    "_ga", "cmpid", "dclid", "fbclid", "gclid", "igshid", "mc_cid", "mc_eid", "mkt_tok", "msclkid", "ocid", "twclid",
    "utm_*", "yclid",
];

/// Words fewer than this are often the same in articles that are not: "Subscribe to read on."
const SHORT: usize = 200;

/// What of an article decides whether another is the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gist {
    pub(super) id: Box<str>,
    /// The address on the web that tells it from others.
    pub(super) url: Option<u64>,
    /// Its words; none when there are none.
    pub(super) text: Option<u64>,
    site: Option<u64>,
    publisher: Option<u64>,
    title: Option<u64>,
    day: Option<Date>,
    length: usize,
    /// How much is known of it.
    known: usize,
}

impl Gist {
    pub(super) fn of(article: &Article) -> Gist {
        let some = [&article.title, &article.publisher, &article.url].into_iter().filter(|field| field.is_some());
        let folded = |field: &Option<String>| field.as_deref().map(|field| number(&[&fold(field)]));
        let words = joined(article.text());
        let url = article.url.as_deref();
        Gist {
            id: article.id.as_str().into(),
            url: url.and_then(normal_url).map(|url| number(&["url", &url])),
            text: (!words.is_empty()).then(|| number(&["text", &words])),
            site: url.map(|url| number(&[&host(url)])),
            publisher: folded(&article.publisher),
            title: folded(&article.title),
            day: article.date.filter(|_| article.date_source == DateSource::Stated),
            length: article.text().len(),
            known: some.count() + usize::from(article.date.is_some()) + usize::from(!article.authors.is_empty()),
        }
    }

    pub(super) fn key(&self) -> u64 {
        article_key(&self.id)
    }

    /// Whether another article with the same words is not the same article.
    pub(super) fn contradicts(&self, other: &Gist) -> bool {
        let differ = |one: Option<u64>, other: Option<u64>| one.zip(other).is_some_and(|(one, other)| one != other);
        let short = self.length < SHORT;
        differ(self.site, other.site)
            || differ(self.url, other.url)
            || differ(self.publisher, other.publisher)
            || (short && differ(self.title, other.title))
    }

    /// Whether this version, which is held, stays when another file brings the article again.
    ///
    /// A summary, as feeds have it, does not replace the whole text, an earlier day's version not a later one's, and a
    /// copy only one of which less is known. Otherwise the version that was read last counts.
    pub(super) fn stays_before(&self, brought: &Gist) -> bool {
        let earlier = brought.day.zip(self.day).is_some_and(|(brought, held)| brought < held);
        let summary = brought.length * 2 < self.length;
        let copy = self.text == brought.text && brought.known <= self.known;
        summary || earlier || copy
    }
}

/// The words of a text with one blank between them.
fn joined(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut add = |word: &str| {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(word);
    };
    for word in text.split_ascii_whitespace() {
        // Other blanks than those of ASCII are rare, and take longer to look for.
        match word.bytes().all(|byte| byte.is_ascii_graphic()) {
            true => add(word),
            false => word.split_whitespace().for_each(&mut add),
        }
    }
    joined
}

/// The address without what does not tell articles apart; none for a site as a whole.
fn normal_url(url: &str) -> Option<String> {
    let rest = after_scheme(url);
    let rest = rest.split('#').next().unwrap_or_default();
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (_, path) = place.split_once('/').unwrap_or((place, ""));
    let path = path.trim_end_matches('/');
    let mut wanted: Vec<&str> = query.split('&').filter(|part| !part.is_empty() && !is_tracking(part)).collect();
    wanted.sort_unstable();
    let tells = !path.is_empty() || !wanted.is_empty();
    let query = if wanted.is_empty() { String::new() } else { format!("?{}", wanted.join("&")) };
    tells.then(|| format!("{}/{path}{query}", host(url)))
}

fn after_scheme(url: &str) -> &str {
    let url = url.trim();
    url.split_once("://").map_or(url, |(_, rest)| rest).trim_start_matches('/')
}

fn host(url: &str) -> String {
    let rest = after_scheme(url);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default().to_lowercase();
    let host = host.strip_suffix(":80").or(host.strip_suffix(":443")).unwrap_or(&host);
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}

fn is_tracking(part: &str) -> bool {
    let name = part.split('=').next().unwrap_or_default().to_lowercase();
    TRACKING.iter().any(|known| match known.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => name == *known,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_same_however_one_got_there() {
        assert!(TRACKING.is_sorted());
        let plain = normal_url("https://example.com/news/a").unwrap();
        for url in [
            "http://www.Example.com/news/a/",
            "https://example.com:443/news/a#comments",
            "//example.com/news/a?utm_source=x&utm_medium=y&fbclid=1",
            " https://example.com/news/a?& ",
        ] {
            assert_eq!(normal_url(url).as_deref(), Some(&*plain), "{url}");
        }
        let query = normal_url("https://example.com/?id=7&page=2&gclid=1");
        assert_eq!(query, normal_url("https://www.example.com?page=2&id=7"));
        assert_ne!(query, normal_url("https://example.com/?id=8&page=2"));
        assert_ne!(normal_url("https://example.com/news/A").unwrap(), plain, "paths may tell case apart");
        for site in ["https://example.com/", "example.com", "", "https://www.example.com/?utm_source=x"] {
            assert_eq!(normal_url(site), None, "{site}");
        }
    }

    #[test]
    fn wire_copy_is_as_many_articles_as_papers() {
        let article = |publisher: &str, url: &str| {
            let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
            let mut article = Article::new("a", "the same words");
            (article.publisher, article.url) = (some(publisher), some(url));
            article
        };
        let gist = |(publisher, url): (&str, &str)| Gist::of(&article(publisher, url));
        let of = |[one, other]: [(&str, &str); 2]| gist(one).contradicts(&gist(other));
        assert!(!of([("", ""), ("The Paper", "https://a.com/x")]));
        assert!(!of([("The Paper", ""), ("THE PAPER", "https://a.com/x")]));
        assert!(of([("The Paper", ""), ("Other", "")]));
        assert!(of([("", "https://a.com/x"), ("", "https://b.com/x")]));
        assert!(of([("", "https://a.com/"), ("", "https://b.com/")]), "another site");
        assert!(of([("", "https://a.com/x"), ("", "https://a.com/y")]));
        assert!(!of([("", "https://a.com/x?utm_id=1"), ("", "http://www.a.com/x/")]));
    }

    #[test]
    fn which_version_stays() {
        let stays = |held: &Article, brought: &Article| Gist::of(held).stays_before(&Gist::of(brought));
        let whole = Article::new("a", "word ".repeat(100));
        let longer = Article::new("a", "word ".repeat(101));
        let summary = Article::new("a", "word ".repeat(20));
        assert!(stays(&whole, &summary) && !stays(&summary, &whole));
        assert!(!stays(&whole, &longer) && !stays(&longer, &whole), "the later read one counts");
        assert!(stays(&whole, &whole), "a copy changes nothing");
        let mut named = whole.clone();
        named.publisher = Some("The Paper".into());
        assert!(!stays(&whole, &named) && stays(&named, &whole), "unless more is known of it");
        let dated = |day: &str, article: &Article| {
            let mut article = article.clone();
            article.date = day.parse().ok();
            article
        };
        assert!(stays(&dated("2024-05-13", &whole), &dated("2024-05-12", &longer)));
        assert!(!stays(&dated("2024-05-12", &whole), &dated("2024-05-13", &longer)));
    }

    proptest::proptest! {
        #[test]
        fn whatever_blank_counts_as_one(text in "[\\PC \t\u{b}\u{85}\u{a0}]{0,40}") {
            assert_eq!(joined(&text), text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
}
