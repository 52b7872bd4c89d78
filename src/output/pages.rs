//! The answer of `eval --pages`: how well the main text of web pages is read.

use std::io::{self, Write};

use serde::Serialize;

use super::csv_table::table;
use super::format::{Format, json, jsonl};
use crate::evaluate::PageFigures;

/// Writes the figures.
pub fn page_figures(out: &mut dyn Write, figures: &PageFigures, format: Format) -> io::Result<()> {
    match format {
        Format::Text => text(out, figures),
        Format::Json => json(out, &Record::from(figures)),
        Format::Jsonl => jsonl(out, [Record::from(figures)]),
        Format::Csv => table(out, ["figure", "value", "count", "of"], rows(figures)),
    }
}

fn text(out: &mut dyn Write, figures: &PageFigures) -> io::Result<()> {
    for [name, value, count, of] in rows(figures) {
        let counts = if count.is_empty() { String::new() } else { format!("   {count} of {of}") };
        writeln!(out, "{name:24} {value:>6}{counts}")?;
    }
    Ok(())
}

/// Name, value, and the counts behind it where it has some.
fn rows(figures: &PageFigures) -> [[String; 4]; 9] {
    let bare = |name: &str, value: f64| [name.to_owned(), format!("{value:.3}"), String::new(), String::new()];
    let share = |name: &str, value: f64, count: usize, of: usize| {
        [name.to_owned(), format!("{value:.3}"), count.to_string(), of.to_string()]
    };
    let of_pages = |name, count| share(name, figures.share(count), count, figures.pages);
    [
        ["pages".to_owned(), figures.pages.to_string(), String::new(), String::new()],
        of_pages("no text found", figures.failed),
        bare("precision", figures.precision),
        bare("recall", figures.recall),
        bare("F1", figures.f1()),
        share("quotations kept", figures.quotes_share(), figures.quotes_kept, figures.quotes),
        share("glued in 100 pages", figures.glued_in_hundred(), figures.glued, figures.pages),
        of_pages("publisher", figures.publisher),
        of_pages("date", figures.date),
    ]
}

#[derive(Serialize)]
struct Record {
    pages: usize,
    failed: usize,
    precision: f64,
    recall: f64,
    f1: f64,
    quotes: usize,
    quotes_kept: usize,
    glued: usize,
    publisher: usize,
    date: usize,
}

impl From<&PageFigures> for Record {
    fn from(figures: &PageFigures) -> Self {
        Record {
            pages: figures.pages,
            failed: figures.failed,
            precision: figures.precision,
            recall: figures.recall,
            f1: figures.f1(),
            quotes: figures.quotes,
            quotes_kept: figures.quotes_kept,
            glued: figures.glued,
            publisher: figures.publisher,
            date: figures.date,
        }
    }
}
