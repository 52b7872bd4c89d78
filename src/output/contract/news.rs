//! The answers of `watch run` and `watch list`.

use serde::Serialize;

use super::quotes::{HIT_COLUMNS, HitRecord, hit_row};
use crate::output::news::{WatchLine, WatchNews};
use crate::query::Hit;

/// What is new to one watch.
#[derive(Serialize)]
pub(in crate::output) struct NewsRecord<'a> {
    watch: &'a str,
    hits: Vec<HitRecord<'a>>,
}

impl<'a> From<&'a WatchNews> for NewsRecord<'a> {
    fn from(news: &'a WatchNews) -> Self {
        Self { watch: &news.watch, hits: news.hits.iter().map(HitRecord::from).collect() }
    }
}

/// A new statement, with the watch that found it.
#[derive(Serialize)]
pub(in crate::output) struct NewsHitRecord<'a> {
    watch: &'a str,
    #[serde(flatten)]
    hit: HitRecord<'a>,
}

impl<'a> NewsHitRecord<'a> {
    pub(in crate::output) fn new(watch: &'a str, hit: &'a Hit) -> Self {
        Self { watch, hit: hit.into() }
    }
}

/// A watch.
#[derive(Serialize)]
pub(in crate::output) struct WatchRecord<'a> {
    watch: &'a str,
    /// The query and the options, as they could be typed.
    search: &'a str,
    /// When it was made.
    since: String,
}

impl<'a> From<&'a WatchLine> for WatchRecord<'a> {
    fn from(line: &'a WatchLine) -> Self {
        Self { watch: &line.name, search: &line.search, since: line.since.to_string() }
    }
}

/// The CSV columns of `watch run`: the watch, then those of `search`.
pub(in crate::output) fn news_columns() -> [&'static str; 19] {
    let mut columns = ["watch"; 19];
    columns[1..].copy_from_slice(&HIT_COLUMNS);
    columns
}

/// A CSV row of `watch run`.
pub(in crate::output) fn news_row(watch: &str, hit: &Hit) -> [String; 19] {
    let mut cells = std::iter::once(watch.to_owned()).chain(hit_row(hit));
    std::array::from_fn(|_| cells.next().unwrap_or_default())
}

/// The CSV columns of `watch list`.
pub(in crate::output) const WATCH_COLUMNS: [&str; 3] = ["watch", "search", "since"];

/// A CSV row of `watch list`.
pub(in crate::output) fn watch_row(line: &WatchLine) -> [String; 3] {
    [line.name.clone(), line.search.clone(), line.since.to_string()]
}
