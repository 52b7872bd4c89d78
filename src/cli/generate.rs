//! `quotedex completions` and `quotedex man`: generated from the arguments, so that they are never out of date.

use std::io::Write;

use clap::CommandFactory;
use clap_complete::Shell;

use super::args::Cli;
use super::context::Context;
use super::error::{CliError, Outcome};

/// Prints the completion script of a shell.
pub(super) fn completions(context: &mut Context, shell: Shell) -> Result<Outcome, CliError> {
    // Into memory first: clap_complete panics when a pipe closes.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "quotedex", &mut script);
    context.out.write_all(&script)?;
    Ok(Outcome::Found)
}

/// Prints the manual page.
pub(super) fn man(context: &mut Context) -> Result<Outcome, CliError> {
    clap_mangen::Man::new(Cli::command()).render(&mut context.out)?;
    Ok(Outcome::Found)
}
