//! `quotedex eval --pages`: measures how well the main text of web pages is extracted.

use std::path::Path;

use rayon::prelude::*;

use super::context::Context;
use super::error::{CliError, Outcome};
use super::labelled::read_lines;
use crate::article::Article;
use crate::evaluate::{PageCase, page_score};
use crate::output;
use crate::read;

/// The form of a line of such a file.
const FORM: &str = "a line of pages is {\"id\", \"url\", \"html\", \"text\"}, the text being the page's main text";

/// Prints the scores of the pages in the file at `path`.
pub(super) fn run(context: &mut Context, path: &Path) -> Result<Outcome, CliError> {
    let cases: Vec<PageCase> = read_lines(path, FORM)?;
    if cases.is_empty() {
        context.note(&format!("Nothing found: no pages in {}.", path.display()));
        return Ok(Outcome::Nothing);
    }
    let read = cases.par_iter().map(|case| read::article_from_html(&case.html, case.url.as_deref()).ok());
    let read: Vec<Option<Article>> = read.collect();
    let format = context.format();
    output::page_figures(&mut context.out, &page_score(&cases, &read), format)?;
    Ok(Outcome::Found)
}
