//! `quotedex stats`

use super::context::Context;
use super::error::{CliError, Outcome};
use crate::output;

/// Prints what the index contains.
pub(super) fn run(context: &mut Context) -> Result<Outcome, CliError> {
    let stats = context.index()?.stats_in_full()?;
    let (format, style) = (context.format(), context.style());
    output::stats(&mut context.out, &stats, format, style)?;
    Ok(Outcome::Found)
}
