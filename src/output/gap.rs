//! The answer of `eval --gap`: how well pronouns are understood.

use std::io::{self, Write};

use serde::Serialize;

use super::csv_table::table;
use super::format::{Format, json, jsonl};
use crate::evaluate::{GapFigures, Tally};

/// Writes the figures over all pronouns, over he and over she, and the bias.
pub fn gap_figures(out: &mut dyn Write, figures: &GapFigures, format: Format) -> io::Result<()> {
    match format {
        Format::Text => text(out, figures),
        Format::Json => json(out, &Record::from(figures)),
        Format::Jsonl => jsonl(out, [Record::from(figures)]),
        Format::Csv => table(out, ["figure", "P", "R", "F1", "tp", "pred", "gold"], cells(figures)),
    }
}

fn text(out: &mut dyn Write, figures: &GapFigures) -> io::Result<()> {
    writeln!(out, "{:20} {:>6} {:>6} {:>6}   tp/pred/gold", "gap", "P", "R", "F1")?;
    for (name, tally) in figures.rows() {
        let (precision, recall, f1) = (tally.precision(), tally.recall(), tally.f1());
        let Tally { right, predicted, gold } = tally;
        writeln!(out, "{name:20} {precision:6.3} {recall:6.3} {f1:6.3}   {right}/{predicted}/{gold}")?;
    }
    let bias = figures.bias().map_or("-".to_owned(), |bias| format!("{bias:.3}"));
    writeln!(out, "{:20} {bias:>20}   {} pronouns", "bias", figures.pronouns)
}

fn cells(figures: &GapFigures) -> impl Iterator<Item = [String; 7]> {
    let row = |(name, tally): (&str, Tally)| {
        let [precision, recall, f1] =
            [tally.precision(), tally.recall(), tally.f1()].map(|share| format!("{share:.3}"));
        let [right, predicted, gold] = [tally.right, tally.predicted, tally.gold].map(|count| count.to_string());
        [name.to_owned(), precision, recall, f1, right, predicted, gold]
    };
    figures.rows().into_iter().map(row)
}

#[derive(Serialize)]
struct Record {
    pronouns: usize,
    overall: Row,
    masculine: Row,
    feminine: Row,
    bias: Option<f64>,
}

#[derive(Serialize)]
struct Row {
    #[serde(rename = "P")]
    precision: f64,
    #[serde(rename = "R")]
    recall: f64,
    #[serde(rename = "F1")]
    f1: f64,
    tp: usize,
    pred: usize,
    gold: usize,
}

impl From<&GapFigures> for Record {
    fn from(figures: &GapFigures) -> Self {
        let row = |tally: Tally| Row {
            precision: tally.precision(),
            recall: tally.recall(),
            f1: tally.f1(),
            tp: tally.right,
            pred: tally.predicted,
            gold: tally.gold,
        };
        Record {
            pronouns: figures.pronouns,
            overall: row(figures.overall),
            masculine: row(figures.masculine),
            feminine: row(figures.feminine),
            bias: figures.bias(),
        }
    }
}
