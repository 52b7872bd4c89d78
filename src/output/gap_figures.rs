//! The answer of `eval --gap`: how well pronouns are resolved.

use std::io::{self, Write};

use super::contract::{FIGURE_COLUMNS, GapRecord, gap_rows};
use super::csv_table::table;
use super::format::{Format, json, jsonl};
use super::tally::tally_lines;
use crate::evaluate::GapFigures;

/// Writes the figures over all pronouns, over the masculine and over the feminine ones, and the bias.
pub fn gap_figures(out: &mut dyn Write, figures: &GapFigures, format: Format) -> io::Result<()> {
    match format {
        Format::Text => text(out, figures),
        Format::Json => json(out, &GapRecord::from(figures)),
        Format::Jsonl => jsonl(out, [GapRecord::from(figures)]),
        Format::Csv => table(out, FIGURE_COLUMNS, gap_rows(figures)),
    }
}

fn text(out: &mut dyn Write, figures: &GapFigures) -> io::Result<()> {
    tally_lines(out, "gap", figures.rows())?;
    let bias = figures.bias().map_or("-".to_owned(), |bias| format!("{bias:.3}"));
    writeln!(out, "{:20} {bias:>20}   {} pronouns", "bias", figures.pronouns)
}
