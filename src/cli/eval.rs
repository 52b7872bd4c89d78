//! `quotedex eval`: how well the quotes of labelled articles are found, or pronouns understood.

use std::path::Path;

use rayon::prelude::*;

use super::args::EvalArgs;
use super::chunks::quotes_of_each;
use super::context::Context;
use super::error::{CliError, Outcome};
use super::eval_pages;
use super::labelled::{lines, whole};
use crate::article::Article;
use crate::evaluate::{GoldArticle, Predicted, gap_cases, gap_score, score};
use crate::extract::Extractor;
use crate::output;

/// What a line of labelled articles holds.
const GOLD: &str = "a line of labelled articles is {\"id\", \"text\", \"attributions\": [{\"content\": [[start, end], ...], \
                    \"source\", \"cue\"}, ...]}";

/// What a line of GAP holds.
const GAP: &str = "a GAP file has a line of headings, then with tabs between: ID, Text, Pronoun, Pronoun-offset, A, A-offset, \
                   A-coref, B, B-offset, B-coref, URL";

/// What a line of predictions holds.
const PREDICTED: &str = "a line of predictions is {\"id\", \"attributions\": [...]}, as `quotedex extract --format jsonl` \
                         writes it";

/// Prints the figures of what is found, or was found before, in the labelled articles.
pub(super) fn run(context: &mut Context, args: &EvalArgs) -> Result<Outcome, CliError> {
    if let Some(path) = &args.gap {
        return gap(context, path);
    }
    if let Some(path) = &args.pages {
        return eval_pages::run(context, path);
    }
    let Some(path) = &args.gold else { return Ok(Outcome::Nothing) };
    let gold: Vec<GoldArticle> = lines(path, GOLD)?;
    if gold.is_empty() {
        context.note(&format!("Nothing found: no articles in {}.", path.display()));
        return Ok(Outcome::Nothing);
    }
    let predicted = match &args.predicted {
        Some(path) => lines(path, PREDICTED)?,
        None => extracted(&gold, &args.without)?,
    };
    let format = context.format();
    output::figures(&mut context.out, &score(&gold, &predicted), format)?;
    Ok(Outcome::Found)
}

/// Prints how well the pronouns of a GAP file are understood.
fn gap(context: &mut Context, path: &Path) -> Result<Outcome, CliError> {
    let name = path.display();
    let cases = gap_cases(&whole(path)?).map_err(|error| CliError::new(format!("{name}: {error}"), GAP))?;
    if cases.is_empty() {
        context.note(&format!("Nothing found: no pronouns in {name}."));
        return Ok(Outcome::Nothing);
    }
    let extractor = Extractor::new()?;
    let found = cases.par_iter().map(|case| {
        let (pronoun, names) = case.spans();
        let meant = extractor.meant(&Article::new(&case.id, &case.text), pronoun, &names);
        [meant[0], meant[1]]
    });
    let found: Vec<[bool; 2]> = found.collect();
    let format = context.format();
    output::gap_figures(&mut context.out, &gap_score(&cases, &found), format)?;
    Ok(Outcome::Found)
}

/// All that is found in the articles, statements and attitudes.
fn extracted(gold: &[GoldArticle], without: &[String]) -> Result<Vec<Predicted>, CliError> {
    let extractor = Extractor::new()?.without_rules(without);
    let articles: Vec<_> = gold.iter().map(|article| Article::new(&article.id, &article.text)).collect();
    let quotes = quotes_of_each(&extractor, &articles.iter().collect::<Vec<_>>());
    let predicted =
        gold.iter().zip(quotes).map(|(article, quotes)| Predicted::new(&article.id, &article.text, &quotes));
    Ok(predicted.collect())
}
