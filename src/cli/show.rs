//! `quotedex show`

use super::args::ShowArgs;
use super::context::Context;
use super::error::{CliError, Outcome};
use crate::output;

/// Prints one quote in its article.
pub(super) fn run(context: &mut Context, args: &ShowArgs) -> Result<Outcome, CliError> {
    match context.index()?.show(args.id.trim())? {
        Some(shown) => {
            match context.shared.format.citation() {
                Some(format) => context.cite(&[shown], format)?,
                None => context.answer(|out, format, style| output::show(out, &shown, format, style))?,
            }
            Ok(Outcome::Found)
        }
        None => {
            context.note(&format!("No quote in this index has the id {}; `quotedex search` prints ids.", args.id));
            Ok(Outcome::Nothing)
        }
    }
}
