//! Labelled articles and predictions from their lines: one JSON value a line, blank lines passed over.

use std::io::{self, BufRead};

use serde::de::DeserializeOwned;

/// Why lines cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The bytes cannot be read, or are no UTF-8.
    #[error("line {line} cannot be read: {source}")]
    Read {
        /// The line, counted from 1.
        line: usize,
        /// Why.
        source: io::Error,
    },
    /// A line is not what it should be.
    #[error("line {line} is not a labelled article: {source}")]
    Form {
        /// The line, counted from 1.
        line: usize,
        /// What is missing or wrong.
        source: serde_json::Error,
    },
}

/// The records of `reader`, in order.
///
/// # Errors
/// At the first line that cannot be read or is no record.
pub fn records<T: DeserializeOwned>(reader: impl BufRead) -> Result<Vec<T>, RecordError> {
    let mut records = Vec::new();
    for (at, text) in reader.lines().enumerate() {
        let line = at + 1;
        let text = text.map_err(|source| RecordError::Read { line, source })?;
        let text = text.trim_start_matches('\u{feff}');
        if !text.trim().is_empty() {
            records.push(serde_json::from_str(text).map_err(|source| RecordError::Form { line, source })?);
        }
    }
    Ok(records)
}
