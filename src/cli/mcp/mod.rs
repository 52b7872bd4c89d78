//! `quotedex mcp`: answers an assistant over the Model Context Protocol, on standard input and output.
//!
//! Read only: no tool changes the index or any file. Each call opens the index anew, so a rebuilt index is followed.
//! Answers are the JSON of the commands of the same names, with ids, sources and confidence.

mod arguments;
mod server;
mod tools;

use super::context::Context;
use super::error::{CliError, Outcome};

/// Serves until standard input ends.
pub(super) fn run(context: &mut Context) -> Result<Outcome, CliError> {
    // A wrong folder is told at once, and not at the first question.
    context.index()?;
    server::serve(server::QuoteServer::new(&context.shared))?;
    Ok(Outcome::Found)
}
