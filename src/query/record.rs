//! Stored records and texts of columns, read back one by one.

use tantivy::DocAddress;
use tantivy::columnar::StrColumn;

use super::error::QueryError;
use crate::index::{Index, Records};
use crate::quote::Quote;

/// The quote stored at `address`. For several, [`Records`] reads faster.
pub(crate) fn quote(index: &Index, address: DocAddress) -> Result<Quote, QueryError> {
    Ok(Records::new(index)?.quote(address)?)
}

/// The text behind the number `ord` of a column.
pub(crate) fn text(column: &StrColumn, ord: u64) -> Result<String, QueryError> {
    let mut text = String::new();
    column.ord_to_str(ord, &mut text)?;
    Ok(text)
}
