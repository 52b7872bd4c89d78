//! JSON Lines: one article a line. Blank lines are passed over; a bad line is an error, and the next is read.

use super::decode;
use super::error::{Problem, ReadError};
use super::lines::Lines;
use super::origin::Origin;
use super::record;
use crate::article::Article;

/// The articles of one file of JSON Lines.
pub(super) struct JsonLines {
    origin: Origin,
    lines: Lines,
    broken: bool,
}

impl JsonLines {
    /// Starts at the first line.
    pub(super) fn new(origin: Origin, lines: Lines) -> Self {
        Self { origin, lines, broken: false }
    }

    /// The next article, or what is wrong with its line.
    pub(super) fn next(&mut self) -> Option<Result<Article, ReadError>> {
        if self.broken {
            return None;
        }
        loop {
            let (number, line) = self.lines.next()?;
            // A device that fails once fails for ever: say so once.
            self.broken = matches!(&line, Err(problem) if !matches!(problem, Problem::TooLong { .. }));
            if line.as_ref().is_ok_and(|bytes| bytes.trim_ascii().is_empty()) {
                continue;
            }
            let article = line.and_then(|bytes| self.article(number, bytes));
            return Some(article.map_err(|problem| ReadError::at(&self.origin.name, number, problem)));
        }
    }

    fn article(&self, number: u64, line: Vec<u8>) -> Result<Article, Problem> {
        let line = decode::decode(line)?;
        let value = serde_json::from_str(&line).map_err(|error| Problem::Json(record::fault(&error)))?;
        record::article(value, &self.origin, number)
    }
}
