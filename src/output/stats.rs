//! The answers of `stats` and `check`.

use std::io::{self, Write};

use super::clean::clean_line;
use super::csv_table::table;
use super::format::{Format, json, jsonl};
use super::look::{Look, Tone};
use super::page::Page;
use super::words::grouped;
use crate::query::Stats;

/// Writes what the index holds.
pub fn stats(out: &mut dyn Write, stats: &Stats, format: Format, look: Look) -> io::Result<()> {
    match format {
        Format::Text => text(&mut Page::new(out, look), stats),
        Format::Json => json(out, stats),
        Format::Jsonl => jsonl(out, [stats]),
        Format::Csv => table(out, ["figure", "value"], rows(stats, ' ', usize::to_string)),
    }
}

fn text(page: &mut Page<'_>, stats: &Stats) -> io::Result<()> {
    for [name, value] in rows(stats, ' ', |number| grouped(*number)) {
        let name = format!("{name:<12}");
        page.raw(&format!("{}{value}", Tone::Dim.paint(page.look, &name)))?;
    }
    Ok(())
}

fn rows(stats: &Stats, indent: char, number: impl Fn(&usize) -> String) -> Vec<[String; 2]> {
    let row = |name: &str, value: String| [name.to_owned(), value];
    let mut rows = vec![row("articles", number(&stats.articles)), row("quotes", number(&stats.quotes))];
    rows.extend(stats.by_kind.iter().map(|(kind, count)| row(&format!("{indent}{kind}"), number(count))));
    rows.push(row("speakers", number(&stats.speakers)));
    rows.push(row("topics", number(&stats.topics)));
    rows.extend(stats.first_date.map(|day| row("first date", day.to_string())));
    rows.extend(stats.last_date.map(|day| row("last date", day.to_string())));
    rows.push(row("bytes", number(&usize::try_from(stats.bytes).unwrap_or(usize::MAX))));
    rows
}

/// Writes what is wrong with the index, one line a fault.
pub fn check(out: &mut dyn Write, faults: &[String], format: Format) -> io::Result<()> {
    match format {
        Format::Text if faults.is_empty() => writeln!(out, "All is well."),
        Format::Text => faults.iter().try_for_each(|fault| writeln!(out, "{}", clean_line(fault))),
        Format::Json => json(out, &faults),
        Format::Jsonl => jsonl(out, faults),
        Format::Csv => table(out, ["fault"], faults.iter().map(|fault| [fault.clone()])),
    }
}
