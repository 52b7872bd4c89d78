//! `quotedex eval --pages`: how well the main text of web pages is read.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;
use rayon::prelude::*;

use super::context::Context;
use super::error::{CliError, Outcome};
use crate::article::Article;
use crate::evaluate::{PageCase, page_score, records};
use crate::output;
use crate::read;

/// What a line of such a file holds.
const FORM: &str = "a line of pages is {\"id\", \"url\", \"html\", \"text\"}, the text being the page's main text; the \
                    file may be gzip-compressed";

/// Prints the figures of the pages at `path`.
pub(super) fn run(context: &mut Context, path: &Path) -> Result<Outcome, CliError> {
    let cases = cases(path)?;
    if cases.is_empty() {
        context.note(&format!("Nothing found: no pages in {}.", path.display()));
        return Ok(Outcome::Nothing);
    }
    let read = cases.par_iter().map(|case| read::page(&case.html, case.url.as_deref()).ok());
    let read: Vec<Option<Article>> = read.collect();
    let format = context.format();
    output::page_figures(&mut context.out, &page_score(&cases, &read), format)?;
    Ok(Outcome::Found)
}

fn cases(path: &Path) -> Result<Vec<PageCase>, CliError> {
    let name = path.display();
    let unread = |error| {
        CliError::new(format!("{name}: cannot be opened ({error})"), "check the spelling, and that you may read it")
    };
    let mut file = BufReader::new(File::open(path).map_err(unread)?);
    let is_gzip = file.fill_buf().map_err(unread)?.starts_with(b"\x1f\x8b");
    let bytes: Box<dyn Read> = if is_gzip { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    records(BufReader::new(bytes)).map_err(|error| CliError::new(format!("{name}: {error}"), FORM))
}
