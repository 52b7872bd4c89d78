//! What the address of a page says, and addresses that say something else.
//!
//! Every filter stands in the address, so that a search can be sent to a colleague. Unknown or empty fields are ignored;
//! wrong ones are told.

use jiff::civil::Date;
use serde::Deserialize;

use super::error::PageError;
use crate::cli::day;
use crate::output::percent_encoded;
use crate::query::{Filters, Search, Sort};
use crate::quote::{Kind, Polarity};

/// Hits on a page.
pub(super) const PAGE: usize = 20;
/// The most that a program may ask for at once.
pub(super) const MAX_LIMIT: usize = 500;
/// The furthest that pages reach.
const MAX_OFFSET: usize = 100_000;

/// A search in an address.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub(super) struct SearchAddress {
    pub(super) q: String,
    pub(super) speaker: String,
    pub(super) topic: String,
    pub(super) publisher: String,
    pub(super) title: String,
    pub(super) kind: String,
    pub(super) polarity: String,
    pub(super) since: String,
    pub(super) until: String,
    pub(super) sort: String,
    pub(super) min_confidence: String,
    pub(super) attitudes: String,
    pub(super) limit: String,
    pub(super) offset: String,
    pub(super) page: String,
}

impl SearchAddress {
    /// The search, with a page of a browser or a limit and an offset.
    pub(super) fn search(&self) -> Result<Search, PageError> {
        self.search_with(PAGE)
    }

    /// The same with another limit where none is given.
    pub(super) fn search_with(&self, usual: usize) -> Result<Search, PageError> {
        let page = number("page", &self.page, 1, MAX_OFFSET)?.max(1);
        let limit = number("limit", &self.limit, usual, MAX_LIMIT)?;
        let offset = number("offset", &self.offset, (page - 1).saturating_mul(limit).min(MAX_OFFSET), MAX_OFFSET)?;
        let sort = match self.sort.as_str() {
            "" | "relevance" => Sort::Relevance,
            "newest" => Sort::Newest,
            "oldest" => Sort::Oldest,
            other => return Err(PageError::wrong(format!("sort cannot be {other}"), "relevance, newest or oldest")),
        };
        Ok(Search { query: self.q.trim().to_owned(), filters: self.filters()?, sort, limit, offset })
    }

    /// The filters.
    pub(super) fn filters(&self) -> Result<Filters, PageError> {
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let kind = |name: &str| Kind::ALL.into_iter().find(|kind| kind.name() == name);
        let polarity = |name: &str| Polarity::ALL.into_iter().find(|polarity| polarity.name() == name);
        let confidence = match self.min_confidence.trim() {
            "" => Some(0.0),
            typed => typed.parse::<f32>().ok().filter(|number| (0.0..=1.0).contains(number)),
        };
        Ok(Filters {
            speaker: some(&self.speaker),
            topic: some(&self.topic),
            publisher: some(&self.publisher),
            title: some(&self.title),
            kinds: list("kind", &self.kind, kind)?,
            polarities: list("polarity", &self.polarity, polarity)?,
            since: date("since", &self.since, day::first)?,
            until: date("until", &self.until, day::last)?,
            min_confidence: confidence
                .ok_or_else(|| PageError::wrong("min_confidence is no probability", "give a number from 0 to 1"))?,
            attitudes: matches!(self.attitudes.as_str(), "1" | "true" | "on"),
        })
    }

    /// The fields that are set, without the page.
    pub(super) fn pairs(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("q", &self.q),
            ("speaker", &self.speaker),
            ("topic", &self.topic),
            ("publisher", &self.publisher),
            ("title", &self.title),
            ("kind", &self.kind),
            ("polarity", &self.polarity),
            ("since", &self.since),
            ("until", &self.until),
            ("sort", &self.sort),
            ("min_confidence", &self.min_confidence),
            ("attitudes", &self.attitudes),
        ];
        all.into_iter().map(|(name, value)| (name, value.trim())).filter(|(_, value)| !value.is_empty()).collect()
    }

    /// The address of the same search with one field changed.
    pub(super) fn with(&self, name: &'static str, value: &str) -> String {
        let mut pairs: Vec<(&str, &str)> = self.pairs().into_iter().filter(|(known, _)| *known != name).collect();
        pairs.extend((!value.is_empty()).then_some((name, value)));
        address("/search", &pairs)
    }
}

fn number(name: &str, typed: &str, usual: usize, most: usize) -> Result<usize, PageError> {
    let number = match typed.trim() {
        "" => usual,
        typed => typed.parse().map_err(|_| PageError::wrong(format!("{name} is no number"), "give a whole number"))?,
    };
    if number > most {
        return Err(PageError::wrong(format!("{name} is too large: {number}"), format!("give at most {most}")));
    }
    Ok(number)
}

fn list<T>(name: &str, typed: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, PageError> {
    let parts = typed.split(',').map(str::trim).filter(|part| !part.is_empty());
    let wrong = |part: &str| PageError::wrong(format!("{name} cannot be {part}"), "see the guide for its values");
    parts.map(|part| parse(part).ok_or_else(|| wrong(part))).collect()
}

fn date<E: ToString>(
    name: &str,
    typed: &str,
    parse: impl Fn(&str) -> Result<Date, E>,
) -> Result<Option<Date>, PageError> {
    match typed.trim() {
        "" => Ok(None),
        typed => parse(typed).map(Some).map_err(|_| {
            PageError::wrong(format!("{name}: {typed} is no day"), "write it as 2024-05-12, 2024-05 or 2024")
        }),
    }
}

/// `path?name=value&...`
pub(super) fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    let parts: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{name}={}", percent_encoded(value, ""))).collect();
    if parts.is_empty() { path.to_owned() } else { format!("{path}?{}", parts.join("&")) }
}

/// `/speaker/ID`, with everything encoded that is not plain.
pub(super) fn of_speaker(id: &str) -> String {
    format!("/speaker/{}", percent_encoded(id, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_goes_into_an_address_and_back() {
        let asked = SearchAddress {
            q: "a & b".into(),
            speaker: "Ann Lee".into(),
            page: "3".into(),
            ..SearchAddress::default()
        };
        assert_eq!(asked.with("topic", "50 %"), "/search?q=a%20%26%20b&speaker=Ann%20Lee&topic=50%20%25");
        assert_eq!(asked.with("speaker", ""), "/search?q=a%20%26%20b");
        let search = asked.search().unwrap();
        assert_eq!((search.offset, search.limit, search.filters.speaker.as_deref()), (40, 20, Some("Ann Lee")));
    }

    #[test]
    fn what_is_wrong_is_told() {
        let wrong = |asked: SearchAddress| asked.search().unwrap_err().told().0;
        assert_eq!(wrong(SearchAddress { since: "soon".into(), ..Default::default() }), "since: soon is no day");
        assert_eq!(wrong(SearchAddress { kind: "direct,odd".into(), ..Default::default() }), "kind cannot be odd");
        assert_eq!(wrong(SearchAddress { page: "x".into(), ..Default::default() }), "page is no number");
        assert_eq!(wrong(SearchAddress { limit: "501".into(), ..Default::default() }), "limit is too large: 501");
        assert_eq!(wrong(SearchAddress { sort: "x".into(), ..Default::default() }), "sort cannot be x");
    }
}
