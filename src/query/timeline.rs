//! What was said when: the statements of a search in the order of time, and two speakers side by side.

use super::answer::{Hit, SearchAnswer, Suggestion};
use super::doc_order::DocOrder;
use super::error::QueryError;
use super::filter_clauses::FilterClauses;
use super::grammar::parse;
use super::hit_builder::HitBuilder;
use super::merged_speakers::{main_keys, merged_speakers};
use super::quotation_groups::Kept;
use super::request::{Filters, Search, Sort};
use super::results::RankedQuotation;
use super::search::hit;
use super::statement_changes::{StatementChange, changes};
use crate::index::{Index, speaker_key};

/// Statements in the order of time.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Timeline {
    /// The statements of the requested page, earliest first; those of articles without a date last.
    pub entries: Vec<TimelineEntry>,
    /// Number of statements on all pages.
    pub total: usize,
    /// As in [`SearchAnswer`].
    pub suggestions: Vec<Suggestion>,
    /// As in [`SearchAnswer`].
    pub without: Vec<(String, usize)>,
}

impl Timeline {
    /// So many statements are compared with one another, whichever of them are shown.
    pub const MAX_COMPARED: usize = 1000;
}

/// One statement of a timeline.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TimelineEntry {
    /// The statement, with all articles that have it.
    pub hit: Hit,
    /// How it differs from earlier ones of the same speaker. None for statements without a date.
    pub changes: Vec<StatementChange>,
}

/// Two speakers side by side.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Comparison {
    /// Each speaker with what that speaker said.
    pub sides: [ComparisonSide; 2],
}

/// One speaker of a comparison.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ComparisonSide {
    /// The speaker as asked for.
    pub asked: String,
    /// The name under which most statements stand.
    pub name: Option<String>,
    /// What was said when.
    pub timeline: Timeline,
}

impl Index {
    /// The statements that match `search`, earliest first, whatever its order: the same words by the same speaker are
    /// one, and each tells how it differs from earlier ones.
    ///
    /// Only the first thousand statements are compared with one another.
    ///
    /// # Errors
    /// When the query cannot be parsed (the error says where), or the index cannot be read.
    pub fn timeline(&self, search: &Search) -> Result<Timeline, QueryError> {
        self.verified(|| self.timeline_unverified(search))
    }

    fn timeline_unverified(&self, search: &Search) -> Result<Timeline, QueryError> {
        let (offset, limit) = (search.offset, search.limit);
        let all = offset.saturating_add(limit).max(Timeline::MAX_COMPARED);
        let search = Search { sort: Sort::Oldest, limit: all, offset: 0, ..search.clone() };
        let (expr, order) = (parse(&search.query)?, DocOrder::new(self)?);
        let Some(results) = self.search_results(&expr, &search, &order, Kept::First)? else {
            let SearchAnswer { suggestions, without, .. } = self.explain_no_results(&expr, &search.filters)?;
            return Ok(Timeline { suggestions, without, ..Timeline::default() });
        };
        let total = results.total();
        let ranked = results.ranked.into_iter().take(all).flat_map(each_by_itself).collect::<Vec<_>>();
        let total = total + ranked.iter().filter(|(_, is_variant)| *is_variant).count();
        let mut ranked: Vec<RankedQuotation> = ranked.into_iter().map(|(quotation, _)| quotation).collect();
        ranked.sort_by(|one, other| order.earliest(&one.main, &other.main));
        let clauses = FilterClauses::new(self, &search.filters)?;
        let mut builder = HitBuilder::new(self, &clauses, &order, Some(merged_speakers(self)?))?;
        let hits: Vec<Hit> =
            ranked.into_iter().map(|quotation| hit(&mut builder, quotation, &expr)).collect::<Result<_, _>>()?;
        let changes = self.changes(&hits)?;
        let entries = hits.into_iter().zip(changes).map(|(hit, changes)| TimelineEntry { hit, changes });
        Ok(Timeline { entries: entries.skip(offset).take(limit).collect(), total, ..Timeline::default() })
    }

    /// What two speakers said of what matches `search`, each in the order of time.
    ///
    /// # Errors
    /// As for [`timeline`](Self::timeline).
    pub fn compare(&self, speakers: [&str; 2], search: &Search) -> Result<Comparison, QueryError> {
        let side = |asked: &str| {
            let filters = Filters { speaker: Some(asked.to_owned()), ..search.filters.clone() };
            let timeline = self.timeline(&Search { filters, ..search.clone() })?;
            Ok::<_, QueryError>(ComparisonSide { asked: asked.to_owned(), name: usual_name(&timeline), timeline })
        };
        Ok(Comparison { sides: [side(speakers[0])?, side(speakers[1])?] })
    }

    fn changes(&self, hits: &[Hit]) -> Result<Vec<Vec<StatementChange>>, QueryError> {
        // Without a date, nothing is earlier or later.
        let dated = hits.iter().take_while(|hit| hit.quote.article.date.is_some()).take(Timeline::MAX_COMPARED);
        let quotes: Vec<_> = dated.map(|hit| &hit.quote).collect();
        let speakers = main_keys(self, quotes.iter().map(|quote| speaker_key(&quote.speaker)).collect())?;
        let mut changes = changes(&quotes, &speakers);
        changes.resize(hits.len(), Vec::new());
        Ok(changes)
    }
}

/// A quotation and its variants as quotations of their own: what a search takes together may be the very change. The
/// second value tells the variants.
fn each_by_itself(quotation: RankedQuotation) -> Vec<(RankedQuotation, bool)> {
    let RankedQuotation { main, shorter, variants } = quotation;
    let alone = |main| RankedQuotation { main, shorter: Vec::new(), variants: Vec::new() };
    let variants = variants.into_iter().map(|(doc, _)| (alone(doc), true));
    std::iter::once((RankedQuotation { main, shorter, variants: Vec::new() }, false)).chain(variants).collect()
}

/// The name that most of the statements give; of several, the first.
fn usual_name(timeline: &Timeline) -> Option<String> {
    let names: Vec<&str> =
        timeline.entries.iter().filter_map(|entry| entry.hit.quote.speaker.name.as_deref()).collect();
    let count = |name: &str| names.iter().filter(|other| **other == name).count();
    names.iter().rev().max_by_key(|name| count(name)).map(|name| (*name).to_owned())
}
