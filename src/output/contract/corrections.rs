//! The answers of `correct --list`, `people list` and `eval --from-corrections`.

use serde::Serialize;

use crate::index::Correction;
use crate::output::corrections::{CorrectionLine, HandAccuracy};
use crate::output::csv_table::cell;

/// A correction; the fields are the columns of the table.
#[derive(Serialize)]
pub(in crate::output) struct CorrectionRecord<'a> {
    action: &'static str,
    words: &'a str,
    speaker: Option<&'a str>,
    other: Option<&'a str>,
    note: Option<&'a str>,
    day: Option<String>,
    article: Option<&'a str>,
    url: Option<&'a str>,
    quote: Option<&'a str>,
    machine: Option<&'a str>,
    speaker_id: Option<&'a str>,
    other_id: Option<&'a str>,
    kind: Option<&'a str>,
    text: Option<&'a str>,
    fits: bool,
}

impl<'a> From<&'a CorrectionLine> for CorrectionRecord<'a> {
    fn from(line: &'a CorrectionLine) -> Self {
        let row = &line.correction;
        Self {
            action: row.action.name(),
            words: &row.words,
            speaker: row.speaker.as_deref(),
            other: row.other.as_deref(),
            note: row.note.as_deref(),
            day: row.day.map(|day| day.to_string()),
            article: row.article.as_deref(),
            url: row.url.as_deref(),
            quote: row.quote.as_deref(),
            machine: row.machine.as_deref(),
            speaker_id: row.speaker_id.as_deref(),
            other_id: row.other_id.as_deref(),
            kind: row.kind.as_deref(),
            text: row.text.as_deref(),
            fits: line.fits,
        }
    }
}

/// The CSV columns of `correct --list`.
pub(in crate::output) const CORRECTION_COLUMNS: [&str; 15] = [
    "action",
    "words",
    "speaker",
    "other",
    "note",
    "day",
    "article",
    "url",
    "quote",
    "machine",
    "speaker_id",
    "other_id",
    "kind",
    "text",
    "fits",
];

/// A CSV row of `correct --list`.
pub(in crate::output) fn correction_row(line: &CorrectionLine) -> [String; 15] {
    let row = &line.correction;
    [
        row.action.name().to_owned(),
        row.words.clone(),
        cell(&row.speaker),
        cell(&row.other),
        cell(&row.note),
        cell(&row.day),
        cell(&row.article),
        cell(&row.url),
        cell(&row.quote),
        cell(&row.machine),
        cell(&row.speaker_id),
        cell(&row.other_id),
        cell(&row.kind),
        cell(&row.text),
        line.fits.to_string(),
    ]
}

/// How often the program is right by itself.
#[derive(Serialize)]
pub(in crate::output) struct AccuracyRecord<'a> {
    checked: usize,
    right: usize,
    missing: usize,
    by_action: Vec<ActionRecord>,
    wrong: Vec<WrongRecord<'a>>,
}

#[derive(Serialize)]
struct ActionRecord {
    action: &'static str,
    checked: usize,
    right: usize,
}

/// A quote on which it is wrong.
#[derive(Serialize)]
struct WrongRecord<'a> {
    action: &'static str,
    words: &'a str,
    speaker: Option<&'a str>,
    quote: Option<&'a str>,
    article: Option<&'a str>,
}

impl<'a> From<&'a HandAccuracy> for AccuracyRecord<'a> {
    fn from(figures: &'a HandAccuracy) -> Self {
        let (checked, right) = figures.total();
        let by_action = figures.by_action.iter();
        let wrong = |row: &'a Correction| WrongRecord {
            action: row.action.name(),
            words: &row.words,
            speaker: row.speaker.as_deref(),
            quote: row.quote.as_deref(),
            article: row.article.as_deref(),
        };
        Self {
            checked,
            right,
            missing: figures.missing,
            by_action: by_action
                .map(|(action, &(checked, right))| ActionRecord { action: action.name(), checked, right })
                .collect(),
            wrong: figures.wrong.iter().map(wrong).collect(),
        }
    }
}

/// The CSV columns of `eval --from-corrections`.
pub(in crate::output) const ACCURACY_COLUMNS: [&str; 3] = ["action", "checked", "right"];

/// The CSV rows of `eval --from-corrections`; the last one counts all.
pub(in crate::output) fn accuracy_rows(figures: &HandAccuracy) -> Vec<[String; 3]> {
    let row =
        |action: &str, (checked, right): (usize, usize)| [action.to_owned(), checked.to_string(), right.to_string()];
    let mut rows: Vec<[String; 3]> =
        figures.by_action.iter().map(|(action, &counts)| row(action.name(), counts)).collect();
    rows.push(row("all", figures.total()));
    rows
}
