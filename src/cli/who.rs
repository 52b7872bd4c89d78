//! `quotedex who`

use std::path::Path;

use rayon::prelude::*;

use super::args::WhoArgs;
use super::context::{Context, did_you_mean};
use super::error::{CliError, Outcome};
use super::inputs::join_words;
use super::phrase_list;
use super::source::Source;
use crate::output;
use crate::query::{Filters, SpeakerCheck, Verdict, WhoAnswer};

/// Prints who said it; with `--speaker`, whether that person did.
pub(super) fn run(context: &mut Context, args: &WhoArgs) -> Result<Outcome, CliError> {
    if let Some(path) = &args.batch {
        return batch(context, args, path);
    }
    let phrase = join_words(&args.phrase);
    if !phrase.contains(char::is_alphanumeric) {
        return Err(CliError::new("the phrase has no words", "give the words that somebody may have said"));
    }
    let source = Source::open(context, &args.remote)?;
    let answer = source.who_or_nearest(&phrase, &Filters::from(&args.filters), args.limit)?;
    let detail = args.shape.into();
    context.answer(|out, format, style| output::who(out, &answer, format, style.with_detail(detail)))?;
    if let Some(speaker) = args.filters.speaker.as_ref().filter(|_| !answer.suggestions.is_empty()) {
        context.note(&format!("No speaker in this index is called {speaker}.{}", did_you_mean(&answer.suggestions)));
    }
    source.tell_limits(context);
    Ok(Outcome::found(match answer.check {
        Some(check) => check == SpeakerCheck::Yes,
        None => answer.verdict != Verdict::None,
    }))
}

/// Prints a table of who said each phrase of a file.
fn batch(context: &mut Context, args: &WhoArgs, path: &Path) -> Result<Outcome, CliError> {
    let (phrases, filters) = (phrase_list::lines(path)?, Filters::from(&args.filters));
    let source = Source::open(context, &args.remote)?;
    let answers = phrases.par_iter().map(|phrase| source.who(phrase, &filters, args.limit));
    let answers: Vec<WhoAnswer> = answers.collect::<Result<_, _>>()?;
    context.answer(|out, format, style| output::who_batch(out, &answers, format, style))?;
    source.tell_limits(context);
    Ok(Outcome::found(answers.iter().any(|answer| match answer.check {
        Some(check) => check == SpeakerCheck::Yes,
        None => answer.verdict != Verdict::None,
    })))
}
