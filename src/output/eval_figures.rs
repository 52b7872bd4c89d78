//! The answer of `eval`: the figures of an evaluation.

use std::io::{self, Write};

use super::contract::{FALSE_QUOTES, FIGURE_COLUMNS, FiguresRecord, figure_rows};
use super::csv_table::table;
use super::format::{Format, json, jsonl};
use super::tally::tally_lines;
use crate::evaluate::Figures;

/// Writes all figures, in the order of the reference scorer and under its names.
pub fn figures(out: &mut dyn Write, figures: &Figures, format: Format) -> io::Result<()> {
    match format {
        Format::Text => text(out, figures),
        Format::Json => json(out, &FiguresRecord(figures)),
        Format::Jsonl => jsonl(out, [FiguresRecord(figures)]),
        Format::Csv => table(out, FIGURE_COLUMNS, figure_rows(figures)),
    }
}

fn text(out: &mut dyn Write, figures: &Figures) -> io::Result<()> {
    tally_lines(out, "view.figure", figures.rows())?;
    match figures.false_quotes {
        Some((taken, of)) => writeln!(out, "{FALSE_QUOTES:20} {taken} of {of}"),
        None => Ok(()),
    }
}
