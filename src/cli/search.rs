//! `quotedex search`

use std::path::Path;

use rayon::prelude::*;

use super::args::SearchArgs;
use super::context::Context;
use super::error::{CliError, Outcome};
use super::inputs::join_words;
use super::phrase_list;
use crate::index::Index;
use crate::output::{self, grouped};
use crate::query::{Facet, Search, SearchAnswer, ShownQuote};

/// Prints the hits.
pub(super) fn run(context: &mut Context, args: &SearchArgs) -> Result<Outcome, CliError> {
    let search = Search {
        query: join_words(&args.query),
        filters: (&args.filters).into(),
        sort: args.sort.into(),
        limit: args.page.limit,
        offset: args.page.offset,
    };
    if let Some(path) = &args.batch {
        return batch(context, &search, path);
    }
    if let Some(by) = args.count_by {
        return count(context, &search, by.into());
    }
    let index = context.index()?;
    let answer = index.search(&search).map_err(|error| CliError::in_query(&search.query, &error))?;
    match context.shared.format.citation() {
        Some(format) => context.cite(&with_articles(&index, &answer)?, format)?,
        None => {
            let detail = args.shape.into();
            context.answer(|out, format, style| output::search(out, &answer, format, style.with_detail(detail)))?;
        }
    }
    note_rest(context, &search, &answer);
    Ok(Outcome::found(answer.total > 0))
}

/// The hits with their articles.
fn with_articles(index: &Index, answer: &SearchAnswer) -> Result<Vec<ShownQuote>, CliError> {
    let shown = answer.hits.iter().filter_map(|hit| index.show(&hit.quote.id).transpose());
    Ok(shown.collect::<Result<_, _>>()?)
}

/// Prints a table of what each query of a file finds.
fn batch(context: &mut Context, search: &Search, path: &Path) -> Result<Outcome, CliError> {
    let (queries, index) = (phrase_list::lines(path)?, context.index()?);
    let answers = queries.into_par_iter().map(|query| {
        let answer = index.search(&Search { query: query.clone(), ..search.clone() });
        let answer = answer.map_err(|error| CliError::in_query(&query, &error).in_line_of_batch(&query))?;
        Ok((query, answer))
    });
    let answers: Vec<(String, SearchAnswer)> = answers.collect::<Result<_, CliError>>()?;
    context.answer(|out, format, style| output::search_batch(out, &answers, format, style))?;
    Ok(Outcome::found(answers.iter().any(|(_, answer)| answer.total > 0)))
}

/// Prints the counts of the hits by a property.
fn count(context: &mut Context, search: &Search, facet: Facet) -> Result<Outcome, CliError> {
    let counted = context.index()?.count_by(search, facet);
    let answer = counted.map_err(|error| CliError::in_query(&search.query, &error))?;
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
