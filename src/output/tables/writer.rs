//! What a writer of tables does, and which formats there are.

use std::io;

use crate::tables::Cell;

/// Takes the rows of one table.
pub trait TableWriter {
    /// Writes a row.
    fn row(&mut self, row: &[Cell<'_>]) -> io::Result<()>;

    /// Writes what is left, and the end of the file.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// The formats that have one table in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFormat {
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values, with a row of column names.
    Csv,
    /// Apache Parquet.
    #[cfg(feature = "export")]
    Parquet,
    /// Arrow IPC: a file.
    #[cfg(feature = "export")]
    Arrow,
    /// Arrow IPC: a stream, which is read while it is written.
    #[cfg(feature = "export")]
    ArrowStream,
}

impl TableFormat {
    /// The ending of file names.
    pub fn extension(self) -> &'static str {
        match self {
            TableFormat::Jsonl => "jsonl",
            TableFormat::Csv => "csv",
            #[cfg(feature = "export")]
            TableFormat::Parquet => "parquet",
            #[cfg(feature = "export")]
            TableFormat::Arrow => "arrow",
            #[cfg(feature = "export")]
            TableFormat::ArrowStream => "arrows",
        }
    }
}
