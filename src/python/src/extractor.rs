//! Articles to quotes, on all cores.

use std::sync::{Arc, Mutex, PoisonError};
use std::vec;

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use quotedex::read::{check_article, check_quote_count};
use quotedex::tables::{Table, arrow_schema};
use quotedex::{Article, LanguageChoice, Quote};

use super::errors::Raise;
use super::fault::{Fault, FaultRow};
use super::found::Found;
use super::people::GivenPeople;
use super::pool::Pool;
use super::source::{Batch, Source};
use super::tables::{ArrowTable, quotes, stream_capsule};
use super::work::detached;

/// Finds who said what.
#[pyclass(frozen, module = "quotedex._native")]
pub struct Extractor(Arc<Shared>);

struct Shared {
    extractor: quotedex::Extractor,
    pool: Pool,
}

/// Which quotes are wanted, and what happens to an article that cannot be read.
#[derive(Clone, Copy)]
struct Wanted {
    min_confidence: f32,
    attitudes: bool,
    /// Whether what cannot be read is kept in a list; otherwise it is raised.
    keep_errors: bool,
}

#[pymethods]
impl Extractor {
    #[new]
    #[pyo3(signature = (people, lang, threads))]
    fn new(py: Python<'_>, people: Option<GivenPeople>, lang: &str, threads: usize) -> PyResult<Self> {
        let people = people.map(GivenPeople::people).transpose()?.unwrap_or_default();
        let lang: LanguageChoice = lang.parse().map_err(Raise::raise)?;
        detached(py, || {
            let extractor = quotedex::Extractor::new().map_err(Raise::raise)?.with_people(people).with_language(lang);
            Ok(Self(Arc::new(Shared { extractor, pool: Pool::new(threads) })))
        })
    }

    /// The quotes of one text.
    fn of_text(
        &self,
        py: Python<'_>,
        text: String,
        id: String,
        min_confidence: f32,
        attitudes: bool,
    ) -> PyResult<Found> {
        detached(py, || {
            let article = check_article(Article::new(id, text));
            let article = article.map_err(|error| Fault { from_file: false, ..error.into() }.raise())?;
            let found = self.0.extractor.extract_each(&[&article]).pop().unwrap_or_default();
            check_quote_count(&article, found.quotes.len()).map_err(Raise::raise)?;
            let quotes = found.filtered(min_confidence, attitudes);
            Ok(Found { articles: vec![(article, quotes)], faults: Vec::new() })
        })
    }

    /// The quotes of all articles of `source`, in memory.
    fn of_all(
        &self,
        py: Python<'_>,
        source: &Bound<'_, Source>,
        min_confidence: f32,
        attitudes: bool,
        keep_errors: bool,
    ) -> PyResult<Found> {
        let (source, wanted) = (source.get(), Wanted { min_confidence, attitudes, keep_errors });
        detached(py, || {
            let (mut articles, mut faults) = (Vec::new(), Vec::new());
            while let Some(batch) = source.next_batch(&self.0.pool)? {
                articles.extend(self.0.extract(batch, wanted, &mut faults)?);
            }
            Ok(Found { articles, faults })
        })
    }

    /// The quotes of the articles of `source` as a table that is made while it is read.
    fn stream(&self, source: Py<Source>, min_confidence: f32, attitudes: bool, keep_errors: bool) -> Stream {
        let wanted = Wanted { min_confidence, attitudes, keep_errors };
        Stream { shared: Arc::clone(&self.0), source, wanted, faults: Arc::default() }
    }
}

/// A table of quotes that is not made yet.
#[pyclass(frozen, module = "quotedex._native")]
pub struct Stream {
    shared: Arc<Shared>,
    source: Py<Source>,
    wanted: Wanted,
    /// What could not be read so far.
    faults: Arc<Mutex<Vec<Fault>>>,
}

#[pymethods]
impl Stream {
    /// The table as an Arrow stream: articles are read and extracted while it is read.
    fn capsule<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let (shared, source) = (Arc::clone(&self.shared), self.source.clone_ref(py));
        let (wanted, faults) = (self.wanted, Arc::clone(&self.faults));
        stream_capsule(py, Box::new(Tables { shared, source, wanted, faults, ready: Vec::new().into_iter() }))
    }

    /// What could not be read so far.
    fn errors(&self) -> Vec<FaultRow> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner).iter().map(Fault::row).collect()
    }

    /// The table of what could not be read so far.
    fn errors_table(&self) -> PyResult<ArrowTable> {
        super::tables::faults(&self.faults.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Shared {
    /// The articles of a batch with their quotes.
    fn extract(&self, batch: Batch, wanted: Wanted, faults: &mut Vec<Fault>) -> PyResult<Vec<(Article, Vec<Quote>)>> {
        let (mut articles, mut found) = (Vec::with_capacity(batch.len()), Vec::with_capacity(batch.len()));
        for article in batch {
            match article {
                Ok(article) => articles.push(article),
                Err(fault) => wanted.note(fault, faults)?,
            }
        }
        let each = self.pool.install(|| self.extractor.extract_all(&articles.iter().collect::<Vec<_>>()))?;
        for (article, quotes) in articles.into_iter().zip(each) {
            match check_quote_count(&article, quotes.quotes.len()) {
                Ok(()) => found.push((article, quotes.filtered(wanted.min_confidence, wanted.attitudes))),
                Err(error) => wanted.note(error.into(), faults)?,
            }
        }
        Ok(found)
    }
}

impl Wanted {
    /// Raises the fault, or keeps it.
    fn note(self, fault: Fault, faults: &mut Vec<Fault>) -> PyResult<()> {
        if !self.keep_errors {
            return Err(fault.raise());
        }
        faults.push(fault);
        Ok(())
    }
}

/// Tables of quotes, one after the other.
struct Tables {
    shared: Arc<Shared>,
    source: Py<Source>,
    wanted: Wanted,
    faults: Arc<Mutex<Vec<Fault>>>,
    /// The tables of the last batch that were not handed out.
    ready: vec::IntoIter<RecordBatch>,
}

impl Tables {
    fn next_table(&mut self) -> PyResult<Option<RecordBatch>> {
        loop {
            if let Some(table) = self.ready.next() {
                return Ok(Some(table));
            }
            let (shared, source, wanted) = (&self.shared, self.source.get(), self.wanted);
            let Some(batch) = source.next_batch(&shared.pool)? else { return Ok(None) };
            let mut faults = Vec::new();
            let found = shared.extract(batch, wanted, &mut faults)?;
            self.faults.lock().unwrap_or_else(PoisonError::into_inner).append(&mut faults);
            let found = found.iter().map(|(article, quotes)| (article, quotes.as_slice()));
            let tables = quotes(found).map_err(super::tables::failed)?.into_batches();
            self.ready = tables.into_iter();
        }
    }
}

impl Iterator for Tables {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        // Whoever reads the stream may hold the interpreter lock, which others need meanwhile.
        let next = Python::try_attach(|py| detached(py, || self.next_table()));
        let next = next.unwrap_or(Ok(None));
        next.map_err(|error| ArrowError::ExternalError(error.into())).transpose()
    }
}

impl RecordBatchReader for Tables {
    fn schema(&self) -> SchemaRef {
        arrow_schema(Table::Quotes)
    }
}
