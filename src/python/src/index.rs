//! Questions to an index, which is only read.

use std::path::PathBuf;

use pyo3::prelude::*;
use quotedex::query::Suggestion;
use quotedex::{QueryError, records};

use super::errors::{Raise, query_error};
use super::filters::{GivenFilters, facet};
use super::found::json;
use super::tables::{self, ArrowTable};
use super::work::detached;

/// An index, opened for reading.
#[pyclass(frozen, module = "quotedex._native")]
pub struct Index(quotedex::Index);

/// An answer: its JSON, its table, and what may have been meant when nothing was found.
#[pyclass(frozen, get_all, module = "quotedex._native")]
pub struct Answer {
    json: String,
    table: Option<Py<ArrowTable>>,
    suggestions: Vec<String>,
}

#[pymethods]
impl Index {
    #[new]
    fn new(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        detached(py, || quotedex::Index::open(&path).map(Self).map_err(Raise::raise))
    }

    fn search(
        &self,
        py: Python<'_>,
        query: String,
        filters: GivenFilters,
        sort: &str,
        limit: usize,
        offset: usize,
    ) -> PyResult<Answer> {
        let search = filters.search(query, sort, limit, offset)?;
        self.ask(
            py,
            |index| index.search(&search),
            |answer| {
                let table = tables::hits(&answer.hits)?;
                Ok((json(&records::search(answer))?, Some(table), instead(&answer.suggestions)))
            },
        )
    }

    fn count_by(
        &self,
        py: Python<'_>,
        query: String,
        filters: GivenFilters,
        by: &str,
        limit: usize,
        offset: usize,
    ) -> PyResult<Answer> {
        let (search, facet) = (filters.search(query, "relevance", limit, offset)?, facet(by)?);
        self.ask(
            py,
            |index| index.count_by(&search, facet),
            |answer| Ok((json(&records::facets(answer, facet))?, None, instead(&answer.suggestions))),
        )
    }

    fn who(&self, py: Python<'_>, phrase: &str, filters: GivenFilters, limit: usize) -> PyResult<Answer> {
        if !phrase.contains(char::is_alphanumeric) {
            return Err(query_error("the phrase has no words", "give the words that somebody may have said"));
        }
        let filters = filters.filters()?;
        self.ask(
            py,
            |index| index.who_or_nearest(phrase, &filters, limit),
            |answer| {
                let table = tables::hits(answer.matches.iter().map(|found| &found.hit))?;
                Ok((json(&records::who(answer))?, Some(table), instead(&answer.suggestions)))
            },
        )
    }

    fn timeline(
        &self,
        py: Python<'_>,
        query: String,
        filters: GivenFilters,
        limit: usize,
        offset: usize,
    ) -> PyResult<Answer> {
        let search = filters.search(query, "oldest", limit, offset)?;
        self.ask(
            py,
            |index| index.timeline(&search),
            |answer| {
                let table = tables::hits(answer.entries.iter().map(|entry| &entry.hit))?;
                Ok((json(&records::timeline(answer))?, Some(table), instead(&answer.suggestions)))
            },
        )
    }

    fn speakers(&self, py: Python<'_>, name: Option<&str>, limit: usize, offset: usize) -> PyResult<Answer> {
        self.ask(
            py,
            |index| index.speakers(name, limit, offset),
            |(rows, total, suggestions)| {
                Ok((json(&records::speakers(rows, *total))?, Some(tables::speakers(rows)?), instead(suggestions)))
            },
        )
    }

    fn topics(&self, py: Python<'_>, limit: usize, offset: usize) -> PyResult<Answer> {
        self.ask(
            py,
            |index| index.topics(limit, offset),
            |(rows, total)| Ok((json(&records::topics(rows, *total))?, Some(tables::topics(rows)?), Vec::new())),
        )
    }

    fn topic(&self, py: Python<'_>, topic: &str, limit: usize, offset: usize) -> PyResult<Answer> {
        self.ask(
            py,
            |index| index.speakers_on(topic, limit, offset),
            |answer| Ok((json(&records::topic_speakers(answer))?, None, instead(&answer.suggestions))),
        )
    }

    fn show(&self, py: Python<'_>, id: &str) -> PyResult<Option<String>> {
        let shown = detached(py, || self.0.show(id).map_err(Raise::raise))?;
        shown.map(|shown| json(&records::shown(&shown))).transpose()
    }

    fn stats(&self, py: Python<'_>) -> PyResult<String> {
        let stats = detached(py, || self.0.stats_in_full().map_err(Raise::raise))?;
        json(&records::stats(&stats))
    }
}

/// The parts of an [`Answer`].
type Parts = (String, Option<ArrowTable>, Vec<String>);

impl Index {
    fn ask<T: Send>(
        &self,
        py: Python<'_>,
        ask: impl FnOnce(&quotedex::Index) -> Result<T, QueryError> + Send,
        write: impl FnOnce(&T) -> PyResult<Parts> + Send,
    ) -> PyResult<Answer> {
        let (json, table, suggestions) = detached(py, || write(&ask(&self.0).map_err(Raise::raise)?))?;
        Ok(Answer { json, table: table.map(|table| Py::new(py, table)).transpose()?, suggestions })
    }
}

fn instead(suggestions: &[Suggestion]) -> Vec<String> {
    suggestions.iter().map(|suggestion| suggestion.instead.clone()).collect()
}
