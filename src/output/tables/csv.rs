//! Tables as CSV. Lists are JSON, a missing value is an empty cell; as in all CSV of ours, a cell that a spreadsheet could
//! run as a formula begins with an apostrophe.

use std::io::{self, Write};

use super::writer::TableWriter;
use crate::output::csv_table::without_formula;
use crate::tables::{Cell, Table};

pub(super) struct Csv<'w> {
    rows: csv::Writer<Box<dyn Write + Send + 'w>>,
}

impl<'w> Csv<'w> {
    /// Writes the names of the columns.
    pub(super) fn begin(table: Table, out: Box<dyn Write + Send + 'w>) -> io::Result<Self> {
        let mut rows = csv::Writer::from_writer(out);
        rows.write_record(table.columns().iter().map(|column| column.name))?;
        Ok(Self { rows })
    }
}

impl TableWriter for Csv<'_> {
    fn row(&mut self, row: &[Cell<'_>]) -> io::Result<()> {
        for cell in row {
            self.rows.write_field(without_formula(text(cell)?))?;
        }
        Ok(self.rows.write_record(None::<&[u8]>)?)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.rows.flush()
    }
}

fn text(cell: &Cell<'_>) -> io::Result<String> {
    Ok(match cell {
        Cell::Null => String::new(),
        Cell::Text(text) => (*text).to_owned(),
        Cell::Day(day) => day.to_string(),
        other => serde_json::to_string(other)?,
    })
}
