//! `quotedex search`

use super::args::SearchArgs;
use super::context::Context;
use super::error::{CliError, Outcome};
use super::inputs::joined;
use crate::output;
use crate::query::{By, Search, SearchAnswer};

/// Prints the hits.
pub(super) fn run(context: &mut Context, args: &SearchArgs) -> Result<Outcome, CliError> {
    let search = Search {
        query: joined(&args.query),
        filters: (&args.filters).into(),
        sort: args.sort.into(),
        limit: args.page.limit,
        offset: args.page.offset,
    };
    if let Some(by) = args.count_by {
        return count(context, &search, by.into());
    }
    let answer = context.index()?.search(&search).map_err(|error| CliError::in_query(&search.query, &error))?;
    context.answer(|out, format, look| output::search(out, &answer, format, look))?;
    tell_rest(context, &search, &answer);
    Ok(Outcome::found(answer.total > 0))
}

/// Prints how many there are of each.
fn count(context: &mut Context, search: &Search, by: By) -> Result<Outcome, CliError> {
    let counted = context.index()?.count_by(search, by);
    let answer = counted.map_err(|error| CliError::in_query(&search.query, &error))?;
    context.answer(|out, format, look| output::counts(out, &answer, by, format, look))?;
    let shown = answer.counts.len();
    if answer.total == 0 {
        context.nothing_found(&answer.suggestions, &answer.without);
    } else if shown < answer.values {
        context.note(&showing(search.offset, shown, answer.values, &format!("{}s", by.name())));
    }
    Ok(Outcome::found(answer.total > 0))
}

/// What the hits do not tell: that there are none, or more.
fn tell_rest(context: &Context, search: &Search, answer: &SearchAnswer) {
    let (shown, total) = (answer.hits.len(), answer.total);
    if total == 0 {
        context.nothing_found(&answer.suggestions, &answer.without);
    } else if shown < total {
        context.note(&showing(search.offset, shown, total, "quotes"));
    }
}

/// `Showing 21 to 40 of 57 quotes.`
pub(super) fn showing(offset: usize, shown: usize, total: usize, things: &str) -> String {
    match shown {
        0 => format!("{total} {things} in all; none of them in this part."),
        _ => format!(
            "Showing {} to {} of {total} {things}; --offset {} goes on.",
            offset + 1,
            offset + shown,
            offset + shown
        ),
    }
}
