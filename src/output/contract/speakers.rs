//! The answer of `speakers`.

use jiff::civil::Date;
use serde::Serialize;

use crate::output::csv_table::cell;
use crate::query::SpeakerRow;

/// Some of the speakers.
#[derive(Serialize)]
pub(in crate::output) struct SpeakersRecord<'a> {
    total: usize,
    speakers: Vec<SpeakerRecord<'a>>,
}

impl<'a> SpeakersRecord<'a> {
    pub(in crate::output) fn new(rows: &'a [SpeakerRow], total: usize) -> Self {
        Self { total, speakers: rows.iter().map(SpeakerRecord::from).collect() }
    }
}

/// One speaker.
#[derive(Serialize)]
pub(in crate::output) struct SpeakerRecord<'a> {
    name: &'a str,
    id: Option<&'a str>,
    field: Option<&'static str>,
    kind: &'static str,
    aliases: &'a [String],
    roles: &'a [String],
    quotes: usize,
    articles: usize,
    first_date: Option<Date>,
    last_date: Option<Date>,
}

impl<'a> From<&'a SpeakerRow> for SpeakerRecord<'a> {
    fn from(row: &'a SpeakerRow) -> Self {
        Self {
            name: &row.name,
            id: row.id.as_deref(),
            field: row.field,
            kind: row.kind.name(),
            aliases: &row.aliases,
            roles: &row.roles,
            quotes: row.quotes,
            articles: row.articles,
            first_date: row.first_date,
            last_date: row.last_date,
        }
    }
}

/// The CSV columns of `speakers`.
pub(in crate::output) const SPEAKER_COLUMNS: [&str; 10] =
    ["name", "id", "field", "kind", "aliases", "roles", "quotes", "articles", "first_date", "last_date"];

/// A CSV row of `speakers`.
pub(in crate::output) fn speaker_row(row: &SpeakerRow) -> [String; 10] {
    [
        row.name.clone(),
        cell(&row.id),
        cell(&row.field),
        row.kind.name().to_owned(),
        row.aliases.join("; "),
        row.roles.join("; "),
        row.quotes.to_string(),
        row.articles.to_string(),
        cell(&row.first_date),
        cell(&row.last_date),
    ]
}
