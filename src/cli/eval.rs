//! `quotedex eval`: measures how well quotes are extracted from labelled articles, or pronouns resolved.

use std::path::Path;

use rayon::prelude::*;

use super::args::EvalArgs;
use super::context::Context;
use super::error::{CliError, Outcome, PREDICTION_FORM};
use super::labelled::{read_lines, read_text};
use super::{eval_corrections, eval_pages};
use crate::article::Article;
use crate::evaluate::{GoldArticle, PredictedArticle, gap_cases, gap_score, score};
use crate::extract::Extractor;
use crate::lang::English;
use crate::output;

/// The form of a line of labelled articles.
const GOLD_FORM: &str = "a line of labelled articles is {\"id\", \"text\", \"attributions\": [{\"content\": [[start, end], ...], \
                    \"source\", \"cue\"}, ...]}";

/// The form of a GAP file.
const GAP_FORM: &str = "a GAP file has a line of headings, then with tabs between: ID, Text, Pronoun, Pronoun-offset, A, A-offset, \
                   A-coref, B, B-offset, B-coref, URL";

/// Prints the scores of the predictions, or of what is extracted now, against the labelled articles.
pub(super) fn run(context: &mut Context, args: &EvalArgs) -> Result<Outcome, CliError> {
    if args.from_corrections {
        return eval_corrections::run(context, args);
    }
    if let Some(path) = &args.gap {
        return gap(context, path);
    }
    if let Some(path) = &args.pages {
        return eval_pages::run(context, path);
    }
    let Some(path) = &args.gold else { return Ok(Outcome::Nothing) };
    let gold: Vec<GoldArticle> = read_lines(path, GOLD_FORM)?;
    if gold.is_empty() {
        context.note(&format!("Nothing found: no articles in {}.", path.display()));
        return Ok(Outcome::Nothing);
    }
    let predicted = match &args.predicted {
        Some(path) => read_lines(path, PREDICTION_FORM)?,
        None => extract(&gold, &args.without)?,
    };
    let format = context.format();
    output::figures(&mut context.out, &score(&gold, &predicted), format)?;
    Ok(Outcome::Found)
}

/// Prints how well the pronouns of a GAP file are resolved.
fn gap(context: &mut Context, path: &Path) -> Result<Outcome, CliError> {
    let name = path.display();
    let cases = gap_cases(&read_text(path)?).map_err(|error| CliError::new(format!("{name}: {error}"), GAP_FORM))?;
    if cases.is_empty() {
        context.note(&format!("Nothing found: no pronouns in {name}."));
        return Ok(Outcome::Nothing);
    }
    let english = English::shipped()?;
    let found = cases.par_iter().map(|case| {
        let (pronoun, names) = case.spans();
        let antecedents = english.resolve_pronoun(&Article::new(&case.id, &case.text), pronoun, &names);
        [antecedents[0], antecedents[1]]
    });
    let found: Vec<[bool; 2]> = found.collect();
    let format = context.format();
    output::gap_figures(&mut context.out, &gap_score(&cases, &found), format)?;
    Ok(Outcome::Found)
}

/// Extracts the quotes of the articles, statements and attitudes.
fn extract(gold: &[GoldArticle], without: &[String]) -> Result<Vec<PredictedArticle>, CliError> {
    let extractor = Extractor::new()?.without_rules(without);
    let articles: Vec<_> = gold.iter().map(|article| Article::new(&article.id, &article.text)).collect();
    let found = extractor.extract_all(&articles.iter().collect::<Vec<_>>());
    let predicted =
        gold.iter().zip(found).map(|(article, found)| PredictedArticle::new(&article.id, &article.text, &found.quotes));
    Ok(predicted.collect())
}
