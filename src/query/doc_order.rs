//! The order of what the engine finds.
//!
//! It depends on the contents of the index, never on its layout on disk. Columns that only break ties are read only when
//! there is a tie.

use std::cmp::Ordering;

use tantivy::{DocAddress, Score};

use super::collector::MatchedDoc;
use super::error::QueryError;
use super::request::Sort;
use crate::index::{Columns, Index};

/// The day of documents without a date: they come last.
const UNDATED: i64 = i64::MAX;

/// The order of documents, with the columns that break ties.
pub(crate) struct DocOrder<'i> {
    index: &'i Index,
    segments: &'i [Columns],
}

impl<'i> DocOrder<'i> {
    pub(crate) fn new(index: &'i Index) -> Result<Self, QueryError> {
        Ok(Self { index, segments: index.columns()? })
    }

    /// The document at `address`.
    pub(crate) fn doc(&self, address: DocAddress, score: Score) -> MatchedDoc {
        MatchedDoc::new(address, score, &self.segments[address.segment_ord as usize])
    }

    /// The article of a document, as a number.
    pub(crate) fn article(&self, doc: &MatchedDoc) -> u64 {
        self.key(doc.address)[0]
    }

    /// Earliest first, then by position in the article.
    pub(crate) fn earliest(&self, one: &MatchedDoc, other: &MatchedDoc) -> Ordering {
        let [one, other] = [one.address, other.address];
        self.day(one).cmp(&self.day(other)).then_with(|| self.key(one).cmp(&self.key(other)))
    }

    /// What decides the order of quotations.
    pub(super) fn rank(&self, address: DocAddress, score: Score, sort: Sort) -> DocRank {
        let first = match sort {
            Sort::Relevance => i64::from(self.display_rank(address)),
            Sort::Newest => self.days_back(address),
            Sort::Oldest => self.day(address),
        };
        DocRank { first, address, score }
    }

    /// The order of quotations, by their earliest occurrences.
    pub(super) fn compare(&self, one: &DocRank, other: &DocRank, sort: Sort) -> Ordering {
        let by_place = || self.key(one.address).cmp(&self.key(other.address));
        let by_rank = one.first.cmp(&other.first);
        match sort {
            Sort::Relevance => {
                let by_score = || other.score.total_cmp(&one.score);
                let by_day = || self.days_back(one.address).cmp(&self.days_back(other.address));
                by_rank.then_with(by_score).then_with(by_day).then_with(by_place)
            }
            Sort::Newest | Sort::Oldest => by_rank.then_with(by_place),
        }
    }

    /// The rank that does not depend on the query: whole and confident statements come first.
    fn display_rank(&self, address: DocAddress) -> u8 {
        match self.index.known_doc_summaries() {
            Some(summaries) => summaries.display_rank(address),
            None => self.columns(address).display_rank_of(address.doc_id),
        }
    }

    /// Days since 1970-01-01.
    fn day(&self, address: DocAddress) -> i64 {
        self.columns(address).day.first(address.doc_id).unwrap_or(UNDATED)
    }

    /// The later, the lower; without a date last.
    fn days_back(&self, address: DocAddress) -> i64 {
        self.columns(address).day.first(address.doc_id).map_or(UNDATED, |day| -day)
    }

    fn key(&self, address: DocAddress) -> [u64; 3] {
        let columns = self.columns(address);
        [&columns.article, &columns.quote_offset, &columns.id].map(|column| column.first(address.doc_id).unwrap_or(0))
    }

    fn columns(&self, address: DocAddress) -> &Columns {
        &self.segments[address.segment_ord as usize]
    }
}

/// A document among others in the order of quotations.
#[derive(Clone, Copy, Debug)]
pub(super) struct DocRank {
    /// What decides first: the lowest comes first.
    first: i64,
    pub(super) address: DocAddress,
    pub(super) score: Score,
}
