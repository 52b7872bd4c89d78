//! Which table of corrections is used, and how its changes get into an index.

use std::path::{Path, PathBuf};

use super::args::CorrectionsArgs;
use super::context::Context;
use super::corrections_table::CorrectionsTable;
use super::error::CliError;
use super::lazy_extractor::LazyExtractor;
use super::limits::check_quote_count;
use super::stored_reading::reading_of_index;
use crate::index::{AppliedCorrections, CORRECTIONS_TABLE, Index, Update};

/// The table that is named, or else the one that the index remembers, or else the usual one.
fn table_path(context: &Context, args: &CorrectionsArgs, applied: &AppliedCorrections) -> PathBuf {
    let named = args.corrections.clone().filter(|path| !path.as_os_str().is_empty());
    let remembered = || (!applied.path.is_empty()).then(|| PathBuf::from(&applied.path));
    named.or_else(remembered).unwrap_or_else(|| context.shared.index.join(CORRECTIONS_TABLE))
}

/// The table as it is; an empty one where there is none yet.
pub(super) fn current_table(context: &Context, args: &CorrectionsArgs) -> Result<CorrectionsTable, CliError> {
    CorrectionsTable::read_or_new(&table_path(context, args, &applied(context, false)?))
}

/// A table to be changed: nobody else changes it or the index meanwhile.
pub(super) struct OpenTable {
    pub(super) table: CorrectionsTable,
    update: Update,
    extractor: LazyExtractor,
}

impl OpenTable {
    /// Opens the table, and the index for writing.
    pub(super) fn lock(context: &Context, args: &CorrectionsArgs) -> Result<Self, CliError> {
        let (stamp, extractor) = reading_of_index(context)?;
        let update = Update::begin(&context.shared.index)?.with_stamp(&stamp);
        Ok(Self { table: current_table(context, args)?, update, extractor })
    }

    /// Writes the table and applies it to the index. If the run ends in between, the next one applies it. Returns where
    /// the table is.
    pub(super) fn save(self, context: &Context) -> Result<PathBuf, CliError> {
        let Self { table, mut update, extractor } = self;
        table.write()?;
        let path = remembered(context, table.path());
        let corrections = AppliedCorrections { path, corrections: table.corrections() };
        let extractor = extractor.with_corrections(corrections.corrections.clone());
        apply_corrections(&mut update, &corrections, &extractor)?;
        update.finish()?;
        Index::open(&context.shared.index)?.keep_spellings()?;
        Ok(table.path().to_owned())
    }
}

/// The corrections to apply. A table that has gone is no empty table: what was applied stays.
pub(super) fn corrections_or_applied(
    context: &Context,
    args: &CorrectionsArgs,
    is_rebuild: bool,
) -> Result<AppliedCorrections, CliError> {
    let applied = applied(context, is_rebuild)?;
    let path = table_path(context, args, &applied);
    let shown = path.display().to_string();
    match CorrectionsTable::read(&path)? {
        Some(table) => Ok(AppliedCorrections { path: remembered(context, &path), corrections: table.corrections() }),
        None if args.corrections.as_ref().is_some_and(|path| !path.as_os_str().is_empty()) => {
            Err(CliError::no_corrections(&path))
        }
        None => {
            if !applied.corrections.rows.is_empty() {
                context.note(&format!("{shown} is missing; the corrections that the index knows stay."));
            }
            Ok(applied)
        }
    }
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

/// The path to remember: nothing for the usual place, which moves with the index.
fn remembered(context: &Context, path: &Path) -> String {
    if path == context.shared.index.join(CORRECTIONS_TABLE) { String::new() } else { path.display().to_string() }
}

/// Reads the articles again that changed rows are about, and remembers the table. Returns how many articles it read.
pub(super) fn apply_corrections(
    update: &mut Update,
    corrections: &AppliedCorrections,
    extractor: &LazyExtractor,
) -> Result<usize, CliError> {
    let before = update.applied_corrections();
    if before == *corrections {
        return Ok(0);
    }
    let snapshot = update.snapshot();
    let mut ids: Vec<String> = Vec::new();
    for name in before.corrections.articles_that_differ(&corrections.corrections) {
        ids.extend(snapshot.articles_named(&name)?.into_iter().map(|article| article.id));
    }
    ids.sort();
    ids.dedup();
    for id in &ids {
        let Some(article) = snapshot.stored_article(id) else { continue };
        let extracted = extractor.extract(&[&article])?.pop().unwrap_or_default();
        check_quote_count(&article, &extracted.quotes)?;
        update.replace_quotes(&article, &extracted.quotes)?;
    }
    // What is remembered must never be ahead of what was applied.
    update.commit_changes()?;
    update.store_corrections(corrections)?;
    Ok(ids.len())
}
