//! Which formats there are, and what writes them.

use std::io::{self, Write};

use crate::tables::{Cell, Table};

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

/// Begins to write a table in that format.
pub fn table_writer<'w>(
    format: TableFormat,
    table: Table,
    out: Box<dyn Write + Send + 'w>,
) -> io::Result<Box<dyn TableWriter + 'w>> {
    Ok(match format {
        TableFormat::Jsonl => Box::new(super::jsonl::JsonLines::new(table, out)),
        TableFormat::Csv => Box::new(super::csv::Csv::begin(table, out)?),
        #[cfg(feature = "export")]
        TableFormat::Parquet => Box::new(super::parquet::Parquet::begin(table, out)?),
        #[cfg(feature = "export")]
        TableFormat::Arrow => Box::new(super::arrow::ArrowFile::begin(table, out)?),
        #[cfg(feature = "export")]
        TableFormat::ArrowStream => Box::new(super::arrow::ArrowStream::begin(table, out)?),
    })
}
