//! `quotedex check`

use super::context::Context;
use super::error::{CliError, Outcome};
use crate::index::Index;
use crate::output;

/// Prints the problems of the index. Damage is an answer (exit code 1), not a failure of the check.
pub(super) fn run(context: &mut Context) -> Result<Outcome, CliError> {
    let problems = Index::verify(&context.shared.index)?;
    let format = context.format();
    output::check(&mut context.out, &problems, format)?;
    Ok(Outcome::found(problems.is_empty()))
}
