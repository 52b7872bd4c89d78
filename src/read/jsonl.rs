//! JSON Lines: one article a line. Blank lines are passed over; a line that cannot be read does not stop the next.

use std::sync::Arc;

use super::error::{Problem, ReadError};
use super::lines::Lines;
use super::origin::Origin;
use super::unread::Unread;

/// The lines of one file of JSON Lines.
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

    /// The next line that is not blank, or why it cannot be read.
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
                    // A device that fails once fails for ever: say so once.
                    self.broken = !matches!(problem, Problem::TooLong { .. });
                    return Some(Err(ReadError::at(&self.origin.name, number, problem)));
                }
            }
        }
    }
}
