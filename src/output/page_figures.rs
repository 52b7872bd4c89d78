//! The answer of `eval --pages`: how well the main text of web pages is extracted.

use std::io::{self, Write};

use super::contract::{PAGE_COLUMNS, PageFiguresRecord, page_rows};
use super::csv_table::table;
use super::format::{Format, json, jsonl};
use crate::evaluate::PageFigures;

/// Writes the figures.
pub fn page_figures(out: &mut dyn Write, figures: &PageFigures, format: Format) -> io::Result<()> {
    match format {
        Format::Text => text(out, figures),
        Format::Json => json(out, &PageFiguresRecord::from(figures)),
        Format::Jsonl => jsonl(out, [PageFiguresRecord::from(figures)]),
        Format::Csv => table(out, PAGE_COLUMNS, page_rows(figures)),
    }
}

fn text(out: &mut dyn Write, figures: &PageFigures) -> io::Result<()> {
    for [name, value, count, of] in page_rows(figures) {
        let counts = if count.is_empty() { String::new() } else { format!("   {count} of {of}") };
        writeln!(out, "{name:24} {value:>6}{counts}")?;
    }
    Ok(())
}
