//! Writes rows of tables into files: `export`.
//!
//! A [`TableWriter`] takes the rows of one table and writes them on as they come, so that memory does not grow with them.
//! JSON Lines and CSV are always there; Parquet, Arrow and SQLite come with the cargo feature `export`. All of them are
//! made from the one schema in [`tables`](crate::tables).

#[cfg(feature = "export")]
mod arrow;
#[cfg(feature = "export")]
mod batched;
mod begin;
mod csv;
mod jsonl;
#[cfg(feature = "export")]
mod parquet;
#[cfg(feature = "export")]
mod sqlite;
#[cfg(feature = "export")]
mod sqlite_schema;
mod writer;

pub use begin::table_writer;
#[cfg(feature = "export")]
pub use sqlite::SqliteTables;
pub use writer::{TableFormat, TableWriter};

#[cfg(test)]
mod tests;
