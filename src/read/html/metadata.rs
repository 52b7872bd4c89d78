//! Headline, authors, publisher, date and URL of a page, each from the most reliable source.
//!
//! The order of sources is JSON-LD, OpenGraph and `meta`, marked-up text, and the URL. The host names the publisher
//! when nothing else does.

use jiff::civil::Date;

use super::authors::authors;
use super::json_ld::JsonLd;
use super::raw_metadata::RawMetadata;
use super::text_utils::{letter_key, unescape_html};
use crate::read::date::DateParser;

/// The longest headline, in bytes.
const MAX_TITLE: usize = 500;

const MAX_NAME: usize = 100;

const TITLES: [&str; 9] = [
    "og:title",
    "citation_title",
    "parsely-title",
    "sailthru.title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "headline",
    "title",
];

const DATES: [&str; 26] = [
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "dc.date",
    "dcterms.created",
    "dc.date.created",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "originalpublicationdate",
    "displaydate",
    "date",
];

const PUBLISHERS: [&str; 7] = [
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "citation_journal_title",
    "application-name",
    "apple-mobile-web-app-title",
    "publisher",
];

const AUTHORS: [&str; 11] = [
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "citation_author",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "byl",
    "article.author",
    "og:article:author",
];

/// Separators between a headline and the name of the site.
const SEPARATORS: [&str; 8] = [" | ", " - ", " – ", " — ", " · ", " » ", " :: ", " • "];

/// Names that do not identify a publisher.
const NO_PUBLISHERS: [&str; 8] = ["blog", "home", "index", "news", "website", "wordpress", "localhost", "undefined"];

/// The metadata of a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Metadata {
    pub(super) title: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) date: Option<Date>,
    pub(super) url: Option<String>,
}

impl Metadata {
    /// Combines the metadata of a page that was fetched from `address`.
    pub(super) fn new(raw: &RawMetadata, ld: &JsonLd, address: Option<&str>, date_parser: &DateParser) -> Self {
        let url = url(raw, ld, address);
        let host = url.as_deref().or(address).and_then(host);
        let stated = publisher(raw, ld, host);
        let title = title(raw, ld, stated.as_deref(), host);
        let publisher = stated.or_else(|| host.map(bare_host).map(str::to_owned));
        let authors = authors(raw, ld, &AUTHORS, publisher.as_deref());
        let date = date(raw, ld, [url.as_deref(), address], date_parser);
        Self { title, authors, publisher, date, url }
    }
}

/// The URL of the page. The home page is not the URL of an article.
fn url(raw: &RawMetadata, ld: &JsonLd, address: Option<&str>) -> Option<String> {
    let is_home = |url: &str| path(url).is_none_or(|path| path.trim_matches('/').is_empty());
    let stated = [raw.canonical.as_deref(), raw.values_of_first(&["og:url"]).first().copied(), ld.url.as_deref()];
    let mut all = stated.into_iter().flatten().chain(address).filter_map(web_address);
    let below = all.clone().find(|url| !is_home(url));
    below.or_else(|| all.next()).map(str::to_owned)
}

fn web_address(url: &str) -> Option<&str> {
    let url = url.trim();
    let is_web = ["http://", "https://"].iter().any(|scheme| {
        url.len() > scheme.len()
            && url.is_char_boundary(scheme.len())
            && url[..scheme.len()].eq_ignore_ascii_case(scheme)
    });
    (is_web && url.len() < 2000 && !url.contains(|c: char| c.is_whitespace() || c.is_control())).then_some(url)
}

fn path(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    rest.find('/').map(|at| &rest[at..])
}

fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next().filter(|host| host.contains('.') && host.len() < MAX_NAME)?;
    Some(host.rsplit('@').next().unwrap_or(host))
}

/// The host without a prefix such as `www.`.
fn bare_host(host: &str) -> &str {
    let before = ["www.", "m.", "amp.", "mobile.", "edition."];
    before.iter().find_map(|before| host.strip_prefix(before).filter(|rest| rest.contains('.'))).unwrap_or(host)
}

