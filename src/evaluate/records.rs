//! Reads labelled articles and predictions: one JSON value per line, blank lines skipped.

use std::io::{self, BufRead};

use serde::de::DeserializeOwned;

/// Why lines are invalid.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The bytes cannot be read or are not UTF-8.
    #[error("line {line} cannot be read: {source}")]
    Read {
        /// The line, counted from 1.
        line: usize,
        /// Why.
        source: io::Error,
    },
    /// A line is malformed.
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
/// At the first line that cannot be read or is malformed.
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
