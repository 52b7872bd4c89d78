//! The arguments of `export`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::ask::FilterArgs;

/// `export`
#[derive(Debug, Args)]
pub(in crate::cli) struct ExportArgs {
    /// Words, "phrases", -without, OR, begin*, field:value, as in search; without query and filters, the whole index
    #[arg(value_name = "QUERY")]
    pub(in crate::cli) query: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) filters: FilterArgs,
    /// New folder with a file for each table; with --table, and for sqlite, a new file. `-` is standard output
    #[arg(short, long, value_name = "PATH", default_value = "-", hide_default_value = true)]
    pub(in crate::cli) output: PathBuf,
    /// Only this table
    #[arg(long, value_enum, value_name = "TABLE")]
    pub(in crate::cli) table: Option<TableArg>,
    /// Also the whole text of the articles, in which spans count
    #[arg(long)]
    pub(in crate::cli) texts: bool,
}

/// The tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TableArg {
    /// The articles
    Articles,
    /// People and bodies with an id
    Speakers,
    /// Each quote of each article
    Quotes,
    /// Which quotes are one statement
    Occurrences,
}
