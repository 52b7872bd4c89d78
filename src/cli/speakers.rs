//! `quotedex speakers`

use super::args::SpeakersArgs;
use super::context::Context;
use super::error::{CliError, Outcome};
use super::inputs::join_words;
use super::search::showing;
use super::source::Source;
use crate::output;

/// Prints the speakers.
pub(super) fn run(context: &mut Context, args: &SpeakersArgs) -> Result<Outcome, CliError> {
    let name = join_words(&args.name);
    let name = Some(name.trim()).filter(|name| !name.is_empty());
    let source = Source::open(context, &args.remote)?;
    let (rows, total, suggestions) = source.speakers(name, args.page.limit, args.page.offset)?;
    let (format, style) = (context.format(), context.style());
    output::speakers(&mut context.out, &rows, total, format, style)?;
    context.flush()?;
    if total == 0 {
        context.nothing_found(&suggestions, &[]);
    } else if rows.len() < total {
        context.note(&showing(args.page.offset, rows.len(), total, "speakers"));
    }
    source.tell_limits(context);
    Ok(Outcome::found(total > 0))
}