/// The first stated name; a capitalised name similar to the host is preferred.
fn publisher(raw: &RawMetadata, ld: &JsonLd, host: Option<&str>) -> Option<String> {
    let stated =
        raw.values_of_all(&PUBLISHERS[..1]).chain(ld.publisher.as_deref()).chain(raw.values_of_all(&PUBLISHERS[1..]));
    let label = host.map(site_label).unwrap_or_default();
    // "U.S." is a section; "AP" on ap.org is not.
    let is_section = |name: &String| letter_key(name).len() < 3 && letter_key(name) != label;
    let names = stated.chain(ld.site.as_deref()).map(strip_slogan);
    let names: Vec<String> = names.filter(|name| is_publisher(name) && !is_section(name)).collect();
    let is_like_host = |name: &&String| {
        let name_letters = letter_key(name);
        name_letters.len() > 3 && label.len() > 2 && (name_letters.contains(&label) || label.contains(&name_letters))
    };
    let is_capitalised = |name: &&String| name.contains(char::is_uppercase);
    let best = names.iter().filter(is_like_host).find(is_capitalised).or(names.first());
    best.cloned().or_else(|| {
        // The last part of the page title may be the name of the site, if it matches the host.
        let parts = parts(raw.title.as_deref()?);
        parts.into_iter().find(|part| label.len() > 3 && letter_key(part) == label).map(str::to_owned)
    })
}

/// `The Paper | News and sport` gives The Paper.
fn strip_slogan(name: &str) -> String {
    let name = unescape_html(name);
    let end = [" | ", " – ", " — "].iter().filter_map(|mark| name.find(mark)).min();
    name[..end.unwrap_or(name.len())].trim().to_owned()
}

/// The part of a host that names the site: `paper` in `www.paper.co.uk`.
fn site_label(host: &str) -> String {
    let shared = ["ac", "co", "com", "gov", "ne", "net", "or", "org"];
    let labels: Vec<&str> = bare_host(host).split('.').collect();
    let named = labels.iter().rev().skip(1).find(|label| !shared.contains(label)).or(labels.first());
    named.map(|label| letter_key(label)).unwrap_or_default()
}

fn is_publisher(name: &str) -> bool {
    let letters = letter_key(name);
    !letters.is_empty()
        && name.len() <= MAX_NAME
        && !name.contains("://")
        && !name.starts_with('@')
        && !NO_PUBLISHERS.contains(&letters.as_str())
}

fn title(raw: &RawMetadata, ld: &JsonLd, publisher: Option<&str>, host: Option<&str>) -> Option<String> {
    let names = publisher.map(letter_key).into_iter().chain(host.map(|host| letter_key(bare_host(host))));
    let site: Vec<String> = names.chain(host.map(site_label)).collect();
    let headlines = ld.titles.iter().map(String::as_str).chain(raw.values_of_all(&TITLES));
    let headlines = headlines.chain(raw.title.as_deref()).chain(raw.headings.first().map(String::as_str));
    let clean = headlines.map(unescape_html).map(|title| strip_site(&title, &site).to_owned());
    let mut clean =
        clean.filter(|title| !title.is_empty() && title.len() <= MAX_TITLE && !site.contains(&letter_key(title)));
    let first = clean.next()?;
    // A heading that starts a longer title is the headline; the rest names the site.
    let heading = raw.headings.iter().find(|heading| {
        let rest = first.strip_prefix(heading.as_str());
        heading.len() > 10 && rest.is_some_and(|rest| SEPARATORS.iter().any(|separator| rest.starts_with(separator)))
    });
    Some(heading.cloned().unwrap_or(first))
}

/// The title without the name of the site at its end or start.
fn strip_site<'t>(title: &'t str, site: &[String]) -> &'t str {
    let names_site = |part: &str| {
        let part = letter_key(part);
        !part.is_empty()
            && site.iter().any(|name| {
                *name == part || name.len() > 4 && part.starts_with(name.as_str()) && part.len() < name.len() + 12
            })
    };
    for separator in SEPARATORS {
        if let Some((head, tail)) = title.rsplit_once(separator).filter(|(_, tail)| names_site(tail)) {
            return if head.trim().is_empty() { tail.trim() } else { strip_site(head.trim(), site) };
        }
        if let Some((_, tail)) =
            title.split_once(separator).filter(|(head, tail)| names_site(head) && !tail.trim().is_empty())
        {
            return tail.trim();
        }
    }
    match title.split_once(": ") {
        Some((head, tail)) if names_site(head) => tail.trim(),
        _ => title,
    }
}

