//! The answer of `eval --gap`: how well pronouns are understood.

use std::io::{self, Write};

use serde::Serialize;

use super::csv_table::table;
use super::format::{Format, json, jsonl};
use super::tally::{TALLY_HEAD, TallyRow, tally_cells, tally_lines};
use crate::evaluate::GapFigures;

/// Writes the figures over all pronouns, over he and over she, and the bias.
pub fn gap_figures(out: &mut dyn Write, figures: &GapFigures, format: Format) -> io::Result<()> {
    match format {
        Format::Text => text(out, figures),
        Format::Json => json(out, &Record::from(figures)),
        Format::Jsonl => jsonl(out, [Record::from(figures)]),
        Format::Csv => table(out, TALLY_HEAD, cells(figures)),
    }
}

fn text(out: &mut dyn Write, figures: &GapFigures) -> io::Result<()> {
    tally_lines(out, "gap", figures.rows())?;
    let bias = figures.bias().map_or("-".to_owned(), |bias| format!("{bias:.3}"));
    writeln!(out, "{:20} {bias:>20}   {} pronouns", "bias", figures.pronouns)
}

fn cells(figures: &GapFigures) -> impl Iterator<Item = [String; 7]> {
    figures.rows().into_iter().map(|(name, tally)| tally_cells(name, tally))
}

#[derive(Serialize)]
struct Record {
    pronouns: usize,
    overall: TallyRow,
    masculine: TallyRow,
    feminine: TallyRow,
    bias: Option<f64>,
}

impl From<&GapFigures> for Record {
    fn from(figures: &GapFigures) -> Self {
        Record {
            pronouns: figures.pronouns,
            overall: TallyRow::from(figures.overall),
            masculine: TallyRow::from(figures.masculine),
            feminine: TallyRow::from(figures.feminine),
            bias: figures.bias(),
        }
    }
}
