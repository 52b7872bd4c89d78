//! Which table of corrections is used, and how its changes get into an index.

use std::path::{Path, PathBuf};

use super::args::CorrectionsArgs;
use super::context::Context;
use super::corrections_table::CorrectionsTable;
use super::error::CliError;
use super::lazy_extractor::LazyExtractor;
use super::stored_reading::{StoredReading, reading_of_index};
use crate::index::{AppliedCorrections, CORRECTIONS_TABLE, Correction, Index, Update};
use crate::read::check_quote_count;

/// Where the table is: where it is named, or else where the index remembers it, or else in the folder of the index.
pub(super) fn table_path(
    context: &Context,
    args: &CorrectionsArgs,
    is_rebuild: bool,
) -> Result<Option<PathBuf>, CliError> {
    Ok(Some(path_of(context, args, &applied(context, is_rebuild)?)))
}

fn path_of(context: &Context, args: &CorrectionsArgs, applied: &AppliedCorrections) -> PathBuf {
    let remembered = || (!applied.path.is_empty()).then(|| PathBuf::from(&applied.path));
    named(args).or_else(remembered).unwrap_or_else(|| context.shared.index.join(CORRECTIONS_TABLE))
}

fn named(args: &CorrectionsArgs) -> Option<PathBuf> {
    args.corrections.clone().filter(|path| !path.as_os_str().is_empty())
}

/// Where the table is, and what the index has applied of it.
struct Place {
    path: PathBuf,
    applied: AppliedCorrections,
}

impl Place {
    fn of(context: &Context, args: &CorrectionsArgs, is_rebuild: bool) -> Result<Self, CliError> {
        let applied = applied(context, is_rebuild)?;
        Ok(Self { path: path_of(context, args, &applied), applied })
    }

    /// Whether the index has applied rows of a table elsewhere.
    fn is_another(&self, context: &Context) -> bool {
        !self.applied.corrections.rows.is_empty() && remembered(context, &self.path) != self.applied.path
    }
}

/// The corrections to apply. A table that has gone is no empty table: what was applied stays.
pub(super) fn corrections_or_applied(
    context: &Context,
    args: &CorrectionsArgs,
    is_rebuild: bool,
) -> Result<AppliedCorrections, CliError> {
    let place = Place::of(context, args, is_rebuild)?;
    let path = remembered(context, &place.path);
    match CorrectionsTable::read(&place.path)? {
        Some(table) => Ok(AppliedCorrections { path, corrections: table.corrections(), ..place.applied }),
        None if place.is_another(context) => Err(CliError::no_corrections(&place.path)),
        None => {
            if !place.applied.corrections.rows.is_empty() {
                let shown = place.path.display();
                context.note(&format!("{shown} is missing; the corrections that the index knows stay."));
            }
            Ok(AppliedCorrections { path, ..place.applied })
        }
    }
}

/// The table as it is. Where it has gone, it is made again from what the index has applied; where there never was one,
/// it is empty.
pub(super) fn current_table(context: &Context, args: &CorrectionsArgs) -> Result<CorrectionsTable, CliError> {
    let place = Place::of(context, args, false)?;
    if let Some(table) = CorrectionsTable::read(&place.path)? {
        return Ok(table);
    }
    if place.is_another(context) {
        return Err(CliError::no_corrections(&place.path));
    }
    let mut table = CorrectionsTable::new(&place.path);
    if !place.applied.corrections.rows.is_empty() {
        let shown = place.path.display();
        context.note(&format!("{shown} is missing; these are the corrections that the index knows."));
    }
    for row in place.applied.corrections.rows {
        table.add(row)?;
    }
    Ok(table)
}

/// What the index has applied. A rebuild does not need it to be readable.
fn applied(context: &Context, is_rebuild: bool) -> Result<AppliedCorrections, CliError> {
    match AppliedCorrections::of(&context.shared.index) {
        // A rebuild repairs a damaged index.
        Err(error) if is_rebuild => {
            context.note(&format!("{error}; name the table of corrections again with --corrections"));
            Ok(AppliedCorrections::default())
        }
        applied => Ok(applied?.unwrap_or_default()),
    }
}

