//! One file or stream: opened, and what it holds told by its first bytes.
//!
//! A name ending in `.jsonl` or `.ndjson` is believed. Everything else is looked at: a first line that is a whole
//! JSON object means JSON Lines, a `{` or `[` that begins valid JSON means JSON, the first tags of a page mean HTML, and
//! the rest is text.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::decode;
use super::error::{Problem, ReadError};
use super::input::Options;
use super::jsonl::JsonLines;
use super::lines::{Line, Lines};
use super::origin::Origin;
use super::{html, json, text};
use crate::article::Article;

/// Bytes from somewhere, not yet read.
pub(super) struct Source {
    name: String,
    path: Option<PathBuf>,
    id: String,
    /// Taken from a folder on the chance that it is text: if it is not, it is passed over without a word.
    guessed: bool,
    bytes: Box<dyn Read + Send>,
}

impl Source {
    /// A stream without a file.
    pub(super) fn stream(name: String, bytes: Box<dyn Read + Send>) -> Self {
        Self { name, path: None, id: String::new(), guessed: false, bytes }
    }

    /// Opens a file.
    pub(super) fn file(path: &Path, id: String) -> Result<Self, ReadError> {
        let name = path.display().to_string();
        let file = File::open(path).map_err(|error| ReadError::new(&name, error.into()))?;
        Ok(Self { name, path: Some(path.to_owned()), id, guessed: false, bytes: Box::new(file) })
    }

    /// Says whether the file was taken on the chance that it is text.
    pub(super) fn guessed(self, guessed: bool) -> Self {
        Self { guessed, ..self }
    }

    /// What errors call it.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The id of the article in it, or the beginning of the ids of several; empty for a stream.
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// Gives it another id.
    pub(super) fn set_id(&mut self, id: String) {
        self.id = id;
    }

    /// The true path of the file, links resolved; none for a stream.
    pub(super) fn place(&self) -> Option<PathBuf> {
        let path = self.path.as_ref()?;
        Some(path.canonicalize().unwrap_or_else(|_| path.clone()))
    }

    fn origin(&self) -> Origin {
        Origin { name: self.name.clone(), path: self.path.as_ref().map(|_| self.name.clone()), id: self.id.clone() }
    }

    fn named_json_lines(&self) -> bool {
        let extension = self.path.as_ref().and_then(|path| path.extension());
        extension.is_some_and(|name| name.eq_ignore_ascii_case("jsonl") || name.eq_ignore_ascii_case("ndjson"))
    }

    /// What the source holds.
    pub(super) fn records(self, options: &Options) -> Result<Records, ReadError> {
        let origin = self.origin();
        let (believed, guessed) = (self.named_json_lines(), self.guessed);
        let mut lines = Lines::new(BufReader::with_capacity(1 << 16, self.bytes), options.max_bytes);
        if believed {
            return Ok(Records::Lines(JsonLines::new(origin, lines)));
        }
        let fail = |problem| ReadError::new(&origin.name, problem);
        let first = lines.first_filled().map_err(|error| fail(error.into()))?;
        if first.as_ref().is_some_and(is_record) {
            lines.unread(first);
            return Ok(Records::Lines(JsonLines::new(origin, lines)));
        }
        lines.unread(first);
        let whole = lines.rest().map_err(fail).and_then(|bytes| decode::decode(bytes).map_err(fail));
        match whole {
            Err(error) if guessed && matches!(error.problem, Problem::Binary(_)) => Ok(Records::none()),
            whole => whole_file(origin, whole?).map(|articles| Records::Whole(articles.into_iter())),
        }
    }
}

/// A line that is a whole JSON object, and no article spread over several lines; or one that is too long for any
/// article, but looks like the first of many.
fn is_record(line: &Line) -> bool {
    let (bytes, whole) = match line {
        Line::Whole(bytes) => (bytes, true),
        Line::Cut(bytes) => (bytes, false),
    };
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii();
    bytes.starts_with(b"{") && (!whole || matches!(serde_json::from_slice(bytes), Ok(Value::Object(_))))
}

fn whole_file(origin: Origin, content: String) -> Result<Vec<Result<Article, ReadError>>, ReadError> {
    let named_json = origin.name.to_ascii_lowercase().ends_with(".json");
    if named_json || content.trim_start().starts_with(['{', '[']) {
        match json::articles(&origin, &content) {
            // A text may well begin with "[Updated]": only a file that calls itself JSON must be JSON.
            Err(error) if !named_json && matches!(error.problem, Problem::Json(_)) => {}
            articles => return articles,
        }
    }
    if html::is_named_html(&origin.name) || html::is_html(&content) {
        let article = html::article(&origin, &content, None);
        return Ok(vec![article.map_err(|problem| ReadError::new(&origin.name, problem))]);
    }
    Ok(vec![Ok(text::article(&origin, content))])
}

/// The articles of one source.
pub(super) enum Records {
    /// Line by line, never the whole file.
    Lines(JsonLines),
    /// A file that must be read whole to be understood.
    Whole(std::vec::IntoIter<Result<Article, ReadError>>),
}

impl Records {
    fn none() -> Self {
        Records::Whole(Vec::new().into_iter())
    }

    /// The next article, or what is wrong with it.
    pub(super) fn next(&mut self) -> Option<Result<Article, ReadError>> {
        match self {
            Records::Lines(lines) => lines.next(),
            Records::Whole(articles) => articles.next(),
        }
    }
}
