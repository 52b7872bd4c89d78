//! The arguments of the commands that read articles.

use std::path::PathBuf;

use clap::Args;

use super::ask::SureArgs;
use super::values::{at_least_one, path_or_nothing, probability};
use crate::language::LanguageChoice;

/// How articles are read: `index`, `rebuild`, `extract`.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Options for reading")]
pub(in crate::cli) struct ReadArgs {
    /// Names of the fields in your JSON, JSON Lines, CSV or TSV files, such as text=body,date=pubDate; a dot selects
    /// from an object or a list: text=article.body, text=blocks.0.value
    #[arg(long, value_name = "FIELD=NAME,...")]
    pub(in crate::cli) map: Vec<String>,
    /// Also read the files and folders listed in FILE, one path per line; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) files_from: Option<PathBuf>,
    /// Paths in --files-from end with a NUL byte (find -print0)
    #[arg(short = '0', long, requires = "files_from")]
    pub(in crate::cli) null: bool,
    /// Also read hidden files and folders
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL")]
    #[arg(hide_possible_values = true)]
    pub(in crate::cli) hidden: Option<bool>,
    /// Also read what .ignore and .quotedexignore files exclude
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL")]
    #[arg(hide_possible_values = true)]
    pub(in crate::cli) no_ignore: Option<bool>,
    /// Date undated articles by the modification time of their file, marked as a guess (a copy or download may have
    /// today's)
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL")]
    #[arg(hide_possible_values = true)]
    pub(in crate::cli) file_dates: Option<bool>,
    /// Language of all articles (en, de, fr, ...); `auto` detects it for each article [default: auto]. In languages other
    /// than English, only quotations in quotation marks are found, without speakers
    #[arg(long, value_name = "CODE")]
    pub(in crate::cli) lang: Option<LanguageChoice>,
}

/// `index`, `rebuild`
#[derive(Debug, Args)]
pub(in crate::cli) struct IndexArgs {
    /// Files and folders of articles, `-` for standard input [default: seeds/articles]
    #[arg(value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Index only quotes with at least this confidence (0-1); already indexed articles are not changed
    #[arg(long, value_name = "NUMBER", value_parser = probability)]
    pub(in crate::cli) min_confidence: Option<f32>,
    /// Change the index only if everything can be read and nothing is skipped
    #[arg(long)]
    pub(in crate::cli) strict: bool,
    /// Commit after so many articles
    #[arg(long, value_name = "NUMBER", default_value_t = 1536, hide = true, value_parser = at_least_one())]
    pub(in crate::cli) commit_every: usize,
    #[command(flatten)]
    pub(in crate::cli) people: PeopleArgs,
    #[command(flatten)]
    pub(in crate::cli) corrections: CorrectionsArgs,
    /// Read without a table of people, and delete the one stored in the index
    #[arg(long)]
    pub(in crate::cli) no_people: bool,
    /// Also index articles that were removed with `quotedex remove`
    #[arg(long)]
    pub(in crate::cli) again: bool,
    /// Replace or prune the index even if it loses more than half of its articles
    #[arg(long)]
    pub(in crate::cli) force: bool,
    #[command(flatten)]
    pub(in crate::cli) read: ReadArgs,
}

/// `index`
#[derive(Debug, Args)]
pub(in crate::cli) struct GrowArgs {
    #[command(flatten)]
    pub(in crate::cli) index: IndexArgs,
    /// Remove articles whose files no longer exist under the given paths
    #[arg(long)]
    pub(in crate::cli) prune: bool,
    /// Only report what would be done
    #[arg(long, conflicts_with = "watch")]
    pub(in crate::cli) dry_run: bool,
    /// Keep running and index files as they arrive or change, until Ctrl-C
    #[arg(long)]
    pub(in crate::cli) watch: bool,
}

/// `remove`
#[derive(Debug, Args)]
pub(in crate::cli) struct RemoveArgs {
    /// Files, folders, web addresses, or ids of articles or quotes
    #[arg(value_name = "WHAT", required = true)]
    pub(in crate::cli) what: Vec<String>,
    /// Only report what would be removed
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
}

/// The table of people: `index`, `rebuild`, `extract`.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct PeopleArgs {
    /// Table of people you know (CSV: name,aliases,role,wikidata,id); it overrides guesses
    #[arg(long, value_name = "FILE", env = "QUOTEDEX_PEOPLE", value_parser = path_or_nothing())]
    pub(in crate::cli) people: Option<PathBuf>,
}

/// The table of corrections: `index`, `rebuild`, `correct`, `people`.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct CorrectionsArgs {
    /// Table of corrections (CSV) [default: the one used last, or corrections.csv in the folder of the index]
    #[arg(long, value_name = "FILE", env = "QUOTEDEX_CORRECTIONS", value_parser = path_or_nothing())]
    pub(in crate::cli) corrections: Option<PathBuf>,
}

/// `extract`
#[derive(Debug, Args)]
pub(in crate::cli) struct ExtractArgs {
    /// Files and folders of articles, `-` for standard input
    #[arg(value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) sure: SureArgs,
    #[command(flatten)]
    pub(in crate::cli) people: PeopleArgs,
    /// Also print how each quote and its speaker were found
    #[arg(long)]
    pub(in crate::cli) explain: bool,
    /// Stop at the first input that cannot be read, and fail if anything is skipped
    #[arg(long)]
    pub(in crate::cli) strict: bool,
    #[command(flatten)]
    pub(in crate::cli) read: ReadArgs,
}
