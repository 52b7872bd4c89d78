//! Quotes as tables: one documented schema for notebooks, databases and other engines.
//!
//! There are four tables, [`Table::ALL`]: `quotes` has a row for each quote of each article, `occurrences` says which
//! quotes are one statement, and `speakers` and `articles` are what both refer to. The schema is data ([`Table::columns`]):
//! a name, a type and a sentence for each column, from which every format is made and which `seeds/FORMATS.md` repeats (a
//! test compares them). Where a column is also a field of the JSON that programs get, both have one name and one meaning.
//!
//! A row is a list of [`Cell`]s that borrow from the record. [`ArticleRows`], [`speaker_row`] and [`occurrence_row`] make
//! rows; JSON Lines, CSV and SQLite are written from rows directly (`output/tables`). With the cargo feature `tables`,
//! [`Batches`] collects rows into Arrow record batches of bounded size.
//!
//! Positions are Unicode code points of the article's text, as everywhere in what programs get. Nothing here reads an
//! index or a file.

#[cfg(feature = "tables")]
mod batches;
mod cell;
mod rows;
mod schema;

#[cfg(feature = "tables")]
pub use arrow_array::RecordBatch;
#[cfg(feature = "tables")]
pub use batches::{Batches, arrow_schema};
pub use cell::Cell;
pub use rows::{ArticleRows, occurrence_row, quote_row_without_text, speaker_row};
pub use schema::{Column, ColumnType, SCHEMA_VERSION, Table};

#[cfg(all(test, feature = "cli"))]
mod tests;
