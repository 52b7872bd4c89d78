//! Corrections beside what the program finds by itself today: which of them still fit, and where it is right without
//! them.

use std::collections::BTreeMap;

use super::context::Context;
use super::error::CliError;
use super::stored_reading::reading_of_index;
use crate::article::Article;
use crate::index::{Correction, CorrectionAction, CorrectionLookup, Corrections, IndexSnapshot};
use crate::quote::{Polarity, Quote};

/// A row, checked.
pub(super) struct CheckedRow {
    /// The row.
    pub(super) correction: Correction,
    /// Whether its article is in the index, and the program finds the quotation. Decisions on people always fit.
    pub(super) fits: bool,
    /// Whether the program finds by itself what the row says; `None` for decisions on people, and where the article is
    /// not in the index.
    pub(super) is_right: Option<bool>,
}

/// The rows of a table, checked, and the articles that they are about.
pub(super) struct CheckedCorrections {
    /// In the order of the table.
    pub(super) rows: Vec<CheckedRow>,
    /// The articles with their quotes, corrected.
    pub(super) articles: Vec<(Article, Vec<Quote>)>,
}

impl CheckedCorrections {
    /// Reads every article again that a row is about, without the corrections and with them.
    pub(super) fn of(context: &Context, corrections: Corrections) -> Result<Self, CliError> {
        let (_, extractor) = reading_of_index(context)?;
        let snapshot = IndexSnapshot::open(&context.shared.index)?;
        let is_on_quote = |row: &&Correction| !row.action.is_on_people();
        let mut ids: Vec<String> = Vec::new();
        for name in corrections.rows.iter().filter(is_on_quote).flat_map(|row| row.article.iter().chain(&row.url)) {
            ids.extend(snapshot.articles_named(name)?.into_iter().map(|article| article.id));
        }
        ids.sort();
        ids.dedup();
        let lookup = CorrectionLookup::from(corrections.clone());
        let (mut fitting, mut right) = (BTreeMap::new(), BTreeMap::new());
        let mut articles = Vec::new();
        for article in ids.iter().filter_map(|id| snapshot.stored_article(id)) {
            let found = extractor.extract(&[&article])?.pop().unwrap_or_default().quotes;
            for (position, quote) in lookup.quotes_of(&article, &found) {
                let row = &corrections.rows[position];
                fitting.insert(position, quote.is_some() || row.action == CorrectionAction::NotAQuotation);
                right.insert(position, says(row, quote));
            }
            let mut quotes = found;
            lookup.apply(&article, &mut quotes);
            articles.push((article, quotes));
        }
        let row = |(position, correction): (usize, Correction)| {
            let on_people = correction.action.is_on_people();
            let fits = on_people || fitting.get(&position).copied().unwrap_or(false);
            CheckedRow { fits, is_right: right.get(&position).copied(), correction }
        };
        Ok(Self { rows: corrections.rows.into_iter().enumerate().map(row).collect(), articles })
    }
}

/// Whether the quote that the program finds says what the row says.
fn says(row: &Correction, quote: Option<&Quote>) -> bool {
    let Some(quote) = quote else { return row.action == CorrectionAction::NotAQuotation };
    let has_name = |name: &Option<String>| quote.speaker.name == *name;
    match row.action {
        CorrectionAction::Speaker => {
            quote.speaker.id.is_some() && quote.speaker.id == row.speaker_id || has_name(&row.speaker)
        }
        CorrectionAction::Unknown => quote.speaker.name.is_none(),
        CorrectionAction::Said => quote.polarity == Polarity::Affirmed,
        CorrectionAction::Denied => quote.polarity == Polarity::Denied,
        CorrectionAction::NotSaid => quote.polarity == Polarity::NotSaid,
        CorrectionAction::Right => has_name(&row.machine),
        _ => false,
    }
}
