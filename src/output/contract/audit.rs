//! The answer of `audit`.

use serde::Serialize;

use crate::output::csv_table::cell;
use crate::query::{Audit, AuditCount, AuditGroup, AuditSpeaker};

/// The answer of `audit`.
#[derive(Serialize)]
pub(in crate::output) struct AuditRecord<'a> {
    by: &'static str,
    #[serde(flatten)]
    total: CountRecord,
    groups: Vec<AuditGroupRecord<'a>>,
}

/// One group, with the names behind it.
#[derive(Serialize)]
pub(in crate::output) struct AuditGroupRecord<'a> {
    /// `null` for what is unknown.
    value: Option<&'a str>,
    #[serde(flatten)]
    count: CountRecord,
    names: Vec<AuditSpeakerRecord<'a>>,
}

#[derive(Serialize)]
struct CountRecord {
    quotes: usize,
    words: usize,
    speakers: usize,
}

#[derive(Serialize)]
struct AuditSpeakerRecord<'a> {
    name: Option<&'a str>,
    id: Option<&'a str>,
    quotes: usize,
    words: usize,
    /// What the gender was told by.
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<&'static str>,
}

impl From<AuditCount> for CountRecord {
    fn from(count: AuditCount) -> Self {
        Self { quotes: count.quotes, words: count.words, speakers: count.speakers }
    }
}

impl<'a> From<&'a Audit> for AuditRecord<'a> {
    fn from(audit: &'a Audit) -> Self {
        let groups = audit.groups.iter().map(AuditGroupRecord::from).collect();
        Self { by: audit.by.name(), total: audit.total.into(), groups }
    }
}

impl<'a> From<&'a AuditGroup> for AuditGroupRecord<'a> {
    fn from(group: &'a AuditGroup) -> Self {
        let names = group.speakers.iter().map(AuditSpeakerRecord::from).collect();
        Self { value: group.value.as_deref(), count: group.count.into(), names }
    }
}

impl<'a> From<&'a AuditSpeaker> for AuditSpeakerRecord<'a> {
    fn from(speaker: &'a AuditSpeaker) -> Self {
        Self {
            name: speaker.name.as_deref(),
            id: speaker.id.as_deref(),
            quotes: speaker.quotes,
            words: speaker.words,
            basis: speaker.basis.map(|basis| basis.name()),
        }
    }
}

/// The CSV columns of `audit`: one row a speaker of a group.
pub(in crate::output) const AUDIT_COLUMNS: [&str; 7] = ["by", "value", "name", "id", "quotes", "words", "basis"];

/// The CSV rows of `audit`.
pub(in crate::output) fn audit_rows(audit: &Audit) -> impl Iterator<Item = [String; 7]> {
    let row = |group: &AuditGroup, speaker: &AuditSpeaker| {
        [
            audit.by.name().to_owned(),
            cell(&group.value),
            cell(&speaker.name),
            cell(&speaker.id),
            speaker.quotes.to_string(),
            speaker.words.to_string(),
            cell(&speaker.basis.map(|basis| basis.name())),
        ]
    };
    audit.groups.iter().flat_map(move |group| group.speakers.iter().map(move |speaker| row(group, speaker)))
}
