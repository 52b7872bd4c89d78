//! `quotedex extract`: reads articles and prints their quotes, in the same order, without an index.

use std::collections::BTreeMap;

use super::args::ExtractArgs;
use super::context::{Context, print_read_error, stdin_is_terminal};
use super::error::{CliError, Outcome};
use super::inputs::{all_fields_seen, inputs, people, read_options, resolve_settings, stdin};
use super::skipped::{print_notes, print_skipped, refuse_skipped, take_skipped};
use crate::article::Article;
use crate::extract::Extractor;
use crate::index::Settings;
use crate::output::{Extraction, other_languages_message};
use crate::read::{Input, articles, check_quote_count};

/// Prints the quotes of all articles.
pub(super) fn run(context: &mut Context, args: &ExtractArgs) -> Result<Outcome, CliError> {
    let settings = resolve_settings(&args.read, None, Settings::default());
    let options = read_options(context, &settings)?;
    let batches = articles(sources(args)?, options.clone()).batches();
    let people = people(&args.people)?.map(|(people, _)| people).unwrap_or_default();
    let extractor = Extractor::new()?.with_people(people).with_language(settings.lang);
    let (format, style) = (context.format(), context.style());
    let mut extraction = Extraction::new(&mut context.out, format, style, args.explain);
    let (mut found, mut failed, mut other_languages) = (0, false, BTreeMap::new());
    for batch in batches {
        let readable: Vec<&Article> = batch.iter().filter_map(|article| article.as_ref().ok()).collect();
        let mut extracted = extractor.extract_all(&readable).into_iter();
        for article in batch {
            let read = article.and_then(|article| {
                let found = extracted.next().unwrap_or_default();
                check_quote_count(&article, found.quotes.len())?;
                found.other_language.into_iter().for_each(|code| *other_languages.entry(code).or_default() += 1);
                Ok((article, found.filtered(args.sure.min_confidence, args.sure.attitudes)))
            });
            match read {
                Ok((article, quotes)) => {
                    found += quotes.len();
                    extraction.article(&article, &quotes)?;
                }
                Err(error) => {
                    failed = true;
                    print_read_error(&error);
                    if args.strict {
                        extraction.finish()?;
                        context.flush()?;
                        return Err(CliError::strict_unreadable_input());
                    }
                }
            }
        }
        extraction.flush()?;
        print_notes(&context.shared, args.strict, &options);
    }
    extraction.finish()?;
    context.flush()?;
    failed |= !all_fields_seen(&options);
    if let Some(message) = other_languages_message(&other_languages) {
        context.note(&message);
    }
    match args.strict {
        true => refuse_skipped(&take_skipped(&options), CliError::strict_skipped_input)?,
        false => print_skipped(&context.shared, &options),
    }
    if found == 0 && !failed {
        context.note("Nothing found: no statements in these articles.");
    }
    Ok(if failed { Outcome::Partly } else { Outcome::found(found > 0) })
}

/// What to read: the named inputs, or else standard input.
fn sources(args: &ExtractArgs) -> Result<Vec<Input>, CliError> {
    if !args.paths.is_empty() || args.read.files_from.is_some() {
        return inputs(&args.paths, &args.read);
    }
    if stdin_is_terminal() {
        return Err(CliError::nothing_to_extract());
    }
    Ok(vec![stdin()])
}
