//! Reads single records and column values.

use tantivy::DocAddress;
use tantivy::columnar::StrColumn;

use super::error::QueryError;
use crate::index::{Index, RecordReader};
use crate::quote::Quote;

/// The quote stored at `address`. For several, use [`RecordReader`].
pub(crate) fn read_quote(index: &Index, address: DocAddress) -> Result<Quote, QueryError> {
    Ok(RecordReader::new(index)?.quote(address)?)
}

/// The value of a column with the ordinal `ord`.
pub(crate) fn text(column: &StrColumn, ord: u64) -> Result<String, QueryError> {
    let mut text = String::new();
    column.ord_to_str(ord, &mut text)?;
    Ok(text)
}
