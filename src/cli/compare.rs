//! `quotedex compare`

use super::args::CompareArgs;
use super::context::{Context, did_you_mean};
use super::error::{CliError, Outcome};
use super::inputs::join_words;
use crate::output::{self, Detail};
use crate::query::{Search, Sort};

/// Prints what two speakers said, side by side.
pub(super) fn run(context: &mut Context, args: &CompareArgs) -> Result<Outcome, CliError> {
    if args.filters.speaker.is_some() {
        return Err(CliError::compare_names_its_speakers());
    }
    let search = Search {
        query: join_words(&args.query),
        filters: (&args.filters).into(),
        sort: Sort::Oldest,
        limit: args.page.limit,
        offset: args.page.offset,
    };
    let comparison = context.index()?.compare([&args.one, &args.other], &search);
    let comparison = comparison.map_err(|error| CliError::in_query(&search.query, &error))?;
    let found = comparison.sides.iter().any(|side| side.timeline.total > 0);
    if found {
        let detail = if args.full { Detail::Full } else { Detail::Excerpt };
        context.answer(|out, format, style| output::comparison(out, &comparison, format, style.with_detail(detail)))?;
    }
    for side in comparison.sides.iter().filter(|side| side.timeline.total == 0) {
        let suggestions = did_you_mean(&side.timeline.suggestions);
        context.note(&format!("Nothing found by {}.{suggestions}", side.asked));
    }
    Ok(Outcome::found(found))
}
