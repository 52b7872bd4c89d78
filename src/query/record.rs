//! Reads single records and column values.

use rustc_hash::FxHashMap;
use tantivy::DocAddress;
use tantivy::columnar::StrColumn;

use super::error::QueryError;
use crate::index::{Index, RecordReader};
use crate::quote::Quote;

/// The quote stored at `address`. For several, use [`RecordReader`].
pub(crate) fn read_quote(index: &Index, address: DocAddress) -> Result<Quote, QueryError> {
    Ok(RecordReader::new(index)?.quote(address)?)
}

/// The values of a column with these ordinals, in one pass.
pub(crate) fn texts(column: &StrColumn, ords: impl Iterator<Item = u64>) -> Result<FxHashMap<u64, String>, QueryError> {
    let mut ords: Vec<u64> = ords.collect();
    ords.sort_unstable();
    ords.dedup();
    let mut texts = Vec::with_capacity(ords.len());
    column.dictionary().sorted_ords_to_term_cb(&ords, |text| texts.push(String::from_utf8_lossy(text).into_owned()))?;
    Ok(ords.into_iter().zip(texts).collect())
}

/// The value of a column with the ordinal `ord`.
pub(crate) fn text(column: &StrColumn, ord: u64) -> Result<String, QueryError> {
    let mut text = String::new();
    column.ord_to_str(ord, &mut text)?;
    Ok(text)
}
