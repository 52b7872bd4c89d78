//! Arrow tables that Python takes without a copy: the PyCapsule interface.

use std::sync::Arc;

use arrow_array::ffi::FFI_ArrowSchema;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{
    ArrayRef, Date32Array, Int64Array, RecordBatch, RecordBatchIterator, RecordBatchReader, StringArray,
};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use jiff::civil::{Date, date};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use quotedex::query::{Hit, SpeakerRow, TopicRow};
use quotedex::tables::{ArticleRows, Batches, Table, quote_row_without_text, speaker_row};
use quotedex::{Article, Quote};

use super::errors::internal_error;
use super::fault::Fault;

/// A table in memory.
#[pyclass(frozen, module = "quotedex._native")]
pub struct ArrowTable {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

#[pymethods]
impl ArrowTable {
    /// The table as an Arrow stream; whoever takes it shares its memory.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The protocol lets a producer answer with its own types.
        let _ = requested_schema;
        let batches: Vec<_> = self.batches.iter().cloned().map(Ok).collect();
        stream_capsule(py, Box::new(RecordBatchIterator::new(batches, Arc::clone(&self.schema))))
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.schema.as_ref()).map_err(failed)?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// The names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        self.schema.fields().iter().map(|field| field.name().clone()).collect()
    }

    fn __repr__(&self) -> String {
        format!("<quotedex.ArrowTable: {} rows of {}>", self.__len__(), self.column_names().join(", "))
    }
}

impl ArrowTable {
    /// The rows of `batches`, which all have that schema.
    pub fn new(schema: SchemaRef, batches: Vec<RecordBatch>) -> Self {
        Self { schema, batches }
    }

    /// Its parts.
    pub fn into_batches(self) -> Vec<RecordBatch> {
        self.batches
    }
}

/// A capsule with a stream of tables.
pub fn stream_capsule(py: Python<'_>, reader: Box<dyn RecordBatchReader + Send>) -> PyResult<Bound<'_, PyCapsule>> {
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(reader), c"arrow_array_stream")
}

/// The table of quotes, with those of several articles.
pub fn quotes<'a>(articles: impl IntoIterator<Item = (&'a Article, &'a [Quote])>) -> Result<ArrowTable, ArrowError> {
    let (mut batches, mut full) = (Batches::new(Table::Quotes), Vec::new());
    for (article, quotes) in articles {
        let rows = ArticleRows::new(article);
        for quote in quotes {
            full.extend(batches.push(&rows.quote(quote))?);
        }
    }
    finished(batches, full)
}

/// The table of articles, without their texts.
pub fn articles<'a>(articles: impl IntoIterator<Item = (&'a Article, &'a [Quote])>) -> Result<ArrowTable, ArrowError> {
    let (mut batches, mut full) = (Batches::new(Table::Articles), Vec::new());
    for (article, quotes) in articles {
        full.extend(batches.push(&ArticleRows::new(article).article(quotes.len(), false))?);
    }
    finished(batches, full)
}

/// The hits as rows of the table of quotes, with the confidence of the hit.
pub fn hits<'a>(hits: impl IntoIterator<Item = &'a Hit>) -> PyResult<ArrowTable> {
    let (mut batches, mut full) = (Batches::new(Table::Quotes), Vec::new());
    for hit in hits {
        let mut quote = hit.quote.clone();
        quote.confidence = hit.confidence;
        full.extend(batches.push(&quote_row_without_text(&quote)).map_err(failed)?);
    }
    finished(batches, full).map_err(failed)
}

/// The table of speakers: those with an id.
pub fn speakers(rows: &[SpeakerRow]) -> PyResult<ArrowTable> {
    let (mut batches, mut full) = (Batches::new(Table::Speakers), Vec::new());
    for row in rows.iter().filter_map(speaker_row) {
        full.extend(batches.push(&row).map_err(failed)?);
    }
    finished(batches, full).map_err(failed)
}

fn finished(mut batches: Batches, mut full: Vec<RecordBatch>) -> Result<ArrowTable, ArrowError> {
    let schema = Arc::clone(batches.schema());
    full.push(batches.rest()?);
    Ok(ArrowTable::new(schema, full))
}

/// The table of topics.
pub fn topics(rows: &[TopicRow]) -> PyResult<ArrowTable> {
    let counts = |of: fn(&TopicRow) -> usize| -> ArrayRef {
        Arc::new(rows.iter().map(|row| i64::try_from(of(row)).unwrap_or(i64::MAX)).collect::<Int64Array>())
    };
    let days = |of: fn(&TopicRow) -> Option<Date>| -> ArrayRef {
        Arc::new(rows.iter().map(|row| of(row).map(days_since_1970)).collect::<Date32Array>())
    };
    let names: ArrayRef = Arc::new(StringArray::from_iter_values(rows.iter().map(|row| &row.topic)));
    single([
        (Field::new("topic", DataType::Utf8, false), names),
        (Field::new("quotes", DataType::Int64, false), counts(|row| row.quotes)),
        (Field::new("speakers", DataType::Int64, false), counts(|row| row.speakers)),
        (Field::new("articles", DataType::Int64, false), counts(|row| row.articles)),
        (Field::new("first_date", DataType::Date32, true), days(|row| row.first_date)),
        (Field::new("last_date", DataType::Date32, true), days(|row| row.last_date)),
    ])
}

/// The table of what could not be read.
pub fn faults(faults: &[Fault]) -> PyResult<ArrowTable> {
    let text =
        |of: fn(&Fault) -> Option<&str>| -> ArrayRef { Arc::new(faults.iter().map(of).collect::<StringArray>()) };
    let lines: ArrayRef = Arc::new(
        faults.iter().map(|fault| fault.line.and_then(|line| i64::try_from(line).ok())).collect::<Int64Array>(),
    );
    single([
        (Field::new("article", DataType::Utf8, false), text(|fault| Some(&fault.article))),
        (Field::new("line", DataType::Int64, true), lines),
        (Field::new("error", DataType::Utf8, false), text(|fault| Some(&fault.error))),
        (Field::new("hint", DataType::Utf8, true), text(|fault| fault.hint.as_deref())),
    ])
}

fn single<const N: usize>(columns: [(Field, ArrayRef); N]) -> PyResult<ArrowTable> {
    let (fields, columns): (Vec<Field>, Vec<ArrayRef>) = columns.into_iter().unzip();
    let schema = Arc::new(Schema::new(fields));
    let batch = RecordBatch::try_new(Arc::clone(&schema), columns).map_err(failed)?;
    Ok(ArrowTable::new(schema, vec![batch]))
}

/// What `Date32` counts.
fn days_since_1970(day: Date) -> i32 {
    i32::try_from(day.duration_since(date(1970, 1, 1)).as_hours() / 24).unwrap_or_default()
}

/// Rows that do not fit their own table.
pub fn failed(error: ArrowError) -> PyErr {
    internal_error(&error.to_string())
}
