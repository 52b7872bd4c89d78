//! Corrections beside what the program finds by itself today: which of them still fit, and where it is right without
//! them.

use std::collections::BTreeMap;

use super::context::Context;
use super::error::CliError;
use super::stored_reading::reading_of_index;
use crate::article::Article;
use crate::index::{AppliedRows, Correction, CorrectionAction, CorrectionLookup, Corrections, IndexSnapshot};
use crate::quote::Quote;

/// A row, checked.
pub(super) struct CheckedRow {
    /// The row.
    pub(super) correction: Correction,
    /// Whether its article is in the index, and the program finds the quotation. Decisions on people always fit.
    pub(super) fits: bool,
    /// Whether the program finds by itself what the user says of the quote; `None` for decisions on people, and where the article is
    /// not in the index.
    pub(super) is_right: Option<bool>,
    /// A later row is about the same quote.
    pub(super) is_overruled: bool,
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
        let extractor = reading_of_index(context)?.extractor;
        let snapshot = IndexSnapshot::open(&context.shared.index)?;
        let on_quotes = corrections.rows.iter().filter(|row| !row.action.is_on_people());
        let mut ids: Vec<String> = Vec::new();
        for name in on_quotes.flat_map(|row| row.article.iter().chain(&row.url).chain(&row.text)) {
            ids.extend(snapshot.articles_known_as(name)?.into_iter().map(|article| article.id));
        }
        ids.sort();
        ids.dedup();
        let lookup = CorrectionLookup::from(corrections.clone());
        let mut checked: BTreeMap<usize, Checked> = BTreeMap::new();
        let mut articles = Vec::new();
        for article in ids.iter().filter_map(|id| snapshot.stored_article(id)) {
            let found = extractor.extract(&[&article])?.pop().unwrap_or_default().quotes;
            let mut quotes = found.clone();
            let AppliedRows { places, dropped } = lookup.apply(&article, &mut quotes);
            for &(position, place) in &places {
                let later = places.iter().any(|&(later, its)| later > position && its == place && place.is_some());
                let corrected = place
                    .filter(|at| !dropped.contains(at))
                    .and_then(|at| quotes.iter().find(|quote| quote.id == found[at].id));
                let is_right = match (place, corrected) {
                    (Some(at), Some(corrected)) => is_same(&found[at], corrected),
                    (Some(_), None) => false,
                    (None, _) => corrections.rows[position].action == CorrectionAction::NotAQuotation,
                };
                let fits = place.is_some() || is_right;
                // One row may be about an article by its id and about another by its words: one that fits counts.
                let known = checked.entry(position).or_insert(Checked { fits, is_right, is_overruled: later });
                if fits && !known.fits {
                    *known = Checked { fits, is_right, is_overruled: later };
                }
            }
            articles.push((article, quotes));
        }
        let row = |(position, correction): (usize, Correction)| {
            let checked = checked.get(&position);
            let on_people = correction.action.is_on_people();
            CheckedRow {
                fits: on_people || checked.is_some_and(|checked| checked.fits),
                is_right: checked.filter(|_| !on_people).map(|checked| checked.is_right),
                is_overruled: checked.is_some_and(|checked| checked.is_overruled),
                correction,
            }
        };
        Ok(Self { rows: corrections.rows.into_iter().enumerate().map(row).collect(), articles })
    }
}

/// What became of a row.
struct Checked {
    fits: bool,
    is_right: bool,
    is_overruled: bool,
}

/// Whether the program finds by itself what the user says: the same speaker and polarity.
fn is_same(found: &Quote, corrected: &Quote) -> bool {
    let (one, other) = (&found.speaker, &corrected.speaker);
    let same_speaker = one.name == other.name || one.id.is_some() && one.id == other.id;
    same_speaker && found.polarity == corrected.polarity
}
