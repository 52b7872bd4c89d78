//! `quotedex timeline`

use super::args::TimelineArgs;
use super::context::Context;
use super::error::{CliError, Outcome};
use super::inputs::join_words;
use super::search::showing;
use super::source::Source;
use crate::output::{self, Detail};
use crate::query::{Search, Sort, Timeline};

/// Prints what was said when.
pub(super) fn run(context: &mut Context, args: &TimelineArgs) -> Result<Outcome, CliError> {
    let search = Search {
        query: join_words(&args.query),
        filters: (&args.filters).into(),
        sort: Sort::Oldest,
        limit: args.page.limit,
        offset: args.page.offset,
    };
    let timeline = Source::open(context, &args.remote)?.timeline(&search)?;
    let detail = if args.full { Detail::Full } else { Detail::Excerpt };
    context.answer(|out, format, style| output::timeline(out, &timeline, format, style.with_detail(detail)))?;
    let shown = timeline.entries.len();
    if timeline.total == 0 {
        context.nothing_found(&timeline.suggestions, &timeline.without);
    } else if shown < timeline.total {
        context.note(&showing(search.offset, shown, timeline.total, "statements"));
    }
    if timeline.total > Timeline::MAX_COMPARED {
        context.note(&format!("Only the first {} statements were compared with one another.", Timeline::MAX_COMPARED));
    }
    Ok(Outcome::found(timeline.total > 0))
}
