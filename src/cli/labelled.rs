//! Reads labelled files, compressed or not.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use serde::de::DeserializeOwned;

use super::error::CliError;
use crate::evaluate::{RecordError, records};
use crate::read::decompress;

/// The hint for a file that is not text.
const TEXT_HINT: &str = "the file must be text in UTF-8, or that packed with gzip";

/// The records of the file at `path`. `form` is the hint for a line of another form.
pub(super) fn read_lines<T: DeserializeOwned>(path: &Path, form: &str) -> Result<Vec<T>, CliError> {
    records(open(path)?).map_err(|error| {
        let hint = match error {
            RecordError::Read { .. } => TEXT_HINT,
            RecordError::Form { .. } => form,
        };
        CliError::new(format!("{}: {error}", path.display()), hint)
    })
}

/// The text of the file at `path`.
pub(super) fn read_text(path: &Path) -> Result<String, CliError> {
    let mut text = String::new();
    let read = open(path)?.read_to_string(&mut text);
    read.map_err(|_| CliError::new(format!("{}: not text", path.display()), TEXT_HINT))?;
    Ok(text)
}

fn open(path: &Path) -> Result<impl BufRead, CliError> {
    let unread = |error| {
        let what = format!("{}: cannot be opened ({error})", path.display());
        CliError::new(what, "check the spelling, and that you may read it")
    };
    let file = File::open(path).map_err(unread)?;
    Ok(BufReader::new(decompress(Box::new(file)).map_err(unread)?))
}
