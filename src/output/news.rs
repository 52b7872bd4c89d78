//! The answers of `watch`: which searches are kept, and what is new.

use std::io::{self, Write};

use super::contract::{NewsHitRecord, NewsRecord, WATCH_COLUMNS, WatchRecord, news_columns, news_row, watch_row};
use super::csv_table::table;
use super::format::{Format, json, jsonl};
use super::phrasing::count;
use super::sanitize::sanitize_line;
use super::search;
use super::style::{Emphasis, TextStyle};
use super::text_writer::TextWriter;
use crate::query::Hit;

/// What is new to one watch.
#[derive(Clone, Debug, PartialEq)]
pub struct WatchNews {
    /// The name of the watch.
    pub watch: String,
    /// The new statements.
    pub hits: Vec<Hit>,
}

/// A watch, for a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchLine {
    /// Its name.
    pub name: String,
    /// The search as it could be typed.
    pub search: String,
    /// When it was made.
    pub since: jiff::Timestamp,
}

/// Writes what is new.
pub fn news(out: &mut dyn Write, all: &[WatchNews], format: Format, style: TextStyle) -> io::Result<()> {
    let hits = || all.iter().flat_map(|news| news.hits.iter().map(move |hit| (news.watch.as_str(), hit)));
    match format {
        Format::Text => text(&mut TextWriter::new(out, style), all),
        Format::Json => json(out, &all.iter().map(NewsRecord::from).collect::<Vec<_>>()),
        Format::Jsonl => jsonl(out, hits().map(|(watch, hit)| NewsHitRecord::new(watch, hit))),
        Format::Csv => table(out, news_columns(), hits().map(|(watch, hit)| news_row(watch, hit))),
    }
}

fn text(writer: &mut TextWriter<'_>, all: &[WatchNews]) -> io::Result<()> {
    let mut is_first = true;
    for news in all.iter().filter(|news| !news.hits.is_empty()) {
        if !std::mem::take(&mut is_first) {
            writer.blank()?;
        }
        let new = count(news.hits.len(), "new statement");
        writer.line(Emphasis::Strong, &format!("{}: {new}", sanitize_line(&news.watch)))?;
        writer.blank()?;
        search::text(writer, &news.hits)?;
    }
    Ok(())
}

/// Writes the list of watches.
pub fn watches(out: &mut dyn Write, all: &[WatchLine], format: Format, style: TextStyle) -> io::Result<()> {
    match format {
        Format::Text => {
            let mut writer = TextWriter::new(out, style);
            all.iter().try_for_each(|watch| {
                writer.line(Emphasis::Strong, &watch.name)?;
                let day = watch.since.strftime("%Y-%m-%d");
                writer.indented(Emphasis::Plain, &format!("{} · since {day}", watch.search))
            })
        }
        Format::Json => json(out, &all.iter().map(WatchRecord::from).collect::<Vec<_>>()),
        Format::Jsonl => jsonl(out, all.iter().map(WatchRecord::from)),
        Format::Csv => table(out, WATCH_COLUMNS, all.iter().map(watch_row)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{PLAIN, hit, written};
    use super::*;

    #[test]
    fn each_watch_has_a_heading() {
        let news = |watch: &str, hits: Vec<Hit>| WatchNews { watch: watch.into(), hits };
        let all = [news("cities", vec![hit()]), news("nothing", vec![]), news("mayors", vec![hit(), hit()])];
        let text = written(|out| super::news(out, &all, Format::Text, PLAIN));
        let headings: Vec<&str> = text.lines().filter(|line| line.contains(": ")).collect();
        assert_eq!(headings, ["cities: 1 new statement", "mayors: 2 new statements"]);
        assert_eq!(written(|out| super::news(out, &all, Format::Jsonl, PLAIN)).lines().count(), 3);
    }
}
