//! Articles from an Arrow table: whatever has `__arrow_c_stream__`.

use std::collections::BTreeMap;

use arrow_array::cast::AsArray;
use arrow_array::types::Date32Type;
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchReader};
use arrow_cast::cast;
use arrow_pyarrow::{FromPyArrow, RecordBatchStreamReader};
use arrow_schema::{ArrowError, DataType, Schema, TimeUnit};
use pyo3::prelude::*;

use super::errors::article_error;
use super::given_article::{FIELDS, GivenArticle};

/// Rows of a table, some at a time.
pub struct ArrowArticles {
    reader: RecordBatchStreamReader,
    /// The column of each of [`FIELDS`].
    columns: [Option<usize>; FIELDS.len()],
    /// The batch at hand, and how many of its rows were handed out.
    current: Option<(RecordBatch, usize)>,
}

impl ArrowArticles {
    /// The rows of `table`. `names` gives the columns that are not called as their fields are.
    pub fn new(table: &Bound<'_, PyAny>, names: &BTreeMap<String, String>) -> PyResult<Self> {
        let reader = RecordBatchStreamReader::from_pyarrow_bound(table)
            .map_err(|error| article_error(format!("not a table: {error}"), "give a data frame or an Arrow table"))?;
        let schema = reader.schema();
        let mut columns = [None; FIELDS.len()];
        for (column, field) in columns.iter_mut().zip(FIELDS) {
            *column = position(&schema, field, names)?;
        }
        Ok(Self { reader, columns, current: None })
    }

    /// The next rows, `most` at most; `None` at the end.
    pub fn next_rows(&mut self, most: usize) -> PyResult<Option<Vec<GivenArticle>>> {
        loop {
            if let Some((batch, from)) = self.current.take_if(|(batch, from)| *from < batch.num_rows()) {
                let count = most.min(batch.num_rows() - from);
                let rows = self.rows(&batch.slice(from, count)).map_err(unreadable)?;
                self.current = Some((batch, from + count));
                return Ok(Some(rows));
            }
            match self.reader.next() {
                None => return Ok(None),
                Some(batch) => self.current = Some((checked(batch).map_err(unreadable)?, 0)),
            }
        }
    }

    fn rows(&self, batch: &RecordBatch) -> Result<Vec<GivenArticle>, ArrowError> {
        let mut rows: Vec<GivenArticle> = Vec::new();
        rows.resize_with(batch.num_rows(), GivenArticle::default);
        for (field, column) in FIELDS.into_iter().zip(self.columns) {
            let Some(column) = column else { continue };
            let values = batch.column(column);
            match field {
                "authors" => fill_lists(&mut rows, values)?,
                "date" => fill(&mut rows, &days(values)?, field)?,
                _ => fill(&mut rows, values, field)?,
            }
        }
        Ok(rows)
    }
}

/// Where the column of a field is. A text must be there, and so must what the user named.
fn position(schema: &Schema, field: &str, names: &BTreeMap<String, String>) -> PyResult<Option<usize>> {
    let named = names.get(field);
    let name = named.map_or(field, String::as_str);
    let found = schema.index_of(name).ok();
    if found.is_none() && (named.is_some() || field == FIELDS[0]) {
        let columns: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        let hint =
            format!("say which column it is, such as columns={{{field:?}: {:?}}}", columns.first().unwrap_or(&""));
        return Err(article_error(format!("no column {name:?}; the columns are {}", columns.join(", ")), &hint));
    }
    Ok(found)
}

/// The batch, if its bytes are what they say: a text that is not UTF-8 must not come in.
fn checked(batch: Result<RecordBatch, ArrowError>) -> Result<RecordBatch, ArrowError> {
    let batch = batch?;
    batch.columns().iter().try_for_each(|column| column.to_data().validate_full())?;
    Ok(batch)
}

fn fill(rows: &mut [GivenArticle], values: &ArrayRef, field: &str) -> Result<(), ArrowError> {
    let texts = cast(values, &DataType::LargeUtf8)?;
    for (row, value) in rows.iter_mut().zip(texts.as_string::<i64>()) {
        let value = value.map(str::to_owned);
        match field {
            "text" => row.text = value,
            "id" => row.id = value,
            "title" => row.title = value,
            "date" => row.date = value,
            "publisher" => row.publisher = value,
            "url" => row.url = value,
            _ => row.path = value,
        }
    }
    Ok(())
}

/// Authors: a list of names, or one name.
fn fill_lists(rows: &mut [GivenArticle], values: &ArrayRef) -> Result<(), ArrowError> {
    let is_list = matches!(
        values.data_type(),
        DataType::List(_) | DataType::LargeList(_) | DataType::ListView(_) | DataType::FixedSizeList(..)
    );
    if !is_list {
        let texts = cast(values, &DataType::LargeUtf8)?;
        let names = texts.as_string::<i64>().iter().map(|name| name.map(str::to_owned));
        rows.iter_mut().zip(names).for_each(|(row, name)| row.authors = name.into_iter().collect());
        return Ok(());
    }
    let lists = cast(values, &DataType::new_large_list(DataType::LargeUtf8, true))?;
    for (row, list) in rows.iter_mut().zip(lists.as_list::<i64>().iter()) {
        let Some(list) = list else { continue };
        row.authors = list.as_string::<i64>().iter().flatten().map(str::to_owned).collect();
    }
    Ok(())
}

/// Days and moments as days; a moment with a time zone counts by its day in UTC. Texts stay as they are.
fn days(values: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    let days = match values.data_type() {
        DataType::Timestamp(unit, _) => cast(&without_zone(values, *unit)?, &DataType::Date32)?,
        DataType::Date32 | DataType::Date64 => cast(values, &DataType::Date32)?,
        _ => return Ok(values.clone()),
    };
    let days = days.as_primitive::<Date32Type>().clone();
    cast(&days, &DataType::LargeUtf8)
}

fn without_zone(values: &ArrayRef, unit: TimeUnit) -> Result<ArrayRef, ArrowError> {
    let data = values.to_data().into_builder().data_type(DataType::Timestamp(unit, None)).build()?;
    Ok(arrow_array::make_array(data))
}

fn unreadable(error: ArrowError) -> PyErr {
    let hint = "texts must be columns of text, dates columns of days, moments or text";
    article_error(format!("the table cannot be read: {error}"), hint)
}
