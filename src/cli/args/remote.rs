//! The arguments of commands that may ask an index on another machine.

use clap::{Args, ValueEnum};

/// Which index is asked.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "An index on another machine")]
pub(in crate::cli) struct RemoteArgs {
    /// Ask the index that this Quickwit, Elasticsearch or OpenSearch holds (https://HOST:9200); for Quickwit with
    /// /api/v1/_elastic at the end. QUOTEDEX_REMOTE_KEY may hold an API key
    #[arg(long, value_name = "URL")]
    pub(in crate::cli) remote: Option<String>,
    /// The name of the index there, or an alias
    #[arg(long, value_name = "NAME", default_value = "quotedex", requires = "remote")]
    pub(in crate::cli) remote_index: String,
    /// The most quotes that are fetched for one question
    #[arg(long, value_name = "NUMBER", default_value_t = 50_000, requires = "remote")]
    pub(in crate::cli) remote_most: usize,
    /// How long an answer of the server may take, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = seconds(), requires = "remote")]
    pub(in crate::cli) remote_timeout: u64,
}

/// From a second to an hour.
fn seconds() -> clap::builder::RangedU64ValueParser {
    clap::value_parser!(u64).range(1..=3600)
}

/// `export --to`
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "A search engine instead of tables")]
pub(in crate::cli) struct ExportToArgs {
    /// Write the whole index for this search engine, instead of tables
    #[arg(long, value_enum, value_name = "ENGINE", conflicts_with_all = ["output", "table", "texts"])]
    pub(in crate::cli) to: Option<EngineArg>,
    /// What is written for the engine
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = PrintArg::Documents, requires = "to")]
    pub(in crate::cli) print: PrintArg,
    /// The id of the index in the engine, instead of one that changes with the content
    #[arg(long, value_name = "ID", requires = "to")]
    pub(in crate::cli) id: Option<String>,
}

/// Search engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum EngineArg {
    /// Quickwit 0.9 or later
    Quickwit,
    /// Elasticsearch 7 or later, or OpenSearch
    Elasticsearch,
}

/// What is written for an engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum PrintArg {
    /// The documents, one a line, as its bulk interface takes them
    Documents,
    /// The configuration of the index: YAML for Quickwit, JSON for Elasticsearch
    Config,
    /// The id of the index: another one whenever the content has changed
    Id,
}
