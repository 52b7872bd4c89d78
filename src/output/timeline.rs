//! The answer of `timeline`: a line a statement, with months as headings, and what has changed since an earlier one.

use std::io::{self, Write};

use jiff::civil::Date;

use super::alignment;
use super::contract::{TimelineEntryRecord, TimelineRecord, timeline_columns, timeline_row};
use super::csv_table::table;
use super::format::{Format, json, jsonl};
use super::phrasing::{self, count};
use super::quotation;
use super::sanitize::sanitize_line;
use super::style::{Detail, Emphasis, TextStyle};
use super::styled_text::StyledText;
use super::text_writer::TextWriter;
use crate::article::{ArticleRef, DateSource};
use crate::query::{ChangeKind, StatementChange, Timeline, TimelineEntry};

/// What stands before the words of a statement: the day of the month.
const MARGIN: usize = 6;
/// On a narrower terminal, what is said about a statement takes several lines.
const MIN_LINE: usize = 50;
/// A gap of so many months is shown.
const GAP: i32 = 2;
/// The labels of the two sentences of a change.
const THEN_AND_NOW: [&str; 3] = ["      then  ", "      now   ", "            "];

/// Writes the statements.
pub fn timeline(out: &mut dyn Write, timeline: &Timeline, format: Format, style: TextStyle) -> io::Result<()> {
    match format {
        Format::Text => text(&mut TextWriter::new(out, style), &timeline.entries),
        Format::Json => json(out, &TimelineRecord::from(timeline)),
        Format::Jsonl => jsonl(out, timeline.entries.iter().map(TimelineEntryRecord::from)),
        Format::Csv => table(out, timeline_columns(), timeline.entries.iter().map(timeline_row)),
    }
}

fn text(writer: &mut TextWriter<'_>, entries: &[TimelineEntry]) -> io::Result<()> {
    let several = entries.iter().any(|entry| entry.hit.quote.speaker.name != entries[0].hit.quote.speaker.name);
    let mut month: Option<Option<Date>> = None;
    for entry in entries {
        let date = entry.hit.quote.article.date;
        let this = date.map(Date::first_of_month);
        if month != Some(this) {
            if month.is_some() {
                writer.blank()?;
            }
            if let Some(gap) = gap(month.flatten(), this) {
                writer.indented(Emphasis::Dim, &gap)?;
                writer.blank()?;
            }
            let heading = this.map_or("Without a date".to_owned(), |month| month.strftime("%B %Y").to_string());
            writer.line(Emphasis::Strong, &heading)?;
            month = Some(this);
        }
        statement(writer, entry, several)?;
    }
    Ok(())
}

/// `(nothing for 5 months)`, between two months with a statement.
fn gap(before: Option<Date>, this: Option<Date>) -> Option<String> {
    let number = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
    let months = number(this?) - number(before?) - 1;
    let months = usize::try_from(months).ok().filter(|_| months >= GAP)?;
    Some(match (months / 12, months % 12) {
        (0, months) => format!("(nothing for {})", count(months, "month")),
        (years, 0) => format!("(nothing for {})", count(years, "year")),
        (years, months) => format!("(nothing for {} and {})", count(years, "year"), count(months, "month")),
    })
}

