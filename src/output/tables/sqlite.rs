//! All tables in one SQLite database, with an index of words and views.
//!
//! The file must be new. It is written in one transaction without a journal: whoever makes it puts it in place when it is
//! whole, and throws away what is not.

use std::io;
use std::path::Path;

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, ToSql, params_from_iter};

use super::sqlite_schema::{APPLICATION_ID, FINISH, create_table, insert};
use crate::tables::{Cell, SCHEMA_VERSION, Table};

/// A database that is being written.
pub struct SqliteTables {
    connection: Connection,
    inserts: [String; 4],
}

impl SqliteTables {
    /// Makes the tables in the empty file `path`.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn begin(path: &Path) -> io::Result<Self> {
        let connection = Connection::open(path).map_err(sqlite_error)?;
        // Memory for pages is bounded: 32 MB.
        let pragmas = format!(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32768; PRAGMA application_id = \
             {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION}; BEGIN;"
        );
        connection.execute_batch(&pragmas).map_err(sqlite_error)?;
        for table in Table::ALL {
            connection.execute_batch(&create_table(table)).map_err(sqlite_error)?;
        }
        Ok(Self { connection, inserts: Table::ALL.map(insert) })
    }

    /// Writes a row.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn row(&mut self, table: Table, row: &[Cell<'_>]) -> io::Result<()> {
        let mut insert = self.connection.prepare_cached(&self.inserts[table as usize]).map_err(sqlite_error)?;
        let cells = row.iter().map(SqlCell::of).collect::<io::Result<Vec<_>>>()?;
        insert.execute(params_from_iter(cells)).map(drop).map_err(sqlite_error)
    }

    /// Makes indexes and views, and ends the file.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn finish(self) -> io::Result<()> {
        self.connection.execute_batch(FINISH).map_err(sqlite_error)?;
        self.connection.execute_batch("COMMIT").map_err(sqlite_error)?;
        self.connection.close().map_err(|(_, error)| sqlite_error(error))
    }
}

/// A cell as SQLite has it.
enum SqlCell<'c> {
    Borrowed(ValueRef<'c>),
    Owned(Value),
}

impl<'c> SqlCell<'c> {
    fn of(cell: &'c Cell<'_>) -> io::Result<Self> {
        Ok(Self::Borrowed(match cell {
            Cell::Null => ValueRef::Null,
            Cell::Text(text) => ValueRef::Text(text.as_bytes()),
            Cell::Integer(number) => ValueRef::Integer(*number),
            Cell::Flag(flag) => ValueRef::Integer((*flag).into()),
            // The number that is nearest as it is written: 0.97, not 0.97000002861.
            Cell::Number(number) => ValueRef::Real(number.to_string().parse().unwrap_or_default()),
            Cell::Day(day) => return Ok(Self::Owned(Value::Text(day.to_string()))),
            list => return Ok(Self::Owned(Value::Text(serde_json::to_string(list)?))),
        }))
    }
}

impl ToSql for SqlCell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Borrowed(value) => ToSqlOutput::Borrowed(*value),
            Self::Owned(value) => ToSqlOutput::Borrowed(value.into()),
        })
    }
}

fn sqlite_error(error: rusqlite::Error) -> io::Error {
    io::Error::other(error)
}
