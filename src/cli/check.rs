//! `quotedex check`

use super::context::Context;
use super::error::{CliError, Outcome};
use crate::index::Index;
use crate::output;

/// Prints what is wrong with the index. A fault is an answer (exit code 1), no failure of the check.
pub(super) fn run(context: &mut Context) -> Result<Outcome, CliError> {
    let faults = Index::verify(&context.shared.index)?;
    let format = context.format();
    output::check(&mut context.out, &faults, format)?;
    Ok(Outcome::found(faults.is_empty()))
}
