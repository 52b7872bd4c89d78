//! The arguments of the fact-checker's commands.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::ask::{FilterArgs, PageArgs};
use super::read::{PeopleArgs, ReadArgs};
use super::remote::RemoteArgs;

/// `timeline`
#[derive(Debug, Args)]
pub(in crate::cli) struct TimelineArgs {
    /// A query, as for `search`
    #[arg(value_name = "QUERY")]
    pub(in crate::cli) query: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) filters: FilterArgs,
    /// Print statements in full
    #[arg(long)]
    pub(in crate::cli) full: bool,
    #[command(flatten)]
    pub(in crate::cli) page: LongPageArgs,
    #[command(flatten)]
    pub(in crate::cli) remote: RemoteArgs,
}

/// `compare`
#[derive(Debug, Args)]
pub(in crate::cli) struct CompareArgs {
    /// A speaker, in any form of the name
    #[arg(value_name = "SPEAKER")]
    pub(in crate::cli) one: String,
    /// The other speaker
    #[arg(value_name = "SPEAKER")]
    pub(in crate::cli) other: String,
    /// A query, as for `search`
    #[arg(value_name = "QUERY")]
    pub(in crate::cli) query: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) filters: FilterArgs,
    /// Print statements in full
    #[arg(long)]
    pub(in crate::cli) full: bool,
    #[command(flatten)]
    pub(in crate::cli) page: PageArgs,
}

/// Which part of a timeline is printed.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct LongPageArgs {
    /// How many to print at most
    #[arg(long, value_name = "NUMBER", default_value_t = 100)]
    pub(in crate::cli) limit: usize,
    /// How many to skip first
    #[arg(long, value_name = "NUMBER", default_value_t = 0, hide_default_value = true)]
    pub(in crate::cli) offset: usize,
}

/// `audit`
#[derive(Debug, Args)]
pub(in crate::cli) struct AuditArgs {
    /// A query, as for `search`; without it, everything counts
    #[arg(value_name = "QUERY")]
    pub(in crate::cli) query: Vec<String>,
    /// What to count by
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = AuditByArg::Gender)]
    pub(in crate::cli) by: AuditByArg,
    #[command(flatten)]
    pub(in crate::cli) filters: FilterArgs,
    /// List all names behind every number
    #[arg(long)]
    pub(in crate::cli) full: bool,
}

/// What an audit counts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum AuditByArg {
    /// Women and men, as pronouns, titles and names tell
    Gender,
    /// The field of the speaker's occupation
    Role,
    /// Person, organisation, group, document
    Kind,
    /// Newspaper, agency or site
    Publisher,
    /// Month of publication
    Month,
}

/// `verify`
#[derive(Debug, Args)]
pub(in crate::cli) struct VerifyArgs {
    /// Drafts to check: text, Markdown, HTML, DOCX, ...; `-` for standard input
    #[arg(value_name = "DRAFT", required_unless_present = "files_from")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Accept only quotes from articles published on that day or later
    #[arg(long, value_name = "DATE", value_parser = crate::cli::day::first)]
    pub(in crate::cli) since: Option<jiff::civil::Date>,
    /// Accept only quotes from articles published on that day or earlier
    #[arg(long, value_name = "DATE", value_parser = crate::cli::day::last)]
    pub(in crate::cli) until: Option<jiff::civil::Date>,
    #[command(flatten)]
    pub(in crate::cli) people: PeopleArgs,
    #[command(flatten)]
    pub(in crate::cli) read: ReadArgs,
}
