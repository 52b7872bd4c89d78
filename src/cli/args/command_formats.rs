//! Which command has which formats.

use super::commands::Command;
use super::formats::FormatArg;
use super::watch::WatchCommand;

/// The formats of every command.
const BASIC: [FormatArg; 4] = [FormatArg::Text, FormatArg::Json, FormatArg::Jsonl, FormatArg::Csv];
/// The formats of commands that answer with quotations.
const QUOTATIONS: [FormatArg; 9] = [
    FormatArg::Text,
    FormatArg::Json,
    FormatArg::Jsonl,
    FormatArg::Csv,
    FormatArg::Csl,
    FormatArg::Ris,
    FormatArg::Bibtex,
    FormatArg::Jsonld,
    FormatArg::Annotation,
];

/// The formats of reports on drafts.
const REPORTS: [FormatArg; 6] =
    [FormatArg::Text, FormatArg::Json, FormatArg::Jsonl, FormatArg::Csv, FormatArg::Sarif, FormatArg::Github];

/// The formats of what is new.
const NEWS: [FormatArg; 5] = [FormatArg::Text, FormatArg::Json, FormatArg::Jsonl, FormatArg::Csv, FormatArg::Atom];

/// The formats of tables.
const TABLES: [FormatArg; 5] =
    [FormatArg::Jsonl, FormatArg::Csv, FormatArg::Parquet, FormatArg::Arrow, FormatArg::Sqlite];

impl Command {
    /// The formats that the command has.
    pub(in crate::cli) fn formats(&self) -> &'static [FormatArg] {
        match self {
            Command::Search(args) if args.count_by.is_none() && args.batch.is_none() => &QUOTATIONS,
            Command::Show(_) => &QUOTATIONS,
            Command::Verify(_) => &REPORTS,
            Command::Export(_) => &TABLES,
            Command::Watch(args) if matches!(args.command, WatchCommand::Run(_)) => &NEWS,
            _ => &BASIC,
        }
    }
}
