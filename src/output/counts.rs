//! The answer of `search --count-by`: a table with the figures first.

use std::io::{self, Write};

use serde::Serialize;

use super::clean::clean_line;
use super::csv_table::{cell, table};
use super::format::{Format, json, jsonl};
use super::look::{Look, Tone};
use super::page::Page;
use super::words::grouped;
use crate::query::{By, Count, CountAnswer};

/// `search --count-by WHAT --format json`.
#[derive(Serialize)]
struct CountRecord<'a> {
    by: &'a str,
    /// Quotations in all; one with several topics counts once.
    total: usize,
    /// Values in all.
    values: usize,
    counts: &'a [Count],
}

/// Writes how many quotations there are of each.
pub fn counts(out: &mut dyn Write, answer: &CountAnswer, by: By, format: Format, look: Look) -> io::Result<()> {
    let CountAnswer { counts, values, total, .. } = answer;
    match format {
        Format::Text => text(&mut Page::new(out, look), counts, by),
        Format::Json => json(out, &CountRecord { by: by.name(), total: *total, values: *values, counts }),
        Format::Jsonl => jsonl(out, counts),
        Format::Csv => {
            let row = |count: &Count| [cell(&count.value), cell(&count.id), count.quotes.to_string()];
            table(out, [by.name(), "id", "quotes"], counts.iter().map(row))
        }
    }
}

fn text(page: &mut Page<'_>, counts: &[Count], by: By) -> io::Result<()> {
    let wide = counts.iter().map(|count| grouped(count.quotes).len()).max().unwrap_or(0);
    for Count { value, quotes, .. } in counts {
        let name = match value {
            Some(value) => clean_line(value),
            None => Tone::Dim.paint(page.look, &format!("without {}", by.name())),
        };
        page.raw(&format!("{:>wide$}  {name}", grouped(*quotes)))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::sample::{PLAIN, written};
    use super::*;

    #[test]
    fn figures_stand_under_each_other() {
        let count = |value: Option<&str>, quotes| Count { value: value.map(str::to_owned), id: None, quotes };
        let counts = vec![count(Some("Zoë Smith"), 1200), count(None, 7)];
        let answer = CountAnswer { counts, values: 2, total: 1207, ..CountAnswer::default() };
        let shown = |format| written(|out| super::counts(out, &answer, By::Speaker, format, PLAIN));
        assert_eq!(shown(Format::Text), "1,200  Zoë Smith\n    7  without speaker\n");
        assert_eq!(shown(Format::Csv), "speaker,id,quotes\nZoë Smith,,1200\n,,7\n");
        assert_eq!(shown(Format::Jsonl).lines().next(), Some(r#"{"value":"Zoë Smith","quotes":1200}"#));
    }
}
