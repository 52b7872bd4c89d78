//! The answers of `topics`: aligned tables.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::contract::{
    TOPIC_COLUMNS, TOPIC_SPEAKER_COLUMNS, TopicRecord, TopicSpeakerRecord, TopicSpeakersRecord, TopicsRecord,
    topic_row, topic_speaker_row,
};
use super::csv_table::table;
use super::format::{Format, json, jsonl};
use super::phrasing::grouped;
use super::sanitize::sanitize_line;
use super::style::{Emphasis, TextStyle};
use super::text_writer::TextWriter;
use crate::query::{TopicRow, TopicSpeaker, TopicSpeakers};
use jiff::civil::Date;

/// Writes some of the `total` topics.
pub fn topics(
    out: &mut dyn Write,
    rows: &[TopicRow],
    total: usize,
    format: Format,
    style: TextStyle,
) -> io::Result<()> {
    let line = |row: &TopicRow| {
        let speakers = format!("{} {}", grouped(row.speakers), if row.speakers == 1 { "speaker" } else { "speakers" });
        [row.topic.clone(), grouped(row.quotes), speakers, days(row.first_date, row.last_date)]
    };
    match format {
        Format::Text => aligned(&mut TextWriter::new(out, style), &rows.iter().map(line).collect::<Vec<_>>()),
        Format::Json => json(out, &TopicsRecord::new(rows, total)),
        Format::Jsonl => jsonl(out, rows.iter().map(TopicRecord::from)),
        Format::Csv => table(out, TOPIC_COLUMNS, rows.iter().map(topic_row)),
    }
}

/// Writes who speaks about a topic.
pub fn topic(out: &mut dyn Write, answer: &TopicSpeakers, format: Format, style: TextStyle) -> io::Result<()> {
    let rows = &answer.speakers;
    match format {
        Format::Text if answer.quotes == 0 => Ok(()),
        Format::Text => {
            let mut writer = TextWriter::new(out, style);
            writer.line(Emphasis::Strong, &answer.topics.join("; "))?;
            let line = |row: &TopicSpeaker| {
                [format!("  {}", row.name), grouped(row.quotes), String::new(), days(row.first_date, row.last_date)]
            };
            aligned(&mut writer, &rows.iter().map(line).collect::<Vec<_>>())
        }
        Format::Json => json(out, &TopicSpeakersRecord::from(answer)),
        Format::Jsonl => jsonl(out, rows.iter().map(TopicSpeakerRecord::from)),
        Format::Csv => table(out, TOPIC_SPEAKER_COLUMNS, rows.iter().map(topic_speaker_row)),
    }
}

/// Writes names, two figures and days in aligned columns.
fn aligned(writer: &mut TextWriter<'_>, rows: &[[String; 4]]) -> io::Result<()> {
    let names: Vec<String> = rows.iter().map(|row| sanitize_indented(&row[0])).collect();
    let wide = names.iter().map(|name| name.width()).max().unwrap_or(0);
    let widest = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or(0);
    let (quotes, speakers) = (widest(1).max(5), widest(2));
    for (name, row) in names.iter().zip(rows) {
        let pad = " ".repeat(wide - name.width());
        let gap = if speakers == 0 { "" } else { "  " };
        let figures = format!("  {:>quotes$}{gap}{:<speakers$}  {}", row[1], row[2], row[3]);
        let (name, figures) =
            (Emphasis::Strong.paint(writer.style, name), Emphasis::Dim.paint(writer.style, figures.trim_end()));
        writer.raw(&format!("{name}{pad}{figures}"))?;
    }
    Ok(())
}

/// Like `sanitize_line`, but keeps the indentation.
fn sanitize_indented(name: &str) -> String {
    let margin = name.len() - name.trim_start().len();
    format!("{}{}", &name[..margin], sanitize_line(name))
}

/// `2024-05-01–2024-05-12`, one day, or nothing.
fn days(first: Option<Date>, last: Option<Date>) -> String {
    match (first, last) {
        (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
        (first, last) => first.or(last).map(|day| day.to_string()).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{PLAIN, written};
    use super::*;

    #[test]
    fn figures_stand_under_each_other() {
        let row = |topic: &str, quotes, speakers| TopicRow {
            topic: topic.into(),
            quotes,
            speakers,
            articles: 1,
            first_date: Some(jiff::civil::date(2024, 5, 12)),
            last_date: Some(jiff::civil::date(2024, 6, 1)),
        };
        let rows = [row("tariffs", 12345, 20), row("water use", 2, 1)];
        insta::assert_snapshot!(written(|out| topics(out, &rows, 2, Format::Text, PLAIN)), @r#"
        tariffs    12,345  20 speakers  2024-05-12–2024-06-01
        water use       2  1 speaker    2024-05-12–2024-06-01
        "#);
    }

    #[test]
    fn speakers_stand_below_their_topic() {
        let speaker = TopicSpeaker {
            name: "Ann Smith".into(),
            id: Some("ann-smith".into()),
            quotes: 3,
            first_date: None,
            last_date: None,
        };
        let answer = TopicSpeakers {
            topics: vec!["tariffs".into()],
            quotes: 4,
            speakers: vec![speaker],
            total: 1,
            suggestions: vec![],
        };
        insta::assert_snapshot!(written(|out| topic(out, &answer, Format::Text, PLAIN)), @r#"
        tariffs
          Ann Smith      3
        "#);
        insta::assert_snapshot!(written(|out| topic(out, &answer, Format::Csv, PLAIN)), @r#"
        name,id,quotes,first_date,last_date
        Ann Smith,ann-smith,3,,
        "#);
    }
}
