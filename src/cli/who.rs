//! `quotedex who`

use super::args::WhoArgs;
use super::context::{Context, did_you_mean};
use super::error::{CliError, Outcome};
use super::inputs::join_words;
use crate::output;
use crate::query::{Filters, SpeakerCheck, Verdict};

/// Prints who said it; with `--speaker`, whether that person did.
pub(super) fn run(context: &mut Context, args: &WhoArgs) -> Result<Outcome, CliError> {
    let phrase = join_words(&args.phrase);
    if !phrase.contains(char::is_alphanumeric) {
        return Err(CliError::new("the phrase has no words", "give the words that somebody may have said"));
    }
    let answer = context.index()?.who_or_nearest(&phrase, &Filters::from(&args.filters), args.limit)?;
    let detail = args.shape.into();
    context.answer(|out, format, style| output::who(out, &answer, format, style.with_detail(detail)))?;
    if let Some(speaker) = args.filters.speaker.as_ref().filter(|_| !answer.suggestions.is_empty()) {
        context.note(&format!("No speaker in this index is called {speaker}.{}", did_you_mean(&answer.suggestions)));
    }
    Ok(Outcome::found(match answer.check {
        Some(check) => check == SpeakerCheck::Yes,
        None => answer.verdict != Verdict::None,
    }))
}
