//! JSON: a file with one article, an array of articles, or an API response that contains a list of them; and lines of
//! JSON Lines.
//!
//! A broken entry or a missing end affects only that entry (see `json_repair`).

use serde_json::Value;

use super::error::{Problem, ReadError};
use super::json_list::{self, Records};
use super::note::Remark;
use super::origin::Origin;
use super::{decode, json_mend, limits, record};
use crate::article::Article;

/// The result for one record.
type Read = Result<Article, ReadError>;

/// The articles of the file with an error for each broken record; an error when the whole file is invalid JSON.
pub(super) fn articles(origin: &Origin, content: &str) -> Result<Vec<Read>, ReadError> {
    let origin = &origin.ordered(content);
    limits::json(content).map_err(|problem| ReadError::new(&origin.name, problem))?;
    match json_mend::value(content.trim_start_matches('\u{feff}')) {
        Ok(value) => {
            let wrong = |number, problem| ReadError::in_record(&origin.name, number, problem);
            Ok(in_value(origin, value, |number| origin.id_of(number), wrong))
        }
        Err(error) => {
            let problem = Problem::Json(record::fault(&error));
            let fault = ReadError { line: Some(error.line() as u64), ..ReadError::new(&origin.name, problem) };
            let saved = saved(origin, content);
            if saved.iter().any(Result::is_ok) { Ok(saved) } else { Err(fault) }
        }
    }
}

/// The articles in line `number` of a JSON Lines file: one, unless the line is a list.
pub(super) fn line(origin: &Origin, number: u64, line: Vec<u8>) -> Vec<Read> {
    let wrong = |problem| ReadError::at(&origin.name, number, problem);
    let value = decode::decode(line).and_then(|line| {
        limits::json(&line)?;
        json_mend::value(line.trim_start_matches('\u{feff}')).map_err(|error| Problem::Json(record::fault(&error)))
    });
    match value {
        Ok(value) => in_value(origin, value, |place| id_in(origin, number, place), |_, problem| wrong(problem)),
        Err(problem) => vec![Err(wrong(problem))],
    }
}

/// The id of the record with index `index` in entry `number`; the first has the id of the entry.
fn id_in(origin: &Origin, number: u64, place: u64) -> String {
    let id = origin.id_of(number);
    if place == 1 { id } else { format!("{id}.{place}") }
}

/// The articles in a value. `id` names records without their own id, `error_at` builds their errors.
fn in_value(
    origin: &Origin,
    value: Value,
    id: impl Fn(u64) -> String,
    wrong: impl Fn(u64, Problem) -> ReadError,
) -> Vec<Read> {
    let Records { records, found } = json_list::records(value, &origin.fields);
    if let Err(problem) = limits::records(records.len()) {
        return vec![Err(wrong(1, problem))];
    }
    let read = |(place, value)| match record::article(value, origin, id(place)) {
        Err(Problem::NoText { .. } | Problem::NoArticle(_)) if found => {
            origin.notes.leave(&origin.name, Remark::LeftOut { entry: id(place), why: "without text" });
            None
        }
        read => read.map_err(|problem| wrong(place, problem)).transpose(),
    };
    (1..).zip(records).filter_map(read).collect()
}

/// The entries of a broken file that can be parsed.
fn saved(origin: &Origin, content: &str) -> Vec<Read> {
    let (mut line, mut counted) = (1, 0);
    let mut all = Vec::new();
    for (number, entry) in (1..).zip(json_mend::entries(content)) {
        line += content[counted..entry.start].bytes().filter(|&byte| byte == b'\n').count() as u64;
        counted = entry.start;
        let wrong = |problem| ReadError::at(&origin.name, line, problem);
        match json_mend::value(&content[entry]) {
            Ok(value) => {
                all.extend(in_value(origin, value, |place| id_in(origin, number, place), |_, problem| wrong(problem)))
            }
            Err(error) => all.push(Err(wrong(Problem::Entry(record::fault(&error))))),
        }
    }
    all
}
