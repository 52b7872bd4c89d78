//! Rows that are gathered into batches before they are written: Arrow IPC and Parquet.

use std::io;

use arrow_array::RecordBatch;
use arrow_schema::ArrowError;

use super::writer::TableWriter;
use crate::tables::{Batches, Cell};

/// Takes the batches of one table.
pub(super) trait BatchSink {
    /// Writes a batch.
    fn write_batch(&mut self, batch: &RecordBatch) -> io::Result<()>;

    /// Writes the end of the file.
    fn end(self) -> io::Result<()>;
}

/// A table whose rows go to `sink` in batches.
pub(super) struct Batched<S> {
    batches: Batches,
    sink: S,
}

impl<S: BatchSink> Batched<S> {
    pub(super) fn new(batches: Batches, sink: S) -> Self {
        Self { batches, sink }
    }
}

impl<S: BatchSink> TableWriter for Batched<S> {
    fn row(&mut self, row: &[Cell<'_>]) -> io::Result<()> {
        match self.batches.push(row).map_err(arrow_error)? {
            Some(batch) => self.sink.write_batch(&batch),
            None => Ok(()),
        }
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        let rest = self.batches.rest().map_err(arrow_error)?;
        self.sink.write_batch(&rest)?;
        self.sink.end()
    }
}

/// The error of the system below it, where there is one: a closed pipe is told by it.
pub(super) fn arrow_error(error: ArrowError) -> io::Error {
    match error {
        ArrowError::IoError(_, error) => error,
        other => io::Error::other(other),
    }
}
