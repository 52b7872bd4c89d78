//! The options of every command.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::formats::FormatArg;

/// Options of every command.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Options of all commands")]
pub(in crate::cli) struct Shared {
    /// Folder of the index
    #[arg(long, global = true, value_name = "DIR", default_value = "index", env = "QUOTEDEX_INDEX")]
    pub(in crate::cli) index: PathBuf,
    /// Output format; not every command has all of them
    #[arg(long, global = true, value_enum, default_value_t = FormatArg::Text)]
    pub(in crate::cli) format: FormatArg,
    /// When to use colour; NO_COLOR and TERM=dumb are honoured
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = ColorArg::Auto)]
    pub(in crate::cli) color: ColorArg,
    /// Do not pipe long output through a pager
    #[arg(long, global = true)]
    pub(in crate::cli) no_pager: bool,
    /// Print paths and addresses as links, for terminals that can open them (OSC 8)
    #[arg(long, global = true)]
    pub(in crate::cli) hyperlinks: bool,
    /// No progress, notes or summaries on standard error, only errors
    #[arg(short, long, global = true)]
    pub(in crate::cli) quiet: bool,
    /// Print what is done, and list what is skipped
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub(in crate::cli) verbose: bool,
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ColorArg {
    /// On a terminal
    Auto,
    /// Even into a file or pipe
    Always,
    /// Not at all
    Never,
}
