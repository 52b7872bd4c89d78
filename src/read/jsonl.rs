//! JSON Lines: one article per line. Blank lines are skipped, and an invalid line does not stop the next.

use std::sync::Arc;

use super::context::ReadContext;
use super::error::{Problem, ReadError};
use super::line_reader::LineReader;
use super::raw_record::RawRecord;

/// A JSON Lines file.
pub(super) struct JsonLines {
    context: Arc<ReadContext>,
    lines: LineReader,
    failed: bool,
}

impl JsonLines {
    /// Starts at the first line.
    pub(super) fn new(context: Arc<ReadContext>, lines: LineReader) -> Self {
        Self { context, lines, failed: false }
    }

    /// The next non-blank line, or the reason why it cannot be read.
    pub(super) fn next(&mut self) -> Option<Result<RawRecord, ReadError>> {
        if self.failed {
            return None;
        }
        loop {
            let (number, line) = self.lines.next()?;
            match line {
                Ok(bytes) if bytes.trim_ascii().is_empty() => {}
                Ok(bytes) => return Some(Ok(RawRecord::line(Arc::clone(&self.context), number, bytes))),
                Err(problem) => {
                    // I/O errors persist, so only the first one is reported.
                    self.failed = !matches!(problem, Problem::TooLong { .. });
                    return Some(Err(ReadError::at(&self.context.name, number, problem)));
                }
            }
        }
    }
}
