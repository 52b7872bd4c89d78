//! Tables in the formats of Arrow IPC: a file (also called Feather), and a stream.

use std::io::{self, Write};

use arrow_array::RecordBatch;
use arrow_ipc::writer::{FileWriter, StreamWriter};

use super::batched::{BatchSink, Batched, arrow_error};
use crate::tables::{Batches, Table};

/// What takes the bytes.
type Out<'w> = Box<dyn Write + Send + 'w>;

/// Begins a file.
pub(super) fn file(table: Table, out: Out<'_>) -> io::Result<Batched<FileWriter<Out<'_>>>> {
    let batches = Batches::new(table);
    let writer = FileWriter::try_new(out, batches.schema()).map_err(arrow_error)?;
    Ok(Batched::new(batches, writer))
}

/// Begins a stream.
pub(super) fn stream(table: Table, out: Out<'_>) -> io::Result<Batched<StreamWriter<Out<'_>>>> {
    let batches = Batches::new(table);
    let writer = StreamWriter::try_new(out, batches.schema()).map_err(arrow_error)?;
    Ok(Batched::new(batches, writer))
}

impl BatchSink for FileWriter<Out<'_>> {
    fn write_batch(&mut self, batch: &RecordBatch) -> io::Result<()> {
        self.write(batch).map_err(arrow_error)
    }

    fn end(mut self) -> io::Result<()> {
        self.finish().map_err(arrow_error)?;
        self.get_mut().flush()
    }
}

impl BatchSink for StreamWriter<Out<'_>> {
    fn write_batch(&mut self, batch: &RecordBatch) -> io::Result<()> {
        self.write(batch).map_err(arrow_error)
    }

    fn end(mut self) -> io::Result<()> {
        self.finish().map_err(arrow_error)?;
        self.get_mut().flush()
    }
}