/// Writes one statement on one line, the whole of it with `--full`; below it what has changed.
fn statement(writer: &mut TextWriter<'_>, entry: &TimelineEntry, several: bool) -> io::Result<()> {
    let (hit, style) = (&entry.hit, writer.style);
    let quote = &hit.quote;
    let day = match (quote.article.date, quote.article.date_source) {
        (Some(date), source) if source != DateSource::Month => format!("{:>4}", date.day()),
        _ => String::new(),
    };
    let narrow = TextStyle { width: style.width.saturating_sub(MARGIN), ..style };
    let detail = if style.detail == Detail::Full { Detail::Full } else { Detail::Compact };
    let words = quotation::excerpt(quote, &hit.matched, narrow.with_detail(detail));
    let lines = words.lines(style, narrow.width, Emphasis::Plain);
    for (number, line) in lines.iter().enumerate() {
        let before = if number == 0 { day.as_str() } else { "" };
        writer.raw(&format!("{}{line}", Emphasis::Strong.paint(style, &format!("{before:<MARGIN$}"))))?;
    }
    let who = if several { format!("{} · ", sanitize_line(quote.speaker_name())) } else { String::new() };
    let polarity = phrasing::polarity_note(quote.polarity).map_or(String::new(), |note| format!("{note} · "));
    let guess = quote.article.date_source.label().map_or(String::new(), |label| format!(" · date {label}"));
    let copies = if hit.articles > 1 { format!(" · in {}", count(hit.articles, "article")) } else { String::new() };
    let about = format!("{who}{polarity}{} · {}{copies}{guess}", quote.id, undated(&quote.article));
    let about = sanitize_line(&about);
    if narrow.width < MIN_LINE {
        writer.wrapped("      ", &StyledText::new(&about, &[]), Emphasis::Dim)?;
    } else {
        let about = phrasing::truncated(&about, narrow.width);
        writer.raw(&format!("{:MARGIN$}{}", "", Emphasis::Dim.paint(style, &about)))?;
    }
    entry.changes.iter().try_for_each(|change| write_change(writer, change))
}

/// `Title · Publisher`: the day is there already.
fn undated(article: &ArticleRef) -> String {
    phrasing::article(&ArticleRef { date: None, ..article.clone() })
}

/// Writes both sentences of a change below each other.
fn write_change(writer: &mut TextWriter<'_>, change: &StatementChange) -> io::Result<()> {
    let what = match change.kind {
        ChangeKind::Number => "another number than",
        ChangeKind::Negation => "a negation differs from",
        ChangeKind::Polarity => "said the one time and denied the other:",
    };
    let earlier = &change.earlier;
    let day = earlier.article.date.map_or(String::new(), |day| format!("{day} "));
    let line = format!("{what} {day}({})", earlier.id);
    writer.wrapped("      ", &StyledText::new(&sanitize_line(&line), &[]), Emphasis::Differs)?;
    alignment::write_rows(writer, THEN_AND_NOW, &change.alignment)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{PLAIN, close, hit, written};
    use super::*;
    use crate::quote::Quote;

    fn entry(date: Option<Date>, changes: Vec<StatementChange>) -> TimelineEntry {
        let mut hit = hit();
        hit.quote.article.date = date;
        TimelineEntry { hit, changes }
    }

    #[test]
    fn statements_stand_under_their_months() {
        let earlier = Quote { id: "00000000000000cc".into(), ..hit().quote };
        let change = StatementChange { kind: ChangeKind::Negation, earlier, alignment: close().alignment };
        let day = |month| Some(jiff::civil::date(2024, month, 7));
        let entries =
            vec![entry(day(1), vec![]), entry(day(2), vec![]), entry(day(6), vec![change]), entry(None, vec![])];
        let answer = Timeline { entries, total: 4, ..Timeline::default() };
        insta::assert_snapshot!(written(|out| timeline(out, &answer, Format::Text, PLAIN)), @r#"
        January 2024
           7  “Zoë’s city will be fine,”
              00000000000000aa · Mayor Leaves · The Paper · in 2 articles

        February 2024
           7  “Zoë’s city will be fine,”
              00000000000000aa · Mayor Leaves · The Paper · in 2 articles

          (nothing for 3 months)

        June 2024
           7  “Zoë’s city will be fine,”
              00000000000000aa · Mayor Leaves · The Paper · in 2 articles
              a negation differs from 2024-05-12 (00000000000000cc)
              then  city will not be well
              now   city will     be fine,
                              ---    ~~~~~

        Without a date
              “Zoë’s city will be fine,”
              00000000000000aa · Mayor Leaves · The Paper · in 2 articles
        "#);
    }

    #[test]
    fn gaps_are_told_in_years_and_months() {
        let month = |year, month| Some(jiff::civil::date(year, month, 1));
        assert_eq!(gap(month(2024, 1), month(2024, 3)), None);
        assert_eq!(gap(month(2024, 1), month(2024, 4)).unwrap(), "(nothing for 2 months)");
        assert_eq!(gap(month(2022, 1), month(2024, 3)).unwrap(), "(nothing for 2 years and 1 month)");
        assert_eq!(gap(month(2022, 1), None), None);
    }
}
