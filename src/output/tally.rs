//! Precision, recall, F1 and the counts behind them: one row of every table of an evaluation.

use std::fmt::Display;
use std::io::{self, Write};

use crate::evaluate::Tally;

/// The head of such a table for spreadsheets.
pub(super) const TALLY_HEAD: [&str; 7] = ["figure", "P", "R", "F1", "tp", "pred", "gold"];

/// Writes `rows` for people, below a head that calls the first column `title`.
pub(super) fn tally_lines<N: Display>(
    out: &mut dyn Write,
    title: &str,
    rows: impl IntoIterator<Item = (N, Tally)>,
) -> io::Result<()> {
    writeln!(out, "{title:20} {:>6} {:>6} {:>6}   tp/pred/gold", "P", "R", "F1")?;
    for (name, tally) in rows {
        let (precision, recall, f1) = (tally.precision(), tally.recall(), tally.f1());
        let Tally { right, predicted, gold, .. } = tally;
        match (predicted, gold) {
            (_, 0) => writeln!(out, "{name:20} {precision:6.3}   {right}/{predicted}")?,
            (0, _) => writeln!(out, "{name:20}        {recall:6.3}   {}/{gold}", tally.hits())?,
            _ => writeln!(out, "{name:20} {precision:6.3} {recall:6.3} {f1:6.3}   {right}/{predicted}/{gold}")?,
        }
    }
    Ok(())
}

/// One row for spreadsheets; cells are empty where nothing is labelled, or nothing predicted, that could be counted.
pub(super) fn tally_cells(name: &str, tally: Tally) -> [String; 7] {
    let [precision, recall, f1] = [tally.precision(), tally.recall(), tally.f1()].map(|share| format!("{share:.3}"));
    let [right, predicted, gold] = [tally.right, tally.predicted, tally.gold].map(|count| count.to_string());
    let none = String::new;
    match (tally.predicted, tally.gold) {
        (_, 0) => [name.to_owned(), precision, none(), none(), right, predicted, none()],
        (0, _) => [name.to_owned(), none(), recall, none(), tally.hits().to_string(), none(), gold],
        _ => [name.to_owned(), precision, recall, f1, right, predicted, gold],
    }
}

/// One figure, under the names of the reference scorer.
#[derive(serde::Serialize)]
pub(super) struct TallyRow {
    #[serde(rename = "P")]
    precision: f64,
    #[serde(rename = "R")]
    recall: f64,
    #[serde(rename = "F1")]
    f1: f64,
    tp: usize,
    pred: usize,
    gold: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    hit: Option<usize>,
}

impl From<Tally> for TallyRow {
    fn from(tally: Tally) -> Self {
        TallyRow {
            precision: tally.precision(),
            recall: tally.recall(),
            f1: tally.f1(),
            tp: tally.right,
            pred: tally.predicted,
            gold: tally.gold,
            hit: tally.recalled,
        }
    }
}
