//! Articles from an Arrow table: whatever has `__arrow_c_stream__`.

use std::collections::BTreeMap;

use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::RecordBatchStreamReader;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType,
};
use arrow_array::{AnyDictionaryArray, Array, ArrayRef, RecordBatch, RecordBatchReader, downcast_integer_array};
use arrow_pyarrow::FromPyArrow;
use arrow_schema::{ArrowError, DataType, Schema, TimeUnit};
use jiff::Span;
use jiff::civil::date;
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
                "authors" => fill_authors(&mut rows, values)?,
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

fn fill(rows: &mut [GivenArticle], values: &dyn Array, field: &str) -> Result<(), ArrowError> {
    for (row, value) in rows.iter_mut().zip(texts(values)?) {
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
fn fill_authors(rows: &mut [GivenArticle], values: &dyn Array) -> Result<(), ArrowError> {
    let lists: Vec<Option<ArrayRef>> = match values.data_type() {
        DataType::List(_) => values.as_list::<i32>().iter().collect(),
        DataType::LargeList(_) => values.as_list::<i64>().iter().collect(),
        _ => {
            let names = texts(values)?.into_iter();
            rows.iter_mut().zip(names).for_each(|(row, name)| row.authors = name.into_iter().collect());
            return Ok(());
        }
    };
    for (row, list) in rows.iter_mut().zip(lists) {
        row.authors = list.map(|list| texts(&list)).transpose()?.into_iter().flatten().flatten().collect();
    }
    Ok(())
}

/// The values as text: texts as they are, numbers as they are written, days and moments as days (in UTC, where a moment has a
/// time zone).
fn texts(values: &dyn Array) -> Result<Vec<Option<String>>, ArrowError> {
    let owned = |value: Option<&str>| value.map(str::to_owned);
    Ok(match values.data_type() {
        DataType::Null => vec![None; values.len()],
        DataType::Utf8 => values.as_string::<i32>().iter().map(owned).collect(),
        DataType::LargeUtf8 => values.as_string::<i64>().iter().map(owned).collect(),
        DataType::Utf8View => values.as_string_view().iter().map(owned).collect(),
        DataType::Dictionary(..) => dictionary_texts(values.as_any_dictionary())?,
        DataType::Date32 => days::<Date32Type>(values, 1),
        DataType::Date64 => days::<Date64Type>(values, 86_400_000),
        DataType::Timestamp(TimeUnit::Second, _) => days::<TimestampSecondType>(values, 86_400),
        DataType::Timestamp(TimeUnit::Millisecond, _) => days::<TimestampMillisecondType>(values, 86_400_000),
        DataType::Timestamp(TimeUnit::Microsecond, _) => days::<TimestampMicrosecondType>(values, 86_400_000_000),
        DataType::Timestamp(TimeUnit::Nanosecond, _) => days::<TimestampNanosecondType>(values, 86_400_000_000_000),
        _ => downcast_integer_array! {
            values => values.iter().map(|value| value.map(|value| value.to_string())).collect(),
            other => return Err(ArrowError::InvalidArgumentError(format!("a column of {other} holds no text"))),
        },
    })
}

fn dictionary_texts(values: &dyn AnyDictionaryArray) -> Result<Vec<Option<String>>, ArrowError> {
    let (words, keys) = (texts(values.values())?, values.normalized_keys());
    let word = |(row, key): (usize, &usize)| words.get(*key).cloned().flatten().filter(|_| values.is_valid(row));
    Ok(keys.iter().enumerate().map(word).collect())
}

/// The days of moments, of which a day has so many.
fn days<T: ArrowPrimitiveType<Native: Into<i64>>>(values: &dyn Array, a_day: i64) -> Vec<Option<String>> {
    let day = |moment: T::Native| {
        let days = Span::new().try_days(moment.into().div_euclid(a_day)).ok()?;
        Some(date(1970, 1, 1).checked_add(days).ok()?.to_string())
    };
    values.as_primitive::<T>().iter().map(|moment| moment.and_then(day)).collect()
}

fn unreadable(error: ArrowError) -> PyErr {
    let hint = "texts must be columns of text, dates columns of days, moments or text";
    article_error(format!("the table cannot be read: {error}"), hint)
}
