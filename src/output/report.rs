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
    /// Nothing was done: this is what would be.
    pub dry_run: bool,
    /// Files that were opened and read.
    pub read: usize,
    /// Files passed over because they have not changed.
    pub skipped: usize,
    /// Articles that were not in the index before.
    pub new: usize,
    /// Articles whose words or data have changed.
    pub changed: usize,
    /// Articles that another file holds as well.
    pub same: usize,
    /// Articles that were in already.
    pub unchanged: usize,
    /// Articles that left the index because their file, or their place in it, is gone.
    pub pruned: usize,
    /// Files and lines that gave no article.
    pub failed: usize,
    /// Quotes found in new and changed articles.
    pub quotes: usize,
    /// How long it took.
    pub seconds: f32,
    /// What the index holds now.
    pub index: Stats,
}

impl Report {
    /// Whether the index was changed, or something could not be read.
    pub fn tells_anything(&self) -> bool {
        self.new + self.changed + self.same + self.pruned + self.failed > 0
    }
}

/// Writes the report.
pub fn report(out: &mut dyn Write, report: &Report, format: Format, look: Look) -> io::Result<()> {
    match format {
        Format::Text => text(&mut Page::new(out, look), report),
        Format::Json => json(out, report),
        Format::Jsonl => jsonl(out, [report]),
        Format::Csv => {
            let Report { read, skipped, new, changed, same, unchanged, pruned, failed, quotes, .. } = report;
            let names =
                ["new", "changed", "unchanged", "failed", "quotes", "read", "skipped", "same", "pruned", "seconds"];
            let [new, changed, unchanged, failed, quotes, read, skipped, same, pruned] =
                [new, changed, unchanged, failed, quotes, read, skipped, same, pruned].map(usize::to_string);
            let seconds = format!("{:.1}", report.seconds);
            table(out, names, [[new, changed, unchanged, failed, quotes, read, skipped, same, pruned, seconds]])
        }
    }
}

fn text(page: &mut Page<'_>, report: &Report) -> io::Result<()> {
    let articles = report.new + report.changed + report.same + report.unchanged;
    let parts = [
        (report.new, "new"),
        (report.changed, "changed"),
        (report.same, "the same as another"),
        (report.unchanged, "unchanged"),
    ];
    let counted = format!("{}: {}", count(articles, "article"), listed(parts));
    let done = match report.dry_run {
        true => format!("Nothing was done. There would be {counted}."),
        false => format!("{counted}, {} found, {:.1} s.", count(report.quotes, "quote"), report.seconds),
    };
    page.line(Tone::Plain, &done)?;
    if report.skipped > 0 {
        let read = count(report.read, "file");
        page.line(Tone::Plain, &format!("{read} read, {} skipped as unchanged.", count(report.skipped, "file")))?;
    }
    if report.pruned > 0 {
        let leave = if report.dry_run { "would leave" } else { "left" };
        let pruned = count(report.pruned, "article");
        page.line(Tone::Plain, &format!("{pruned} pruned: {leave} the index because what held them is gone."))?;
    }
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
