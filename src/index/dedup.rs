//! Deduplication: when two articles are the same, and which of two versions is kept.
//!
//! Articles with the same URL are the same, however much of the text has changed. Without a URL, articles with the same
//! words are the same, unless their publishers or sites differ: one wire story in two papers is two articles, and a
//! query counts both. White space in the text does not matter; everything else does.
//!
//! An id identifies an article only within the file that gives it. When an id comes from another file, or a second time
//! from the same file, it means the same article if most of the words are the same, too. For that, a [`Fingerprint`]
//! holds a sketch of the words (bottom-k min-hash; Broder 1997, "On the resemblance and containment of documents").

use std::hash::BuildHasher;

use jiff::civil::Date;
use rustc_hash::FxBuildHasher;

use super::digests::{article_key, digest64};
use super::fold::fold;
use crate::article::{Article, DateSource, publisher_key};

/// Query parameters of a URL that tell where a reader came from, not what is read. A `*` stands for any ending.
const TRACKING: [&str; 14] = [
    "_ga", "cmpid", "dclid", "fbclid", "gclid", "igshid", "mc_cid", "mc_eid", "mkt_tok", "msclkid", "ocid", "twclid",
    "utm_*", "yclid",
];

/// Texts of fewer bytes are often the same in different articles: "Subscribe to read on."
const SHORT_TEXT: usize = 200;

/// How many consecutive words make a shingle of the sketch.
const SHINGLE: usize = 3;

/// How many shingles a sketch holds: those with the smallest hashes.
const SKETCH_SIZE: usize = 24;

/// Two versions of one article have at least this share of their shingles in common.
const MIN_RESEMBLANCE: f32 = 0.7;

/// What decides whether two articles are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fingerprint {
    pub(super) id: Box<str>,
    /// Digest of the normalised URL; `None` when it does not identify an article.
    pub(super) url: Option<u64>,
    /// Digest of the words; `None` when there are none.
    pub(super) text: Option<u64>,
    site: Option<u64>,
    publisher: Option<u64>,
    title: Option<u64>,
    /// The date, if the article states it.
    day: Option<Date>,
    length: usize,
    /// How many kinds of metadata it has.
    metadata: usize,
    /// Sorted hashes of some of its shingles.
    sketch: Box<[u32]>,
}

/// An article in the index, and the file that it was read from.
#[derive(Clone, Debug)]
pub(super) struct StoredArticle {
    pub(super) fingerprint: Fingerprint,
    pub(super) source_file: Option<u64>,
}

/// The article with the smallest id.
pub(super) fn with_smallest_id(articles: impl IntoIterator<Item = StoredArticle>) -> Option<StoredArticle> {
    articles.into_iter().min_by(|one, other| one.fingerprint.id.cmp(&other.fingerprint.id))
}

impl Fingerprint {
    pub(super) fn of(article: &Article) -> Fingerprint {
        let present = [&article.title, &article.publisher, &article.url].into_iter().filter(|field| field.is_some());
        let folded = |field: &Option<String>| field.as_deref().map(|field| digest64(&[&fold(field)]));
        let words = normalize_whitespace(article.text());
        let url = article.url.as_deref();
        Fingerprint {
            id: article.id.as_str().into(),
            url: url.and_then(url_key),
            text: (!words.is_empty()).then(|| digest64(&["text", &words])),
            site: url.map(|url| digest64(&[&host(url)])),
            publisher: article.publisher.as_deref().map(|name| digest64(&[&publisher_key(name)])),
            title: folded(&article.title),
            day: article.date.filter(|_| article.date_source == DateSource::Stated),
            length: article.text().len(),
            metadata: present.count() + usize::from(article.date.is_some()) + usize::from(!article.authors.is_empty()),
            sketch: sketch(&words),
        }
    }

    /// A digest of everything that distinguishes this article from others with the same id.
    pub(super) fn digest(&self) -> u64 {
        let parts = [self.url, self.text, self.site, self.publisher, self.title];
        digest64(&parts.map(|part| part.map_or(String::new(), |part| part.to_string())).each_ref().map(String::as_str))
    }

    /// Whether `other`, which has the same id, is another version of this article.
    pub(super) fn is_version_of(&self, other: &Fingerprint) -> bool {
        let resembles = || resemblance(&self.sketch, &other.sketch) >= MIN_RESEMBLANCE;
        !self.is_other_article(other) && (self.text == other.text || resembles())
    }

