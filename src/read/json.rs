//! JSON: a file with one article, an array of articles, or an API response that contains a list of them; and lines of
//! JSON Lines.
//!
//! A broken entry or a missing end affects only that entry (see `json_repair`).

use serde_json::Value;

use super::context::ReadContext;
use super::error::{Problem, ReadError};
use super::json_records::{self, FoundRecords};
use super::warning::Warning;
use super::{decode, json_repair, limits, record};
use crate::article::Article;

/// The result for one record.
type Parsed = Result<Article, ReadError>;

/// The articles of the file with an error for each broken record; an error when the whole file is invalid JSON.
pub(super) fn articles(context: &ReadContext, content: &str) -> Result<Vec<Parsed>, ReadError> {
    let context = &context.with_date_order(content);
    limits::json(content).map_err(|problem| ReadError::new(&context.name, problem))?;
    match json_repair::parse(content.trim_start_matches('\u{feff}')) {
        Ok(value) => {
            let error_at = |number, problem| ReadError::in_record(&context.name, number, problem);
            Ok(articles_in_value(context, value, |number| context.record_id(number), error_at))
        }
        Err(error) => {
            let problem = Problem::Json(record::json_error(&error));
            let error = ReadError { line: Some(error.line() as u64), ..ReadError::new(&context.name, problem) };
            let recovered = recover_entries(context, content);
            if recovered.iter().any(Result::is_ok) { Ok(recovered) } else { Err(error) }
        }
    }
}

/// The articles in line `number` of a JSON Lines file: one, unless the line is a list.
pub(super) fn line(context: &ReadContext, number: u64, line: Vec<u8>) -> Vec<Parsed> {
    let error_at = |problem| ReadError::at(&context.name, number, problem);
    let value = decode::decode(line).and_then(|line| {
        limits::json(&line)?;
        json_repair::parse(line.trim_start_matches('\u{feff}'))
            .map_err(|error| Problem::Json(record::json_error(&error)))
    });
    match value {
        Ok(value) => {
            articles_in_value(context, value, |index| nested_id(context, number, index), |_, problem| error_at(problem))
        }
        Err(problem) => vec![Err(error_at(problem))],
    }
}

/// The id of the record with index `index` in entry `number`; the first has the id of the entry.
fn nested_id(context: &ReadContext, number: u64, index: u64) -> String {
    let id = context.record_id(number);
    if index == 1 { id } else { format!("{id}.{index}") }
}

/// The articles in a value. `id` names records without their own id, `error_at` builds their errors.
fn articles_in_value(
    context: &ReadContext,
    value: Value,
    id: impl Fn(u64) -> String,
    error_at: impl Fn(u64, Problem) -> ReadError,
) -> Vec<Parsed> {
    let FoundRecords { records, searched } = json_records::records(value, &context.fields);
    if let Err(problem) = limits::records(records.len()) {
        return vec![Err(error_at(1, problem))];
    }
    let parse_record = |(index, value)| match record::article(value, context, id(index)) {
        Err(Problem::NoText { .. } | Problem::NoArticle(_)) if searched => {
            context.warnings.add(&context.name, Warning::LeftOut { entry: id(index), reason: "without text" });
            None
        }
        result => result.map_err(|problem| error_at(index, problem)).transpose(),
    };
    (1..).zip(records).filter_map(parse_record).collect()
}

/// The entries of a broken file that can be parsed.
fn recover_entries(context: &ReadContext, content: &str) -> Vec<Parsed> {
    let (mut line, mut counted) = (1, 0);
    let mut all = Vec::new();
    for (number, entry) in (1..).zip(json_repair::entries(content)) {
        line += content[counted..entry.start].bytes().filter(|&byte| byte == b'\n').count() as u64;
        counted = entry.start;
        let error_at = |problem| ReadError::at(&context.name, line, problem);
        match json_repair::parse(&content[entry]) {
            Ok(value) => all.extend(articles_in_value(
                context,
                value,
                |index| nested_id(context, number, index),
                |_, problem| error_at(problem),
            )),
            Err(error) => all.push(Err(error_at(Problem::BrokenEntry(record::json_error(&error))))),
        }
    }
    all
}
