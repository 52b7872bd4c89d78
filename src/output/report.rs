//! The report at the end of `index` and `rebuild`.

use std::io::{self, Write};

use serde::Serialize;

use super::csv_table::table;
use super::format::{Format, json, jsonl};
use super::left_out::{LeftOut, left_out};
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
    /// Articles that their file no longer holds, and that are still in the index.
    pub kept: usize,
    /// New articles whose id another article has; both are in the index. They count as new.
    pub clashes: usize,
    /// Articles that were taken out of the index before, and were not taken in again.
    pub removed: usize,
    /// Files and lines that gave no article.
    pub failed: usize,
    /// Quotes found in new and changed articles.
    pub quotes: usize,
    /// How long it took.
    pub seconds: f32,
    /// What the index holds now.
    pub index: Stats,
    /// Whether it was refused to remove articles whose files are gone (0 or 1).
    #[serde(skip)]
    pub not_pruned: usize,
    /// What was to be read, as it was named.
    #[serde(skip)]
    pub named: Vec<String>,
    /// What was passed over, since it is no article, or says nothing.
    pub left_out: Vec<LeftOut>,
    /// Whether each of that was told already.
    #[serde(skip)]
    pub listed: bool,
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
            let names = [
                "new",
                "changed",
                "unchanged",
                "failed",
                "quotes",
                "read",
                "skipped",
                "same",
                "pruned",
                "seconds",
                "left_out",
            ];
            let [new, changed, unchanged, failed, quotes, read, skipped, same, pruned] =
                [new, changed, unchanged, failed, quotes, read, skipped, same, pruned].map(usize::to_string);
            let seconds = format!("{:.1}", report.seconds);
            let passed = report.left_out.iter().map(|one| one.count).sum::<usize>().to_string();
            table(out, names, [[new, changed, unchanged, failed, quotes, read, skipped, same, pruned, seconds, passed]])
        }
    }
}

fn text(page: &mut Page<'_>, report: &Report) -> io::Result<()> {
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
    page.line(Tone::Plain, &done)?;
    if report.skipped > 0 {
        let read = count(report.read, "file");
        page.line(Tone::Plain, &format!("{read} read, {} skipped as unchanged.", count(report.skipped, "file")))?;
    }
    if report.pruned > 0 {
        let removed = if report.dry_run { "Would remove" } else { "Removed" };
        let (pruned, whose) = (count(report.pruned, "article"), if report.pruned == 1 { "file" } else { "files" });
        let exists = if report.pruned == 1 { "exists" } else { "exist" };
        page.line(Tone::Plain, &format!("{removed} {pruned} whose {whose} no longer {exists}."))?;
    }
    for (number, told) in [
        (report.kept, "no longer in {their} file, but still in the index; --prune removes {them}."),
        (report.clashes, "with an id that another article has; both are kept (-v lists them)."),
        (report.removed, "left out: removed before; --again takes {them} in."),
    ] {
        if number > 0 {
            let (their, them) = if number == 1 { ("its", "it") } else { ("their", "them") };
            let told = told.replace("{their}", their).replace("{them}", them);
            page.line(Tone::Plain, &format!("{} {told}", count(number, "article")))?;
        }
    }
    if report.failed > 0 {
        page.line(Tone::Strong, &format!("{} could not be read.", count(report.failed, "input")))?;
    }
    left_out(&report.left_out, report.listed).iter().try_for_each(|line| page.line(Tone::Plain, line))?;
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
