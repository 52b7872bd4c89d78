//! Tables as Parquet: compressed with zstd, with statistics, so that a query for some days reads only their row groups.

use std::io::{self, Write};

use arrow_array::RecordBatch;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;

use super::batched::{BatchSink, Batched};
use crate::tables::{Batches, SCHEMA_VERSION, Table};

/// The most rows of a row group: as many as DuckDB gives one thread.
const ROWS_OF_GROUP: usize = 122_880;
/// The most bytes of a row group. All of it is in memory until it is written.
const BYTES_OF_GROUP: usize = 32 << 20;

/// What takes the bytes.
type Out<'w> = Box<dyn Write + Send + 'w>;

/// Begins a file.
pub(super) fn file(table: Table, out: Out<'_>) -> io::Result<Batched<ArrowWriter<Out<'_>>>> {
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
    Ok(Batched::new(batches, writer))
}

impl BatchSink for ArrowWriter<Out<'_>> {
    fn write_batch(&mut self, batch: &RecordBatch) -> io::Result<()> {
        self.write(batch).map_err(parquet_error)
    }

    fn end(self) -> io::Result<()> {
        self.into_inner().map_err(parquet_error)?.flush()
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
