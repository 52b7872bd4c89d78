//! `quotedex people`: decides which names are one person's.

use jiff::Zoned;

use super::args::{PeopleCommand, PeopleCommandArgs, TwoNamesArgs};
use super::context::Context;
use super::corrections_file::{OpenTable, current_table};
use super::corrections_table::CorrectionsTable;
use super::error::{CliError, Outcome};
use crate::index::{Correction, CorrectionAction, Index};
use crate::output::{self, CorrectionLine};
use crate::query::SpeakerName;
use crate::speakers::speaker_id;

/// Adds a decision, takes one back, or lists all.
pub(super) fn run(context: &mut Context, args: &PeopleCommandArgs) -> Result<Outcome, CliError> {
    // There must be an index: an update would create one.
    context.index()?;
    let (action, names) = match &args.command {
        PeopleCommand::List(table) => {
            let table = current_table(context, table)?;
            return list(context, &table);
        }
        PeopleCommand::Undo(names) => return undo(context, OpenTable::lock(context, &names.table)?, names),
        PeopleCommand::Merge(names) => (CorrectionAction::Merge, names),
        PeopleCommand::Split(names) => (CorrectionAction::Split, names),
        PeopleCommand::Rename(names) => (CorrectionAction::Rename, names),
    };
    decide(context, OpenTable::lock(context, &names.table)?, action, names)
}

fn decide(
    context: &mut Context,
    mut open: OpenTable,
    action: CorrectionAction,
    names: &TwoNamesArgs,
) -> Result<Outcome, CliError> {
    let index = context.index()?;
    let one = known(&index, &names.one)?;
    let (other, other_id) = match action {
        CorrectionAction::Rename => (names.other.split_whitespace().collect::<Vec<_>>().join(" "), None),
        _ => {
            let other = known(&index, &names.other)?;
            (other.name, Some(other.id))
        }
    };
    if !other.contains(char::is_alphanumeric) {
        return Err(CliError::no_name(&names.other));
    }
    let row = Correction {
        action,
        speaker: Some(one.name),
        speaker_id: Some(one.id),
        other: Some(other),
        other_id,
        day: Some(Zoned::now().date()),
        ..Correction::default()
    };
    if row.speaker_id == row.other_id {
        return Err(CliError::one_name(&names.one, &names.other));
    }
    let id = row.speaker_id.clone();
    open.add(row)?;
    let path = open.save(context)?;
    let (rows, total, _) = context.index()?.speakers(id.as_deref(), 1, 0)?;
    let (format, style) = (context.format(), context.style());
    output::speakers(&mut context.out, &rows, total, format, style)?;
    context.flush()?;
    context.note(&format!("Noted in {}.", path.display()));
    Ok(Outcome::Found)
}

/// The one speaker with that name or id.
fn known(index: &Index, typed: &str) -> Result<SpeakerName, CliError> {
    let found = index.speakers_called(typed)?;
    let fitting = if found.exact.is_empty() { found.others } else { found.exact };
    match fitting.as_slice() {
        [one] => Ok(one.clone()),
        [] if typed
            .rsplit_once('.')
            .is_some_and(|(id, _)| index.speakers_called(id).is_ok_and(|found| !found.exact.is_empty())) =>
        {
            Err(CliError::one_of_two(typed))
        }
        [] => {
            let (_, _, suggestions) = index.speakers(Some(typed), 0, 0)?;
            Err(CliError::no_such_speaker(typed, &suggestions))
        }
        several => {
            let names = several.iter().take(5).map(|one| format!("{} ({})", one.name, one.id)).collect::<Vec<_>>();
            Err(CliError::several_speakers(typed, several.len(), &names.join(", ")))
        }
    }
}

fn undo(context: &mut Context, mut open: OpenTable, names: &TwoNamesArgs) -> Result<Outcome, CliError> {
    // Once merged, both names mean one speaker: so the words of the names decide, or an id.
    let means = |typed: &str, name: &Option<String>, id: &Option<String>| {
        let words = |name: &str| speaker_id(name).unwrap_or_default();
        let typed = words(typed);
        let known: Vec<String> = name.iter().map(|name| words(name)).chain(id.clone()).collect();
        known.iter().any(|known| typed.split('-').all(|word| known.split('-').any(|its| its == word)))
    };
    let is_it = |row: &Correction| {
        let means_both = |one: &str, other: &str| {
            means(one, &row.speaker, &row.speaker_id) && means(other, &row.other, &row.other_id)
        };
        row.action.is_on_people() && (means_both(&names.one, &names.other) || means_both(&names.other, &names.one))
    };
    let Some(row) = open.table.take_last(is_it) else {
        context.note("No decision on these two names; `quotedex people list` prints all.");
        return Ok(Outcome::Nothing);
    };
    open.save(context)?;
    let text = |name: Option<String>| name.unwrap_or_default();
    context.note(&format!("Taken back: {} {} and {}.", row.action.name(), text(row.speaker), text(row.other)));
    Ok(Outcome::Found)
}

fn list(context: &mut Context, table: &CorrectionsTable) -> Result<Outcome, CliError> {
    let index = context.index()?;
    let mut lines = Vec::new();
    for correction in table.corrections().rows.into_iter().filter(|row| row.action.is_on_people()) {
        let mut fits = true;
        for id in correction.speaker_id.iter().chain(&correction.other_id) {
            fits &= !index.speakers_called(id)?.exact.is_empty();
        }
        lines.push(CorrectionLine { correction, fits });
    }
    context.answer(|out, format, style| output::corrections(out, &lines, format, style))?;
    if lines.is_empty() {
        context.note(&format!("There are no decisions on names in {}.", table.path().display()));
    }
    Ok(Outcome::found(!lines.is_empty()))
}
