//! What is written is read back, cell by cell.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::{TableFormat, table_writer};
use crate::tables::{ArticleRows, Cell, Table};

/// Bytes that are there after their writer is gone.
#[derive(Clone, Default)]
pub(super) struct Shared(Arc<Mutex<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What is written for these rows.
pub(super) fn written(format: TableFormat, table: Table, rows: &[Vec<Cell<'_>>]) -> Vec<u8> {
    let bytes = Shared::default();
    let mut writer = table_writer(format, table, Box::new(bytes.clone())).unwrap();
    rows.iter().for_each(|row| writer.row(row).unwrap());
    writer.finish().unwrap();
    bytes.0.lock().unwrap().clone()
}

#[cfg(feature = "export")]
#[test]
fn of_two_records_of_one_place_a_database_has_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("quotes.db");
    let mut tables = super::SqliteTables::begin(&path).unwrap();
    let article = crate::output::sample::article();
    for quotes in [1, 2] {
        tables.row(Table::Articles, &ArticleRows::new(&article).article(quotes, false)).unwrap();
    }
    tables.finish(|| false).unwrap();
    let database = rusqlite::Connection::open(&path).unwrap();
    let mut select = database.prepare("SELECT quotes FROM articles").unwrap();
    let found: Vec<i64> = select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert_eq!(found, [1]);
}

#[test]
fn lines_and_cells() {
    let (mut quote, article) = (crate::output::sample::quote(), crate::output::sample::article());
    quote.text = "=1+1".into();
    let rows = [ArticleRows::new(&article).quote(&quote)];
    let line: Value = serde_json::from_slice(&written(TableFormat::Jsonl, Table::Quotes, &rows)).unwrap();
    let object = line.as_object().unwrap();
    assert_eq!(object.len(), Table::Quotes.columns().len());
    assert_eq!((&object["text"], &object["topics"]), (&json!("=1+1"), &json!(quote.topics)));
    let bytes = written(TableFormat::Csv, Table::Quotes, &rows);
    let mut table = csv::Reader::from_reader(&*bytes);
    let names = table.headers().unwrap().clone();
    let row = table.records().next().unwrap().unwrap();
    for (name, cell) in names.iter().zip(&row) {
        let expected = match &object[name] {
            Value::Null => String::new(),
            // No spreadsheet runs it.
            Value::String(text) if name == "text" => format!("'{text}"),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        assert_eq!(cell, expected, "{name}");
    }
}
