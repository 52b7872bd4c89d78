//! The answer of `eval`: the figures of an evaluation.

use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::csv_table::table;
use super::format::{Format, json, jsonl};
use super::tally::{TALLY_HEAD, TallyRow, tally_cells, tally_lines};
use crate::evaluate::Figures;

/// The name of the one row that is no precision and recall.
const FALSE_QUOTES: &str = "false_quotes";

/// Writes all figures, in the order of the reference scorer and under its names.
pub fn figures(out: &mut dyn Write, figures: &Figures, format: Format) -> io::Result<()> {
    match format {
        Format::Text => text(out, figures),
        Format::Json => json(out, &Object(figures)),
        Format::Jsonl => jsonl(out, [Object(figures)]),
        Format::Csv => table(out, TALLY_HEAD, cells(figures)),
    }
}

fn text(out: &mut dyn Write, figures: &Figures) -> io::Result<()> {
    tally_lines(out, "view.figure", figures.rows())?;
    match figures.false_quotes {
        Some((taken, of)) => writeln!(out, "{FALSE_QUOTES:20} {taken} of {of}"),
        None => Ok(()),
    }
}

fn cells(figures: &Figures) -> impl Iterator<Item = [String; 7]> {
    let none = String::new;
    let false_quotes = figures.false_quotes.map(|(taken, of)| {
        [FALSE_QUOTES.to_owned(), none(), none(), none(), taken.to_string(), of.to_string(), none()]
    });
    figures.rows().map(|(name, tally)| tally_cells(&name, tally)).chain(false_quotes)
}

/// One object with a field a figure, in the order of the table.
struct Object<'a>(&'a Figures);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        for (name, tally) in self.0.rows() {
            object.serialize_entry(&name, &TallyRow::from(tally))?;
        }
        if let Some((taken, of)) = self.0.false_quotes {
            object.serialize_entry(FALSE_QUOTES, &FalseQuotes { taken, of })?;
        }
        object.end()
    }
}

#[derive(serde::Serialize)]
struct FalseQuotes {
    taken: usize,
    of: usize,
}
