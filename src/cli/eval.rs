//! `quotedex eval`: how well the quotes of labelled articles are found.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use rayon::prelude::*;
use serde::de::DeserializeOwned;

use super::args::EvalArgs;
use super::context::Context;
use super::error::{CliError, Outcome};
use crate::article::Article;
use crate::evaluate::{GoldArticle, Predicted, RecordError, records, score};
use crate::extract::Extractor;
use crate::output;

/// What a line of labelled articles holds.
const GOLD: &str = "a line of labelled articles is {\"id\", \"text\", \"attributions\": [{\"content\": [[start, end], ...], \
                    \"source\", \"cue\"}, ...]}";

/// What a line of predictions holds.
const PREDICTED: &str = "a line of predictions is {\"id\", \"attributions\": [...]}, as `quotedex extract --format jsonl` \
                         writes it";

/// Prints the figures of what is found, or was found before, in the labelled articles.
pub(super) fn run(context: &mut Context, args: &EvalArgs) -> Result<Outcome, CliError> {
    let gold: Vec<GoldArticle> = lines(&args.gold, GOLD)?;
    if gold.is_empty() {
        context.note(&format!("Nothing found: no articles in {}.", args.gold.display()));
        return Ok(Outcome::Nothing);
    }
    let predicted = match &args.predicted {
        Some(path) => lines(path, PREDICTED)?,
        None => extracted(&gold)?,
    };
    let format = context.format();
    output::figures(&mut context.out, &score(&gold, &predicted), format)?;
    Ok(Outcome::Found)
}

/// All that is found in the articles, statements and attitudes.
fn extracted(gold: &[GoldArticle]) -> Result<Vec<Predicted>, CliError> {
    let extractor = Extractor::new()?;
    let predicted = gold.par_iter().map(|article| {
        let quotes = extractor.extract(&Article::new(&article.id, &article.text));
        Predicted::new(&article.id, &article.text, &quotes)
    });
    Ok(predicted.collect())
}

/// The records of the file at `path`; `form` tells what a line should look like.
fn lines<T: DeserializeOwned>(path: &Path, form: &str) -> Result<Vec<T>, CliError> {
    let name = path.display();
    let file = File::open(path).map_err(|error| {
        CliError::new(format!("{name}: cannot be opened ({error})"), "check the spelling, and that you may read it")
    })?;
    records(BufReader::new(file)).map_err(|error| {
        let hint = match error {
            RecordError::Read { .. } => format!("the file must be text in UTF-8; unpack it first: gunzip -k {name}"),
            RecordError::Form { .. } => form.to_owned(),
        };
        CliError::new(format!("{name}: {error}"), hint)
    })
}
