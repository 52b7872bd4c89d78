//! `quotedex serve`: the whole of quotedex in a browser, on this computer alone.
//!
//! Pages are made on the server and work without JavaScript; a little script makes them quicker. They show what the
//! command line shows: the same methods of the index, the same JSON under `/api/v1`.
//!
//! # Safety
//! - It listens on the loopback address, unless `--listen` names another one; then every request needs a token.
//! - `guard` refuses requests for another host (DNS rebinding) and posts from other sites; pages that change something
//!   carry a token of this process.
//! - Everything from articles and requests is escaped. A content security policy allows no inline script or style, and
//!   nothing from elsewhere. The HTML of articles is never shown.
//! - No path from outside touches the disk: files that are dropped get names of their own in the folder of the index.
//! - Length, time and concurrency of requests are limited; a slow client holds no thread (`connections`).

mod added;
mod address;
mod answers;
mod api;
mod app;
mod assets;
mod chart;
mod connections;
mod error;
mod guard;
mod pages;
mod remember;
mod server;

use super::args::ServeArgs;
use super::context::Context;
use super::error::{CliError, Outcome};

/// Serves until Ctrl-C.
pub(super) fn run(context: &mut Context, args: &ServeArgs) -> Result<Outcome, CliError> {
    // A wrong folder is told at once, and not on the first page.
    context.index()?;
    server::serve(context, args)?;
    Ok(Outcome::Found)
}
