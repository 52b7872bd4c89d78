//! Tables as JSON Lines: an object a row, with the columns in their order; nothing is lost.

use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::writer::TableWriter;
use crate::tables::{Cell, Table};

pub(super) struct JsonLines<'w> {
    table: Table,
    out: Box<dyn Write + Send + 'w>,
}

impl<'w> JsonLines<'w> {
    pub(super) fn new(table: Table, out: Box<dyn Write + Send + 'w>) -> Self {
        Self { table, out }
    }
}

impl TableWriter for JsonLines<'_> {
    fn row(&mut self, row: &[Cell<'_>]) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, &Object { table: self.table, row })?;
        self.out.write_all(b"\n")
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}

struct Object<'r> {
    table: Table,
    row: &'r [Cell<'r>],
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut object = to.serialize_map(Some(self.row.len()))?;
        for (column, cell) in self.table.columns().iter().zip(self.row) {
            object.serialize_entry(column.name, cell)?;
        }
        object.end()
    }
}
