//! What a search is restricted to, from the keyword arguments of Python.

use jiff::civil::Date;
use pyo3::prelude::*;
use quotedex::query::{Facet, Sort};
use quotedex::read::parse_date;
use quotedex::{Filters, Kind, Polarity, Search};

use super::errors::query_error;

/// The filters of a search, as Python hands them over.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct GivenFilters {
    speaker: Option<String>,
    topic: Option<String>,
    publisher: Option<String>,
    title: Option<String>,
    kind: Vec<String>,
    polarity: Vec<String>,
    since: Option<String>,
    until: Option<String>,
    min_confidence: f32,
    attitudes: bool,
}

impl GivenFilters {
    /// The filters.
    pub fn filters(self) -> PyResult<Filters> {
        let mut filters = Filters::default();
        (filters.speaker, filters.topic) = (self.speaker, self.topic);
        (filters.publisher, filters.title) = (self.publisher, self.title);
        filters.kinds = all_named(&self.kind, &[Kind::Direct, Kind::Mixed, Kind::Indirect], Kind::name, "kind")?;
        filters.polarities = all_named(&self.polarity, &Polarity::ALL, Polarity::name, "polarity")?;
        (filters.since, filters.until) = (day(self.since)?, day(self.until)?);
        (filters.min_confidence, filters.attitudes) = (self.min_confidence, self.attitudes);
        Ok(filters)
    }

    /// A search with these filters.
    pub fn search(self, query: String, sort: &str, limit: usize, offset: usize) -> PyResult<Search> {
        let sort = match sort {
            "relevance" => Sort::Relevance,
            "newest" => Sort::Newest,
            "oldest" => Sort::Oldest,
            _ => return Err(unknown("sort", sort, &["relevance", "newest", "oldest"])),
        };
        Ok(Search { query, filters: self.filters()?, sort, limit, offset })
    }
}

/// What quotations are counted by.
pub fn facet(by: &str) -> PyResult<Facet> {
    use Facet::{Kind, Month, Polarity, Publisher, Speaker, Topic};
    named(by, &[Speaker, Topic, Publisher, Kind, Polarity, Month], Facet::name, "by")
}

fn all_named<T: Copy>(names: &[String], all: &[T], name: fn(T) -> &'static str, what: &str) -> PyResult<Vec<T>> {
    names.iter().map(|given| named(given, all, name, what)).collect()
}

fn named<T: Copy>(given: &str, all: &[T], name: fn(T) -> &'static str, what: &str) -> PyResult<T> {
    let found = all.iter().copied().find(|value| name(*value) == given);
    found.ok_or_else(|| unknown(what, given, &all.iter().map(|value| name(*value)).collect::<Vec<_>>()))
}

fn unknown(what: &str, given: &str, all: &[&str]) -> PyErr {
    query_error(format!("{what} cannot be {given:?}"), &format!("use one of {}", all.join(", ")))
}

fn day(given: Option<String>) -> PyResult<Option<Date>> {
    let Some(given) = given else { return Ok(None) };
    let day = parse_date(&given);
    day.map(Some)
        .ok_or_else(|| query_error(format!("{given:?} is not a day"), "give a date, or a text such as 2024-05-12"))
}