    pub(super) fn key(&self) -> u64 {
        article_key(&self.id)
    }

    /// Whether `other`, which has the same words, is nevertheless a different article.
    pub(super) fn is_other_article(&self, other: &Fingerprint) -> bool {
        let differ = |one: Option<u64>, other: Option<u64>| one.zip(other).is_some_and(|(one, other)| one != other);
        let short = self.length < SHORT_TEXT;
        differ(self.site, other.site)
            || differ(self.url, other.url)
            || differ(self.publisher, other.publisher)
            || (short && differ(self.title, other.title))
    }

    /// Whether this stored version stays when another file brings `new`, a version of the same article.
    ///
    /// A summary, as feeds have it, does not replace the full text, and a version of an earlier day does not replace a
    /// later one. A copy replaces the stored version only if it has more metadata. Otherwise the version that was read
    /// last wins.
    pub(super) fn supersedes(&self, new: &Fingerprint) -> bool {
        let is_earlier = new.day.zip(self.day).is_some_and(|(new, stored)| new < stored);
        let is_summary = new.length * 2 < self.length;
        let is_mere_copy = self.text == new.text && new.metadata <= self.metadata;
        is_summary || is_earlier || is_mere_copy
    }
}

/// The smallest hashes of all shingles, sorted.
fn sketch(words: &str) -> Box<[u32]> {
    let words: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
    // The low bits of this hash are not random enough to sort by.
    let mix = |hash: u64| ((hash ^ (hash >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32;
    let mut all: Vec<u32> = words.windows(SHINGLE).map(|shingle| mix(FxBuildHasher.hash_one(shingle))).collect();
    if all.len() > 4 * SKETCH_SIZE {
        // Twice as many as needed, because some may be equal.
        all.select_nth_unstable(2 * SKETCH_SIZE);
        all.truncate(2 * SKETCH_SIZE);
    }
    all.sort_unstable();
    all.dedup();
    all.truncate(SKETCH_SIZE);
    all.into()
}

/// The estimated Jaccard similarity of the shingles of two texts.
fn resemblance(one: &[u32], other: &[u32]) -> f32 {
    let mut union: Vec<u32> = [one, other].concat();
    union.sort_unstable();
    union.dedup();
    union.truncate(SKETCH_SIZE);
    let both = union.iter().filter(|hash| one.binary_search(hash).is_ok() && other.binary_search(hash).is_ok());
    both.count() as f32 / union.len().max(1) as f32
}

/// The words of a text with one space between them.
fn normalize_whitespace(text: &str) -> String {
    let mut normalized = String::with_capacity(text.len());
    let mut add = |word: &str| {
        if !normalized.is_empty() {
            normalized.push(' ');
        }
        normalized.push_str(word);
    };
    for word in text.split_ascii_whitespace() {
        // White space beyond ASCII is rare, and takes longer to search for.
        match word.bytes().all(|byte| byte.is_ascii_graphic()) {
            true => add(word),
            false => word.split_whitespace().for_each(&mut add),
        }
    }
    normalized
}

/// Digest of an article's normalised URL; `None` for the home page of a site.
pub(super) fn url_key(url: &str) -> Option<u64> {
    Some(digest64(&["url", &normalize_url(url)?]))
}

/// The URL without the parts that do not identify an article; `None` for the home page of a site.
fn normalize_url(url: &str) -> Option<String> {
    let rest = after_scheme(url);
    let rest = rest.split('#').next().unwrap_or_default();
    let (location, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (_, path) = location.split_once('/').unwrap_or((location, ""));
    let path = path.trim_end_matches('/');
    let mut kept: Vec<&str> = query.split('&').filter(|part| !part.is_empty() && !is_tracking(part)).collect();
    kept.sort_unstable();
    let identifies = !path.is_empty() || !kept.is_empty();
    let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    identifies.then(|| format!("{}/{path}{query}", host(url)))
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
    fn a_url_is_the_same_without_tracking() {
        assert!(TRACKING.is_sorted());
        let plain = normalize_url("https://example.com/news/a").unwrap();
        for url in [
            "http://www.Example.com/news/a/",
            "https://example.com:443/news/a#comments",
            "//example.com/news/a?utm_source=x&utm_medium=y&fbclid=1",
            " https://example.com/news/a?& ",
        ] {
            assert_eq!(normalize_url(url).as_deref(), Some(&*plain), "{url}");
        }
        let query = normalize_url("https://example.com/?id=7&page=2&gclid=1");
        assert_eq!(query, normalize_url("https://www.example.com?page=2&id=7"));
        assert_ne!(query, normalize_url("https://example.com/?id=8&page=2"));
        assert_ne!(normalize_url("https://example.com/news/A").unwrap(), plain, "paths may tell case apart");
        for site in ["https://example.com/", "example.com", "", "https://www.example.com/?utm_source=x"] {
            assert_eq!(normalize_url(site), None, "{site}");
        }
    }

    #[test]
    fn a_wire_story_is_one_article_per_publisher() {
        let article = |publisher: &str, url: &str| {
            let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
            let mut article = Article::new("a", "the same words");
            (article.publisher, article.url) = (some(publisher), some(url));
            article
        };
        let fingerprint = |(publisher, url): (&str, &str)| Fingerprint::of(&article(publisher, url));
        let of = |[one, other]: [(&str, &str); 2]| fingerprint(one).is_other_article(&fingerprint(other));
        assert!(!of([("", ""), ("The Paper", "https://a.com/x")]));
        assert!(!of([("The Paper", ""), ("THE PAPER", "https://a.com/x")]));
        assert!(of([("The Paper", ""), ("Other", "")]));
        assert!(of([("", "https://a.com/x"), ("", "https://b.com/x")]));
        assert!(of([("", "https://a.com/"), ("", "https://b.com/")]), "another site");
        assert!(of([("", "https://a.com/x"), ("", "https://a.com/y")]));
        assert!(!of([("", "https://a.com/x?utm_id=1"), ("", "http://www.a.com/x/")]));
    }

    #[test]
    fn a_version_has_most_of_its_words() {
        let text = |from: usize, to: usize| (from..to).map(|n| format!("word{n} ")).collect::<String>();
        let fingerprint = |text: String| Fingerprint::of(&Article::new("a", text));
        let whole = fingerprint(text(0, 400));
        assert!(whole.is_version_of(&whole) && fingerprint(text(0, 380)).is_version_of(&whole));
        assert!(fingerprint(text(0, 400) + "and one more sentence at the end.").is_version_of(&whole));
        assert!(!fingerprint(text(300, 700)).is_version_of(&whole));
        assert!(!fingerprint("too short".into()).is_version_of(&fingerprint("so short".into())));
        assert!(!fingerprint(text(0, 20)).is_version_of(&fingerprint(text(20, 40))));
        let mut other = Article::new("a", text(0, 400));
        other.publisher = Some("The Paper".into());
        let here = Fingerprint::of(&other);
        other.publisher = Some("The Post".into());
        assert!(!Fingerprint::of(&other).is_version_of(&here) && Fingerprint::of(&other).digest() != here.digest());
    }

    #[test]
    fn which_version_is_kept() {
        let supersedes = |stored: &Article, new: &Article| Fingerprint::of(stored).supersedes(&Fingerprint::of(new));
        let whole = Article::new("a", "word ".repeat(100));
        let longer = Article::new("a", "word ".repeat(101));
        let summary = Article::new("a", "word ".repeat(20));
        assert!(supersedes(&whole, &summary) && !supersedes(&summary, &whole));
        assert!(!supersedes(&whole, &longer) && !supersedes(&longer, &whole), "the later read one counts");
        assert!(supersedes(&whole, &whole), "a copy changes nothing");
        let mut named = whole.clone();
        named.publisher = Some("The Paper".into());
        assert!(!supersedes(&whole, &named) && supersedes(&named, &whole), "unless more is known of it");
        let dated = |day: &str, article: &Article| {
            let mut article = article.clone();
            article.date = day.parse().ok();
            article
        };
        assert!(supersedes(&dated("2024-05-13", &whole), &dated("2024-05-12", &longer)));
        assert!(!supersedes(&dated("2024-05-12", &whole), &dated("2024-05-13", &longer)));
    }

    proptest::proptest! {
        #[test]
        fn any_white_space_counts_as_one_space(text in "[\\PC \t\u{b}\u{85}\u{a0}]{0,40}") {
            assert_eq!(normalize_whitespace(&text), text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
}
