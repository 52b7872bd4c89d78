//! From rows to Arrow: schemas, and record batches of bounded size.
//!
//! Types are those that every engine reads: signed numbers, plain UTF-8, days as `Date32`, lists and structs; no
//! dictionaries and no unsigned numbers, which Spark does not take. The sentence about a column is in the metadata of its
//! field, the versions are in those of the schema.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::builder::{
    ArrayBuilder, BooleanBuilder, Date32Builder, Float32Builder, Int32Builder, Int64Builder, ListBuilder,
    StringBuilder, StructBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};
use jiff::civil::{Date, date};

use super::cell::Cell;
use super::schema::{Column, ColumnType, SCHEMA_VERSION, Table};
use crate::quote::{MachineAnswer, SpeakerCandidate};

/// A batch has at most so many rows,
const MOST_ROWS: usize = 8192;
/// and is closed when its rows take about so many bytes.
const MOST_BYTES: usize = 8 << 20;

/// The Arrow schema of a table.
pub fn arrow_schema(table: Table) -> SchemaRef {
    let field = |column: &Column| {
        let about = HashMap::from([("comment".to_owned(), column.about.to_owned())]);
        Field::new(column.name, data_type(column.kind), column.nullable).with_metadata(about)
    };
    let fields: Fields = table.columns().iter().map(field).collect();
    let metadata = [
        ("quotedex.table", table.name().to_owned()),
        ("quotedex.version", env!("CARGO_PKG_VERSION").to_owned()),
        ("quotedex.schema", SCHEMA_VERSION.to_string()),
    ];
    let metadata: HashMap<String, String> = metadata.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    Arc::new(Schema::new(fields).with_metadata(metadata))
}

fn data_type(kind: ColumnType) -> DataType {
    let list = |of: DataType| DataType::List(Arc::new(Field::new_list_field(of, true)));
    match kind {
        ColumnType::Text => DataType::Utf8,
        ColumnType::Integer => DataType::Int64,
        ColumnType::Number => DataType::Float32,
        ColumnType::Flag => DataType::Boolean,
        ColumnType::Day => DataType::Date32,
        ColumnType::Texts => list(DataType::Utf8),
        ColumnType::Spans => list(list(DataType::Int32)),
        ColumnType::Candidates => list(DataType::Struct(candidate_fields())),
        ColumnType::Machine => DataType::Struct(machine_fields()),
    }
}

fn candidate_fields() -> Fields {
    vec![Field::new("name", DataType::Utf8, true), Field::new("probability", DataType::Float32, true)].into()
}

fn machine_fields() -> Fields {
    vec![
        Field::new("speaker", DataType::Utf8, true),
        Field::new("polarity", DataType::Utf8, true),
        Field::new("confidence", DataType::Float32, true),
    ]
    .into()
}

/// Collects the rows of one table into record batches.
///
/// ```
/// use quotedex::tables::{ArticleRows, Batches, Table};
/// use quotedex::{Article, Extractor};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let article = Article::new("a", "“The tide waits for nobody,” harbour master Ann Smith said on Monday.");
/// let rows = ArticleRows::new(&article);
/// let mut batches = Batches::new(Table::Quotes);
/// for quote in Extractor::new()?.extract(&article) {
///     // A batch is handed out as soon as it is full.
///     assert!(batches.push(&rows.quote(&quote))?.is_none());
/// }
/// assert_eq!(batches.rest()?.num_rows(), 1);
/// # Ok(())
/// # }
/// ```
pub struct Batches {
    schema: SchemaRef,
    columns: Vec<ColumnBuilder>,
    rows: usize,
    bytes: usize,
}

impl Batches {
    /// No rows yet.
    pub fn new(table: Table) -> Self {
        let columns = table.columns().iter().map(|column| ColumnBuilder::new(column.kind)).collect();
        Self { schema: arrow_schema(table), columns, rows: 0, bytes: 0 }
    }

