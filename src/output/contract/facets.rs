//! The answer of `search --count-by`.

use serde::Serialize;

use crate::output::csv_table::cell;
use crate::query::{Facet, FacetAnswer, FacetCount};

/// The counts of a facet.
#[derive(Serialize)]
pub(in crate::output) struct FacetsRecord<'a> {
    by: &'static str,
    /// Number of quotations; one with several topics counts once.
    total: usize,
    /// Number of values.
    values: usize,
    counts: Vec<FacetRecord<'a>>,
}

impl<'a> FacetsRecord<'a> {
    pub(in crate::output) fn new(answer: &'a FacetAnswer, facet: Facet) -> Self {
        let counts = answer.counts.iter().map(FacetRecord::from).collect();
        Self { by: facet.name(), total: answer.total, values: answer.values, counts }
    }
}

/// The count of one value.
#[derive(Serialize)]
pub(in crate::output) struct FacetRecord<'a> {
    /// `null` for the quotations without a value.
    value: Option<&'a str>,
    /// Only for speakers with an id.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    quotes: usize,
}

impl<'a> From<&'a FacetCount> for FacetRecord<'a> {
    fn from(count: &'a FacetCount) -> Self {
        Self { value: count.value.as_deref(), id: count.id.as_deref(), quotes: count.quotes }
    }
}

/// The CSV columns of `search --count-by`.
pub(in crate::output) fn facet_columns(facet: Facet) -> [&'static str; 3] {
    [facet.name(), "id", "quotes"]
}

/// A CSV row of `search --count-by`.
pub(in crate::output) fn facet_row(count: &FacetCount) -> [String; 3] {
    [cell(&count.value), cell(&count.id), count.quotes.to_string()]
}
