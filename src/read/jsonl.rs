//! JSON Lines: one article per line. Blank lines are skipped, and an invalid line does not stop the next.

use std::sync::Arc;

use super::error::{Problem, ReadError};
use super::lines::Lines;
use super::origin::Origin;
use super::unread::Unread;

/// A JSON Lines file.
pub(super) struct JsonLines {
    origin: Arc<Origin>,
    lines: Lines,
    broken: bool,
}

impl JsonLines {
    /// Starts at the first line.
    pub(super) fn new(origin: Arc<Origin>, lines: Lines) -> Self {
        Self { origin, lines, broken: false }
    }

    /// The next non-blank line, or the reason why it cannot be read.
    pub(super) fn next(&mut self) -> Option<Result<Unread, ReadError>> {
        if self.broken {
            return None;
        }
        loop {
            let (number, line) = self.lines.next()?;
            match line {
                Ok(bytes) if bytes.trim_ascii().is_empty() => {}
                Ok(bytes) => return Some(Ok(Unread::line(Arc::clone(&self.origin), number, bytes))),
                Err(problem) => {
                    // I/O errors persist, so only the first one is reported.
                    self.broken = !matches!(problem, Problem::TooLong { .. });
                    return Some(Err(ReadError::at(&self.origin.name, number, problem)));
                }
            }
        }
    }
}
