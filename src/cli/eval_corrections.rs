//! `quotedex eval --from-corrections`: how often the program is right on quotes that were checked by hand.

use super::args::EvalArgs;
use super::checked_corrections::CheckedCorrections;
use super::context::Context;
use super::corrections_file::current_table;
use super::error::{CliError, Outcome};
use crate::output::{self, HandAccuracy};

/// Prints the figures, or the labelled articles.
pub(super) fn run(context: &mut Context, args: &EvalArgs) -> Result<Outcome, CliError> {
    context.index()?;
    let table = current_table(context, &args.table)?;
    let checked = CheckedCorrections::of(context, table.corrections())?;
    if args.labelled {
        output::labelled_articles(&mut context.out, &checked.articles)?;
        return Ok(Outcome::found(!checked.articles.is_empty()));
    }
    let figures = figures(checked);
    if figures.total().0 == 0 {
        context
            .note(&format!("No quote in this index was checked by hand, as far as {} says.", table.path().display()));
        return Ok(Outcome::Nothing);
    }
    context.answer(|out, format, style| output::hand_accuracy(out, &figures, format, style))?;
    if figures.missing > 0 {
        context.note(&format!("{} more are on articles that are not in the index.", figures.missing));
    }
    Ok(Outcome::Found)
}

fn figures(checked: CheckedCorrections) -> HandAccuracy {
    let mut figures = HandAccuracy::default();
    // Of several rows on one quote, the last stands for all.
    for row in checked.rows.iter().filter(|row| !row.correction.action.is_on_people() && !row.is_overruled) {
        let correction = &row.correction;
        let Some(is_right) = row.is_right else {
            figures.missing += 1;
            continue;
        };
        let (all, right) = figures.by_action.entry(correction.action).or_default();
        *all += 1;
        *right += usize::from(is_right);
        if !is_right {
            figures.wrong.push(correction.clone());
        }
    }
    figures
}
