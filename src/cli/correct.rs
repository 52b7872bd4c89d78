//! `quotedex correct`: corrects a quote, in the user's table and at once in the index.

use jiff::Zoned;

use super::args::{CorrectArgs, CorrectionsArgs, SpeakerKindArg};
use super::checked_corrections::CheckedCorrections;
use super::context::Context;
use super::corrections_file::{OpenTable, current_table};
use super::error::{CliError, Outcome};
use crate::index::{Correction, CorrectionAction, Index};
use crate::output::{self, CorrectionLine};
use crate::query::ShownQuote;
use crate::quote::{Polarity, SpeakerKind};
use crate::speakers::speaker_id;

/// Adds a row, takes one back, or lists all.
pub(super) fn run(context: &mut Context, args: &CorrectArgs) -> Result<Outcome, CliError> {
    // There must be an index: an update would create one.
    context.index()?;
    let id = args.id.as_deref().filter(|_| !args.list);
    let Some(id) = id.map(str::trim) else { return list(context, &args.table) };
    let mut open = OpenTable::lock(context, &args.table)?;
    if args.undo {
        return undo(context, open, id);
    }
    let index = context.index()?;
    let Some(shown) = index.show(id)? else { return Ok(no_such_quote(context, id)) };
    let row = row(&index, args, &shown)?;
    if shown.quote.evidence.by_hand.is_none() && is_same(&row, &shown) {
        context.note("That is what the index says already. To confirm it, use --right.");
        return Ok(Outcome::Nothing);
    }
    open.table.add(row)?;
    let path = open.save(context)?;
    match context.index()?.show(&shown.quote.id)? {
        Some(corrected) => context.answer(|out, format, style| output::show(out, &corrected, format, style))?,
        None => context.note("The quote is no longer in the index."),
    }
    context.note(&format!("Noted in {}.", path.display()));
    Ok(Outcome::Found)
}

fn no_such_quote(context: &Context, id: &str) -> Outcome {
    context.note(&format!("No quote in this index has the id {id}; `quotedex search` prints ids."));
    Outcome::Nothing
}

fn row(index: &Index, args: &CorrectArgs, shown: &ShownQuote) -> Result<Correction, CliError> {
    let action = match args {
        CorrectArgs { speaker: Some(_), .. } => CorrectionAction::Speaker,
        CorrectArgs { unknown: true, .. } => CorrectionAction::Unknown,
        CorrectArgs { said: true, .. } => CorrectionAction::Said,
        CorrectArgs { denied: true, .. } => CorrectionAction::Denied,
        CorrectArgs { not_said: true, .. } => CorrectionAction::NotSaid,
        CorrectArgs { not_a_quotation: true, .. } => CorrectionAction::NotAQuotation,
        _ => CorrectionAction::Right,
    };
    let quote = &shown.quote;
    let (speaker, speaker_id, kind) = match &args.speaker {
        Some(name) => named(index, name, args.kind)?,
        None => (None, None, None),
    };
    let machine = quote.evidence.by_hand.as_ref().map_or(&quote.speaker.name, |machine| &machine.speaker);
    Ok(Correction {
        action,
        words: quote.text.clone(),
        speaker,
        speaker_id,
        kind,
        note: args.note.clone(),
        day: Some(Zoned::now().date()),
        article: Some(quote.article.id.clone()),
        url: quote.article.url.clone(),
        quote: Some(quote.id.clone()),
        machine: machine.clone(),
        ..Correction::default()
    })
}

/// The speaker with that name or id, as the index knows it, or else a new one.
type Named = (Option<String>, Option<String>, Option<String>);

fn named(index: &Index, name: &str, kind: Option<SpeakerKindArg>) -> Result<Named, CliError> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(id) = speaker_id(&name) else { return Err(CliError::no_name(&name)) };
    // A name that is in the index under this very id, or the id itself.
    let (rows, ..) = index.speakers(Some(&id), 1, 0)?;
    let known = rows.into_iter().find(|row| row.id.as_deref() == Some(&id));
    let is_id = known.as_ref().is_some_and(|_| name == id);
    let kind = kind.map(SpeakerKind::from).or(known.as_ref().map(|known| known.kind)).unwrap_or(SpeakerKind::Person);
    let name = known.filter(|_| is_id).map_or(name, |known| known.name);
    Ok((Some(name), Some(id), Some(kind.name().to_owned())))
}

/// Whether the row says what the index says already.
fn is_same(row: &Correction, shown: &ShownQuote) -> bool {
    let quote = &shown.quote;
    match row.action {
        CorrectionAction::Speaker => row.speaker == quote.speaker.name && row.speaker_id == quote.speaker.id,
        CorrectionAction::Unknown => quote.speaker.name.is_none(),
        CorrectionAction::Said | CorrectionAction::Denied | CorrectionAction::NotSaid => {
            Some(quote.polarity) == polarity(row.action)
        }
        _ => false,
    }
}

fn polarity(action: CorrectionAction) -> Option<Polarity> {
    match action {
        CorrectionAction::Said => Some(Polarity::Affirmed),
        CorrectionAction::Denied => Some(Polarity::Denied),
        CorrectionAction::NotSaid => Some(Polarity::NotSaid),
        _ => None,
    }
}

/// Takes the last correction of a quote back. It may have left the index, so its id is that in the table.
fn undo(context: &mut Context, mut open: OpenTable, id: &str) -> Result<Outcome, CliError> {
    let is_it =
        |row: &Correction| id.len() >= MIN_ID && row.quote.as_deref().is_some_and(|quote| quote.starts_with(id));
    let Some(row) = open.table.take_last(is_it) else {
        context.note(&format!("No correction of a quote with the id {id}; `quotedex correct --list` prints all."));
        return Ok(Outcome::Nothing);
    };
    open.save(context)?;
    context.note(&format!("Taken back: {}.", row.action.name().replace('_', " ")));
    let index = context.index()?;
    if let Some(shown) = row.quote.and_then(|quote| index.show(&quote).transpose()).transpose()? {
        context.answer(|out, format, style| output::show(out, &shown, format, style))?;
    }
    Ok(Outcome::Found)
}

/// The fewest characters of an id, as for `show`.
const MIN_ID: usize = 4;

fn list(context: &mut Context, args: &CorrectionsArgs) -> Result<Outcome, CliError> {
    let table = current_table(context, args)?;
    let rows = table.corrections().rows;
    let checked = CheckedCorrections::of(context, table.corrections())?;
    let fits = checked.rows.iter().map(|row| row.fits);
    let lines: Vec<CorrectionLine> =
        rows.into_iter().zip(fits).map(|(correction, fits)| CorrectionLine { correction, fits }).collect();
    context.answer(|out, format, style| output::corrections(out, &lines, format, style))?;
    let lost = lines.iter().filter(|line| !line.fits).count();
    if lines.is_empty() {
        context.note(&format!("There are no corrections in {}.", table.path().display()));
    } else if lost > 0 {
        context.note(&format!("{lost} of them fit nothing in this index; they are kept."));
    }
    Ok(Outcome::found(!lines.is_empty()))
}

impl From<SpeakerKindArg> for SpeakerKind {
    fn from(kind: SpeakerKindArg) -> Self {
        match kind {
            SpeakerKindArg::Person => SpeakerKind::Person,
            SpeakerKindArg::Organisation => SpeakerKind::Organisation,
            SpeakerKindArg::Group => SpeakerKind::Group,
            SpeakerKindArg::Document => SpeakerKind::Document,
        }
    }
}