/// The parts of a title, last first.
fn parts(title: &str) -> Vec<&str> {
    let mut parts = vec![title];
    for separator in SEPARATORS {
        parts = parts.into_iter().flat_map(|part| part.split(separator)).map(str::trim).collect();
    }
    parts.reverse();
    parts
}

fn date(raw: &RawMetadata, ld: &JsonLd, addresses: [Option<&str>; 2], date_parser: &DateParser) -> Option<Date> {
    let stated = ld.dates.iter().map(String::as_str).chain(raw.values_of_all(&DATES));
    let stated = stated.chain(raw.times.iter().map(String::as_str)).find_map(|time| date_parser.parse_day(time));
    stated.or_else(|| addresses.into_iter().flatten().find_map(|address| date_parser.day_in_url(address)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html::json_ld;
    use crate::read::html::parser::parse;

    fn meta(head: &str, address: Option<&str>) -> Metadata {
        Metadata::new(
            &RawMetadata::of(&parse(&format!("<html><head>{head}</head><body><h1>The Headline of It</h1>")).tree),
            &json_ld::read(&[]),
            address,
            &DateParser { today: Some(jiff::civil::date(2026, 1, 31)), order: None },
        )
    }

    #[test]
    fn the_name_of_the_site_is_cut_off_the_title() {
        for title in [
            "The Headline of It | The Paper",
            "The Headline of It - News - The Paper",
            "The Paper: X - The Headline of It",
        ] {
            let meta = meta(&format!("<title>{title}</title><meta property='og:site_name' content='The Paper'>"), None);
            assert!(meta.title.as_deref().unwrap().contains("The Headline of It"));
            assert!(!meta.title.unwrap().ends_with("The Paper"), "{title}");
        }
        let meta = meta("<title>Yes - The Headline - Said</title>", Some("https://www.paper.org/x"));
        assert_eq!(meta.title.as_deref(), Some("Yes - The Headline - Said"));
    }

    #[test]
    fn a_publisher_is_named_by_the_page_or_by_its_host() {
        assert_eq!(meta("", Some("https://www.paper.org/x")).publisher.as_deref(), Some("paper.org"));
        let named = meta("<title>X – The Paper</title>", Some("https://thepaper.org/x"));
        assert_eq!((named.publisher.as_deref(), named.title.as_deref()), (Some("The Paper"), Some("X")));
        assert_eq!(meta("<meta name=application-name content=Gazette>", None).publisher.as_deref(), Some("Gazette"));
        assert_eq!(meta("", None).publisher, None);
    }

    #[test]
    fn the_home_page_is_no_articles_address() {
        let head = "<link rel=canonical href='https://a.org/'><meta property=og:url content=/x>";
        assert_eq!(meta(head, Some("https://a.org/2024/05/12/x")).url.as_deref(), Some("https://a.org/2024/05/12/x"));
        assert_eq!(meta(head, None).url.as_deref(), Some("https://a.org/"));
        assert_eq!(meta("", Some("javascript:alert(1)")).url, None);
        assert_eq!(
            meta("", Some("https://a.org/2024/05/12/x")).date.map(|day| day.to_string()),
            Some("2024-05-12".into())
        );
    }

    #[test]
    fn hostile_values_are_passed_over() {
        let long = "x".repeat(3 << 20);
        let head = format!(
            "<meta property=og:title content='{long}'><meta name=title content='A\u{1b}[2J\u{7} B'><meta name=date content='9999-12-31'>"
        );
        let meta = meta(&head, None);
        assert_eq!((meta.title.as_deref(), meta.date), (Some("A [2J B"), None));
    }
}
