//! Which writer has which format.

use std::io::{self, Write};

#[cfg(feature = "export")]
use super::arrow;
use super::csv::Csv;
use super::jsonl::JsonLines;
#[cfg(feature = "export")]
use super::parquet;
use super::writer::{TableFormat, TableWriter};
use crate::tables::Table;

/// Begins to write a table in that format.
pub fn table_writer<'w>(
    format: TableFormat,
    table: Table,
    out: Box<dyn Write + Send + 'w>,
) -> io::Result<Box<dyn TableWriter + 'w>> {
    Ok(match format {
        TableFormat::Jsonl => Box::new(JsonLines::new(table, out)),
        TableFormat::Csv => Box::new(Csv::begin(table, out)?),
        #[cfg(feature = "export")]
        TableFormat::Parquet => Box::new(parquet::file(table, out)?),
        #[cfg(feature = "export")]
        TableFormat::Arrow => Box::new(arrow::file(table, out)?),
        #[cfg(feature = "export")]
        TableFormat::ArrowStream => Box::new(arrow::stream(table, out)?),
    })
}
