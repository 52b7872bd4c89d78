//! Files and folders as articles.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::vec;

use jiff::Zoned;
use pyo3::prelude::*;
use quotedex::read::{ArticleBatch, ArticleBatches, FieldMap, Input, Options, articles};
use quotedex::{Article, DateSource};

use super::errors::Raise;
use super::fault::Fault;
use super::pool::Pool;
use super::work::detached;

/// An article as Python gets it: id, title, date, source of the date, publisher, authors, url, path, whether it was repaired,
/// text.
type PlainArticle = (
    String,
    Option<String>,
    Option<String>,
    Option<&'static str>,
    Option<String>,
    Vec<String>,
    Option<String>,
    Option<String>,
    bool,
    String,
);

/// The articles of files and folders, in order.
#[pyclass(frozen, module = "quotedex._native")]
pub struct Reader {
    state: Mutex<State>,
    pool: Pool,
}

struct State {
    batches: ArticleBatches,
    /// The articles of the last batch that were not handed out.
    ready: vec::IntoIter<Result<Article, quotedex::read::ReadError>>,
}

#[pymethods]
impl Reader {
    #[new]
    #[pyo3(signature = (paths, columns, *, ids_from_paths, hidden, no_ignore, file_dates, threads))]
    fn new(
        paths: Vec<PathBuf>,
        columns: BTreeMap<String, String>,
        ids_from_paths: bool,
        hidden: bool,
        no_ignore: bool,
        file_dates: bool,
        threads: usize,
    ) -> PyResult<Self> {
        let map: Vec<String> = columns.iter().map(|(field, name)| format!("{field}={name}")).collect();
        let options = Options {
            hidden,
            no_ignore,
            file_dates,
            today: Some(Zoned::now().date()),
            fields: FieldMap::parse(&map.join(",")).map_err(Raise::raise)?,
            ..Options::default()
        };
        let inputs = if ids_from_paths { vec![listed(&paths)] } else { paths.into_iter().map(Input::Path).collect() };
        let batches = articles(inputs, options).batches();
        let state = State { batches, ready: Vec::new().into_iter() };
        Ok(Self { state: Mutex::new(state), pool: Pool::new(threads) })
    }

    /// The next article; `None` at the end. What cannot be read is raised, and reading may go on.
    fn next_article(&self, py: Python<'_>) -> PyResult<Option<PlainArticle>> {
        let next = detached(py, || {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            let State { batches, ready } = &mut *state;
            loop {
                if let Some(article) = ready.next() {
                    return Ok(Some(article));
                }
                match self.pool.install(|| batches.next())? {
                    Some(batch) => *ready = batch.into_iter(),
                    None => return Ok(None),
                }
            }
        })?;
        next.transpose().map(|article| article.map(plain)).map_err(Raise::raise)
    }
}

impl Reader {
    /// The next batch, read on the threads of `pool`.
    pub fn next_batch(&self, pool: &Pool) -> PyResult<Option<Vec<Result<Article, Fault>>>> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let State { batches, ready } = &mut *state;
        let left: ArticleBatch = ready.collect();
        let batch = if left.is_empty() { pool.install(|| batches.next())? } else { Some(left) };
        Ok(batch.map(|batch| batch.into_iter().map(|article| article.map_err(Fault::from)).collect()))
    }
}

/// The paths as a list, in which the ids of articles keep the folders.
fn listed(paths: &[PathBuf]) -> Input {
    let mut list = Vec::new();
    for path in paths {
        list.extend_from_slice(path.as_os_str().as_encoded_bytes());
        list.push(0);
    }
    Input::list("the list of paths", Cursor::new(list), true)
}

fn plain(article: Article) -> PlainArticle {
    let text = article.text().to_owned();
    let date_source = article.date.filter(|_| article.date_source != DateSource::Stated);
    (
        article.id,
        article.title,
        article.date.map(|date| date.to_string()),
        date_source.map(|_| article.date_source.name()),
        article.publisher,
        article.authors,
        article.url,
        article.path,
        article.repaired,
        text,
    )
}
