//! `quotedex search`

use std::path::Path;

use rayon::prelude::*;

use super::args::SearchArgs;
use super::context::Context;
use super::error::{CliError, Outcome};
use super::inputs::join_words;
use super::phrase_list;
use super::source::Source;
use crate::output::{self, grouped};
use crate::query::{Facet, Search, SearchAnswer};

/// Prints the hits.
pub(super) fn run(context: &mut Context, args: &SearchArgs) -> Result<Outcome, CliError> {
    let search = Search {
        query: join_words(&args.query),
        filters: (&args.filters).into(),
        sort: args.sort.into(),
        limit: args.page.limit,
        offset: args.page.offset,
    };
    let source = Source::open(context, &args.remote)?;
    if let Some(path) = &args.batch {
        return batch(context, &source, &search, path);
    }
    if let Some(by) = args.count_by {
        return count(context, &source, &search, by.into());
    }
    let answer = match context.shared.format.citation() {
        Some(format) => {
            let (answer, shown) = source.search_with_articles(&search)?;
            context.cite(&shown, format)?;
            answer
        }
        None => {
            let (answer, detail) = (source.search(&search)?, args.shape.into());
            context.answer(|out, format, style| output::search(out, &answer, format, style.with_detail(detail)))?;
            answer
        }
    };
    note_rest(context, &search, &answer);
    source.tell_limits(context);
    Ok(Outcome::found(answer.total > 0))
}

/// Prints a table of what each query of a file finds.
fn batch(context: &mut Context, source: &Source, search: &Search, path: &Path) -> Result<Outcome, CliError> {
    let queries = phrase_list::lines(path)?;
    let answers = queries.into_par_iter().map(|query| {
        let answer = source.search(&Search { query: query.clone(), ..search.clone() });
        let answer = answer.map_err(|error| error.in_line_of_batch(&query))?;
        Ok((query, answer))
    });
    let answers: Vec<(String, SearchAnswer)> = answers.collect::<Result<_, CliError>>()?;
    context.answer(|out, format, style| output::search_batch(out, &answers, format, style))?;
    Ok(Outcome::found(answers.iter().any(|(_, answer)| answer.total > 0)))
}

/// Prints the counts of the hits by a property.
fn count(context: &mut Context, source: &Source, search: &Search, facet: Facet) -> Result<Outcome, CliError> {
    let answer = source.count_by(search, facet)?;
    context.answer(|out, format, style| output::facets(out, &answer, facet, format, style))?;
    let shown = answer.counts.len();
    if answer.total == 0 {
        context.nothing_found(&answer.suggestions, &answer.without);
    } else if shown < answer.values {
        context.note(&showing(search.offset, shown, answer.values, &format!("{}s", facet.name())));
    }
    Ok(Outcome::found(answer.total > 0))
}

/// Reports on standard error that there are no hits, or more than shown.
fn note_rest(context: &Context, search: &Search, answer: &SearchAnswer) {
    let (shown, total) = (answer.hits.len(), answer.total);
    if total == 0 {
        context.nothing_found(&answer.suggestions, &answer.without);
    } else if shown < total {
        context.note(&showing(search.offset, shown, total, "quotes"));
    }
}

/// `Showing 21-40 of 57 quotes. Next page: --offset 40`
pub(super) fn showing(offset: usize, shown: usize, total: usize, things: &str) -> String {
    let (all, last) = (grouped(total), offset.saturating_add(shown));
    match shown {
        0 if offset == 0 => format!("{all} {things}."),
        0 => format!("--offset {offset} is past the last of {all} {things}."),
        _ if last >= total => format!("Showing {}-{} of {all} {things}.", grouped(offset + 1), grouped(last)),
        _ => format!("Showing {}-{} of {all} {things}. Next page: --offset {last}", grouped(offset + 1), grouped(last)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_hits_are_shown() {
        for (offset, shown, note) in [
            (0, 20, "Showing 1-20 of 6,889 quotes. Next page: --offset 20"),
            (6880, 9, "Showing 6,881-6,889 of 6,889 quotes."),
            (9999, 0, "--offset 9999 is past the last of 6,889 quotes."),
            (0, 0, "6,889 quotes."),
        ] {
            assert_eq!(showing(offset, shown, 6889, "quotes"), note);
        }
    }
}
