//! The answers of `who --batch` and `search --batch`.

use serde::Serialize;

use super::quotes::{HIT_COLUMNS, SearchRecord, hit_row};
use crate::query::{SearchAnswer, WhoAnswer};

/// The hits of one query.
#[derive(Serialize)]
pub(in crate::output) struct QueryHitsRecord<'a> {
    query: &'a str,
    #[serde(flatten)]
    answer: SearchRecord<'a>,
}

impl<'a> From<&'a (String, SearchAnswer)> for QueryHitsRecord<'a> {
    fn from((query, answer): &'a (String, SearchAnswer)) -> Self {
        Self { query, answer: answer.into() }
    }
}

/// The CSV columns of `who --batch`: the phrase, the verdict, whether the speaker said it, and the best match.
pub(in crate::output) fn batch_who_columns() -> [&'static str; 22] {
    let mut columns = ["phrase"; 22];
    columns[1] = "verdict";
    columns[2] = "check";
    columns[3] = "similarity";
    columns[4..].copy_from_slice(&HIT_COLUMNS);
    columns
}

/// A CSV row of `who --batch`.
pub(in crate::output) fn batch_who_row(answer: &WhoAnswer) -> [String; 22] {
    let best = answer.matches.first();
    let first = [
        answer.phrase.clone(),
        answer.verdict.name().to_owned(),
        answer.check.map_or(String::new(), |check| check.name().to_owned()),
        best.map_or(String::new(), |found| found.similarity.to_string()),
    ];
    let mut cells = first.into_iter().chain(best.into_iter().flat_map(|found| hit_row(&found.hit)));
    std::array::from_fn(|_| cells.next().unwrap_or_default())
}

/// The CSV columns of `search --batch`: the query, how many statements it finds, and a hit.
pub(in crate::output) fn batch_search_columns() -> [&'static str; 20] {
    let mut columns = ["query"; 20];
    columns[1] = "total";
    columns[2..].copy_from_slice(&HIT_COLUMNS);
    columns
}

/// The CSV rows of one query: one for each hit, and one without a hit when there is none.
pub(in crate::output) fn batch_search_rows((query, answer): &(String, SearchAnswer)) -> Vec<[String; 20]> {
    let row = |hit: Option<[String; 18]>| {
        let first = [query.clone(), answer.total.to_string()];
        let mut cells = first.into_iter().chain(hit.into_iter().flatten());
        std::array::from_fn(|_| cells.next().unwrap_or_default())
    };
    match answer.hits.is_empty() {
        true => vec![row(None)],
        false => answer.hits.iter().map(|hit| row(Some(hit_row(hit)))).collect(),
    }
}
