//! Iterates over the pages of a web archive, in any record format.
//!
//! A broken record is reported as an error and reading continues with the next one. Reading stops after an I/O error or
//! when the archive cannot be decompressed further.

use std::sync::Arc;

use super::archived_page::ArchivedPage;
use super::context::ReadContext;
use super::decompress::ByteStream;
use super::error::{Problem, ReadError};
use super::raw_record::RawRecord;
use super::record_reader::RecordReader;

/// Reads the next record: `None` at the end of the archive, `Some(None)` for a record without a page.
pub(super) type ReadRecord = fn(&mut RecordReader) -> Result<Option<Option<ArchivedPage>>, Problem>;

/// An open web archive.
pub(super) struct WebArchive {
    context: Arc<ReadContext>,
    /// `None` at the end and after an I/O error.
    reader: Option<RecordReader>,
    read_record: ReadRecord,
}

impl WebArchive {
    /// Starts at the first record. Records longer than `limit` are skipped with an error.
    pub(super) fn new(context: Arc<ReadContext>, bytes: ByteStream, limit: u64, read_record: ReadRecord) -> Self {
        Self { context, reader: Some(RecordReader::new(bytes, limit)), read_record }
    }

    /// The next page, or the reason why it cannot be read.
    pub(super) fn next(&mut self) -> Option<Result<RawRecord, ReadError>> {
        loop {
            let mut reader = self.reader.take()?;
            let page = (self.read_record)(&mut reader);
            let number = reader.number;
            let continues = !matches!(
                page,
                Ok(None) | Err(Problem::Io(_) | Problem::Decompression(_) | Problem::DecompressionBomb { .. })
            );
            self.reader = Some(reader).filter(|_| continues);
            match page {
                Ok(None) => return None,
                Ok(Some(None)) => {}
                Ok(Some(Some(page))) => return Some(Ok(RawRecord::page(Arc::clone(&self.context), number, page))),
                Err(problem) => return Some(Err(ReadError::in_record(&self.context.name, number, problem))),
            }
        }
    }
}
