//! The answer of `compare`: two speakers in two columns, each in the order of time.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::contract::{ComparisonRecord, SideRecord, timeline_columns, timeline_row};
use super::csv_table::table;
use super::format::{Format, json, jsonl};
use super::phrasing::{self, count};
use super::quotation;
use super::sanitize::sanitize_line;
use super::style::{Detail, Emphasis, TextStyle};
use super::styled_text::StyledText;
use super::text_writer::TextWriter;
use crate::query::{Comparison, ComparisonSide, TimelineEntry};

/// What stands between the columns.
const BETWEEN: &str = "  │  ";
/// The fewest columns of the terminal for two columns of text.
const MIN_WIDTH: usize = 60;
/// The most lines of one statement, unless all of it is wanted.
const MAX_LINES: usize = 6;

/// Writes both speakers.
pub fn comparison(out: &mut dyn Write, comparison: &Comparison, format: Format, style: TextStyle) -> io::Result<()> {
    let entries = || comparison.sides.iter().flat_map(|side| &side.timeline.entries);
    match format {
        Format::Text => text(&mut TextWriter::new(out, style), comparison),
        Format::Json => json(out, &ComparisonRecord::from(comparison)),
        Format::Jsonl => jsonl(out, comparison.sides.iter().map(SideRecord::from)),
        Format::Csv => table(out, timeline_columns(), entries().map(timeline_row)),
    }
}

fn text(writer: &mut TextWriter<'_>, comparison: &Comparison) -> io::Result<()> {
    let [left, right] = &comparison.sides;
    if writer.style.width < MIN_WIDTH {
        let width = writer.style.width;
        cells(left, writer.style, width).iter().try_for_each(|cell| write_lines(writer, cell))?;
        return cells(right, writer.style, width).iter().try_for_each(|cell| write_lines(writer, cell));
    }
    let width = (writer.style.width - BETWEEN.width()) / 2;
    let (left, right) = (cells(left, writer.style, width), cells(right, writer.style, width));
    let none = Vec::new();
    for row in 0..left.len().max(right.len()) {
        let (left, right) = (left.get(row).unwrap_or(&none), right.get(row).unwrap_or(&none));
        for line in 0..left.len().max(right.len()) {
            let empty = Line::default();
            let (left, right) = (left.get(line).unwrap_or(&empty), right.get(line).unwrap_or(&empty));
            let pad = " ".repeat(width.saturating_sub(left.width));
            writer.raw(&format!("{}{pad}{BETWEEN}{}", left.painted, right.painted))?;
        }
        writer.raw(&format!("{:width$}{BETWEEN}", ""))?;
    }
    Ok(())
}

fn write_lines(writer: &mut TextWriter<'_>, cell: &[Line]) -> io::Result<()> {
    cell.iter().try_for_each(|line| writer.raw(&line.painted))?;
    writer.blank()
}

/// A line of a cell.
#[derive(Clone, Default)]
struct Line {
    painted: String,
    width: usize,
}

impl Line {
    fn new(style: TextStyle, emphasis: Emphasis, text: &str) -> Self {
        Self { painted: emphasis.paint(style, text), width: text.width() }
    }
}

/// The cells of one speaker: the name, then the statements.
fn cells(side: &ComparisonSide, style: TextStyle, width: usize) -> Vec<Vec<Line>> {
    let name = sanitize_line(side.name.as_deref().unwrap_or(&side.asked));
    let shown = side.timeline.entries.len();
    let total = count(side.timeline.total, "statement");
    let total = if shown < side.timeline.total { format!("{total}, the first {shown}") } else { total };
    let head = [(Emphasis::Strong, name), (Emphasis::Dim, total)];
    let head = head.iter().flat_map(|(emphasis, text)| wrapped(style, width, *emphasis, text)).collect();
    std::iter::once(head).chain(side.timeline.entries.iter().map(|entry| cell(entry, style, width))).collect()
}

fn cell(entry: &TimelineEntry, style: TextStyle, width: usize) -> Vec<Line> {
    let quote = &entry.hit.quote;
    let day = quote.article.date.map_or("no date".to_owned(), |day| quote.article.date_source.format(day));
    let polarity = phrasing::polarity_note(quote.polarity).map_or(String::new(), |note| format!(" · {note}"));
    let mut lines = wrapped(style, width, Emphasis::Strong, &format!("{day}{polarity}"));
    // Colours come with whole lines: within a cell, matches are not marked.
    let plain = TextStyle { colour: false, ..style };
    let words = quotation::whole(quote, &[]).lines(plain, width, Emphasis::Plain);
    let most = if style.detail == Detail::Full { usize::MAX } else { MAX_LINES };
    let is_cut = words.len() > most;
    lines.extend(words.into_iter().take(most).map(|line| Line::new(style, Emphasis::Plain, &line)));
    if let Some(last) = lines.last_mut().filter(|_| is_cut) {
        *last = Line::new(style, Emphasis::Plain, &phrasing::truncated(&format!("{} …", last.painted), width));
    }
    lines.extend(wrapped(style, width, Emphasis::Dim, &quote.id));
    lines
}

fn wrapped(style: TextStyle, width: usize, emphasis: Emphasis, text: &str) -> Vec<Line> {
    let plain = TextStyle { colour: false, ..style };
    let lines = StyledText::new(&sanitize_line(text), &[]).lines(plain, width, Emphasis::Plain);
    lines.into_iter().map(|line| Line::new(style, emphasis, &line)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{PLAIN, hit, written};
    use super::*;
    use crate::query::Timeline;

    #[test]
    fn two_speakers_stand_side_by_side() {
        let entry = || TimelineEntry { hit: hit(), changes: vec![] };
        let side = |asked: &str, entries: Vec<TimelineEntry>| ComparisonSide {
            asked: asked.into(),
            name: None,
            timeline: Timeline { total: 3, entries, ..Timeline::default() },
        };
        let both = Comparison { sides: [side("Ann", vec![entry(), entry()]), side("Bob", vec![entry()])] };
        insta::assert_snapshot!(written(|out| comparison(out, &both, Format::Text, PLAIN)), @r#"
        Ann                                    │  Bob
        3 statements, the first 2              │  3 statements, the first 1
                                               │
        2024-05-12                             │  2024-05-12
        “Zoë’s city will be fine,”             │  “Zoë’s city will be fine,”
        00000000000000aa                       │  00000000000000aa
                                               │
        2024-05-12                             │
        “Zoë’s city will be fine,”             │
        00000000000000aa                       │
                                               │
        "#);
        let narrow = TextStyle { width: 40, ..PLAIN };
        let narrow = written(|out| comparison(out, &both, Format::Text, narrow));
        assert!(!narrow.contains('│') && narrow.contains("Bob"), "{narrow}");
    }
}
