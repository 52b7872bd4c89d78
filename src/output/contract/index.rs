//! What an index holds and what a run did: `stats`, `index`, `rebuild`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::language::LanguageCode;
use crate::output::index_report::{IndexReport, SkipSummary};
use crate::query::{ListedPeople, Settings, Stats};

/// What an index holds.
#[derive(Serialize)]
pub(in crate::output) struct StatsRecord<'a> {
    articles: usize,
    quotes: usize,
    speakers: usize,
    topics: usize,
    by_kind: &'a BTreeMap<String, usize>,
    first_date: Option<Date>,
    last_date: Option<Date>,
    bytes: u64,
    /// Only of `stats`, as the next.
    #[serde(skip_serializing_if = "Option::is_none")]
    statements: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unnamed: Option<usize>,
    /// Left out without a table of people.
    #[serde(skip_serializing_if = "Option::is_none")]
    people: Option<PeopleRecord<'a>>,
    /// Left out when all settings are the defaults.
    #[serde(skip_serializing_if = "Option::is_none")]
    settings: Option<SettingsRecord<'a>>,
    /// Left out when it is 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    removed: Option<usize>,
}

impl<'a> From<&'a Stats> for StatsRecord<'a> {
    fn from(stats: &'a Stats) -> Self {
        Self {
            articles: stats.articles,
            quotes: stats.quotes,
            speakers: stats.speakers,
            topics: stats.topics,
            by_kind: &stats.by_kind,
            first_date: stats.first_date,
            last_date: stats.last_date,
            bytes: stats.bytes,
            statements: stats.statements,
            unnamed: stats.unnamed,
            people: stats.people.as_ref().map(PeopleRecord::from),
            settings: stats.settings.as_ref().map(SettingsRecord::from),
            removed: (stats.removed > 0).then_some(stats.removed),
        }
    }
}

#[derive(Serialize)]
struct PeopleRecord<'a> {
    file: &'a str,
    people: usize,
}

impl<'a> From<&'a ListedPeople> for PeopleRecord<'a> {
    fn from(listed: &'a ListedPeople) -> Self {
        Self { file: &listed.file, people: listed.people }
    }
}

#[derive(Serialize)]
struct SettingsRecord<'a> {
    min_confidence: f32,
    map: &'a [String],
    file_dates: bool,
    hidden: bool,
    no_ignore: bool,
    /// Left out when the language of each article is detected.
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'static str>,
}

impl<'a> From<&'a Settings> for SettingsRecord<'a> {
    fn from(settings: &'a Settings) -> Self {
        let Settings { min_confidence, map, file_dates, hidden, no_ignore, lang } = settings;
        Self {
            min_confidence: *min_confidence,
            map,
            file_dates: *file_dates,
            hidden: *hidden,
            no_ignore: *no_ignore,
            lang: (!lang.is_auto()).then(|| lang.as_str()),
        }
    }
}

/// What a run of `index` or `rebuild` did, and what the index holds now.
#[derive(Serialize)]
pub(in crate::output) struct IndexReportRecord<'a> {
    dry_run: bool,
    read: usize,
    skipped: usize,
    new: usize,
    changed: usize,
    same: usize,
    unchanged: usize,
    pruned: usize,
    kept: usize,
    clashes: usize,
    canceled: usize,
    removed: usize,
    failed: usize,
    quotes: usize,
    seconds: f32,
    index: StatsRecord<'a>,
    left_out: Vec<SkipRecord<'a>>,
    other_languages: &'a BTreeMap<LanguageCode, usize>,
}

impl<'a> From<&'a IndexReport> for IndexReportRecord<'a> {
    fn from(report: &'a IndexReport) -> Self {
        Self {
            dry_run: report.dry_run,
            read: report.read,
            skipped: report.skipped,
            new: report.new,
            changed: report.changed,
            same: report.same,
            unchanged: report.unchanged,
            pruned: report.pruned,
            kept: report.kept,
            clashes: report.clashes,
            canceled: report.canceled,
            removed: report.removed,
            failed: report.failed,
            quotes: report.quotes,
            seconds: report.seconds,
            index: (&report.index).into(),
            left_out: report.left_out.iter().map(SkipRecord::from).collect(),
            other_languages: &report.other_languages,
        }
    }
}

/// Inputs of one sort that were skipped.
#[derive(Serialize)]
struct SkipRecord<'a> {
    what: &'static str,
    count: usize,
    kinds: &'a BTreeMap<String, usize>,
}

impl<'a> From<&'a SkipSummary> for SkipRecord<'a> {
    fn from(skipped: &'a SkipSummary) -> Self {
        Self { what: skipped.what, count: skipped.count, kinds: &skipped.kinds }
    }
}

/// The CSV columns of `index` and `rebuild`.
pub(in crate::output) const REPORT_COLUMNS: [&str; 11] =
    ["new", "changed", "unchanged", "failed", "quotes", "read", "skipped", "same", "pruned", "seconds", "left_out"];

/// The CSV row of `index` and `rebuild`.
pub(in crate::output) fn report_row(report: &IndexReport) -> [String; 11] {
    let IndexReport { read, skipped, new, changed, same, unchanged, pruned, failed, quotes, .. } = report;
    let left_out: usize = report.left_out.iter().map(|one| one.count).sum();
    let [new, changed, unchanged, failed, quotes, read, skipped, same, pruned, left_out] =
        [new, changed, unchanged, failed, quotes, read, skipped, same, pruned, &left_out].map(usize::to_string);
    let seconds = format!("{:.1}", report.seconds);
    [new, changed, unchanged, failed, quotes, read, skipped, same, pruned, seconds, left_out]
}

/// The CSV columns of `stats`.
pub(in crate::output) const STATS_COLUMNS: [&str; 2] = ["figure", "value"];

/// The CSV column of `check`.
pub(in crate::output) const FAULT_COLUMNS: [&str; 1] = ["fault"];
