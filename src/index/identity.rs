//! When two articles are the same one: what they have in common, and which of two versions is kept.
//!
//! The same address on the web means the same article, however much of its text has changed. Without one, the same
//! words do, unless publisher or address contradict: the same wire copy in two papers is two articles, and a question
//! counts both. Blanks and line ends of a text do not matter; all else does.
//!
//! An id tells articles apart only in the file that gives it. The same id from another file, or a second time from the
//! same one, means the same article when most of the words are the same too: a [`Gist`] keeps a sketch of them (bottom-k
//! min-hash; Broder 1997, "On the resemblance and containment of documents").

use std::hash::BuildHasher;

use jiff::civil::Date;
use rustc_hash::FxBuildHasher;

use super::fold::fold;
use super::keys::{article_key, number};
use crate::article::{Article, DateSource, publisher_key};

/// Parts of a query that say where a reader came from, not what is read. A `*` stands for any ending.
const TRACKING: [&str; 14] = [
    "_ga", "cmpid", "dclid", "fbclid", "gclid", "igshid", "mc_cid", "mc_eid", "mkt_tok", "msclkid", "ocid", "twclid",
    "utm_*", "yclid",
];

/// Words fewer than this are often the same in articles that are not: "Subscribe to read on."
const SHORT: usize = 200;

/// Words in a row that are looked for in another text.
const SHINGLE: usize = 3;

/// How many of them are kept: those with the least numbers.
const SKETCH: usize = 24;

/// The share of them that two versions of one article have in common at least.
const MOSTLY: f32 = 0.7;

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
    /// Numbers of some of its runs of words, in order.
    sketch: Box<[u32]>,
}

/// An article that is in the index, and the file that it was read from.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) gist: Gist,
    pub(super) from: Option<u64>,
}

/// The one with the least id.
pub(super) fn least(held: impl IntoIterator<Item = Held>) -> Option<Held> {
    held.into_iter().min_by(|one, other| one.gist.id.cmp(&other.gist.id))
}

impl Gist {
    pub(super) fn of(article: &Article) -> Gist {
        let some = [&article.title, &article.publisher, &article.url].into_iter().filter(|field| field.is_some());
        let folded = |field: &Option<String>| field.as_deref().map(|field| number(&[&fold(field)]));
        let words = joined(article.text());
        let url = article.url.as_deref();
        Gist {
            id: article.id.as_str().into(),
            url: url.and_then(url_key),
            text: (!words.is_empty()).then(|| number(&["text", &words])),
            site: url.map(|url| number(&[&host(url)])),
            publisher: article.publisher.as_deref().map(|name| number(&[&publisher_key(name)])),
            title: folded(&article.title),
            day: article.date.filter(|_| article.date_source == DateSource::Stated),
            length: article.text().len(),
            known: some.count() + usize::from(article.date.is_some()) + usize::from(!article.authors.is_empty()),
            sketch: sketch(&words),
        }
    }

    /// One number for all that tells this article from others that have its id.
    pub(super) fn fingerprint(&self) -> u64 {
        let parts = [self.url, self.text, self.site, self.publisher, self.title];
        number(&parts.map(|part| part.map_or(String::new(), |part| part.to_string())).each_ref().map(String::as_str))
    }

    /// Whether the other, which has the same id, is this article in another version, as far as address and words tell.
    pub(super) fn is_version_of(&self, other: &Gist) -> bool {
        !self.contradicts(other) && (self.text == other.text || resemblance(&self.sketch, &other.sketch) >= MOSTLY)
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

/// Of the numbers of all runs of words the least ones, in order.
fn sketch(words: &str) -> Box<[u32]> {
    let words: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
    // The low bits of this hash are not random enough to be sorted by.
    let mix = |hash: u64| ((hash ^ (hash >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32;
    let mut all: Vec<u32> = words.windows(SHINGLE).map(|run| mix(FxBuildHasher.hash_one(run))).collect();
    if all.len() > 4 * SKETCH {
        // Twice as many as are wanted, because some may be the same.
        all.select_nth_unstable(2 * SKETCH);
        all.truncate(2 * SKETCH);
    }
    all.sort_unstable();
    all.dedup();
    all.truncate(SKETCH);
    all.into()
}

/// The share of runs of words that two texts have in common, of all that either has, as far as their sketches tell.
fn resemblance(one: &[u32], other: &[u32]) -> f32 {
    let mut union: Vec<u32> = [one, other].concat();
    union.sort_unstable();
    union.dedup();
    union.truncate(SKETCH);
    let both = union.iter().filter(|number| one.binary_search(number).is_ok() && other.binary_search(number).is_ok());
    both.count() as f32 / union.len().max(1) as f32
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

/// The number of the article's address; none for a site as a whole.
pub(super) fn url_key(url: &str) -> Option<u64> {
    Some(number(&["url", &normal_url(url)?]))
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
    fn a_version_has_most_of_its_words() {
        let text = |from: usize, to: usize| (from..to).map(|n| format!("word{n} ")).collect::<String>();
        let gist = |text: String| Gist::of(&Article::new("a", text));
        let whole = gist(text(0, 400));
        assert!(whole.is_version_of(&whole) && gist(text(0, 380)).is_version_of(&whole));
        assert!(gist(text(0, 400) + "and one more sentence at the end.").is_version_of(&whole));
        assert!(!gist(text(300, 700)).is_version_of(&whole));
        assert!(!gist("too short".into()).is_version_of(&gist("so short".into())));
        assert!(!gist(text(0, 20)).is_version_of(&gist(text(20, 40))));
        let mut other = Article::new("a", text(0, 400));
        other.publisher = Some("The Paper".into());
        let here = Gist::of(&other);
        other.publisher = Some("The Post".into());
        assert!(!Gist::of(&other).is_version_of(&here) && Gist::of(&other).fingerprint() != here.fingerprint());
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
