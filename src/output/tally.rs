//! Precision, recall, F1 and the counts behind them, for people: the rows of every table of an evaluation.

use std::fmt::Display;
use std::io::{self, Write};

use crate::evaluate::Tally;

/// Writes `rows` below a head that calls the first column `title`.
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
