//! `quotedex correct`: corrects a quote, in the user's table and at once in the index.

use jiff::Zoned;

use super::args::{CorrectArgs, CorrectionsArgs, SpeakerKindArg};
use super::checked_corrections::CheckedCorrections;
use super::context::Context;
use super::corrections_file::{OpenTable, current_table};
use super::error::{CliError, Outcome};
use crate::index::{Correction, CorrectionAction, CorrectionLookup, Index, article_words};
use crate::output::{self, CorrectionLine};
use crate::query::ShownQuote;
use crate::quote::{Polarity, SpeakerKind};
use crate::speakers::{People, speaker_id};

/// Adds a row, takes one back, or lists all.
pub(super) fn run(context: &mut Context, args: &CorrectArgs) -> Result<Outcome, CliError> {
    if args.list {
        context.index()?;
        return list(context, &args.table);
    }
    let changed = change(context, args)?;
    context.note(&changed.told);
    let Some(id) = changed.quote else { return Ok(Outcome::Nothing) };
    match context.index()?.show(&id)? {
        Some(shown) => context.answer(|out, format, style| output::show(out, &shown, format, style))?,
        None => context.note("The quote is not in the index."),
    }
    Ok(Outcome::Found)
}

/// What a change came to.
pub(super) struct Changed {
    /// What to tell.
    pub(super) told: String,
    /// The id of the quote; `None` if nothing was changed.
    pub(super) quote: Option<String>,
}

impl Changed {
    fn nothing(told: impl Into<String>) -> Self {
        Self { told: told.into(), quote: None }
    }
}

/// Adds a row or takes one back.
pub(super) fn change(context: &Context, args: &CorrectArgs) -> Result<Changed, CliError> {
    // There must be an index: an update would create one.
    context.index()?;
    let id = args.id.as_deref().unwrap_or_default().trim();
    let mut open = OpenTable::lock(context, &args.table)?;
    let index = context.index()?;
    if args.undo {
        return undo(context, &index, open, id);
    }
    let Some(shown) = index.show(id)? else {
        return Ok(Changed::nothing(format!("No quote in this index has the id {id}; `quotedex search` prints ids.")));
    };
    let row = row(&index, &open, args, &shown)?;
    if shown.quote.evidence.by_hand.is_none() && is_same(&row, &shown) {
        return Ok(Changed::nothing("That is what the index says already. To confirm it, use --right."));
    }
    open.add(row)?;
    let path = open.save(context)?;
    Ok(Changed { told: format!("Noted in {}.", path.display()), quote: Some(shown.quote.id) })
}

fn row(index: &Index, open: &OpenTable, args: &CorrectArgs, shown: &ShownQuote) -> Result<Correction, CliError> {
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
        Some(name) => named(index, &open.reading.people, name, args.kind)?,
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
        text: article_words(&shown.article),
        quote: Some(quote.id.clone()),
        machine: machine.clone(),
        ..Correction::default()
    })
}

/// Name, id and kind of a speaker.
type Named = (Option<String>, Option<String>, Option<String>);

/// The speaker with that name or id: as the index knows it, or the user's table of people, or else a new one.
fn named(index: &Index, people: &People, name: &str, kind: Option<SpeakerKindArg>) -> Result<Named, CliError> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(new_id) = speaker_id(&name) else { return Err(CliError::no_name(&name)) };
    let kind = kind.map(SpeakerKind::from);
    let named = |name: String, id: String, known: SpeakerKind| {
        (Some(name), Some(id), Some(kind.unwrap_or(known).name().to_owned()))
    };
    if let Some(known) = index.speakers_called(&name)?.exact.into_iter().next() {
        return Ok(named(known.name, known.id, known.kind));
    }
    if let Some((person, id)) = people.called(&name).and_then(|person| Some((person, person.speaker_id()?))) {
        return Ok(named(person.name.clone(), id, SpeakerKind::Person));
    }
    Ok(named(name, new_id, SpeakerKind::Person))
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

/// Takes the last correction of a quote back: of the quote with that id now, or when it was corrected. It may have left
/// the index since.
fn undo(context: &Context, index: &Index, mut open: OpenTable, id: &str) -> Result<Changed, CliError> {
    let rows = open.table.corrections();
    let mut ids: Vec<&String> =
        rows.rows.iter().filter_map(|row| row.quote.as_ref()).filter(|quote| quote.starts_with(id)).collect();
    ids.sort();
    ids.dedup();
    if ids.len() > 1 && id.len() >= MIN_ID {
        return Err(CliError::several_quotes(id, &ids));
    }
    let with_id =
        |row: &Correction| id.len() >= MIN_ID && row.quote.as_deref().is_some_and(|quote| quote.starts_with(id));
    let mut at = rows.rows.iter().rposition(with_id);
    if at.is_none()
        && let Some(shown) = index.show(id)?
    {
        at = CorrectionLookup::from(rows.clone()).last_about(&shown.article, &shown.quote);
    }
    let Some(row) = at.map(|at| open.table.take(at)) else {
        return Ok(Changed::nothing(format!(
            "No correction of a quote with the id {id}; `quotedex correct --list` prints all."
        )));
    };
    open.save(context)?;
    Ok(Changed { told: format!("Taken back: {}.", row.action.name().replace('_', " ")), quote: row.quote })
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
