//! The answer of `speakers`.

use jiff::civil::Date;
use serde::Serialize;

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
