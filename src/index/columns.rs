//! The columns (fast fields) that nearly every answer needs: opened once for an index, shared by all queries.

use tantivy::columnar::Column;
use tantivy::{DocId, SegmentReader, TantivyError};

use super::schema::name;

/// The columns of one segment.
#[derive(Clone)]
pub(crate) struct Columns {
    /// Digest of speaker, words and kind: the same for repetitions of one quotation.
    pub quotation_key: Column<u64>,
    /// Days since 1970-01-01.
    pub day: Column<i64>,
    /// The article.
    pub article: Column<u64>,
    /// Byte offset of the quote in its article.
    pub quote_offset: Column<u64>,
    /// Rank among hits when nothing else decides; lower is shown first.
    pub display_rank: Column<u64>,
    /// The quote's id.
    pub id: Column<u64>,
}

impl Columns {
    /// Opens the columns of `segment`.
    pub(super) fn open(segment: &SegmentReader) -> Result<Self, TantivyError> {
        let columns = segment.fast_fields();
        Ok(Self {
            quotation_key: columns.u64(name::quotation_key)?,
            day: columns.i64(name::day)?,
            article: columns.u64(name::article_key)?,
            quote_offset: columns.u64(name::quote_offset)?,
            display_rank: columns.u64(name::display_rank)?,
            id: columns.u64(name::id)?,
        })
    }

    /// The display rank of `doc`: lower is shown first, and what has none last.
    pub(crate) fn display_rank_of(&self, doc: DocId) -> u8 {
        self.display_rank.first(doc).and_then(|rank| u8::try_from(rank).ok()).unwrap_or(u8::MAX)
    }
}
