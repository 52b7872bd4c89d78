//! `quotedex verify`: looks up the quotations of a draft.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::args::VerifyArgs;
use super::context::{Context, print_read_error};
use super::draft_places::{DraftText, draft_text};
use super::error::{CliError, Outcome};
use super::inputs::{all_fields_seen, inputs, people_or_stored, read_options, resolve_settings, stored_settings};
use super::skipped::{print_notes, print_skipped};
use crate::article::Article;
use crate::extract::{ArticleQuotes, Extractor};
use crate::output::{self, CheckedQuotation, DraftPlace};
use crate::query::{DraftQuotation, DraftVerdict, Filters, VerifiedQuotation};
use crate::quote::Quote;
use crate::read::articles;

/// Prints how the quotations of all drafts compare with the index.
pub(super) fn run(context: &mut Context, args: &VerifyArgs) -> Result<Outcome, CliError> {
    let index = context.index()?;
    let settings = resolve_settings(&args.read, None, stored_settings(context, false)?);
    let options = read_options(context, &settings)?;
    let (people, _) = people_or_stored(context, &args.people, false)?;
    let extractor = Extractor::new()?.with_people(people).with_language(settings.lang);
    let batches = articles(inputs(&args.paths, &args.read)?, options.clone()).batches();
    let (mut drafted, mut failed) = (Vec::new(), false);
    let mut texts: BTreeMap<String, DraftText> = BTreeMap::new();
    for batch in batches {
        let readable: Vec<&Article> = batch.iter().filter_map(|article| article.as_ref().ok()).collect();
        let extracted = extractor.extract_all(&readable);
        for (article, ArticleQuotes { quotes, .. }) in readable.iter().zip(&extracted) {
            drafted.extend(quotations(article, quotes, &mut texts));
        }
        for error in batch.iter().filter_map(|article| article.as_ref().err()) {
            failed = true;
            print_read_error(error);
        }
        print_notes(&context.shared, false, &options);
    }
    failed |= !all_fields_seen(&options);
    print_skipped(&context.shared, &options);
    let filters = Filters { since: args.since, until: args.until, ..Filters::default() };
    let checked = drafted.into_par_iter().map(|(place, quotation)| {
        Ok(CheckedQuotation { place, verified: index.check_quotation(&quotation, &filters)? })
    });
    let checked: Vec<CheckedQuotation> = checked.collect::<Result<_, CliError>>()?;
    match context.shared.format.report() {
        Some(format) => {
            output::verification_report(&mut context.out, &checked, format)?;
            context.flush()?;
        }
        None => context.answer(|out, format, style| output::verification(out, &checked, format, style))?,
    }
    if checked.is_empty() && !failed {
        context.note("No quotations in quotation marks in this draft.");
    }
    let is_right = checked.iter().all(|checked| is_right(&checked.verified));
    Ok(if failed { Outcome::Partly } else { Outcome::found(is_right) })
}

/// The quotations of a text that is no file, checked.
#[cfg(feature = "mcp")]
pub(super) fn check_text(context: &Context, text: &Article) -> Result<Vec<CheckedQuotation>, CliError> {
    let extractor = super::stored_reading::reading_of_index(context)?.extractor;
    check_text_with(&context.index()?, &extractor, text)
}

/// The same with an index and an extractor that are there already.
#[cfg(any(feature = "mcp", feature = "serve"))]
pub(super) fn check_text_with(
    index: &crate::index::Index,
    extractor: &super::lazy_extractor::LazyExtractor,
    text: &Article,
) -> Result<Vec<CheckedQuotation>, CliError> {
    let quotes = extractor.extract(&[text])?.pop().unwrap_or_default().quotes;
    let quotations = quotations(text, &quotes, &mut BTreeMap::new());
    let check = |(place, quotation)| {
        Ok(CheckedQuotation { place, verified: index.check_quotation(&quotation, &Filters::default())? })
    };
    quotations.into_par_iter().map(check).collect()
}

/// Whether nothing is left to do. A few words in quotation marks that the draft gives to nobody are rather a title.
fn is_right(verified: &VerifiedQuotation) -> bool {
    const MAX_TITLE_WORDS: usize = 5;
    match verified.verdict {
        DraftVerdict::Verbatim | DraftVerdict::Agreed => true,
        DraftVerdict::Unchecked => verified.quotation.text().split_whitespace().count() <= MAX_TITLE_WORDS,
        _ => false,
    }
}

/// The quotations of a draft with their places, in the order of the text.
fn quotations(
    article: &Article,
    of_article: &[Quote],
    texts: &mut BTreeMap<String, DraftText>,
) -> Vec<(DraftPlace, DraftQuotation)> {
    let file = article.path.clone().unwrap_or_else(|| DraftPlace::STDIN.to_owned());
    let text = texts.entry(file.clone()).or_insert_with(|| draft_text(article));
    let mut quotes: Vec<&Quote> = of_article.iter().collect();
    quotes.sort_by_key(|quote| quote.content.first().map_or(0, |span| span.start()));
    let attributed = quotes.iter().flat_map(|quote| {
        let at = quote.content.first().map_or(0, |span| span.start());
        DraftQuotation::of(quote, article.text()).into_iter().map(move |quotation| (at, quotation))
    });
    let others = DraftQuotation::others(article.text(), of_article);
    let mut all: Vec<(usize, DraftQuotation)> =
        attributed.chain(others.into_iter().map(|(span, quotation)| (span.start(), quotation))).collect();
    all.sort_by_key(|(at, _)| *at);
    let paragraph = |at: usize| 1 + article.text()[..at].matches("\n\n").count() as u32;
    let place = |(at, quotation): (usize, DraftQuotation)| {
        let line = quotation.pieces.first().and_then(|piece| text.find(piece));
        (DraftPlace { file: file.clone(), line, paragraph: paragraph(at) }, quotation)
    };
    all.into_iter().map(place).collect()
}
