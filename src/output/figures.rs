//! The answer of `eval`: the figures of an evaluation.

use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::csv_table::table;
use super::format::{Format, json, jsonl};
use crate::evaluate::{Figures, Tally};

/// The name of the one row that is no precision and recall.
const FALSE_QUOTES: &str = "false_quotes";

/// Writes all figures, in the order of the reference scorer and under its names.
pub fn figures(out: &mut dyn Write, figures: &Figures, format: Format) -> io::Result<()> {
    match format {
        Format::Text => text(out, figures),
        Format::Json => json(out, &Object(figures)),
        Format::Jsonl => jsonl(out, [Object(figures)]),
        Format::Csv => table(out, ["figure", "P", "R", "F1", "tp", "pred", "gold"], cells(figures)),
    }
}

fn text(out: &mut dyn Write, figures: &Figures) -> io::Result<()> {
    writeln!(out, "{:20} {:>6} {:>6} {:>6}   tp/pred/gold", "view.figure", "P", "R", "F1")?;
    for (name, tally) in figures.rows() {
        let (precision, recall, f1) = (tally.precision(), tally.recall(), tally.f1());
        let Tally { right, predicted, gold } = tally;
        writeln!(out, "{name:20} {precision:6.3} {recall:6.3} {f1:6.3}   {right}/{predicted}/{gold}")?;
    }
    match figures.false_quotes {
        Some((taken, of)) => writeln!(out, "{FALSE_QUOTES:20} {taken} of {of}"),
        None => Ok(()),
    }
}

fn cells(figures: &Figures) -> impl Iterator<Item = [String; 7]> {
    let share = |number: f64| format!("{number:.3}");
    let row = move |(name, tally): (String, Tally)| {
        let shares = [tally.precision(), tally.recall(), tally.f1()].map(share);
        let counts = [tally.right, tally.predicted, tally.gold].map(|count| count.to_string());
        let ([precision, recall, f1], [right, predicted, gold]) = (shares, counts);
        [name, precision, recall, f1, right, predicted, gold]
    };
    let none = String::new;
    let false_quotes = figures.false_quotes.map(|(taken, of)| {
        [FALSE_QUOTES.to_owned(), none(), none(), none(), taken.to_string(), of.to_string(), none()]
    });
    figures.rows().map(row).chain(false_quotes)
}

/// One object with a field a figure, in the order of the table.
struct Object<'a>(&'a Figures);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        for (name, tally) in self.0.rows() {
            object.serialize_entry(&name, &Row::from(tally))?;
        }
        if let Some((taken, of)) = self.0.false_quotes {
            object.serialize_entry(FALSE_QUOTES, &FalseQuotes { taken, of })?;
        }
        object.end()
    }
}

/// One figure, under the names of the reference scorer.
#[derive(serde::Serialize)]
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

#[derive(serde::Serialize)]
struct FalseQuotes {
    taken: usize,
    of: usize,
}

impl From<Tally> for Row {
    fn from(tally: Tally) -> Self {
        Row {
            precision: tally.precision(),
            recall: tally.recall(),
            f1: tally.f1(),
            tp: tally.right,
            pred: tally.predicted,
            gold: tally.gold,
        }
    }
}
