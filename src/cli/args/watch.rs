//! The arguments of `watch`.

use clap::{Args, Subcommand};

use super::ask::FilterArgs;

/// `watch`
#[derive(Debug, Args)]
pub(in crate::cli) struct WatchArgs {
    #[command(subcommand)]
    pub(in crate::cli) command: WatchCommand,
}

/// What to do with watches.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum WatchCommand {
    /// Keep a search: what matches already counts as known
    Add(Box<WatchAddArgs>),
    /// Print what came since the last run; exit code 1 if nothing did
    Run(WatchRunArgs),
    /// List the searches that are kept
    List,
    /// Forget a search
    Remove(WatchNameArgs),
}

/// `watch add`
#[derive(Debug, Args)]
pub(in crate::cli) struct WatchAddArgs {
    /// A name for the watch
    #[arg(value_name = "NAME")]
    pub(in crate::cli) name: String,
    /// A query, as for `search`
    #[arg(value_name = "QUERY")]
    pub(in crate::cli) query: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) filters: FilterArgs,
    /// Also print what matches already, at the first run
    #[arg(long)]
    pub(in crate::cli) from_start: bool,
}

/// `watch run`
#[derive(Debug, Args)]
pub(in crate::cli) struct WatchRunArgs {
    /// The name of a watch; without it, all of them
    #[arg(value_name = "NAME")]
    pub(in crate::cli) name: Option<String>,
}

/// `watch remove`
#[derive(Debug, Args)]
pub(in crate::cli) struct WatchNameArgs {
    /// The name of the watch
    #[arg(value_name = "NAME")]
    pub(in crate::cli) name: String,
}
