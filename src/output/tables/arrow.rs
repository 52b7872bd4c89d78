//! Tables in the formats of Arrow IPC: a file (also called Feather), and a stream.

use std::io::{self, Write};

use arrow_ipc::writer::{FileWriter, StreamWriter};
use arrow_schema::ArrowError;

use super::writer::TableWriter;
use crate::tables::{Batches, Cell, Table};

/// What takes the bytes.
type Out<'w> = Box<dyn Write + Send + 'w>;

pub(super) struct ArrowFile<'w> {
    batches: Batches,
    writer: FileWriter<Out<'w>>,
}

impl<'w> ArrowFile<'w> {
    pub(super) fn begin(table: Table, out: Out<'w>) -> io::Result<Self> {
        let batches = Batches::new(table);
        let writer = FileWriter::try_new(out, batches.schema()).map_err(arrow_error)?;
        Ok(Self { batches, writer })
    }
}

impl TableWriter for ArrowFile<'_> {
    fn row(&mut self, row: &[Cell<'_>]) -> io::Result<()> {
        match self.batches.push(row).map_err(arrow_error)? {
            Some(batch) => self.writer.write(&batch).map_err(arrow_error),
            None => Ok(()),
        }
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        let rest = self.batches.rest().map_err(arrow_error)?;
        self.writer.write(&rest).and_then(|()| self.writer.finish()).map_err(arrow_error)?;
        self.writer.get_mut().flush()
    }
}

pub(super) struct ArrowStream<'w> {
    batches: Batches,
    writer: StreamWriter<Out<'w>>,
}

impl<'w> ArrowStream<'w> {
    pub(super) fn begin(table: Table, out: Out<'w>) -> io::Result<Self> {
        let batches = Batches::new(table);
        let writer = StreamWriter::try_new(out, batches.schema()).map_err(arrow_error)?;
        Ok(Self { batches, writer })
    }
}

impl TableWriter for ArrowStream<'_> {
    fn row(&mut self, row: &[Cell<'_>]) -> io::Result<()> {
        match self.batches.push(row).map_err(arrow_error)? {
            Some(batch) => self.writer.write(&batch).map_err(arrow_error),
            None => Ok(()),
        }
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        let rest = self.batches.rest().map_err(arrow_error)?;
        self.writer.write(&rest).and_then(|()| self.writer.finish()).map_err(arrow_error)?;
        self.writer.get_mut().flush()
    }
}

/// The error of the system below it, where there is one: a closed pipe is told by it.
pub(super) fn arrow_error(error: ArrowError) -> io::Error {
    match error {
        ArrowError::IoError(_, error) => error,
        other => io::Error::other(other),
    }
}
