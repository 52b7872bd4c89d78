//! `quotedex topics`

use super::args::TopicsArgs;
use super::context::Context;
use super::error::{CliError, Outcome};
use super::inputs::join_words;
use super::search::showing;
use super::source::Source;
use crate::output;

/// Prints the topics, or the speakers on one topic.
pub(super) fn run(context: &mut Context, args: &TopicsArgs) -> Result<Outcome, CliError> {
    let asked = join_words(&args.topic);
    match asked.trim() {
        "" => all(context, args),
        asked => one(context, asked, args),
    }
}

fn all(context: &mut Context, args: &TopicsArgs) -> Result<Outcome, CliError> {
    let (rows, total) = Source::open(context, &args.remote)?.topics(args.page.limit, args.page.offset)?;
    let (format, style) = (context.format(), context.style());
    output::topics(&mut context.out, &rows, total, format, style)?;
    context.flush()?;
    if total == 0 {
        context.nothing_found(&[], &[]);
    } else if rows.len() < total {
        context.note(&showing(args.page.offset, rows.len(), total, "topics"));
    }
    Ok(Outcome::found(total > 0))
}

fn one(context: &mut Context, asked: &str, args: &TopicsArgs) -> Result<Outcome, CliError> {
    let answer = Source::open(context, &args.remote)?.speakers_on(asked, args.page.limit, args.page.offset)?;
    let (format, style) = (context.format(), context.style());
    output::topic(&mut context.out, &answer, format, style)?;
    context.flush()?;
    if answer.quotes == 0 {
        context.nothing_found(&answer.suggestions, &[]);
    } else if answer.speakers.len() < answer.total {
        context.note(&showing(args.page.offset, answer.speakers.len(), answer.total, "speakers"));
    }
    Ok(Outcome::found(answer.quotes > 0))
}
