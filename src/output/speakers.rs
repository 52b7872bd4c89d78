//! The answer of `speakers`: an aligned table.

use std::io::{self, Write};

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::clean::clean_line;
use super::csv_table::{cell, table};
use super::format::{Format, json, jsonl};
use super::look::{Look, Tone};
use super::page::Page;
use super::words::grouped;
use crate::query::SpeakerRow;

/// `speakers --format json`.
#[derive(Serialize)]
struct SpeakersRecord<'a> {
    total: usize,
    speakers: &'a [SpeakerRow],
}

/// The columns of the CSV table.
const COLUMNS: [&str; 9] = ["name", "id", "kind", "aliases", "roles", "quotes", "articles", "first_date", "last_date"];

/// Writes some of the `total` speakers.
pub fn speakers(out: &mut dyn Write, rows: &[SpeakerRow], total: usize, format: Format, look: Look) -> io::Result<()> {
    match format {
        Format::Text => text(&mut Page::new(out, look), rows),
        Format::Json => json(out, &SpeakersRecord { total, speakers: rows }),
        Format::Jsonl => jsonl(out, rows),
        Format::Csv => table(out, COLUMNS, rows.iter().map(cells)),
    }
}

fn text(page: &mut Page<'_>, rows: &[SpeakerRow]) -> io::Result<()> {
    let names: Vec<String> = rows.iter().map(|row| clipped(&clean_line(&row.name), page.look.width / 2)).collect();
    let wide = names.iter().map(|name| name.width()).max().unwrap_or(0);
    for (name, row) in names.iter().zip(rows) {
        let pad = " ".repeat(wide - name.width());
        let figures = format!("{:>7}  {:<21}", grouped(row.quotes), days(row));
        let room = page.look.width.saturating_sub(wide + figures.chars().count() + 2);
        let known = if room < 12 { String::new() } else { clipped(&known_as(row), room) };
        let (name, figures) = (Tone::Strong.paint(page.look, name), Tone::Dim.paint(page.look, &figures));
        page.raw(&format!("{name}{pad}{figures}  {known}"))?;
    }
    Ok(())
}

/// `2024-05-01–2024-05-12`, one day, or nothing.
fn days(row: &SpeakerRow) -> String {
    match (row.first_date, row.last_date) {
        (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
        (first, last) => first.or(last).map(|day| day.to_string()).unwrap_or_default(),
    }
}

/// What the speaker is, else other names.
fn known_as(row: &SpeakerRow) -> String {
    let said = if row.roles.is_empty() { &row.aliases } else { &row.roles };
    clean_line(&said.join("; "))
}

/// At most `width` columns.
fn clipped(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut clipped = String::new();
    for c in text.chars() {
        if clipped.width() + 2 > width {
            break;
        }
        clipped.push(c);
    }
    clipped.trim_end().to_owned() + "…"
}

fn cells(row: &SpeakerRow) -> [String; 9] {
    [
        row.name.clone(),
        cell(&row.id),
        row.kind.name().to_owned(),
        row.aliases.join("; "),
        row.roles.join("; "),
        row.quotes.to_string(),
        row.articles.to_string(),
        cell(&row.first_date),
        cell(&row.last_date),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::sample::{PLAIN, written};
    use super::*;
    use crate::quote::SpeakerKind;

    #[test]
    fn columns_stand_under_each_other() {
        let row = |name: &str, quotes| SpeakerRow {
            name: name.into(),
            id: None,
            kind: SpeakerKind::Person,
            aliases: vec!["Zoë".into()],
            roles: vec!["a mayor of a city with a name so long that no line could ever hold all of it".into()],
            quotes,
            articles: 1,
            first_date: Some(jiff::civil::date(2024, 5, 12)),
            last_date: Some(jiff::civil::date(2024, 6, 1)),
        };
        let rows = [row("Zoë Smith-Jones", 1234), row("王小明", 2)];
        insta::assert_snapshot!(written(|out| speakers(out, &rows, 2, Format::Text, PLAIN)), @r#"
        Zoë Smith-Jones  1,234  2024-05-12–2024-06-01  a mayor of a city with a name so…
        王小明               2  2024-05-12–2024-06-01  a mayor of a city with a name so…
        "#);
    }
}
