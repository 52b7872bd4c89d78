//! The answers of `stats` and `check`.

use std::io::{self, Write};

use super::contract::{FAULT_COLUMNS, STATS_COLUMNS, StatsRecord};
use super::csv_table::table;
use super::format::{Format, json, jsonl};
use super::phrasing::grouped;
use super::sanitize::sanitize_line;
use super::style::{Emphasis, TextStyle};
use super::text_writer::TextWriter;
use crate::query::{Settings, Stats};

/// Writes what the index holds.
pub fn stats(out: &mut dyn Write, stats: &Stats, format: Format, style: TextStyle) -> io::Result<()> {
    match format {
        Format::Text => text(&mut TextWriter::new(out, style), stats),
        Format::Json => json(out, &StatsRecord::from(stats)),
        Format::Jsonl => jsonl(out, [StatsRecord::from(stats)]),
        Format::Csv => table(out, STATS_COLUMNS, rows(stats, ' ', usize::to_string)),
    }
}

fn text(writer: &mut TextWriter<'_>, stats: &Stats) -> io::Result<()> {
    let rows = rows(stats, ' ', |number| grouped(*number));
    let explained = || rows.iter().filter(|[name, _]| explanation(name).is_some());
    let wide = explained().map(|[_, value]| value.len()).max().unwrap_or(0);
    for [name, value] in &rows {
        let what = explanation(name).filter(|_| stats.statements.is_some());
        let what =
            what.map_or(String::new(), |what| format!("{}  {what}", " ".repeat(wide.saturating_sub(value.len()))));
        let (name, what) = (format!("{name:<12}"), Emphasis::Dim.paint(writer.style, &what));
        writer.raw(&format!("{}{}{what}", Emphasis::Dim.paint(writer.style, &name), sanitize_line(value)))?;
    }
    Ok(())
}

/// What a row counts, for rows that could be confused.
fn explanation(name: &str) -> Option<&'static str> {
    Some(match name {
        "quotes" => "each time somebody is quoted in an article",
        "statements" => "each counted once: what `search` finds without a query",
        "speakers" => "people and bodies with a name and an id",
        "removed" => "articles that `remove` took out; they stay out",
        " unnamed" => "“officials”, a lone surname: once per article, as in `speakers`",
        _ => return None,
    })
}

fn rows(stats: &Stats, indent: char, number: impl Fn(&usize) -> String) -> Vec<[String; 2]> {
    let row = |name: &str, value: String| [name.to_owned(), value];
    let mut rows = vec![row("articles", number(&stats.articles)), row("quotes", number(&stats.quotes))];
    rows.extend(stats.by_kind.iter().map(|(kind, count)| row(&format!("{indent}{kind}"), number(count))));
    rows.extend(stats.statements.iter().map(|count| row("statements", number(count))));
    rows.push(row("speakers", number(&stats.speakers)));
    rows.extend(stats.unnamed.iter().map(|count| row(&format!("{indent}unnamed"), number(count))));
    rows.push(row("topics", number(&stats.topics)));
    rows.extend(stats.first_date.map(|day| row("first date", day.to_string())));
    rows.extend(stats.last_date.map(|day| row("last date", day.to_string())));
    rows.push(row("bytes", number(&usize::try_from(stats.bytes).unwrap_or(usize::MAX))));
    rows.extend(
        stats.people.as_ref().map(|listed| row("people", format!("{} in {}", number(&listed.people), listed.file))),
    );
    rows.extend(stats.settings.as_ref().map(|settings| row("read with", options(settings))));
    rows.extend((stats.removed > 0).then(|| row("removed", number(&stats.removed))));
    rows
}

/// The settings, as command line options.
fn options(settings: &Settings) -> String {
    let Settings { min_confidence, map, file_dates, hidden, no_ignore, lang } = settings;
    let mut options = Vec::new();
    if *min_confidence > 0.0 {
        options.push(format!("--min-confidence {min_confidence}"));
    }
    if !map.is_empty() {
        options.push(format!("--map {}", map.join(",")));
    }
    for (wanted, option) in [(file_dates, "--file-dates"), (hidden, "--hidden"), (no_ignore, "--no-ignore")] {
        options.extend(wanted.then(|| option.to_owned()));
    }
    options.extend((!lang.is_auto()).then(|| format!("--lang {}", lang.as_str())));
    options.join(" ")
}

/// Writes the faults of an index, one per line.
pub fn check(out: &mut dyn Write, faults: &[String], format: Format) -> io::Result<()> {
    match format {
        Format::Text if faults.is_empty() => writeln!(out, "The index is in order."),
        Format::Text => faults.iter().try_for_each(|fault| writeln!(out, "{}", sanitize_line(fault))),
        Format::Json => json(out, &faults),
        Format::Jsonl => jsonl(out, faults),
        Format::Csv => table(out, FAULT_COLUMNS, faults.iter().map(|fault| [fault.clone()])),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{PLAIN, written};
    use super::*;
    use crate::query::ListedPeople;

    #[test]
    fn every_count_says_what_it_counts() {
        let held = Stats {
            articles: 2,
            quotes: 20219,
            speakers: 4327,
            by_kind: [("direct".to_owned(), 20219)].into(),
            statements: Some(15546),
            unnamed: Some(7),
            people: Some(ListedPeople { file: "people.csv".into(), people: 2 }),
            ..Stats::default()
        };
        insta::assert_snapshot!(written(|out| stats(out, &held, Format::Text, PLAIN)), @r#"
        articles    2
        quotes      20,219  each time somebody is quoted in an article
         direct     20,219
        statements  15,546  each counted once: what `search` finds without a query
        speakers    4,327   people and bodies with a name and an id
         unnamed    7       “officials”, a lone surname: once per article, as in `speakers`
        topics      0
        bytes       0
        people      2 in people.csv
        "#);
    }
}
