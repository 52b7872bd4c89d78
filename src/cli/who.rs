//! `quotedex who`

use super::args::WhoArgs;
use super::context::Context;
use super::error::{CliError, Outcome};
use super::inputs::joined;
use crate::output;
use crate::query::{Check, Filters, Verdict};

/// Prints who said it; with a speaker asked about, whether that one did.
pub(super) fn run(context: &mut Context, args: &WhoArgs) -> Result<Outcome, CliError> {
    let phrase = joined(&args.phrase);
    if !phrase.contains(char::is_alphanumeric) {
        return Err(CliError::new("there are no words to look for", "give the words somebody may have said"));
    }
    let answer = context.index()?.who(&phrase, &Filters::from(&args.filters), args.limit)?;
    context.answer(|out, format, look| output::who(out, &answer, format, look))?;
    Ok(Outcome::found(match answer.check {
        Some(check) => check == Check::Yes,
        None => answer.verdict != Verdict::None,
    }))
}
