//! Labelled files, packed or not, as corpora come.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use serde::de::DeserializeOwned;

use super::error::CliError;
use crate::evaluate::{RecordError, records};
use crate::read::decompress;

/// The cure for bytes that are no text.
const TEXT: &str = "the file must be text in UTF-8, or that packed with gzip";

/// The records of the file at `path`; `form` tells what a line should look like.
pub(super) fn lines<T: DeserializeOwned>(path: &Path, form: &str) -> Result<Vec<T>, CliError> {
    records(opened(path)?).map_err(|error| {
        let hint = match error {
            RecordError::Read { .. } => TEXT,
            RecordError::Form { .. } => form,
        };
        CliError::new(format!("{}: {error}", path.display()), hint)
    })
}

/// The whole text of the file at `path`.
pub(super) fn whole(path: &Path) -> Result<String, CliError> {
    let mut text = String::new();
    let read = opened(path)?.read_to_string(&mut text);
    read.map_err(|_| CliError::new(format!("{}: not text", path.display()), TEXT))?;
    Ok(text)
}

fn opened(path: &Path) -> Result<impl BufRead, CliError> {
    let unread = |error| {
        let what = format!("{}: cannot be opened ({error})", path.display());
        CliError::new(what, "check the spelling, and that you may read it")
    };
    let file = File::open(path).map_err(unread)?;
    Ok(BufReader::new(decompress(Box::new(file)).map_err(unread)?))
}
