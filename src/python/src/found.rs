//! What was found in articles, in memory.

use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use quotedex::{Article, Quote, records};

use super::errors::internal_error;
use super::fault::{Fault, FaultRow};
use super::tables::{self, ArrowTable, failed};
use super::work::detached;

/// Articles with their quotes.
#[pyclass(frozen, module = "quotedex._native")]
pub struct Found {
    pub articles: Vec<(Article, Vec<Quote>)>,
    pub faults: Vec<Fault>,
}

#[pymethods]
impl Found {
    /// How many quotes each article has.
    fn counts(&self) -> Vec<usize> {
        self.articles.iter().map(|(_, quotes)| quotes.len()).collect()
    }

    /// The quotes of one article, as JSON.
    fn quotes_json(&self, number: usize) -> PyResult<String> {
        let (article, quotes) = self.article(number)?;
        json(&records::placed_quotes(article, quotes))
    }

    /// One article with its quotes, as JSON: what the program `quotedex extract` prints.
    fn article_json(&self, number: usize, explain: bool) -> PyResult<String> {
        let (article, quotes) = self.article(number)?;
        json(&records::article_quotes(article, quotes, explain))
    }

    /// The text of one article.
    fn text(&self, number: usize) -> PyResult<&str> {
        Ok(self.article(number)?.0.text())
    }

    /// All quotes.
    fn quotes_table(&self, py: Python<'_>) -> PyResult<ArrowTable> {
        detached(py, || tables::quotes(self.pairs()).map_err(failed))
    }

    /// The articles, without their texts.
    fn articles_table(&self, py: Python<'_>) -> PyResult<ArrowTable> {
        detached(py, || tables::articles(self.pairs()).map_err(failed))
    }

    /// What could not be read.
    fn errors_table(&self) -> PyResult<ArrowTable> {
        tables::faults(&self.faults)
    }

    /// What could not be read: article, line, error, hint.
    fn errors(&self) -> Vec<FaultRow> {
        self.faults.iter().map(Fault::row).collect()
    }
}

impl Found {
    fn pairs(&self) -> impl Iterator<Item = (&Article, &[Quote])> {
        self.articles.iter().map(|(article, quotes)| (article, quotes.as_slice()))
    }

    fn article(&self, number: usize) -> PyResult<&(Article, Vec<Quote>)> {
        self.articles.get(number).ok_or_else(|| PyIndexError::new_err("no such article"))
    }
}

/// The value as JSON.
pub fn json(value: &impl serde::Serialize) -> PyResult<String> {
    serde_json::to_string(value).map_err(|error| internal_error(&error.to_string()))
}
