//! The answers of `timeline` and `compare`.

use serde::Serialize;

use super::article::ParagraphRecord;
use super::quotes::{HIT_COLUMNS, HitRecord, hit_row};
use crate::query::{AlignedWord, Comparison, ComparisonSide, StatementChange, Timeline, TimelineEntry};

/// The answer of `timeline`.
#[derive(Serialize)]
pub(in crate::output) struct TimelineRecord<'a> {
    total: usize,
    statements: Vec<TimelineEntryRecord<'a>>,
}

impl<'a> From<&'a Timeline> for TimelineRecord<'a> {
    fn from(timeline: &'a Timeline) -> Self {
        let statements = timeline.entries.iter().map(TimelineEntryRecord::from).collect();
        Self { total: timeline.total, statements }
    }
}

/// One statement.
#[derive(Serialize)]
pub(in crate::output) struct TimelineEntryRecord<'a> {
    #[serde(flatten)]
    hit: HitRecord<'a>,
    /// How it differs from earlier statements of the same speaker.
    changes: Vec<ChangeRecord<'a>>,
}

impl<'a> From<&'a TimelineEntry> for TimelineEntryRecord<'a> {
    fn from(entry: &'a TimelineEntry) -> Self {
        Self { hit: (&entry.hit).into(), changes: entry.changes.iter().map(ChangeRecord::from).collect() }
    }
}

#[derive(Serialize)]
struct ChangeRecord<'a> {
    kind: &'static str,
    earlier: EarlierRecord<'a>,
    /// The sentence then.
    then: String,
    /// The sentence now.
    now: String,
}

/// The earlier statement.
#[derive(Serialize)]
struct EarlierRecord<'a> {
    id: &'a str,
    polarity: &'static str,
    text: &'a str,
    article: ParagraphRecord<'a>,
}

impl<'a> From<&'a StatementChange> for ChangeRecord<'a> {
    fn from(change: &'a StatementChange) -> Self {
        let sentence = |side: fn(&AlignedWord) -> &str| {
            change.alignment.iter().map(side).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
        };
        let earlier = &change.earlier;
        let earlier = EarlierRecord {
            id: &earlier.id,
            polarity: earlier.polarity.name(),
            text: &earlier.text,
            article: earlier.into(),
        };
        Self { kind: change.kind.name(), earlier, then: sentence(|word| &word.asked), now: sentence(|word| &word.said) }
    }
}

/// The answer of `compare`.
#[derive(Serialize)]
pub(in crate::output) struct ComparisonRecord<'a> {
    sides: Vec<SideRecord<'a>>,
}

/// One speaker of a comparison.
#[derive(Serialize)]
pub(in crate::output) struct SideRecord<'a> {
    asked: &'a str,
    speaker: Option<&'a str>,
    #[serde(flatten)]
    timeline: TimelineRecord<'a>,
}

impl<'a> From<&'a Comparison> for ComparisonRecord<'a> {
    fn from(comparison: &'a Comparison) -> Self {
        Self { sides: comparison.sides.iter().map(SideRecord::from).collect() }
    }
}

impl<'a> From<&'a ComparisonSide> for SideRecord<'a> {
    fn from(side: &'a ComparisonSide) -> Self {
        Self { asked: &side.asked, speaker: side.name.as_deref(), timeline: (&side.timeline).into() }
    }
}

/// The CSV columns of `timeline` and `compare`: those of `search`, what has changed, and since which statement.
pub(in crate::output) fn timeline_columns() -> [&'static str; 20] {
    let mut columns = ["change"; 20];
    columns[..18].copy_from_slice(&HIT_COLUMNS);
    columns[19] = "earlier_id";
    columns
}

/// A CSV row of `timeline`.
pub(in crate::output) fn timeline_row(entry: &TimelineEntry) -> [String; 20] {
    let joined = |of: fn(&StatementChange) -> &str| entry.changes.iter().map(of).collect::<Vec<_>>().join("; ");
    let last = [joined(|change| change.kind.name()), joined(|change| &change.earlier.id)];
    let mut cells = hit_row(&entry.hit).into_iter().chain(last);
    std::array::from_fn(|_| cells.next().unwrap_or_default())
}
