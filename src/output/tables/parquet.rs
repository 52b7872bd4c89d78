//! Tables as Parquet: compressed with zstd, with statistics, so that a query for some days reads only their row groups.

use std::io::{self, Write};

use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;

use super::arrow::arrow_error;
use super::writer::TableWriter;
use crate::tables::{Batches, Cell, SCHEMA_VERSION, Table};

/// The most rows of a row group: as many as DuckDB gives one thread.
const ROWS_OF_GROUP: usize = 122_880;
/// The most bytes of a row group. All of it is in memory until it is written.
const BYTES_OF_GROUP: usize = 32 << 20;

pub(super) struct Parquet<'w> {
    batches: Batches,
    writer: ArrowWriter<Box<dyn Write + Send + 'w>>,
}

impl<'w> Parquet<'w> {
    pub(super) fn begin(table: Table, out: Box<dyn Write + Send + 'w>) -> io::Result<Self> {
        let batches = Batches::new(table);
        let metadata = |key: &str, value: &str| KeyValue::new(key.to_owned(), value.to_owned());
        let metadata = vec![
            metadata("quotedex.table", table.name()),
            metadata("quotedex.version", env!("CARGO_PKG_VERSION")),
            metadata("quotedex.schema", &SCHEMA_VERSION.to_string()),
        ];
        let properties = WriterProperties::builder()
            .set_created_by(concat!("quotedex ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_max_row_group_row_count(Some(ROWS_OF_GROUP))
            .set_max_row_group_bytes(Some(BYTES_OF_GROUP))
            .set_key_value_metadata(Some(metadata))
            .build();
        let schema = batches.schema().clone();
        let writer = ArrowWriter::try_new(out, schema, Some(properties)).map_err(parquet_error)?;
        Ok(Self { batches, writer })
    }
}

impl TableWriter for Parquet<'_> {
    fn row(&mut self, row: &[Cell<'_>]) -> io::Result<()> {
        match self.batches.push(row).map_err(arrow_error)? {
            Some(batch) => self.writer.write(&batch).map_err(parquet_error),
            None => Ok(()),
        }
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        let rest = self.batches.rest().map_err(arrow_error)?;
        self.writer.write(&rest).map_err(parquet_error)?;
        self.writer.into_inner().map_err(parquet_error)?.flush()
    }
}

/// The error of the system below it, where there is one: a closed pipe is told by it.
fn parquet_error(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}