/// The path to remember, whatever the current folder is; nothing for the usual place, which moves with the index.
fn remembered(context: &Context, path: &Path) -> String {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let usual = absolute(&context.shared.index.join(CORRECTIONS_TABLE));
    let path = absolute(path);
    if path == usual { String::new() } else { path.display().to_string() }
}

/// A table to be changed: nobody else changes it or the index meanwhile.
pub(super) struct OpenTable {
    pub(super) table: CorrectionsTable,
    pub(super) reading: StoredReading,
    update: Update,
}

impl OpenTable {
    /// Opens the table, and the index for writing.
    pub(super) fn lock(context: &Context, args: &CorrectionsArgs) -> Result<Self, CliError> {
        let reading = reading_of_index(context)?;
        let update = Update::begin(&context.shared.index)?.with_stamp(&reading.stamp);
        Ok(Self { table: current_table(context, args)?, reading, update })
    }

    /// Adds a row.
    pub(super) fn add(&mut self, row: Correction) -> Result<(), CliError> {
        self.table.add(row)
    }

    /// Writes the table and applies it to the index. If the run ends in between, the next one applies it. Returns where
    /// the table is.
    pub(super) fn save(self, context: &Context) -> Result<PathBuf, CliError> {
        let Self { table, mut update, reading } = self;
        table.write()?;
        let path = remembered(context, table.path());
        let corrections = AppliedCorrections { path, corrections: table.corrections(), ..update.applied_corrections() };
        apply_corrections(&mut update, corrections, &reading.extractor, reading.min_confidence)?;
        update.finish()?;
        Index::open(&context.shared.index)?.keep_spellings()?;
        Ok(table.path().to_owned())
    }
}

/// Reads the articles again that changed rows are about, and remembers the table. From here on, the update corrects what
/// is put in.
pub(super) fn apply_corrections(
    update: &mut Update,
    corrections: AppliedCorrections,
    extractor: &LazyExtractor,
    min_confidence: f32,
) -> Result<(), CliError> {
    let before = update.applied_corrections();
    update.set_corrections(corrections.corrections.clone().into());
    let mut names = before.corrections.articles_that_differ(&corrections.corrections);
    // What a run was at that did not end.
    names.extend(before.unfinished.iter().cloned());
    let snapshot = update.snapshot();
    let mut ids: Vec<String> = Vec::new();
    for name in &names {
        ids.extend(snapshot.articles_known_as(name)?.into_iter().map(|article| article.id));
    }
    ids.sort();
    ids.dedup();
    if !ids.is_empty() {
        // If the run ends after the commit, the next one knows what to read again.
        update.store_corrections(&AppliedCorrections { unfinished: names, ..before.clone() })?;
    }
    for article in ids.iter().filter_map(|id| snapshot.stored_article(id)) {
        let stored = snapshot.quotes_of(&article.id);
        let extracted = extractor.extract(&[&article])?.pop().unwrap_or_default().quotes;
        // Quotes that the index took in under another minimum stay.
        let kept = extracted.iter().map(|quote| stored.contains(&quote.id)).collect::<Vec<_>>();
        let all = update.corrected(&article, extracted.clone(), 0.0);
        let was_kept = |id: &str| extracted.iter().zip(&kept).any(|(quote, kept)| quote.id == id && *kept);
        let quotes: Vec<_> = all
            .into_iter()
            .filter(|quote| {
                let is_sure = quote.confidence >= min_confidence || quote.evidence.by_hand.is_some();
                is_sure || was_kept(&quote.id)
            })
            .collect();
        check_quote_count(&article, quotes.len())?;
        update.replace_quotes(&article, &quotes)?;
    }
    // What is remembered must never be ahead of what was applied.
    update.commit_changes()?;
    let now = AppliedCorrections { unfinished: Default::default(), ..corrections };
    if now != before || !ids.is_empty() {
        update.store_corrections(&now)?;
    }
    Ok(())
}
