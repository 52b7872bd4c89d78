//! What is known of each document beside its words, by columns: opened once for an index, read by all who ask.

use tantivy::columnar::Column;
use tantivy::{SegmentReader, TantivyError};

use super::schema::name;

/// The columns of one segment that nearly every answer needs.
#[derive(Clone)]
pub(crate) struct Columns {
    /// Same speaker, same words, same kind.
    pub same: Column<u64>,
    /// Days since 1970-01-01.
    pub day: Column<i64>,
    /// The article.
    pub article: Column<u64>,
    /// Where in it.
    pub place: Column<u64>,
    /// How well the quote stands for itself.
    pub standing: Column<u64>,
    /// The quote's id.
    pub id: Column<u64>,
}

impl Columns {
    /// Opens them.
    pub(super) fn open(segment: &SegmentReader) -> Result<Self, TantivyError> {
        let columns = segment.fast_fields();
        Ok(Self {
            same: columns.u64(name::same)?,
            day: columns.i64(name::day)?,
            article: columns.u64(name::article_key)?,
            place: columns.u64(name::place)?,
            standing: columns.u64(name::standing)?,
            id: columns.u64(name::id)?,
        })
    }
}
