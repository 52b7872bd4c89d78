//! `quotedex extract`: articles in, quotes out, in the same order, without an index.

use super::args::{ExtractArgs, SureArgs};
use super::chunks::{next_articles, portions, quotes_of_each};
use super::context::{Context, stdin_is_terminal, tell_input};
use super::error::{CliError, Outcome};
use super::inputs::{all_fields_seen, inputs, people, reading, settings, stdin};
use super::limits::affordable;
use super::passed::{tell_left_out, tell_notes};
use crate::article::Article;
use crate::extract::Extractor;
use crate::index::Settings;
use crate::output::Extraction;
use crate::quote::{Quote, Report};
use crate::read::{Input, articles};

/// Prints the quotes of all articles.
pub(super) fn run(context: &mut Context, args: &ExtractArgs) -> Result<Outcome, CliError> {
    let options = reading(context, &settings(&args.read, None, Settings::default()))?;
    let mut pieces = articles(sources(args)?, options.clone()).raw_records();
    let people = people(&args.people)?.map(|(people, _)| people).unwrap_or_default();
    let extractor = Extractor::new()?.with_people(people);
    let (format, style) = (context.format(), context.style());
    let mut extraction = Extraction::new(&mut context.out, format, style, args.explain);
    let (mut found, mut failed) = (0, false);
    while let Some(chunk) = next_articles(&mut pieces) {
        for portion in portions(chunk) {
            let readable: Vec<&Article> = portion.iter().filter_map(|article| article.as_ref().ok()).collect();
            let mut quotes = quotes_of_each(&extractor, &readable).into_iter();
            for article in portion {
                let read = article.and_then(|article| {
                    let quotes = quotes.next().unwrap_or_default();
                    affordable(&article, &quotes).map(|()| (article, wanted(quotes, &args.sure)))
                });
                match read {
                    Ok((article, quotes)) => {
                        found += quotes.len();
                        extraction.article(&article, &quotes)?;
                    }
                    Err(error) => {
                        failed = true;
                        tell_input(&error);
                    }
                }
            }
        }
        extraction.flush()?;
        tell_notes(&context.shared, false, &options);
    }
    extraction.finish()?;
    context.flush()?;
    failed |= !all_fields_seen(&options);
    tell_left_out(&context.shared, &options);
    if found == 0 && !failed {
        context.note("Nothing found: no statements in these articles.");
    }
    Ok(if failed { Outcome::Partly } else { Outcome::found(found > 0) })
}

/// What to read: what was named, else what is piped in.
fn sources(args: &ExtractArgs) -> Result<Vec<Input>, CliError> {
    if !args.paths.is_empty() || args.read.files_from.is_some() {
        return inputs(&args.paths, &args.read);
    }
    if stdin_is_terminal() {
        return Err(CliError::new(
            "there is nothing to read",
            "name files or folders, or pipe an article in: quotedex extract -",
        ));
    }
    Ok(vec![stdin()])
}

fn wanted(mut quotes: Vec<Quote>, sure: &SureArgs) -> Vec<Quote> {
    quotes.retain(|quote| {
        (sure.attitudes || quote.report == Report::Statement) && quote.confidence >= sure.min_confidence
    });
    quotes
}
