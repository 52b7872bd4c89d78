//! Stored records, read back one by one.

use tantivy::DocAddress;

use super::error::QueryError;
use crate::index::{Index, Records};
use crate::quote::Quote;

/// The quote stored at `address`. For several, [`Records`] reads faster.
pub(crate) fn quote(index: &Index, address: DocAddress) -> Result<Quote, QueryError> {
    Ok(Records::new(index)?.quote(address)?)
}
