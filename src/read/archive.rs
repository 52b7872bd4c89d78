//! The pages of a web archive, record by record, whatever form its records have.
//!
//! A record that cannot be read is an error of its own and the next is read, unless the device fails or the archive cannot
//! be unpacked any further.

use std::sync::Arc;

use super::error::{Problem, ReadError};
use super::origin::Origin;
use super::records::Stream;
use super::unpack::Bytes;
use super::unread::Unread;
use super::web_page::Page;

/// Reads the next record; nothing at the end of the archive, and no page where the record holds none.
pub(super) type ReadRecord = fn(&mut Stream) -> Result<Option<Option<Page>>, Problem>;

/// The records of one archive.
pub(super) struct Archive {
    origin: Arc<Origin>,
    /// None at the end, and behind an error of the device.
    bytes: Option<Stream>,
    record: ReadRecord,
}

impl Archive {
    /// Starts at the first record. Longer ones than `limit` are not read.
    pub(super) fn new(origin: Arc<Origin>, bytes: Bytes, limit: u64, record: ReadRecord) -> Self {
        Self { origin, bytes: Some(Stream::new(bytes, limit)), record }
    }

    /// The next page, or why it cannot be read.
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
