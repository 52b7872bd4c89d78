//! For programs: JSON and CSV.

use std::collections::BTreeMap;

use serde::Serialize;

use super::report::CheckedQuotation;
use crate::output::contract::{HIT_COLUMNS, MatchRecord, hit_row};
use crate::output::csv_table::cell;
use crate::query::DraftVerdict;

/// The answer of `verify`.
#[derive(Serialize)]
pub(in crate::output) struct VerificationRecord<'a> {
    quotations: Vec<CheckedRecord<'a>>,
    /// How many have each verdict.
    by_verdict: BTreeMap<&'static str, usize>,
}

/// One quotation of a draft.
#[derive(Serialize)]
pub(in crate::output) struct CheckedRecord<'a> {
    file: &'a str,
    /// Counted from 1, like `column`; `null` where the file has no lines.
    line: Option<usize>,
    column: Option<usize>,
    paragraph: u32,
    text: String,
    speaker: Option<&'a str>,
    verdict: &'static str,
    differences: Vec<DifferenceRecord<'a>>,
    /// The quote of the index that it was compared with.
    found: Option<MatchRecord<'a>>,
}

#[derive(Serialize)]
struct DifferenceRecord<'a> {
    draft: &'a str,
    said: &'a str,
}

impl<'a> From<&'a [CheckedQuotation]> for VerificationRecord<'a> {
    fn from(quotations: &'a [CheckedQuotation]) -> Self {
        let mut by_verdict = BTreeMap::new();
        for checked in quotations {
            *by_verdict.entry(checked.verified.verdict.name()).or_default() += 1;
        }
        Self { quotations: quotations.iter().map(CheckedRecord::from).collect(), by_verdict }
    }
}

impl<'a> From<&'a CheckedQuotation> for CheckedRecord<'a> {
    fn from(checked: &'a CheckedQuotation) -> Self {
        let CheckedQuotation { place, verified } = checked;
        let difference = |(draft, said): &'a (String, String)| DifferenceRecord { draft, said };
        Self {
            file: &place.file,
            line: place.line.map(|(line, _)| line),
            column: place.line.map(|(_, column)| column),
            paragraph: place.paragraph,
            text: verified.quotation.text(),
            speaker: verified.quotation.speaker.as_deref(),
            verdict: verified.verdict.name(),
            differences: verified.differences.iter().map(difference).collect(),
            found: verified.found.as_ref().map(MatchRecord::from),
        }
    }
}

/// The CSV columns of `verify`: the quotation of the draft, then the quote of the index as `search` has it.
pub(in crate::output) const VERIFY_COLUMNS: [&str; 25] = {
    let mut columns = ["file"; 25];
    let first = ["file", "line", "column", "draft_paragraph", "draft_text", "draft_speaker", "verdict"];
    let mut at = 0;
    while at < columns.len() {
        columns[at] = if at < first.len() { first[at] } else { HIT_COLUMNS[at - first.len()] };
        at += 1;
    }
    columns
};

/// A CSV row of `verify`.
pub(in crate::output) fn verify_row(checked: &CheckedQuotation) -> [String; 25] {
    let CheckedQuotation { place, verified } = checked;
    let first = [
        place.file.clone(),
        cell(&place.line.map(|(line, _)| line)),
        cell(&place.line.map(|(_, column)| column)),
        place.paragraph.to_string(),
        verified.quotation.text(),
        cell(&verified.quotation.speaker),
        verified.verdict.name().to_owned(),
    ];
    // What comes nearest is no source.
    let is_source = !matches!(verified.verdict, DraftVerdict::NotFound | DraftVerdict::Unchecked);
    let found = verified.found.as_ref().filter(|_| is_source).map(|found| hit_row(&found.hit));
    let mut cells = first.into_iter().chain(found.into_iter().flatten());
    std::array::from_fn(|_| cells.next().unwrap_or_default())
}
