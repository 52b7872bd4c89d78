//! Iterates over the pages of a web archive, in any record format.
//!
//! A broken record is reported as an error and reading continues with the next one. Reading stops after an I/O error or
//! when the archive cannot be decompressed further.

use std::sync::Arc;

use super::error::{Problem, ReadError};
use super::origin::Origin;
use super::records::Stream;
use super::unpack::Bytes;
use super::unread::Unread;
use super::web_page::Page;

/// Reads the next record: `None` at the end of the archive, `Some(None)` for a record without a page.
pub(super) type ReadRecord = fn(&mut Stream) -> Result<Option<Option<Page>>, Problem>;

/// An open web archive.
pub(super) struct Archive {
    origin: Arc<Origin>,
    /// `None` at the end and after an I/O error.
    bytes: Option<Stream>,
    record: ReadRecord,
}

impl Archive {
    /// Starts at the first record. Records longer than `limit` are skipped with an error.
    pub(super) fn new(origin: Arc<Origin>, bytes: Bytes, limit: u64, record: ReadRecord) -> Self {
        Self { origin, bytes: Some(Stream::new(bytes, limit)), record }
    }

    /// The next page, or the reason why it cannot be read.
    pub(super) fn next(&mut self) -> Option<Result<Unread, ReadError>> {
        loop {
            let mut bytes = self.bytes.take()?;
            let page = (self.record)(&mut bytes);
            let number = bytes.number;
            let goes_on =
                !matches!(page, Ok(None) | Err(Problem::Io(_) | Problem::Packed(_) | Problem::Expands { .. }));
            self.bytes = Some(bytes).filter(|_| goes_on);
            match page {
                Ok(None) => return None,
                Ok(Some(None)) => {}
                Ok(Some(Some(page))) => return Some(Ok(Unread::page(Arc::clone(&self.origin), number, page))),
                Err(problem) => return Some(Err(ReadError::in_record(&self.origin.name, number, problem))),
            }
        }
    }
}
