//! The report at the end of `index` and `rebuild`.

use std::io::{self, Write};

use serde::Serialize;

use super::csv_table::table;
use super::format::{Format, json, jsonl};
use super::look::{Look, Tone};
use super::page::Page;
use super::words::count;
use crate::query::Stats;
use crate::quote::Kind;

/// What a run did, and what the index holds now.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// Articles that were not in the index before.
    pub new: usize,
    /// Articles whose words or data have changed.
    pub changed: usize,
    /// Articles that were in already.
    pub unchanged: usize,
    /// Files and lines that gave no article.
    pub failed: usize,
    /// Quotes found in new and changed articles.
    pub quotes: usize,
    /// How long it took.
    pub seconds: f32,
    /// What the index holds now.
    pub index: Stats,
}

/// Writes the report.
pub fn report(out: &mut dyn Write, report: &Report, format: Format, look: Look) -> io::Result<()> {
    match format {
        Format::Text => text(&mut Page::new(out, look), report),
        Format::Json => json(out, report),
        Format::Jsonl => jsonl(out, [report]),
        Format::Csv => {
            let Report { new, changed, unchanged, failed, quotes, .. } = report;
            let names = ["new", "changed", "unchanged", "failed", "quotes"];
            table(out, names, [[new, changed, unchanged, failed, quotes].map(usize::to_string)])
        }
    }
}

fn text(page: &mut Page<'_>, report: &Report) -> io::Result<()> {
    let read = report.new + report.changed + report.unchanged;
    let parts = [(report.new, "new"), (report.changed, "changed"), (report.unchanged, "unchanged")];
    let done = format!("{}: {}, {} found", count(read, "article"), listed(parts), count(report.quotes, "quote"));
    page.line(Tone::Plain, &format!("{done}, {:.1} s.", report.seconds))?;
    if report.failed > 0 {
        page.line(Tone::Strong, &format!("{} could not be read.", count(report.failed, "input")))?;
    }
    let index = &report.index;
    let kinds = Kind::ALL.map(|kind| (index.by_kind.get(kind.name()).copied().unwrap_or(0), kind.name()));
    let (articles, quotes) = (count(index.articles, "article"), count(index.quotes, "quote"));
    let speakers = count(index.speakers, "named speaker");
    page.line(Tone::Plain, &format!("The index holds {articles} with {quotes} ({}) by {speakers}.", listed(kinds)))
}

/// `3 new, 1 changed`: what there is none of is left out, unless there is none of anything.
fn listed<const N: usize>(parts: [(usize, &str); N]) -> String {
    let some: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, name)| format!("{n} {name}")).collect();
    if some.is_empty() { "none".to_owned() } else { some.join(", ") }
}