    /// The schema of the batches.
    pub fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// Adds a row, and hands out a batch when it is full.
    ///
    /// # Errors
    /// When the row is not one of this table.
    pub fn push(&mut self, row: &[Cell<'_>]) -> Result<Option<RecordBatch>, ArrowError> {
        self.rows += 1;
        for (column, cell) in self.columns.iter_mut().zip(row) {
            column.append(cell);
            self.bytes += cell.size();
        }
        if self.rows < MOST_ROWS && self.bytes < MOST_BYTES { Ok(None) } else { self.rest().map(Some) }
    }

    /// The rows that no batch has yet; there may be none.
    ///
    /// # Errors
    /// When a row was not one of this table.
    pub fn rest(&mut self) -> Result<RecordBatch, ArrowError> {
        (self.rows, self.bytes) = (0, 0);
        let arrays = self.columns.iter_mut().map(ColumnBuilder::finish).collect();
        RecordBatch::try_new(Arc::clone(&self.schema), arrays)
    }
}

/// Builds the array of one column.
enum ColumnBuilder {
    Text(StringBuilder),
    Integer(Int64Builder),
    Number(Float32Builder),
    Flag(BooleanBuilder),
    Day(Date32Builder),
    Texts(ListBuilder<StringBuilder>),
    Spans(ListBuilder<ListBuilder<Int32Builder>>),
    Candidates(ListBuilder<StructBuilder>),
    Machine(StructBuilder),
}

impl ColumnBuilder {
    fn new(kind: ColumnType) -> Self {
        match kind {
            ColumnType::Text => Self::Text(StringBuilder::new()),
            ColumnType::Integer => Self::Integer(Int64Builder::new()),
            ColumnType::Number => Self::Number(Float32Builder::new()),
            ColumnType::Flag => Self::Flag(BooleanBuilder::new()),
            ColumnType::Day => Self::Day(Date32Builder::new()),
            ColumnType::Texts => Self::Texts(ListBuilder::new(StringBuilder::new())),
            ColumnType::Spans => Self::Spans(ListBuilder::new(ListBuilder::new(Int32Builder::new()))),
            ColumnType::Candidates => {
                Self::Candidates(ListBuilder::new(StructBuilder::from_fields(candidate_fields(), 0)))
            }
            ColumnType::Machine => Self::Machine(StructBuilder::from_fields(machine_fields(), 0)),
        }
    }

    /// Appends a value; one of another type becomes none, which a column that must have values does not take.
    fn append(&mut self, cell: &Cell<'_>) {
        match (self, cell) {
            (Self::Text(column), Cell::Text(text)) => column.append_value(text),
            (Self::Text(column), _) => column.append_null(),
            (Self::Integer(column), Cell::Integer(number)) => column.append_value(*number),
            (Self::Integer(column), _) => column.append_null(),
            (Self::Number(column), Cell::Number(number)) => column.append_value(*number),
            (Self::Number(column), _) => column.append_null(),
            (Self::Flag(column), Cell::Flag(flag)) => column.append_value(*flag),
            (Self::Flag(column), _) => column.append_null(),
            (Self::Day(column), Cell::Day(day)) => column.append_value(days_since_1970(*day)),
            (Self::Day(column), _) => column.append_null(),
            (Self::Texts(column), Cell::Texts(texts)) => column.append_value(texts.iter().map(Some)),
            (Self::Texts(column), _) => column.append_null(),
            (Self::Spans(column), Cell::Spans(spans)) => {
                spans.iter().for_each(|span| column.values().append_value(span.map(Some)));
                column.append(true);
            }
            (Self::Spans(column), _) => column.append_null(),
            (Self::Candidates(column), Cell::Candidates(candidates)) => {
                candidates.iter().for_each(|candidate| append_candidate(column.values(), candidate));
                column.append(true);
            }
            (Self::Candidates(column), _) => column.append_null(),
            (Self::Machine(column), Cell::Machine(machine)) => append_machine(column, Some(machine)),
            (Self::Machine(column), _) => append_machine(column, None),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(column) => ArrayBuilder::finish(column),
            Self::Integer(column) => ArrayBuilder::finish(column),
            Self::Number(column) => ArrayBuilder::finish(column),
            Self::Flag(column) => ArrayBuilder::finish(column),
            Self::Day(column) => ArrayBuilder::finish(column),
            Self::Texts(column) => ArrayBuilder::finish(column),
            Self::Spans(column) => ArrayBuilder::finish(column),
            Self::Candidates(column) => ArrayBuilder::finish(column),
            Self::Machine(column) => ArrayBuilder::finish(column),
        }
    }
}

fn append_candidate(to: &mut StructBuilder, candidate: &SpeakerCandidate) {
    append_text(to, 0, candidate.name.as_deref());
    append_number(to, 1, Some(candidate.probability));
    to.append(true);
}

fn append_machine(to: &mut StructBuilder, machine: Option<&MachineAnswer>) {
    append_text(to, 0, machine.and_then(|machine| machine.speaker.as_deref()));
    append_text(to, 1, machine.map(|machine| machine.polarity.name()));
    append_number(to, 2, machine.map(|machine| machine.confidence));
    to.append(machine.is_some());
}

fn append_text(to: &mut StructBuilder, at: usize, text: Option<&str>) {
    if let Some(field) = to.field_builder::<StringBuilder>(at) {
        field.append_option(text);
    }
}

fn append_number(to: &mut StructBuilder, at: usize, number: Option<f32>) {
    if let Some(field) = to.field_builder::<Float32Builder>(at) {
        field.append_option(number);
    }
}

/// What `Date32` counts.
fn days_since_1970(day: Date) -> i32 {
    let hours = day.duration_since(date(1970, 1, 1)).as_hours();
    i32::try_from(hours / 24).unwrap_or_default()
}
