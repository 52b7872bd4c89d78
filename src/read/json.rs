//! JSON: a file that is one article or an array of articles, or one line of JSON Lines.

use serde_json::Value;

use super::decode;
use super::error::{Problem, ReadError};
use super::origin::Origin;
use super::record;
use crate::article::Article;

/// The articles of the file, or what is wrong with each; an error when the file is no JSON at all.
pub(super) fn articles(origin: &Origin, content: &str) -> Result<Vec<Result<Article, ReadError>>, ReadError> {
    let value: Value = serde_json::from_str(content).map_err(|error| {
        let problem = Problem::Json(record::fault(&error));
        ReadError { line: Some(error.line() as u64), ..ReadError::new(&origin.name, problem) }
    })?;
    let records = match value {
        Value::Array(records) => records,
        record => vec![record],
    };
    let read = |(number, value)| {
        record::article(value, origin, number).map_err(|problem| ReadError::in_record(&origin.name, number, problem))
    };
    Ok((1..).zip(records).map(read).collect())
}

/// The article in the line `number` of JSON Lines.
pub(super) fn line(origin: &Origin, number: u64, line: Vec<u8>) -> Result<Article, ReadError> {
    let article = || {
        let line = decode::decode(line)?;
        let value = serde_json::from_str(&line).map_err(|error| Problem::Json(record::fault(&error)))?;
        record::article(value, origin, number)
    };
    article().map_err(|problem| ReadError::at(&origin.name, number, problem))
}
