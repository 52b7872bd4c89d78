//! `quotedex people`: decides which names are one person's.

use jiff::Zoned;

use super::args::{PeopleCommand, PeopleCommandArgs, TwoNamesArgs};
use super::context::Context;
use super::corrections_file::{OpenTable, current_table};
use super::corrections_table::CorrectionsTable;
use super::error::{CliError, Outcome};
use crate::index::{Correction, CorrectionAction, Index};
use crate::output::{self, CorrectionLine};
use crate::query::SpeakerRow;
use crate::speakers::speaker_id;

/// Adds a decision, takes one back, or lists all.
pub(super) fn run(context: &mut Context, args: &PeopleCommandArgs) -> Result<Outcome, CliError> {
    // There must be an index: an update would create one.
    context.index()?;
    if let PeopleCommand::List = &args.command {
        return list(context, &current_table(context, &args.table)?);
    }
    let open = OpenTable::lock(context, &args.table)?;
    match &args.command {
        PeopleCommand::Merge(names) => decide(context, open, CorrectionAction::Merge, names),
        PeopleCommand::Split(names) => decide(context, open, CorrectionAction::Split, names),
        PeopleCommand::Rename(names) => decide(context, open, CorrectionAction::Rename, names),
        PeopleCommand::Undo(names) => undo(context, open, names),
        PeopleCommand::List => Ok(Outcome::Nothing),
    }
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
            (other.name, other.id)
        }
    };
    if other.is_empty() {
        return Err(CliError::no_name(&names.other));
    }
    let id = |typed: &str, row_id: Option<String>| match action {
        // Both names may be one speaker's so far: what is typed tells them apart.
        CorrectionAction::Split => speaker_id(typed),
        _ => row_id,
    };
    let row = Correction {
        action,
        speaker: Some(one.name.clone()),
        speaker_id: id(&names.one, one.id.clone()),
        other: Some(other),
        other_id: other_id.and_then(|other_id| id(&names.other, Some(other_id))),
        day: Some(Zoned::now().date()),
        ..Correction::default()
    };
    if row.speaker_id == row.other_id {
        return Err(CliError::one_name(&names.one, &names.other));
    }
    open.table.add(row)?;
    let path = open.save(context)?;
    let (rows, total, _) = context.index()?.speakers(one.id.as_deref(), 1, 0)?;
    let (format, style) = (context.format(), context.style());
    output::speakers(&mut context.out, &rows, total, format, style)?;
    context.flush()?;
    context.note(&format!("Noted in {}.", path.display()));
    Ok(Outcome::Found)
}

/// The speaker with that name or id.
fn known(index: &Index, name: &str) -> Result<SpeakerRow, CliError> {
    let (rows, total, suggestions) = index.speakers(Some(name), 2, 0)?;
    let with_id: Vec<SpeakerRow> = rows.into_iter().filter(|row| row.id.is_some()).collect();
    let exact = with_id.iter().position(|row| row.name == name || row.id.as_deref() == Some(name));
    match (exact, with_id.len()) {
        (Some(at), _) => Ok(with_id[at].clone()),
        (None, 1) => Ok(with_id[0].clone()),
        (None, 0) => Err(CliError::no_such_speaker(name, &suggestions)),
        (None, _) => Err(CliError::several_speakers(name, total)),
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
    let rows = table.corrections().rows.into_iter().filter(|row| row.action.is_on_people());
    let lines: Vec<CorrectionLine> = rows.map(|correction| CorrectionLine { correction, fits: true }).collect();
    context.answer(|out, format, style| output::corrections(out, &lines, format, style))?;
    if lines.is_empty() {
        context.note(&format!("There are no decisions on names in {}.", table.path().display()));
    }
    Ok(Outcome::found(!lines.is_empty()))
}
