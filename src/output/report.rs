//! The report at the end of `index` and `rebuild`.

use std::io::{self, Write};

use super::contract::{IndexReportRecord, REPORT_COLUMNS, report_row};
use super::csv_table::table;
use super::format::{Format, json, jsonl};
use super::index_report::IndexReport;
use super::other_languages::other_languages_message;
use super::phrasing::count;
use super::skipped::skip_messages;
use super::style::{Emphasis, TextStyle};
use super::text_writer::TextWriter;
use crate::quote::Kind;

/// Writes the report.
pub fn report(out: &mut dyn Write, report: &IndexReport, format: Format, style: TextStyle) -> io::Result<()> {
    match format {
        Format::Text => text(&mut TextWriter::new(out, style), report),
        Format::Json => json(out, &IndexReportRecord::from(report)),
        Format::Jsonl => jsonl(out, [IndexReportRecord::from(report)]),
        Format::Csv => table(out, REPORT_COLUMNS, [report_row(report)]),
    }
}

fn text(writer: &mut TextWriter<'_>, report: &IndexReport) -> io::Result<()> {
    let articles = report.new + report.changed + report.same + report.unchanged;
    let parts = [
        (report.new, "new"),
        (report.changed, "changed"),
        (report.same, if report.same == 1 { "duplicate" } else { "duplicates" }),
        (report.unchanged, "unchanged"),
    ];
    let counted = count(articles, "article");
    let done = match (articles, report.dry_run) {
        (0, _) => format!("No articles found in {}.", report.named.join(", ")),
        (_, true) => format!("Dry run, nothing was changed: {counted} would be read ({}).", listed(parts)),
        (_, false) => {
            let quotes = count(report.quotes, "quote");
            format!("{counted} read: {}. {quotes} found in {:.1} s.", listed(parts), report.seconds)
        }
    };
    writer.line(Emphasis::Plain, &done)?;
    if report.skipped > 0 {
        let read = count(report.read, "file");
        writer
            .line(Emphasis::Plain, &format!("{read} read, {} skipped as unchanged.", count(report.skipped, "file")))?;
    }
    if report.pruned > 0 {
        let removed = if report.dry_run { "Would remove" } else { "Removed" };
        let (pruned, whose) = (count(report.pruned, "article"), if report.pruned == 1 { "file" } else { "files" });
        let exists = if report.pruned == 1 { "exists" } else { "exist" };
        writer.line(Emphasis::Plain, &format!("{removed} {pruned} whose {whose} no longer {exists}."))?;
    }
    for (number, message) in [
        (report.kept, "no longer in {their} file, but still in the index; --prune removes {them}."),
        (report.clashes, "with an id that another article has; both are kept (-v lists them)."),
        (report.canceled, "removed: canceled by {their} publisher."),
        (report.removed, "left out: removed before; --again takes {them} in."),
    ] {
        if number > 0 {
            let (their, them) = if number == 1 { ("its", "it") } else { ("their", "them") };
            let message = message.replace("{their}", their).replace("{them}", them);
            writer.line(Emphasis::Plain, &format!("{} {message}", count(number, "article")))?;
        }
    }
    if report.failed > 0 {
        writer.line(Emphasis::Strong, &format!("{} could not be read.", count(report.failed, "input")))?;
    }
    if let Some(message) = other_languages_message(&report.other_languages) {
        writer.line(Emphasis::Plain, &message)?;
    }
    skip_messages(&report.left_out, report.listed).iter().try_for_each(|line| writer.line(Emphasis::Plain, line))?;
    let index = &report.index;
    let kinds = Kind::ALL.map(|kind| (index.by_kind.get(kind.name()).copied().unwrap_or(0), kind.name()));
    let (articles, quotes) = (count(index.articles, "article"), count(index.quotes, "quote"));
    let speakers = count(index.speakers, "named speaker");
    writer
        .line(Emphasis::Plain, &format!("The index holds {articles} with {quotes} ({}) by {speakers}.", listed(kinds)))
}

/// `3 new, 1 changed`: counts of 0 are left out, unless all are 0.
fn listed<const N: usize>(parts: [(usize, &str); N]) -> String {
    let some: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, name)| format!("{n} {name}")).collect();
    if some.is_empty() { "none".to_owned() } else { some.join(", ") }
}
