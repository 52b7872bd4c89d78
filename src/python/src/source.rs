//! Where articles come from: objects of Python, an Arrow table, or files. All of them in batches of bounded size.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::vec;

use pyo3::prelude::*;
use pyo3::types::{PyIterator, PyMapping, PyString};
use quotedex::Article;
use quotedex::read::batches;

use super::arrow_articles::ArrowArticles;
use super::errors::article_error;
use super::fault::Fault;
use super::given_article::{FIELDS, GivenArticle};
use super::pool::Pool;
use super::read::Reader;

/// The articles of a batch, or what is wrong with them.
pub type Batch = Vec<Result<Article, Fault>>;

/// So many rows are taken at once.
const ROWS: usize = 256;

/// Articles, to be extracted.
#[pyclass(frozen, module = "quotedex._native")]
pub struct Source(Mutex<State>);

struct State {
    from: From,
    /// The number of articles so far.
    count: usize,
    ready: vec::IntoIter<Batch>,
}

enum From {
    Objects { objects: Py<PyIterator>, columns: BTreeMap<String, String> },
    Arrow(Box<ArrowArticles>),
    Files(Py<Reader>),
}

#[pymethods]
impl Source {
    /// Of an iterable of mappings.
    #[staticmethod]
    fn of_objects(objects: &Bound<'_, PyAny>, columns: BTreeMap<String, String>) -> PyResult<Self> {
        let objects = objects.try_iter()?.unbind();
        Ok(Self::new(From::Objects { objects, columns }))
    }

    /// Of a table with `__arrow_c_stream__`.
    #[staticmethod]
    fn of_arrow(table: &Bound<'_, PyAny>, columns: BTreeMap<String, String>) -> PyResult<Self> {
        Ok(Self::new(From::Arrow(Box::new(ArrowArticles::new(table, &columns)?))))
    }

    /// Of files.
    #[staticmethod]
    fn of_files(reader: Py<Reader>) -> Self {
        Self::new(From::Files(reader))
    }
}

impl Source {
    fn new(from: From) -> Self {
        Self(Mutex::new(State { from, count: 0, ready: Vec::new().into_iter() }))
    }

    /// The next batch; `None` at the end. Called without the interpreter lock.
    pub fn next_batch(&self, pool: &Pool) -> PyResult<Option<Batch>> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(batch) = state.ready.next() {
                return Ok(Some(batch));
            }
            let rows = match &mut state.from {
                From::Files(reader) => return reader.get().next_batch(pool),
                From::Arrow(table) => table.next_rows(ROWS)?,
                From::Objects { objects, columns } => next_objects(objects, columns)?,
            };
            let Some(rows) = rows else { return Ok(None) };
            let first = state.count;
            state.count += rows.len();
            let articles = rows.into_iter().enumerate().map(|(at, row)| row.article(first + at));
            state.ready = batches(articles.collect()).collect::<Vec<_>>().into_iter();
        }
    }
}

/// The next objects of an iterator.
fn next_objects(objects: &Py<PyIterator>, columns: &BTreeMap<String, String>) -> PyResult<Option<Vec<GivenArticle>>> {
    Python::attach(|py| {
        let taken = objects.bind(py).clone().take(ROWS);
        let rows = taken.map(|object| row(&object?, columns)).collect::<PyResult<Vec<_>>>()?;
        Ok((!rows.is_empty()).then_some(rows))
    })
}

fn row(object: &Bound<'_, PyAny>, columns: &BTreeMap<String, String>) -> PyResult<GivenArticle> {
    let Ok(object) = object.cast::<PyMapping>() else {
        let kind = object.get_type().name()?;
        let hint = "give texts, dicts with a \"text\", what quotedex.read() gives, or a data frame";
        return Err(article_error(format!("an article cannot be a {kind}"), hint));
    };
    let value = |field: &str| -> PyResult<Option<Bound<'_, PyAny>>> {
        let name = columns.get(field).map_or(field, String::as_str);
        let value = if object.contains(name)? { Some(object.get_item(name)?) } else { None };
        Ok(value.filter(|value| !is_missing(value)))
    };
    let text = |field: &str| -> PyResult<Option<String>> {
        value(field)?.map(|value| Ok(value.str()?.to_string_lossy().into_owned())).transpose()
    };
    let authors = match value("authors")? {
        None => Vec::new(),
        Some(name) if name.is_instance_of::<PyString>() => vec![name.extract()?],
        Some(names) => names.extract().map_err(|_| article_error("authors are not names", "give a list of texts"))?,
    };
    let given = value(FIELDS[0])?;
    if given.as_ref().is_some_and(|text| !text.is_instance_of::<PyString>()) {
        return Err(article_error("the text of an article is not a str", "give a str; for bytes, decode them first"));
    }
    Ok(GivenArticle {
        text: text("text")?,
        id: text("id")?,
        title: text("title")?,
        date: text("date")?,
        publisher: text("publisher")?,
        authors,
        url: text("url")?,
        path: text("path")?,
    })
}

/// `None`, and the numbers that tables put where nothing is.
fn is_missing(value: &Bound<'_, PyAny>) -> bool {
    value.is_none() || value.extract::<f64>().is_ok_and(f64::is_nan)
}
